"""Reading a clan, or what stands around some of its people, into the facts the checks ask for.

Plain rows only: a model instance for each of some hundred thousand people would cost minutes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from genealogy.domain.checks import (
    ClanTree,
    EventFacts,
    MemberFacts,
    ParentFacts,
    PersonFacts,
    UnionFacts,
    date_flaws,
)
from genealogy.domain.checks.dates import DateFlaw
from genealogy.domain.checks.facts import Span
from genealogy.domain.dates import PartialDate
from genealogy.models import Clan, Event, ParentLink, Person, PersonName, Union, UnionMember
from genealogy.services.checks.clan_facts import read_branches, read_clan
from genealogy.services.derived.columns import chunked

_PERSON_COLUMNS = (
    "id",
    "sex",
    "surname",
    "middle_name",
    "given_name",
    "living_state",
    "generation",
    "membership",
    "branch_id",
    "lineage_path",
    "generation_override",
    "child_order",
    "latest_birth",
    "memorial_in_leap_month",
)
_EVENT_COLUMNS = (
    "type",
    "written",
    "date_start",
    "date_end",
    "lunar_month",
    "lunar_day",
    "lunar_leap",
    "description",
    "place_id",
    "latitude",
    "longitude",
    "place__text",
    "place__latitude",
    "place__longitude",
)
#: Dates of one clan repeat; so many different ones are kept with what was found in them.
_KEPT_DATES = 200_000

Ids = Collection[int] | None


class FactsReader:
    """Reads the facts of one clan; one reader is for one run."""

    def __init__(self, clan: Clan, today: int) -> None:
        self.clan = clan
        self.tree = ClanTree(read_clan(clan), today)
        self._dates: dict[str, tuple[tuple[Any, ...], tuple[DateFlaw, ...]]] = {}

    def read_all(self) -> ClanTree:
        """Read everybody."""
        self.read_people(None)
        self.read_unions(None)
        self.tree.branches = read_branches(self.clan)
        return self.tree

    def read_people(self, ids: Ids) -> None:
        """Read people with names, events and parents; the whole clan, or those of `ids`."""
        people = self.tree.people
        rows = Person.objects.filter(is_staged=False).values_list(*_PERSON_COLUMNS)
        for row in _rows(rows, "id", ids, clan=self.clan):
            people[row[0]] = PersonFacts(*row)
        self._read_names(ids)
        self._read_parents(ids)
        self._read_person_events(ids)

    def _read_names(self, ids: Ids) -> None:
        names = PersonName.objects.order_by("person_id", "sort_order", "id")
        rows = names.values_list("person_id", "kind", "value")
        for key, group in _grouped(_rows(rows, "person_id", ids, person__clan=self.clan)):
            person = self.tree.people.get(key)
            if person is not None:
                person.names = tuple(group)

    def _read_parents(self, ids: Ids) -> None:
        links = ParentLink.objects.order_by("child_id", "id").values_list(
            "child_id",
            "parent_id",
            "kind",
            "is_lineage",
            "union_id",
            "parent__clan_id",
            "parent__is_staged",
        )
        for key, group in _grouped(_rows(links, "child_id", ids, child__clan=self.clan)):
            person = self.tree.people.get(key)
            if person is not None:
                person.parents = tuple(
                    ParentFacts(parent, kind, is_lineage, union, self._outside(clan_id, is_staged))
                    for parent, kind, is_lineage, union, clan_id, is_staged in group
                )

    def _outside(self, clan_id: int, is_staged: bool) -> str:
        if clan_id != self.clan.pk:
            return "other_clan"
        return "staged" if is_staged else ""

    def _read_person_events(self, ids: Ids) -> None:
        events = _written_events("person_id")
        rows = _rows(events, "person_id", ids, person__clan=self.clan)
        for key, group in _grouped(rows):
            person = self.tree.people.get(key)
            if person is not None:
                person.events = tuple(self._event(*row) for row in group)
                person.settle_events()

    def read_children(self, ids: Iterable[int]) -> None:
        """Fill in the children of people at hand; the children must be at hand too."""
        wanted = set(ids)
        children: dict[int, list[int]] = {}
        for person in self.tree.people.values():
            for parent in dict.fromkeys(link.parent for link in person.parents):
                if parent in wanted and parent in self.tree.people:
                    children.setdefault(parent, []).append(person.id)
        for key, group in children.items():
            self.tree.people[key].children = tuple(sorted(group))

    def read_unions(self, ids: Ids) -> None:
        """Read couples with members, events and children; all, or those of `ids`.

        Children and the people of a couple are filled in from the people at hand.
        """
        unions = self.tree.unions
        rows = Union.objects.filter(is_staged=False).values_list("id", "kind", "status")
        for row in _rows(rows, "id", ids, clan=self.clan):
            unions[row[0]] = UnionFacts(*row)
        self._read_members(ids)
        events = _written_events("union_id")
        for key, group in _grouped(_rows(events, "union_id", ids, union__clan=self.clan)):
            if key in unions:
                unions[key].events = tuple(self._event(*row) for row in group)
        children: dict[int, list[int]] = {}
        for person in self.tree.people.values():
            for union_id in {link.union for link in person.parents}:
                if union_id in unions:
                    children.setdefault(union_id, []).append(person.id)
        for key, group in children.items():
            unions[key].children = tuple(sorted(group))
        if ids is None:
            self.read_children(self.tree.people)

    def _read_members(self, ids: Ids) -> None:
        rows = UnionMember.objects.order_by("union_id", "id").values_list(
            "union_id", "person_id", "role", "order_for_person", "standing", "person__clan_id"
        )
        unions_of: dict[int, list[int]] = {}
        for key, group in _grouped(_rows(rows, "union_id", ids, union__clan=self.clan)):
            union = self.tree.unions.get(key)
            if union is None:
                continue
            union.members = tuple(
                MemberFacts(person, role, order, standing, clan_id != self.clan.pk)
                for person, role, order, standing, clan_id in group
            )
            for member in union.members:
                unions_of.setdefault(member.person, []).append(key)
        for key, union_ids in unions_of.items():
            person = self.tree.people.get(key)
            if person is not None:
                person.unions = tuple(sorted({*person.unions, *union_ids}))

    def _event(
        self,
        kind: str,
        written: str | None,
        start: int | None,
        end: int | None,
        month: int | None,
        day: int | None,
        in_leap_month: bool,
        description: str,
        place_id: int | None,
        latitude: Any,
        longitude: Any,
        place_text: str | None,
        place_latitude: Any,
        place_longitude: Any,
    ) -> EventFacts:
        flaws: tuple[DateFlaw, ...] = ()
        if written is not None:
            columns, flaws = self._judged(written)
            if columns and columns != (start, end, month, day, bool(in_leap_month)):
                flaws = (*flaws, DateFlaw("event_column"))
        spots = tuple(
            (_number(one), _number(two))
            for one, two in ((latitude, longitude), (place_latitude, place_longitude))
            if one is not None or two is not None
        )
        return EventFacts(
            kind,
            Span(start, end),
            (month, day) if month and day else None,
            bool(in_leap_month),
            flaws,
            spots,
            written is None and place_id is None and not description.strip() and not spots,
            place_id is not None and not (place_text or "").strip(),
        )

    def _judged(self, written: str) -> tuple[tuple[Any, ...], tuple[DateFlaw, ...]]:
        """Give the columns a stored date ought to have, and what is wrong with it."""
        known = self._dates.get(written)
        if known is None:
            known = _judge(written)
            if len(self._dates) < _KEPT_DATES:
                self._dates[written] = known
        return known


def _judge(written: str) -> tuple[tuple[Any, ...], tuple[DateFlaw, ...]]:
    try:
        date = PartialDate.from_json(json.loads(written))
    except (KeyError, ValueError, TypeError, AttributeError):
        return (), (DateFlaw("date_impossible", (("text", written[:200]),)),)
    flaws = date_flaws(date)
    if any(flaw.code in _NOT_RECKONED for flaw in flaws):
        return (), flaws
    month, day, leap = date.memorial or (None, None, False)
    return (date.start_jdn, date.end_jdn, month, day, leap), flaws


#: With these nothing can be reckoned, so nothing is said of the columns beside the date.
_NOT_RECKONED = {
    "date_impossible",
    "lunar_day_missing",
    "leap_month_missing",
    "date_range_reversed",
}


def _written_events(owner: str) -> QuerySet[Event]:
    """Give events as rows with the date as text: making a date of each would take seconds."""
    events = Event.objects.annotate(written=Cast("date", TextField()))
    return events.order_by(owner, "sort_order", "id").values_list(owner, *_EVENT_COLUMNS)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _rows(queryset: QuerySet[Any], name: str, ids: Ids, **whole: Any) -> Iterator[Any]:
    """Iterate over rows: the `whole`, or cut to ids in short queries without other conditions."""
    if ids is None:
        yield from queryset.filter(**whole).iterator(chunk_size=5_000)
        return
    for part in chunked(sorted(ids)):
        yield from queryset.filter(**{f"{name}__in": part})


def _grouped(rows: Iterable[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Group rows by their first column, by which they are ordered."""
    current: int | None = None
    group: list[Any] = []
    for key, *rest in rows:
        if key != current:
            if current is not None:
                yield current, group
            current, group = key, []
        group.append(tuple(rest))
    if current is not None:
        yield current, group
