"""How many people a viewer may know of below each person, from memory or from the database.

The numbers of a big clan come from arrays in the process: whom each kind of reader may know (the
same for all members, for all editors, for all strangers of one day) as running sums over the order
of the book. They are as fresh as the graph of the clan: who was touched since is read again at
every new version of the tree. Until the arrays of a big clan are read, the database counts.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    IntegerField,
    SmallIntegerField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from genealogy.domain.charts.below import (
    BelowCounts,
    BranchNumbers,
    Change,
    ChangedCounts,
    Counts,
    branch_numbers,
    without_last_daughters,
)
from genealogy.domain.charts.sight import (
    FOR_EVER,
    LIFE,
    MARKS,
    NEVER_BORN,
    SightRule,
    known_people,
    lives,
)
from genealogy.domain.graph_arrays import NO_GENERATION, SEXES, GraphArrays
from genealogy.domain.graph_index import IndexGraph
from genealogy.models import Clan
from genealogy.selectors.graph_rows import people_of, touched_people, tree_state
from genealogy.selectors.graph_store import SMALL_CLAN, in_thread, in_transaction

logger = logging.getLogger(__name__)

_ROWS: Final = 10_000
_KEYS: Final = 900
#: Kinds of readers whose numbers of one clan are kept; programs of single branches may be many.
_RULES: Final = 8
#: Clans of which a process keeps arrays.
_CLANS: Final = 8
_WOMAN: Final = SEXES.index("f")


# Reading -----------------------------------------------------------------------------------------


def _rows(clan_id: int) -> Any:
    marks = [When(visibility=mark.value, then=Value(code)) for code, mark in enumerate(MARKS)]
    sexes = [When(sex=sex, then=Value(code)) for code, sex in enumerate(SEXES)]
    return (
        people_of(clan_id)
        .order_by()
        .values_list(
            "pk",
            # A mark nobody knows is the narrowest.
            Case(*marks, default=Value(len(MARKS) - 1), output_field=SmallIntegerField()),
            "presumed_living",
            "presumed_living_until",
            Coalesce("latest_birth", Value(NEVER_BORN), output_field=IntegerField()),
            Coalesce("branch_id", Value(0), output_field=BigIntegerField()),
            Case(*sexes, default=Value(len(SEXES) - 1), output_field=SmallIntegerField()),
        )
    )


def _life(row: tuple[Any, ...]) -> tuple[int, int, int, int, int, int]:
    """Fold the presumption of life into one number: dead 0, else the last day."""
    pk, mark, is_living, until, *rest = row
    # SQLite gives the day as text.
    last = FOR_EVER if until is None else int(str(until)[:10].replace("-", ""))
    return (pk, mark, last if is_living else 0, *rest)


def _whole_clan(clan_id: int) -> Iterator[tuple[int, ...]]:
    statement, parameters = _rows(clan_id).query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while found := cursor.fetchmany(_ROWS):
            yield from map(_life, found)


def _some(clan_id: int, people: Collection[int]) -> Iterator[tuple[int, ...]]:
    wanted = sorted(people)
    for start in range(0, len(wanted), _KEYS):
        yield from map(_life, _rows(clan_id).filter(pk__in=wanted[start : start + _KEYS]))


# Arrays ------------------------------------------------------------------------------------------


class _KnownPeople:
    """What one kind of reader may know of a clan, as the arrays say."""

    def __init__(self, lives_of: ClanLives, rule: SightRule) -> None:
        self._lives = lives_of
        self._rule = rule
        arrays, places = lives_of.arrays, lives_of.places
        known, in_full = known_people(lives_of.people, rule)
        self._daughters = (in_full & (lives_of.people["sex"] == _WOMAN)).data
        self._all = BelowCounts(arrays, places, known)
        running = np.zeros(arrays.people + 1, np.int32)
        np.cumsum(known[arrays.order], out=running[1:])
        below = running[arrays.entry + arrays.size] - running[arrays.entry + 1]
        is_last = in_full & (lives_of.people["sex"] == _WOMAN) & (below == 0)
        self._sons = BelowCounts(arrays, places, known & ~is_last)
        self._branches = branch_numbers(lives_of.people["branch"][known], arrays.generations[known])

    def _branch_changes(
        self, graph: IndexGraph, changes: Mapping[int, Change], patches: Mapping[int, Any]
    ) -> BranchNumbers:
        """Give the people of each branch and generation with those changed in their new places."""
        numbers = dict(self._branches)

        def add(branch: int, generation: int, number: int) -> None:
            if branch:
                numbers[branch, generation] = numbers.get((branch, generation), 0) + number

        for person, change in changes.items():
            place = self._lives.places.find(person)
            branch = int(self._lives.people["branch"][place]) if place >= 0 else 0
            if self._all.counts(person):
                add(branch, int(self._lives.arrays.generations[place]), -1)
            if change.counts:
                row = patches.get(person)
                generation = graph.generation(person)
                new = NO_GENERATION if generation is None else generation
                add(branch if row is None else row[4], new, 1)
        return {key: number for key, number in numbers.items() if number > 0}

    def counts(self, graph: IndexGraph, patches: dict[int, tuple[int, ...] | None]) -> ViewCounts:
        """Give the numbers as they are in a later state of the graph."""
        if not patches and not graph.changed:
            return ViewCounts(self._all, self._sons, self._branches)
        rows = [row for row in patches.values() if row is not None]
        known, in_full = known_people(np.array(rows, dtype=LIFE), self._rule)
        seen = {row[0]: bool(flag) for row, flag in zip(rows, known.tolist(), strict=True)}
        women = {
            row[0]: bool(flag) and row[5] == _WOMAN
            for row, flag in zip(rows, in_full.tolist(), strict=True)
        }

        def is_daughter(person: int) -> bool:
            if person in patches:
                return women.get(person, False)
            place = self._lives.places.find(person)
            return place >= 0 and bool(self._daughters[place])

        def changed(person: int) -> Change:
            if person not in graph:
                return Change(None, counts=False)
            counts = seen.get(person, False) if person in patches else self._all.counts(person)
            return Change(graph.lineage_parent(person), counts=counts)

        changes = {person: changed(person) for person in patches.keys() | graph.changed.keys()}
        everybody = ChangedCounts(self._all, changes)
        looked = {
            person: changes.get(person)
            or Change(everybody.parent(person), counts=everybody.counts(person))
            for person in everybody.touched | changes.keys()
        }
        sons = without_last_daughters(everybody, is_daughter, looked)
        branches = self._branch_changes(graph, changes, patches)
        return ViewCounts(everybody, ChangedCounts(self._sons, sons), branches)


class ViewCounts:
    """The numbers one viewer may be told.

    Of everybody, where daughters are left out, and of each branch and generation (đời).
    """

    def __init__(self, everybody: Counts, sons: Counts, branches: BranchNumbers) -> None:
        self.everybody = everybody
        self.sons = sons
        self.branches = branches


class ClanLives:
    """What decides who is known of each person of a graph's arrays; kept up with the tree."""

    def __init__(self, clan_id: int, graph: IndexGraph) -> None:
        self.clan_id = clan_id
        self.arrays: GraphArrays = graph.arrays
        self.places = graph.places
        # Before the rows: who changes meanwhile is read again.
        self.version = tree_state(clan_id).version
        found = lives(_whole_clan(clan_id))
        self.people = np.zeros(self.arrays.people, dtype=LIFE)
        # Whoever of the arrays is no more in the rows is known to nobody.
        self.people["mark"] = len(MARKS) - 1
        if self.arrays.people and len(found):
            at = np.minimum(np.searchsorted(self.arrays.pks, found["pk"]), self.arrays.people - 1)
            is_there = self.arrays.pks[at] == found["pk"]
            self.people[at[is_there]] = found[is_there]
        self._patches: dict[int, tuple[int, ...] | None] = {}
        self._rules: OrderedDict[SightRule, _KnownPeople] = OrderedDict()
        self._views: OrderedDict[tuple[SightRule, int], ViewCounts] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """Give the size of the arrays in bytes, with those of the readers kept."""
        return self.people.nbytes + _RULES * 10 * self.arrays.people

    def catch_up(self, graph: IndexGraph) -> bool:
        """Read who was touched since; say whether that was possible."""
        if graph.version > self.version:
            state = tree_state(self.clan_id)
            if state.replayable_from > self.version:
                return False
            self._read(touched_people(self.clan_id, after=self.version))
            self.version = max(graph.version, self.version)
        new = [
            person
            for person in graph.changed
            if person not in self._patches and self.places.find(person) < 0
        ]
        if new:
            self._read(new)
        return True

    def _read(self, people: Collection[int]) -> None:
        found = {row[0]: row for row in _some(self.clan_id, people)}
        self._patches = {**self._patches, **{person: found.get(person) for person in people}}
        self._views.clear()

    def view(self, graph: IndexGraph, rule: SightRule) -> ViewCounts | None:
        """Give the numbers for one kind of reader; None when too much has changed."""
        with self._lock:
            if not self.catch_up(graph):
                return None
            key = rule, graph.version
            if key not in self._views:
                known = self._rules.get(rule) or _KnownPeople(self, rule)
                _remember(self._rules, rule, known, _RULES)
                _remember(self._views, key, known.counts(graph, self._patches), _RULES)
            return self._views[key]


