"""Rebuilding and verifying the derived columns of a whole clan."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from genealogy.domain.generations import Derived, derive
from genealogy.domain.privacy import Presumption, presume_clan
from genealogy.models import Clan, ImportRun
from genealogy.services.derived.columns import (
    DERIVED_COLUMNS,
    NO_DATES,
    Row,
    name_columns,
    read_date_columns,
    read_other_names,
    write_rows,
)
from genealogy.services.derived.reading import (
    Scope,
    fresh_scope,
    read_bonds,
    read_lives,
    read_marriages,
)
from genealogy.services.locks import clan_lock
from genealogy.services.tree_versions import tree_touch

#: People whose long columns are in memory at once.
BATCH = 2_000

Progress = Callable[[int, int], None]

_postponed: ContextVar[frozenset[int]] = ContextVar("postponed_clans", default=frozenset())


def is_postponed(clan: Clan) -> bool:
    """Say whether the clan is to be rebuilt at the end of a block that is still running."""
    return clan.pk in _postponed.get()


@contextmanager
def rebuild_after(clan: Clan) -> Iterator[None]:
    """Rebuild the clan once at the end of the block instead of after each edit in it.

    For many edits in one go (seeding, tests): all in one transaction, and no reader sees the
    columns in between.
    """
    with transaction.atomic():
        token = _postponed.set(_postponed.get() | {clan.pk})
        try:
            yield
        finally:
            _postponed.reset(token)
        rebuild_clan(clan)


@dataclass
class RebuildReport:
    """What a rebuild did. `cycles` are ids of people who descend from themselves."""

    people: int = 0
    changed: int = 0
    seconds: float = 0.0
    cycles: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True)
class ColumnFault:
    """A derived column that is not what the links and events say."""

    person_id: int
    column: str
    stored: Any
    expected: Any


@dataclass
class _Tree:
    """What the pure domain made of the clan."""

    places: dict[int, Derived]
    presumptions: dict[int, Presumption]
    latest_births: dict[int, int]
    cycles: list[list[int]]


def rebuild_clan(
    clan: Clan, progress: Progress | None = None, *, run: ImportRun | None = None
) -> RebuildReport:
    """Recompute every derived column of the clan and write the rows that changed.

    Args:
        clan: the clan; with `run`, a founder set on the object but not saved counts already.
        progress: called with (done, all) people.
        run: also read the staged people of this import, and write those alone, so that readers
            see nothing of it before it is applied.

    Inside `rebuild_after` nothing happens yet and the report is empty.
    """
    if is_postponed(clan) and run is None:
        return RebuildReport()
    started = time.monotonic()
    report = RebuildReport()
    with transaction.atomic():
        clan_lock(clan)
        scope = fresh_scope(clan) if run is None else Scope(clan, run)
        tree = _grow(scope)
        report.people, report.cycles = len(tree.places), tree.cycles
        for done, changes in _differences(scope, tree):
            write_rows({pk: new for pk, (_, new) in changes.items()})
            report.changed += len(changes)
            if progress is not None:
                progress(done, report.people)
        tree_touch(clan, None)
    report.seconds = time.monotonic() - started
    return report


def verify_clan(clan: Clan) -> tuple[list[ColumnFault], list[list[int]]]:
    """Compare every derived column with a recomputation; write nothing.

    Returns:
        The faults, and the circles of people who descend from themselves.
    """
    scope = fresh_scope(clan)
    tree = _grow(scope)
    faults = [
        ColumnFault(pk, column, old[column], expected)
        for _, changes in _differences(scope, tree)
        for pk, (old, new) in changes.items()
        for column, expected in new.items()
    ]
    return faults, tree.cycles


def _grow(scope: Scope) -> _Tree:
    bonds = read_bonds(scope)
    derivation = derive(
        bonds.kin.values(),
        founder=scope.clan.founder_id,
        founder_generation=scope.clan.founder_generation,
        branch_founders=scope.branch_founders(),
        ranks_by_mother=scope.clan.ranks_by_mother,
    )
    presumptions, births = presume_clan(
        read_lives(scope),
        parents_of=bonds.older_parents,
        spouses_of=bonds.spouses,
        marriages_of=read_marriages(scope),
    )
    return _Tree(derivation.people, presumptions, births, derivation.cycles)


def _differences(scope: Scope, tree: _Tree) -> Iterator[tuple[int, dict[int, tuple[Row, Row]]]]:
    """Yield, batch by batch, (people done, {id: (stored columns, changed columns)})."""
    order = scope.clan.name_order
    people = scope.people().order_by("id")
    written = people if scope.run is None else people.filter(import_run=scope.run)
    names = ("surname", "middle_name", "given_name")
    # In one pass: cut into batches, SQLite goes through all births and deaths for each of them.
    dates = read_date_columns(Q(person__clan=scope.clan))
    last, done = 0, 0
    while True:
        rows = list(written.filter(id__gt=last).values_list("id", *names, *DERIVED_COLUMNS)[:BATCH])
        if not rows:
            return
        last = rows[-1][0]
        batch = Q(person_id__gte=rows[0][0], person_id__lte=last)
        other_names = read_other_names(batch)
        changes: dict[int, tuple[Row, Row]] = {}
        for pk, surname, middle, given, *stored in rows:
            new = {
                **name_columns((surname, middle, given), other_names.get(pk, ()), order),
                **dates.get(pk, NO_DATES)._asdict(),
                **_place_columns(tree.places[pk]),
                **_presumption_columns(tree.presumptions[pk]),
                "latest_birth": tree.latest_births.get(pk),
            }
            old = dict(zip(DERIVED_COLUMNS, stored, strict=True))
            changed = {name: value for name, value in new.items() if old[name] != value}
            if changed:
                changes[pk] = (old, changed)
        done += len(rows)
        yield done, changes


def _place_columns(derived: Derived) -> Row:
    return {
        "generation": derived.generation,
        "branch_id": derived.branch_id,
        "lineage_path": derived.lineage_path,
        "membership": derived.membership.value,
        "descendant_count": derived.descendant_count,
    }


def _presumption_columns(presumption: Presumption) -> Row:
    return {
        "presumed_living": presumption.presumed_living,
        "presumed_living_until": presumption.until,
    }
