"""Who is looking, and how much of a person they may see. Deny first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from genealogy.domain.calendars import gregorian_to_jdn

#: Under this age one is a child by Vietnamese law (Luật Trẻ em 2016, điều 1).
ADULT_AGE = 16


class Role(IntEnum):
    """What a viewer is, from least to most."""

    ANONYMOUS = 0
    MEMBER = 1
    EDITOR = 2
    ADMIN = 3


class Mark(StrEnum):
    """The explicit mark on a record (dấu công khai); it always wins over the general rule."""

    DEFAULT = "default"
    PUBLIC = "public"
    MEMBERS = "members"
    EDITORS = "editors"


class LivingPolicy(StrEnum):
    """What a clan lets strangers see of its living people."""

    HIDDEN = "hidden"
    NAME_ONLY = "name_only"


class Detail(IntEnum):
    """How much of one person a viewer sees.

    NOTHING: as if the person did not exist. NAME: name, đời and branch. KIN: also sex, parents and
    the place among siblings. MEMBER: also the year of birth. FULL: everything that is not marked
    sensitive. EDITOR: everything.
    """

    NOTHING = 0
    NAME = 1
    KIN = 2
    MEMBER = 3
    FULL = 4
    EDITOR = 5


@dataclass(frozen=True)
class Viewer:
    """A reader of the tree.

    Args:
        role: what the reader is, in the whole site.
        today: the day the rule of the living is judged on, Gregorian, Vietnam time.
        close_person_ids: primary keys of the reader's own close family, seen in full.
        full_branch_ids: branches whose living people the reader sees in full, those below
            them included; what is marked sensitive stays with editors.
        member_branch_ids: branches in which a reader who is no member sees what members see: a
            program whose key opens one branch.
    """

    role: Role
    today: date
    close_person_ids: frozenset[int] = field(default_factory=frozenset)
    full_branch_ids: frozenset[int] = field(default_factory=frozenset)
    member_branch_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing is known of the reader."""
        return self.role is Role.ANONYMOUS and not self.member_branch_ids

    @property
    def adults_born_by(self) -> int:
        """Julian day number: who was born by then is surely no child on the reader's day."""
        year = self.today.year - ADULT_AGE
        month, day = self.today.month, self.today.day
        if (month, day) == (2, 29):
            day = 28
        return gregorian_to_jdn(year, month, day)

    def sees_as_member(self, branch_id: int | None) -> bool:
        """Say whether the reader is a member to people of this branch."""
        return self.role is Role.MEMBER or branch_id in self.member_branch_ids


@dataclass(frozen=True)
class VisibilityFacts:
    """What the rule asks of one person's row.

    `is_living` is the presumption on the viewer's day; `is_child` says that nothing proves an
    age of `ADULT_AGE`.
    """

    person_id: int
    branch_id: int | None
    is_living: bool
    is_child: bool
    mark: Mark
    clan_policy: LivingPolicy
    clan_is_public: bool


def detail_level(viewer: Viewer, person: VisibilityFacts) -> Detail:
    """Say how much of one person the viewer may see.

    The same rule as `PersonQuerySet.visible_to` and `detailed_to`, for a row already read; a test
    holds the two together.
    """
    if viewer.role >= Role.EDITOR:
        return Detail.EDITOR
    if person.mark is Mark.EDITORS:
        return Detail.NOTHING
    if viewer.sees_as_member(person.branch_id):
        return _detail_for_member(viewer, person)
    return _detail_for_stranger(person)


def _detail_for_member(viewer: Viewer, person: VisibilityFacts) -> Detail:
    if not person.is_living or person.mark is Mark.PUBLIC:
        return Detail.FULL
    is_near = person.branch_id in viewer.full_branch_ids
    if is_near or person.person_id in viewer.close_person_ids:
        return Detail.FULL
    return Detail.KIN if person.is_child else Detail.MEMBER


def _detail_for_stranger(person: VisibilityFacts) -> Detail:
    if not person.clan_is_public or person.mark is Mark.MEMBERS:
        return Detail.NOTHING
    if not person.is_living or person.mark is Mark.PUBLIC:
        return Detail.FULL
    is_name_public = person.clan_policy is LivingPolicy.NAME_ONLY and not person.is_child
    return Detail.NAME if is_name_public else Detail.NOTHING
