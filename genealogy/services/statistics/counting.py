"""Counting a clan and all its branches for one audience: one pass over people, two over families.

Nothing is read of anybody the audience may not see, so no number can tell of them. Strangers get
numbers of those alone whose facts they may open: the dead, and the living who are marked public.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from genealogy.domain.statistics import SizeRow, Statistics
from genealogy.domain.tallies import LINEAGE, Counted, Tally
from genealogy.domain.viewer import Viewer
from genealogy.enums import Audience, Sex
from genealogy.models import Branch, Clan, ParentLink, Person, UnionMember
from genealogy.querysets import detailed_people, visible_people
from genealogy.selectors.statistics import audience_viewer

Progress = Callable[[int], None]

#: Rows fetched at once.
_CHUNK = 5_000
_FACTS = (
    "generation",
    "membership",
    "sex",
    "surname",
    "middle_name",
    "given_name",
    "birth_year",
    "death_year",
    "memorial_month",
    "presumed_living",
    "presumed_living_until",
)


@dataclass
class ClanCount:
    """What was counted: numbers by branch (None: the whole clan) and what keeps them true.

    `valid_until` is the last day on which nobody's presumption of life has ended since.
    `detailed` holds the primary keys of everybody counted with all facts.
    """

    statistics: dict[int | None, Statistics] = field(default_factory=dict)
    valid_until: date | None = None
    detailed: array[int] = field(default_factory=lambda: array("q"))


def clan_count(
    clan: Clan, audience: str, *, today: date, progress: Progress | None = None
) -> ClanCount:
    """Count a clan and every branch with those within it.

    Args:
        clan: the clan.
        audience: for whose eyes.
        today: the day life is presumed on, Vietnam time.
        progress: called now and then with the number of people counted.
    """
    return _Count(clan, audience, today).run(progress)


class _Count:
    def __init__(self, clan: Clan, audience: str, today: date) -> None:
        self.clan = clan
        self.today = today
        self.is_public = audience == Audience.PUBLIC
        self.knows_all = audience == Audience.EDITORS
        self.viewer = audience_viewer(audience, today)
        self.tallies: dict[int | None, Tally] = defaultdict(Tally)
        self.result = ClanCount()

    def run(self, progress: Progress | None) -> ClanCount:
        self._count_people(progress)
        self._count_fathers()
        self._count_husbands()
        self._add_up()
        self.result.valid_until = self._next_end()
        return self.result

    def _seen(self, prefix: str = "") -> Q:
        """Match those who are counted."""
        rule: Callable[[Viewer, str], Q] = detailed_people if self.is_public else visible_people
        return rule(self.viewer, prefix)

    def _counted(self, facts: tuple[Any, ...]) -> Counted:
        """Cut the facts of one row to the audience."""
        *known, death_year, memorial_month, living, until = facts
        is_dead = not living or (until is not None and until < self.today)
        if not (is_dead or self.is_public or self.knows_all):
            death_year = memorial_month = None
        return Counted._make([*known, death_year, memorial_month, is_dead])

    def _count_people(self, progress: Progress | None) -> None:
        rows = (
            Person.objects.filter(self._seen(), clan=self.clan)
            .order_by()
            .values_list("pk", "branch_id", *_FACTS)
        )
        detailed = self.result.detailed
        for number, (pk, branch, *facts) in enumerate(rows.iterator(_CHUNK), 1):
            person = self._counted(tuple(facts))
            if person.is_dead or self.is_public:
                detailed.append(pk)
            self.tallies[branch].add_person(person)
            if progress is not None and number % _CHUNK == 0:
                progress(number)

    def _count_fathers(self) -> None:
        """Count the children each man of the lineage is seen to have in it."""
        rows = (
            ParentLink.objects.filter(
                self._seen("child__"),
                self._seen("parent__"),
                is_lineage=True,
                **_men_of_the_lineage(self.clan, "parent__"),
            )
            .order_by()
            .values_list("parent_id", "parent__branch_id", *(f"parent__{name}" for name in _FACTS))
            .annotate(children=Count("pk"), heirs=Count("pk", filter=~Q(child__sex=Sex.FEMALE)))
        )
        for _pk, branch, *facts, children, heirs in _stream(rows):
            father = self._counted(tuple(facts))
            self.tallies[branch].add_father(father, children=children, heirs=heirs)

    def _count_husbands(self) -> None:
        """Count the wives each man of the lineage is seen to have had."""
        wife = "union__members__person__"
        rows = (
            UnionMember.objects.filter(
                self._seen("person__"),
                self._seen(wife),
                union__is_staged=False,
                **_men_of_the_lineage(self.clan, "person__"),
                **{f"{wife}sex": Sex.FEMALE},
            )
            .order_by()
            .values_list("person_id", "person__branch_id")
            .annotate(wives=Count("union__members__person", distinct=True))
        )
        for _pk, branch, wives in _stream(rows):
            self.tallies[branch].add_husband(wives)

    def _add_up(self) -> None:
        """Read the numbers of every branch off, from the innermost to the clan itself."""
        above = dict(Branch.objects.filter(clan=self.clan).values_list("pk", "parent_id"))
        sizes: dict[int | None, list[SizeRow]] = defaultdict(list)
        for branch in (*_innermost_first(above), None):
            tally = self.tallies.pop(branch, None) or Tally()
            self.result.statistics[branch] = tally.statistics(
                sizes=sizes.pop(branch, ()), tells_living=not self.is_public
            )
            if branch is not None:
                sizes[above[branch]].append(SizeRow(branch, tally.people))
                self.tallies[above[branch]].merge(tally)

    def _next_end(self) -> date | None:
        """Give the day on which the next presumption of life ends, of everybody in the clan."""
        rows = Person.objects.published().filter(
            clan=self.clan, presumed_living=True, presumed_living_until__gte=self.today
        )
        return (
            rows.order_by("presumed_living_until")
            .values_list("presumed_living_until", flat=True)
            .first()
        )


def _stream(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    return rows.iterator(_CHUNK)


def _men_of_the_lineage(clan: Clan, prefix: str) -> dict[str, Any]:
    return {
        f"{prefix}clan": clan,
        f"{prefix}membership": LINEAGE,
        f"{prefix}sex": Sex.MALE.value,
    }


def _innermost_first(above: Mapping[int, int | None]) -> list[int]:
    """Order branches so that each comes before the one it lies within."""
    waiting = dict.fromkeys(above, 0)
    for parent in above.values():
        if parent is not None:
            waiting[parent] += 1
    order = [branch for branch, count in waiting.items() if not count]
    for branch in order:
        parent = above[branch]
        if parent is not None:
            waiting[parent] -= 1
            if not waiting[parent]:
                order.append(parent)
    return order
