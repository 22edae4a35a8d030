"""The derived columns of one person that need nobody else, and the writing of changed rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from genealogy.domain.dates import PartialDate
from genealogy.domain.dates_points import Calendar
from genealogy.domain.names import full_name
from genealogy.domain.text import fold_tokens, name_sort_key
from genealogy.enums import EventType, NameOrder
from genealogy.models import Event, Person, PersonName

#: Columns nobody types; in the order in which rows are read.
DERIVED_COLUMNS = (
    "full_name",
    "sort_key",
    "search_fold",
    "generation",
    "branch_id",
    "lineage_path",
    "membership",
    "descendant_count",
    "birth_year",
    "death_year",
    "memorial_month",
    "memorial_day",
    "latest_birth",
    "presumed_living",
    "presumed_living_until",
)

#: Fewer parameters than any supported database refuses in one statement.
CHUNK = 900
_WRITE_BATCH = 2_000
_SORT_KEY_LENGTH = Person._meta.get_field("sort_key").max_length

Row = dict[str, Any]


class DateColumns(NamedTuple):
    """The columns that follow from birth and death events."""

    birth_year: int | None = None
    death_year: int | None = None
    memorial_month: int | None = None
    memorial_day: int | None = None


NO_DATES = DateColumns()
_TELLING = (EventType.BIRTH, EventType.DEATH)


def chunked(ids: Iterable[int], size: int = CHUNK) -> Iterable[list[int]]:
    """Cut ids into lists short enough for one query."""
    rest = list(ids)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def display_name(surname: str, middle: str, given: str, order: str) -> str:
    """Write the full name in the clan's order.

    >>> display_name("Dương", "Văn", "An", NameOrder.SURNAME_FIRST)
    'Dương Văn An'
    >>> display_name("Dupont", "", "Anna", NameOrder.GIVEN_FIRST)
    'Anna Dupont'
    """
    if order == NameOrder.GIVEN_FIRST:
        return " ".join(f"{given} {middle} {surname}".split())
    return full_name(surname, middle, given)


def search_text(*names: str) -> str:
    """Fold names for search: a space before every word, so `LIKE '% tok%'` finds word starts.

    >>> search_text("Dương Văn Tùng", "Nhuận Phủ")
    ' duong van tung nhuan phu'
    """
    return "".join(f" {token}" for name in names for token in fold_tokens(name))


def place_search_fold(text: str, current_name: str = "", old_names: str = "") -> str:
    """Fold the names of a place for search, cut to the column."""
    return search_text(text, current_name, old_names)[:600]


@lru_cache(maxsize=20_000)
def _sort_key(surname: str, middle: str, given: str) -> str:
    return name_sort_key(surname, middle, given)[:_SORT_KEY_LENGTH]


def name_columns(parts: tuple[str, str, str], other_names: Iterable[str], order: str) -> Row:
    """Give the columns that follow from a person's names (surname, middle, given)."""
    name = display_name(*parts, order)
    return {
        "full_name": name,
        "sort_key": _sort_key(*parts),
        "search_fold": search_text(name, *other_names),
    }


def read_other_names(people: Q) -> dict[int, list[str]]:
    """Give the other names of people, in their order; `people` is a condition on `person_id`.

    Sensitive ones stay out: whoever may search by a name could find it out.
    """
    names: dict[int, list[str]] = {}
    rows = PersonName.objects.filter(people, is_sensitive=False).order_by(
        "person_id", "sort_order", "id"
    )
    for person_id, value in rows.values_list("person_id", "value"):
        names.setdefault(person_id, []).append(value)
    return names


def read_date_columns(people: Q) -> dict[int, DateColumns]:
    """Give years of birth and death (Gregorian) and the lunar day of the giỗ, where known.

    The first event of a kind that tells something is the one that counts; sensitive ones stay
    out, because the columns are shown to everybody who may know the life. `people` is a condition
    on `person` or `person_id`.
    """
    found: dict[int, DateColumns] = {}
    events = (
        Event.objects.filter(people, is_sensitive=False)
        .order_by("person_id", "sort_order", "id")
        # As text, because making a date of each of some hundred thousand rows takes seconds.
        .annotate(written=Cast("date", TextField()))
        .values_list("person_id", "type", "written", "lunar_month", "lunar_day")
    )
    for person_id, kind, written, month, day in events.iterator(chunk_size=5_000):
        # Sorted out here: by its index on the type, SQLite would read all births and deaths.
        if kind not in _TELLING or written is None:
            continue
        known = found.get(person_id, NO_DATES)
        year = _year(written)
        if kind == EventType.BIRTH:
            if known.birth_year is None and year is not None:
                found[person_id] = known._replace(birth_year=year)
            continue
        if known.death_year is None and year is not None:
            known = known._replace(death_year=year)
        if known.memorial_month is None and month and day:
            known = known._replace(memorial_month=month, memorial_day=day)
        found[person_id] = known
    return found


def _year(written: str) -> int | None:
    """Give the Gregorian year of a stored date that fits the column."""
    data = json.loads(written)
    first = data.get("first") or {}
    if first.get("calendar") == Calendar.GREGORIAN:
        year = first.get("year")
    else:
        year = PartialDate.from_json(data).year
    return year if year is not None and -32_768 <= year <= 32_767 else None


def write_rows(changes: Mapping[int, Row]) -> None:
    """Write changed columns by primary key, grouped so that each group is one statement."""
    alias = router.db_for_write(Person)
    connection = connections[alias]
    groups: dict[tuple[str, ...], list[list[Any]]] = {}
    for pk, row in changes.items():
        columns = tuple(sorted(row))
        values = [_adapted(connection, row[column]) for column in columns]
        groups.setdefault(columns, []).append([*values, pk])
    quote = connection.ops.quote_name
    table = quote(Person._meta.db_table)
    with connection.cursor() as cursor:
        for columns, rows in groups.items():
            assignments = ", ".join(f"{quote(column)} = %s" for column in columns)
            # Names of columns come from DERIVED_COLUMNS, never from outside.
            statement = f"UPDATE {table} SET {assignments} WHERE id = %s"  # noqa: S608
            for start in range(0, len(rows), _WRITE_BATCH):
                cursor.executemany(statement, rows[start : start + _WRITE_BATCH])


def _adapted(connection: Any, value: Any) -> Any:
    """Give a value as the database driver takes it."""
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, str):
        return str(value)
    return value