def _remember(kept: OrderedDict[Any, Any], key: Any, value: Any, most: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


class LivesStore:
    """The arrays one process keeps; safe to use from many threads."""

    def __init__(
        self,
        *,
        small_clan: int = SMALL_CLAN,
        beside: Callable[[Callable[[], None]], None] = in_thread,
    ) -> None:
        self._small_clan = small_clan
        self._beside = beside
        self._held: OrderedDict[UUID, ClanLives] = OrderedDict()
        self._reading: set[UUID] = set()
        self._lock = threading.Lock()

    def view(self, clan: Clan, graph: IndexGraph, rule: SightRule) -> ViewCounts | None:
        """Give the numbers for one kind of reader; None while they are being read."""
        is_small = graph.arrays.people <= self._small_clan
        if in_transaction():
            # Rows that nobody has committed are not kept.
            return ClanLives(clan.pk, graph).view(graph, rule) if is_small else None
        with self._lock:
            held = self._held.get(clan.uuid)
        if held is not None and held.arrays is graph.arrays:
            view = held.view(graph, rule)
            if view is not None:
                return view
        if is_small:
            return self._read(clan, graph).view(graph, rule)
        self._read_beside(clan, graph)
        return None

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._held.clear()

    def _read(self, clan: Clan, graph: IndexGraph) -> ClanLives:
        read = ClanLives(clan.pk, graph)
        with self._lock:
            _remember(self._held, clan.uuid, read, _CLANS)
        return read

    def _read_beside(self, clan: Clan, graph: IndexGraph) -> None:
        with self._lock:
            if clan.uuid in self._reading:
                return
            self._reading.add(clan.uuid)
        self._beside(lambda: self._read_now(clan, graph))

    def _read_now(self, clan: Clan, graph: IndexGraph) -> None:
        try:
            self._read(clan, graph)
        except Exception:
            logger.exception("Counts not read", extra={"event": "chart_counts_not_read"})
        finally:
            with self._lock:
                self._reading.discard(clan.uuid)
            if threading.current_thread() is not threading.main_thread():
                connection.close()


@cache
def lives_store() -> LivesStore:
    """Give the store of this process."""
    return LivesStore()
