"""The rules by code: how bad what they find is, whom it is about, and the limits they keep to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from genealogy.domain.checks.facts import BranchFacts, ClanTree, PersonFacts, UnionFacts

ERROR, WARNING, INFO = "error", "warning", "info"


class Scope(StrEnum):
    """Whose record a finding is about, and mended on."""

    PERSON = "person"
    UNION = "union"
    BRANCH = "branch"
    CLAN = "clan"


@dataclass(frozen=True)
class CheckLimits:
    """Where a rule begins to doubt. Years are Gregorian; the first block is that of Gramps Verify.

    Source: Gramps 6, `plugins/tool/verify.py`, default options; the last block is this program's.
    """

    old_age: int = 90
    old_unmarried: int = 99
    married_often: int = 3
    children_of_mother: int = 12
    children_of_father: int = 15
    spouse_gap: int = 30
    early_marriage: int = 17
    late_marriage: int = 50
    old_father: int = 65
    old_mother: int = 48
    young_father: int = 18
    young_mother: int = 17
    children_span: int = 25
    children_gap: int = 8
    #: Gramps has 30; in houses with several wives the younger ones outlive the husband that long.
    widowhood: int = 60

    least_parent_gap: int = 14
    greatest_parent_gap: int = 70
    greatest_living_age: int = 110
    days_after_father: int = 300
    days_between_births: int = 210
    late_baptism: int = 2
    late_burial: int = 1
    #: Generations within which a given name of an ancestor is not given again (kiêng húy).
    taboo_generations: int = 4
    #: Latitude and longitude of the neighbourhood of Vietnam: south, north, west, east.
    neighbourhood: tuple[float, float, float, float] = (5.0, 27.0, 97.0, 118.0)


DEFAULT_LIMITS = CheckLimits()


@dataclass(frozen=True)
class Rule:
    """A kind of finding. `settings` names the fields of `CheckLimits` that move it."""

    code: str
    severity: str
    scope: Scope
    settings: tuple[str, ...] = ()


@dataclass(slots=True)
class Finding:
    """Something that looks wrong.

    `people` are the others it is about; `facts` plain values for its sentence; `key` tells findings
    of one code about the same people apart. `fingerprint` is set by whoever stores it.
    """

    code: str
    person: int | None = None
    union: int | None = None
    branch: int | None = None
    people: tuple[int, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    fingerprint: str = ""

    @property
    def severity(self) -> str:
        """How bad it is."""
        return RULES[self.code].severity


PersonCheck = Callable[["PersonFacts", "ClanTree", CheckLimits], Iterator[Finding]]
UnionCheck = Callable[["UnionFacts", "ClanTree", CheckLimits], Iterator[Finding]]
BranchCheck = Callable[["BranchFacts", "ClanTree", CheckLimits], Iterator[Finding]]


def _rules() -> Iterator[Rule]:
    for (scope, severity), words in _TABLE.items():
        for word in words.split():
            code, _, settings = word.partition("=")
            yield Rule(code, severity, scope, tuple(settings.split(",")) if settings else ())


_TABLE = {
    (Scope.PERSON, ERROR): """
        derived_column cycle link_to_other_clan link_to_staged self_parent several_lineages
        two_birth_fathers two_birth_mothers generation_break membership_contradicts
        birth_after_death birth_after_baptism death_before_baptism burial_before_birth
        burial_before_death reburial_before_burial event_before_birth living_but_dead
        born_before_parent mother_dead_before_birth father_dead_before_birth=days_after_father
        parent_gap_small=least_parent_gap coordinates_impossible date_impossible
        lunar_day_missing leap_month_missing date_range_reversed date_in_future event_column
        two_eldest_sons_of_couple parent_is_spouse
    """,
    (Scope.PERSON, WARNING): """
        override_contradicts parent_not_in_union union_member_not_parent links_to_two_unions
        parent_twice parent_gap_large=greatest_parent_gap old_father=old_father
        old_mother=old_mother born_before_mother_joined heir_outside_clan heir_is_female
        heir_generation surname_differs sex_unknown_parent alone births_repeated deaths_repeated
        memorial_disagrees can_chi_disagrees era_disagrees dates_disagree
        event_after_death burial_before_baptism living_too_old=greatest_living_age
        coordinates_half two_eldest_sons child_order_repeated children_out_of_order
        taboo_ancestor=taboo_generations union_order_repeated unions_out_of_order
        two_principal_wives place_blank memorial_leap_idle
    """,
    (Scope.PERSON, INFO): """
        name_missing given_name_missing surname_missing name_placeholder sex_unknown unconnected
        dead_without_event age_without_death=greatest_living_age old_at_death=old_age
        birth_equals_death late_baptism=late_baptism late_burial=late_burial date_unreadable
        grave_far_away=neighbourhood event_empty young_father=young_father
        young_mother=young_mother birth_parents_missing heir_counted_twice lineage_through_mother
        parents_not_joined child_order_gap many_children=children_of_mother,children_of_father
        married_often=married_often old_unmarried=old_unmarried union_order_gap
        taboo_founder
    """,
    (Scope.UNION, ERROR): """
        union_of_other_clan union_crowded female_husband male_wife spouse_is_child
        marriage_before_birth marriage_after_death divorce_before_marriage birth_equals_marriage
        union_event_flawed
    """,
    (Scope.UNION, WARNING): """
        union_empty same_sex_couple union_repeated death_equals_marriage successor_too_early
        close_kin_marriage kin_marriage spouse_generation
        children_too_close=days_between_births
    """,
    (Scope.UNION, INFO): """
        union_of_one union_of_namesakes spouse_gap=spouse_gap early_marriage=early_marriage
        late_marriage=late_marriage long_widowhood=widowhood successor_without_first
        spouse_same_surname current_but_dead widowed_but_living married_but_unmarried
        children_far_apart=children_gap children_span=children_span union_event_unclear
    """,
    (Scope.BRANCH, ERROR): """
        branch_founder_of_other_clan branch_head_of_other_clan branch_of_other_clan branch_cycle
        branch_founder_not_lineage
    """,
    (Scope.BRANCH, WARNING): """
        branch_without_founder branch_founder_outside branch_founder_repeated branch_head_outside
        branch_head_dead since_generation_contradicts
    """,
    (Scope.BRANCH, INFO): "branch_empty branch_ordinal_repeated",
    (Scope.CLAN, ERROR): "founder_of_other_clan clan_head_of_other_clan",
    (Scope.CLAN, WARNING): "founder_missing clan_head_dead clan_head_outside",
    (Scope.CLAN, INFO): "founder_has_parents founder_generation_contradicts",
}

#: Every kind of finding by its code.
RULES: dict[str, Rule] = {rule.code: rule for rule in _rules()}
