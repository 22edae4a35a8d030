"""Reading the rows a graph is made of: a whole clan, or a few people with their links.

A graph knows nothing of names. It holds hidden people too, since a line may run through somebody
the viewer may not know; whoever shows people reads them through `visible_to`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    IntegerField,
    Max,
    Min,
    QuerySet,
    SmallIntegerField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from genealogy.domain.graph import PersonRecord, SiblingRank
from genealogy.domain.graph_arrays import NO_GENERATION, SEXES, UNKNOWN
from genealogy.domain.graph_build import GraphRows
from genealogy.domain.graph_types import COUPLING_KINDS, KINDRED_KINDS, KINDS, Bond
from genealogy.enums import EventType
from genealogy.models import Event, ParentLink, Person, TreeTouch, TreeVersion, UnionMember

#: Keys in one query: fewer than any supported database refuses.
_KEYS = 900
_ROWS = 10_000


class TreeState(NamedTuple):
    """The version of a clan's tree, and the oldest one from which every change is written down.

    `token` tells lives of the database apart: a restored one counts the same versions again.
    """

    version: int = 0
    replayable_from: int = 0
    token: str = ""


def tree_state(clan_id: int) -> TreeState:
    """Read how fresh a graph has to be."""
    # Asked at every use of a graph, and the ORM would take five times as long as the database.
    table = connection.ops.quote_name(TreeVersion._meta.db_table)
    columns = "version, replayable_from, token"
    statement = f"SELECT {columns} FROM {table} WHERE clan_id = %s"  # noqa: S608 own names
    with connection.cursor() as cursor:
        cursor.execute(statement, [clan_id])
        row = cursor.fetchone()
    if row is None:
        return TreeState()
    version, replayable_from, token = row
    # SQLite gives 32 signs, PostgreSQL a UUID.
    return TreeState(version, replayable_from, str(token).replace("-", "")[:12])


def touched_people(clan_id: int, *, after: int) -> set[int]:
    """Give everybody whom a change after this version touched."""
    touches = TreeTouch.objects.filter(clan_id=clan_id, version__gt=after)
    return {pk for people in touches.values_list("people", flat=True) for pk in people}


def people_of(clan_id: int) -> QuerySet[Person]:
    """Give everybody of the clan whom readers may meet; staged rows are in no graph."""
    return Person.objects.filter(  # house: allow, keys and ranks of the tree, never shown as such
        clan_id=clan_id, is_staged=False
    )


def has_more_people(clan_id: int, count: int) -> bool:
    """Say whether the clan has more people than that, without counting them all."""
    return people_of(clan_id).order_by("pk")[count : count + 1].exists()


# A whole clan ------------------------------------------------------------------------------------


def clan_rows(clan_id: int) -> GraphRows:
    """Read every row of a clan; lazily, so it must be used inside one connection."""
    bounds = people_of(clan_id).aggregate(low=Min("pk"), high=Max("pk"), count=Count("pk"))
    whole = _Whole(clan_id, bounds["low"] or 0, bounds["high"] or 0, bounds["count"])
    return GraphRows(whole.people(), whole.links(), whole.members(), whole.births())


@dataclass(frozen=True)
class _Whole:
    """The rows of one clan, whose people have keys from `low` to `high`."""

    clan_id: int
    low: int
    high: int
    count: int

    def _of_clan(self, rows: QuerySet[Any], person: str) -> QuerySet[Any]:
        """Cut rows to the clan.

        A clan that came in one import has keys without gaps, and a range of keys is read much
        faster than a join; the graph drops links of strangers by itself.
        """
        if self.high - self.low < 4 * self.count:
            return rows.filter(**{f"{person}_id__gte": self.low, f"{person}_id__lte": self.high})
        return rows.filter(**{f"{person}__clan_id": self.clan_id})

    def people(self) -> Iterator[tuple[Any, ...]]:
        """Give the people as `GraphRows.people` wants them."""
        return _read(
            people_of(self.clan_id)
            .order_by()
            .values_list(
                "pk",
                _code("sex", SEXES),
                Coalesce("generation", Value(NO_GENERATION)),
                _number("rank_override"),
                _number("child_order"),
            )
        )

    def links(self) -> Iterator[tuple[Any, ...]]:
        """Give the links as `GraphRows.links` wants them."""
        rows = self._of_clan(ParentLink.objects.order_by(), "child")
        return _read(
            rows.values_list(
                "pk",
                "child_id",
                "parent_id",
                _code("kind", KINDS),
                "is_lineage",
                Coalesce("union_id", Value(0), output_field=BigIntegerField()),
            )
        )

    def members(self) -> Iterator[tuple[Any, ...]]:
        """Give the members of unions as `GraphRows.members` wants them."""
        rows = self._of_clan(UnionMember.objects.order_by(), "person")
        return _read(rows.values_list("union_id", "person_id", "order_for_person"))

    def births(self) -> Iterator[tuple[Any, ...]]:
        """Give the dated births as `GraphRows.births` wants them."""
        births = Event.objects.order_by().filter(type=EventType.BIRTH, date_start__isnull=False)
        rows = self._of_clan(births, "person")
        return _read(
            rows.values_list("person_id", "date_start", Coalesce("date_end", "date_start"))
        )


def _code(column: str, values: Iterable[str]) -> Case:
    """Give the place of a column's value among these."""
    cases = [When(**{column: value}, then=Value(place)) for place, value in enumerate(values)]
    return Case(*cases, output_field=SmallIntegerField())


