"""Marks of the tree: what a written page of a static export is compared with, to see if it stands.

The mark of a person covers every row that hangs on the person (names, events, links, notes, files)
and the rows of the nearest kin, so that whoever comes into sight or goes out of it changes the
marks of those beside. All tables are read once each; nothing is read person by person.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from genealogy.domain.viewer import Viewer
from genealogy.models import (
    Branch,
    Citation,
    Clan,
    ClanFeast,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonName,
    PersonRedirect,
    Place,
    Source,
    Union,
    UnionMember,
)

#: Columns that tell of the work on a row and never of what it says.
_OF_THE_WORK = frozenset({"version", "created_at", "updated_at", "import_run_id", "search_fold"})
_CHUNK = 2000


@dataclass(frozen=True)
class TreeMarks:
    """Marks of the whole tree.

    Args:
        people: the mark of each person by uuid, as text.
        branches: of each branch by (slug of the clan, slug).
        shelf: of all clans, branches and feasts.
        whole: of everything.
        by_key: the marks of people by primary key, for links of other apps.
        keys: primary keys by uuid.
    """

    people: dict[str, str]
    branches: dict[tuple[str, str], str]
    shelf: str
    whole: str
    by_key: dict[int, str]
    keys: dict[str, int]


def row_mark(*parts: object) -> str:
    """Hash values whose written form tells them apart."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def table_rows(model: type[Model], skip: frozenset[str] = _OF_THE_WORK) -> Iterator[dict[str, Any]]:
    """Read a whole table as the database holds it, in the order of its keys."""
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = [str(field.column) for field in fields if field.column not in skip]
    key = str(model._meta.pk.column)
    names = ", ".join(map(quote, columns))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        # Names of columns and tables come from the models alone.
        cursor.execute(f"SELECT {names} FROM {table} ORDER BY {quote(key)}")  # noqa: S608
        while rows := cursor.fetchmany(_CHUNK):
            for row in rows:
                yield dict(zip(columns, row, strict=True))


def table_marks(
    model: type[Model], by: str, skip: frozenset[str] = _OF_THE_WORK
) -> dict[Any, list[str]]:
    """Give the marks of the rows of a table, gathered by one of its columns."""
    found: dict[Any, list[str]] = defaultdict(list)
    for row in table_rows(model, skip):
        found[row[by]].append(row_mark(*row.values()))
    return found


class _Gathering:
    """Marks that hang on each person, while the tables are read."""

    def __init__(self) -> None:
        self.on: dict[int, list[str]] = defaultdict(list)
        self.beside: dict[int, set[int]] = defaultdict(set)
        self.unions: dict[int, list[int]] = defaultdict(list)
        self.events: dict[int, list[int]] = {}

    def hang(self, people: Iterable[int | None], mark: str) -> None:
        for person in people:
            if person is not None:
                self.on[person].append(mark)

    def owners(self, row: dict[str, Any]) -> list[int]:
        """Say on whom a row hangs that names a person, a couple or an event."""
        if row.get("person_id") is not None:
            return [row["person_id"]]
        if row.get("union_id") is not None:
            return self.unions[row["union_id"]]
        return self.events.get(row.get("event_id") or 0, [])


def tree_marks(viewer: Viewer) -> TreeMarks:
    """Read the tree once and give its marks.

    Args:
        viewer: a stranger of today; who is in sight is part of a mark.
    """
    gathering = _Gathering()
    uuids = _people(gathering, viewer)
    _kin(gathering)
    _facts(gathering)
    own = {key: row_mark(sorted(gathering.on[key])) for key in uuids}
    seen = {
        key: row_mark(own[key], sorted(own.get(other, "") for other in gathering.beside[key]))
        for key in uuids
    }
    branches = _branches()
    shelf = row_mark(*_all(Clan), *_all(Branch), *_all(ClanFeast), *_all(PersonRedirect))
    whole = row_mark(shelf, [seen[key] for key in sorted(seen)], *_all(Place))
    people = {uuid: seen[key] for key, uuid in uuids.items()}
    keys = {uuid: key for key, uuid in uuids.items()}
    return TreeMarks(people, branches, shelf, whole, seen, keys)


def _all(model: type[Model]) -> list[str]:
    return [row_mark(*row.values()) for row in table_rows(model)]


def _branches() -> dict[tuple[str, str], str]:
    rows = Branch.objects.values_list("clan__slug", "slug", "pk")
    marks = table_marks(Branch, "id")
    return {(clan, slug): "".join(marks[key]) for clan, slug, key in rows}


def _people(gathering: _Gathering, viewer: Viewer) -> dict[int, str]:
    in_sight = set(Person.objects.visible_to(viewer).values_list("pk", flat=True))
    in_full = set(Person.objects.detailed_to(viewer).values_list("pk", flat=True))
    uuids = {}
    # Marks cover the hidden as well and are published nowhere.
    keys = dict(Person.objects.values_list("pk", "uuid"))  # house: allow, private marks
    for row in table_rows(Person):
        key = row["id"]
        uuids[key] = str(keys.get(key, ""))
        mark = row_mark(*row.values(), key in in_sight, key in in_full)
        gathering.hang([key], mark)
    return uuids


def _kin(gathering: _Gathering) -> None:
    for row in table_rows(ParentLink):
        pair = (row["child_id"], row["parent_id"])
        gathering.hang(pair, row_mark(*row.values()))
        _join(gathering, pair)
    for row in table_rows(UnionMember):
        gathering.unions[row["union_id"]].append(row["person_id"])
    for members in gathering.unions.values():
        _join(gathering, members)
    marks = {row["id"]: row_mark(*row.values()) for row in table_rows(Union)}
    for row in table_rows(UnionMember):
        mark = row_mark(*row.values(), marks.get(row["union_id"]))
        gathering.hang(gathering.unions[row["union_id"]], mark)


def _join(gathering: _Gathering, people: Iterable[int | None]) -> None:
    known = [person for person in people if person is not None]
    for person in known:
        gathering.beside[person].update(other for other in known if other != person)


def _facts(gathering: _Gathering) -> None:
    places = _place_marks()
    sources = {row["id"]: row_mark(*row.values()) for row in table_rows(Source)}
    for row in table_rows(PersonName):
        gathering.hang([row["person_id"]], row_mark(*row.values()))
    for row in table_rows(Event):
        gathering.events[row["id"]] = gathering.owners(row)
        mark = row_mark(*row.values(), places(row["place_id"]))
        gathering.hang(gathering.events[row["id"]], mark)
    for row in table_rows(Citation):
        gathering.hang(
            gathering.owners(row), row_mark(*row.values(), sources.get(row["source_id"]))
        )
    for model in (Note, MediaLink):
        for row in table_rows(model):
            gathering.hang(gathering.owners(row), row_mark(*row.values()))


def _place_marks() -> Callable[[int | None], str]:
    """Give a function that marks a place with those it lies in."""
    rows = {row["id"]: row for row in table_rows(Place)}

    def mark(key: int | None) -> str:
        parts, seen = [], set()
        while key is not None and key in rows and key not in seen:
            seen.add(key)
            parts.append(row_mark(*rows[key].values()))
            key = rows[key]["parent_id"]
        return "".join(parts)

    return mark
