"""Reading the links, unions and dates of a clan into what the pure domain asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, F, Max, Min, Q, QuerySet, When

from genealogy.domain.placement import Kin
from genealogy.domain.privacy import Life
from genealogy.enums import GRAVE_EVENTS, EventType, ParentKind
from genealogy.models import Branch, Clan, Event, ImportRun, ParentLink, Person, UnionMember
from genealogy.services.derived.columns import chunked

#: Parents who are surely older than the child, and through whom a child belongs to the clan.
OLDER_PARENTS = (ParentKind.BIRTH, ParentKind.ADOPTED, ParentKind.UNKNOWN)
KINDRED_PARENTS = (*OLDER_PARENTS, ParentKind.HEIR)
ENDINGS = (EventType.DEATH, *GRAVE_EVENTS)
#: Things that also happen to the dead: they tell nothing of life.
_POSTHUMOUS = (*ENDINGS, EventType.TITLE, EventType.AWARD, EventType.OTHER)


@dataclass
class Bonds:
    """Who is bound to whom, by ids; filled by `read_bonds`."""

    kin: dict[int, Kin] = field(default_factory=dict)
    older_parents: dict[int, list[int]] = field(default_factory=dict)
    spouses: dict[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """The people worked on: the published ones of a clan, and those of one import run if given."""

    clan: Clan
    run: ImportRun | None = None

    def people(self) -> QuerySet[Person]:
        """Give the people in scope."""
        allowed = Q(is_staged=False)
        if self.run is not None:
            allowed |= Q(import_run=self.run)
        return Person.objects.filter(allowed, clan=self.clan)

    def branch_founders(self) -> dict[int, int]:
        """Map founders to the branch they founded; the deepest, then the first, if several."""
        rows = list(
            Branch.objects.filter(clan=self.clan)
            .order_by("id")
            .values_list("id", "parent_id", "founder_id")
        )
        parent_of = {branch_id: parent_id for branch_id, parent_id, _ in rows}
        best: dict[int, tuple[int, int]] = {}
        for branch_id, _, founder_id in rows:
            if founder_id is None:
                continue
            depth, current = 0, parent_of.get(branch_id)
            while current is not None and depth <= len(rows):
                depth, current = depth + 1, parent_of.get(current)
            if founder_id not in best or depth > best[founder_id][0]:
                best[founder_id] = (depth, branch_id)
        return {founder_id: branch_id for founder_id, (_, branch_id) in best.items()}


def fresh_scope(clan: Clan) -> Scope:
    """Give the published people, counted as the clan's row says now.

    The object at hand may be older than the row, and a founder of yesterday would undo today's.
    """
    return Scope(
        Clan.objects.only("founder_id", "founder_generation", "name_order", "ranks_by_mother").get(
            pk=clan.pk
        )
    )


def _restricted(
    queryset: QuerySet[Any],
    name: str,
    ids: Collection[int] | None,
    **whole: Any,
) -> Iterator[Any]:
    """Iterate over a values queryset: the `whole`, or cut to ids in short queries.

    With ids there is no other condition: SQLite without statistics takes the index of any other
    column first and goes through half a table for a handful of rows.
    """
    if ids is None:
        yield from queryset.filter(**whole).iterator(chunk_size=5_000)
        return
    for part in chunked(ids):
        yield from queryset.filter(**{f"{name}__in": part})


def read_bonds(scope: Scope, ids: Collection[int] | None = None) -> Bonds:
    """Read what places people: their facts, parents and unions; of everybody, or of `ids`.

    People out of scope are left out; links may still name them.
    """
    bonds = Bonds()
    rows = {
        row[0]: row
        for row in _restricted(
            scope.people()
            .order_by("id")
            .values_list("id", "sex", "generation_override", "rank_override", "child_order"),
            "id",
            ids,
        )
    }
    lineage, others, unions_of_child = _read_parents(scope, rows, ids, bonds)
    wanted = None if ids is None else {*rows, *lineage.values()}
    unions = _read_unions(scope, wanted)
    counts = _couple(unions, bonds)
    births = _read_births(scope, ids)
    orders = {
        (union_id, person_id): order
        for union_id, members in unions.items()
        for person_id, order in members
    }
    for key, (_, sex, override, rank_override, child_order) in rows.items():
        parent = lineage.get(key)
        bonds.kin[key] = Kin(
            key,
            sex,
            parent,
            tuple(sorted(others[key])) if key in others else (),
            tuple(bonds.spouses.get(key, ())),
            override,
            rank_override,
            child_order,
            None
            if parent is None
            else _mother_order(
                parent, unions_of_child.get(key, ()), others.get(key, ()), orders, counts
            ),
            births.get(key),
        )
    return bonds


def _read_parents(
    scope: Scope, rows: dict[int, Any], ids: Collection[int] | None, bonds: Bonds
) -> tuple[dict[int, int], dict[int, set[int]], dict[int, set[int]]]:
    """Read the links up: lineage parent, other parents, and unions a child was born into."""
    lineage: dict[int, int] = {}
    others: dict[int, set[int]] = {}
    unions_of_child: dict[int, set[int]] = {}
    links = _restricted(
        ParentLink.objects.order_by("child_id", "id").values_list(
            "child_id", "parent_id", "union_id", "kind", "is_lineage"
        ),
        "child_id",
        ids,
        child__clan=scope.clan,
    )
    for child, parent, union, kind, is_lineage in links:
        if child not in rows:
            continue
        if is_lineage:
            lineage[child] = parent
        elif kind in KINDRED_PARENTS:
            others.setdefault(child, set()).add(parent)
        if kind in OLDER_PARENTS and parent not in bonds.older_parents.get(child, ()):
            bonds.older_parents.setdefault(child, []).append(parent)
        if union is not None:
            unions_of_child.setdefault(child, set()).add(union)
    for child, parent in lineage.items():
        others.get(child, set()).discard(parent)
    return lineage, others, unions_of_child


def _read_unions(scope: Scope, people: Iterable[int] | None) -> dict[int, list[tuple[int, int]]]:
    """Read unions as {union: [(person, order for the person)]}; all, or those of some people."""
    members = UnionMember.objects.order_by("union_id", "id").values_list(
        "union_id", "person_id", "order_for_person"
    )
    ids: set[int] | None = None
    if people is not None:
        ids = {union_id for union_id, _, _ in _restricted(members, "person_id", list(people))}
    unions: dict[int, list[tuple[int, int]]] = {}
    for union_id, person_id, order in _restricted(members, "union_id", ids, union__clan=scope.clan):
        unions.setdefault(union_id, []).append((person_id, order))
    return unions


def _couple(unions: dict[int, list[tuple[int, int]]], bonds: Bonds) -> dict[tuple[int, int], int]:
    """Fill in spouses, in each person's own order of marriages.

    Returns:
        (person, spouse) to the person's count of that marriage, the lowest if several.
    """
    ordered: dict[int, list[tuple[int, int, int]]] = {}
    counts: dict[tuple[int, int], int] = {}
    for union_id, members in unions.items():
        for person_id, order in members:
            for other_id, _ in members:
                if other_id != person_id:
                    ordered.setdefault(person_id, []).append((order, union_id, other_id))
                    pair = (person_id, other_id)
                    counts[pair] = min(order, counts.get(pair, order))
    for person_id, marriages in ordered.items():
        marriages.sort()
        bonds.spouses[person_id] = list(dict.fromkeys(other for _, _, other in marriages))
    return counts


def _mother_order(
    parent: int,
    unions: Iterable[int],
    others: Iterable[int],
    orders: dict[tuple[int, int], int],
    counts: dict[tuple[int, int], int],
) -> int | None:
    """Say which of the lineage parent's unions a child is of, by the parent's own count.

    The unions named by the child's links tell; else the union of the two parents.
    """
    known = [orders[union, parent] for union in unions if (union, parent) in orders]
    if not known:
        known = [counts[parent, other] for other in others if (parent, other) in counts]
    return min(known, default=None)


def _read_births(scope: Scope, ids: Collection[int] | None) -> dict[int, int]:
    """Give the first possible day of birth, where a birth is dated."""
    events = Event.objects.order_by().values_list("person_id", "type", "date_start")
    births: dict[int, int] = {}
    for person_id, kind, start in _restricted(
        events, "person_id", ids, person__clan=scope.clan, type=EventType.BIRTH
    ):
        if kind == EventType.BIRTH and start is not None:
            births[person_id] = min(start, births.get(person_id, start))
    return births


def read_lives(scope: Scope, ids: Collection[int] | None = None) -> dict[int, Life]:
    """Read what each record says of life, birth and death; of everybody, or of `ids`."""
    is_birth = Q(type=EventType.BIRTH)
    events = (
        Event.objects.order_by()
        .values_list("person_id")
        .annotate(
            birth_start=Min(Case(When(is_birth, then=F("date_start")))),
            birth_end=Max(Case(When(is_birth, then=F("date_end")))),
            first_seen=Min(Case(When(~is_birth, then=F("date_end")))),
            last_seen=Max(Case(When(~Q(type__in=_POSTHUMOUS), then=F("date_start")))),
            endings=Max(Case(When(type__in=ENDINGS, then=1), default=0)),
        )
    )
    rows = _restricted(events, "person_id", ids, person__clan=scope.clan)
    seen = {row[0]: row[1:] for row in rows}
    nothing = (None, None, None, None, 0)
    lives: dict[int, Life] = {}
    people = scope.people().order_by("id").values_list("id", "living_state")
    for key, state in _restricted(people, "id", ids):
        start, end, first, last, endings = seen.get(key, nothing)
        lives[key] = Life(state, bool(endings), start, end, first, last)
    return lives


def read_marriages(scope: Scope, ids: Collection[int] | None = None) -> dict[int, list[int]]:
    """Give the days by which each person's dated marriages had taken place."""
    people: dict[int, list[int]] = {}
    members = UnionMember.objects.order_by().values_list("union_id", "person_id")
    for union_id, person_id in _restricted(members, "person_id", ids, union__clan=scope.clan):
        people.setdefault(union_id, []).append(person_id)
    events = Event.objects.order_by().values_list("union_id", "type", "date_end")
    marriages: dict[int, list[int]] = {}
    for union_id, kind, end in _restricted(
        events,
        "union_id",
        None if ids is None else people.keys(),
        union__clan=scope.clan,
        type=EventType.MARRIAGE,
    ):
        if kind == EventType.MARRIAGE and end is not None:
            for person_id in people.get(union_id, ()):
                marriages.setdefault(person_id, []).append(end)
    return marriages