def _number(column: str) -> Coalesce:
    return Coalesce(column, Value(UNKNOWN), output_field=IntegerField())


def _read(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Give the rows as the database sends them: Django's own reading takes three times as long."""
    statement, parameters = rows.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while found := cursor.fetchmany(_ROWS):
            yield from found


# A few people ------------------------------------------------------------------------------------


@dataclass
class _Rows:
    """What was read around a few people."""

    people: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    up: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    down: dict[int, list[tuple[Any, ...]]] = field(default_factory=dict)
    #: {union: [(person, order for the person)]}
    unions: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    births: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_records(clan_id: int, people: Collection[int]) -> dict[int, PersonRecord]:
    """Read the records of some people; those who are not in the tree are left out."""
    rows = _Rows()
    facts = ("pk", "sex", "generation", "descendant_count", "rank_override", "child_order")
    for row in _in_parts(people_of(clan_id).order_by().values_list(*facts), "pk", people):
        rows.people[row[0]] = row[1:]
    _read_links(clan_id, rows)
    _read_unions(clan_id, rows)
    births = (
        Event.objects.order_by()
        .values_list("person_id", "type", "date_start", "date_end")
        .filter(date_start__isnull=False)
    )
    for pk, kind, start, end in _in_parts(births, "person_id", rows.people):
        if kind == EventType.BIRTH:
            last = start if end is None else end
            before = rows.births.get(pk, (start, last))
            rows.births[pk] = (min(before[0], start), max(before[1], last))
    return {pk: _record(pk, rows) for pk in rows.people}


def _in_parts(rows: QuerySet[Any, Any], column: str, keys: Iterable[int]) -> Iterator[Any]:
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _KEYS):
        yield from rows.filter(**{f"{column}__in": wanted[start : start + _KEYS]})


def _read_links(clan_id: int, rows: _Rows) -> None:
    """Read the links up of everybody and of the children, and the links down."""
    here = [clan_id, clan_id, False, False]
    columns = ("child_id", "parent_id", "kind", "is_lineage", "union_id")
    standing = ("child__clan_id", "parent__clan_id", "child__is_staged", "parent__is_staged")
    links = ParentLink.objects.order_by("pk").values_list(*columns, *standing)
    for row in _in_parts(links, "parent_id", rows.people):
        if list(row[len(columns) :]) == here:
            rows.down.setdefault(row[1], []).append(row[: len(columns)])
    children = {row[0] for down in rows.down.values() for row in down}
    for row in _in_parts(links, "child_id", {*rows.people, *children}):
        if list(row[len(columns) :]) == here:
            rows.up.setdefault(row[0], []).append(row[: len(columns)])


def _read_unions(clan_id: int, rows: _Rows) -> None:
    """Read the unions of everybody and of the parents, whose marriages tell the mother's order."""
    wanted = {*rows.people, *(link[1] for up in rows.up.values() for link in up)}
    members = UnionMember.objects.order_by("union_id", "pk")
    unions = set(_in_parts(members.values_list("union_id", flat=True), "person_id", wanted))
    columns = ("union_id", "person_id", "order_for_person", "person__clan_id", "person__is_staged")
    for union, person, order, clan, is_staged in _in_parts(
        members.values_list(*columns), "union_id", unions
    ):
        if clan == clan_id and not is_staged:
            rows.unions.setdefault(union, []).append((person, order))


def _record(pk: int, rows: _Rows) -> PersonRecord:
    sex, generation, count, rank_override, child_order = rows.people[pk]
    up = rows.up.get(pk, ())
    parent = next((link[1] for link in up if link[3]), None)
    birth, birth_end = rows.births.get(pk, (None, None))
    spouses = _spouses(pk, rows)
    return PersonRecord(
        sex,
        generation,
        count,
        SiblingRank(
            rank_override,
            child_order,
            _mother_order(pk, parent, rows),
            birth,
            None if birth_end == birth else birth_end,
            parent,
        ),
        tuple(Bond(link[1], link[2]) for link in up),
        tuple((Bond(link[0], link[2]), bool(link[3])) for link in rows.down.get(pk, ())),
        spouses,
        tuple(sorted(_companions(pk, rows) - set(spouses))),
    )


def _spouses(pk: int, rows: _Rows) -> tuple[int, ...]:
    marriages = sorted(
        (order, union, other)
        for union, members in rows.unions.items()
        for person, order in members
        if person == pk
        for other, _order in members
        if other != pk
    )
    return tuple(dict.fromkeys(other for _order, _union, other in marriages))


def _companions(pk: int, rows: _Rows) -> set[int]:
    return {
        other[1]
        for link in rows.down.get(pk, ())
        if link[2] in COUPLING_KINDS
        for other in rows.up.get(link[0], ())
        if other[2] in COUPLING_KINDS and other[1] != pk
    }


def _mother_order(pk: int, parent: int | None, rows: _Rows) -> int | None:
    """Say which of the lineage parent's unions somebody is of, by the parent's own count.

    The unions named by the links tell; else the union of the two parents.
    """
    if parent is None:
        return None
    up = rows.up[pk]
    named = {link[4] for link in up if link[4] is not None}
    counts = [
        order for union in named for one, order in rows.unions.get(union, ()) if one == parent
    ]
    if not counts:
        others = {link[1] for link in up if link[2] in KINDRED_KINDS} - {parent}
        counts = [
            order
            for members in rows.unions.values()
            if any(one in others for one, _order in members)
            for one, order in members
            if one == parent
        ]
    return min(counts, default=None)
