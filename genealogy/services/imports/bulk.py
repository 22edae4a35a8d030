"""Write many rows fast: keys reserved in blocks, rows sent in batches, no model instances.

`bulk_create` costs sixteen (SQLite) to twenty-seven (PostgreSQL) times as much per row. Nothing
here fires signals; the services that write through it do what the signals would have done.
"""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import connections, models, transaction

#: Times a block of PostgreSQL keys is asked for again when another writer got in between.
BLOCK_ATTEMPTS = 5


def keys_reserve(model: type[models.Model], count: int, *, using: str) -> int:
    """Reserve `count` consecutive primary keys and return the first one.

    Raises:
        RuntimeError: PostgreSQL only: other writers took keys in between, five times over.
    """
    connection = connections[using]
    if not count:
        return 0
    if connection.vendor == "postgresql":
        return _reserve_postgresql(connection, model, count)
    return _reserve_sqlite(connection, model, count, using)


def _reserve_sqlite(connection: Any, model: type[models.Model], count: int, using: str) -> int:
    """Move SQLite's own AUTOINCREMENT mark on, so that no later insert takes these keys."""
    table = model._meta.db_table
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        if row:
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table]
            )
        else:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last + count]
            )
    return last + 1


def _reserve_postgresql(connection: Any, model: type[models.Model], count: int) -> int:
    """Draw from the sequence itself, which no other writer can do at the same value."""
    column = model._meta.pk.column
    with connection.cursor() as cursor:
        for _attempt in range(BLOCK_ATTEMPTS):
            cursor.execute(
                "SELECT min(key), max(key) FROM (SELECT nextval(pg_get_serial_sequence(%s, %s))"
                " AS key FROM generate_series(1, %s)) AS keys",
                [f'"{model._meta.db_table}"', column, count],
            )
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return first
    message = f"No block of {count} keys for {model._meta.db_table}"
    raise RuntimeError(message)


class Keys:
    """Hands out primary keys one by one, reserved in blocks."""

    def __init__(self, model: type[models.Model], *, using: str, block: int = 5_000) -> None:
        self._model = model
        self._using = using
        self._block = block
        self._next = self._end = 0

    def take(self) -> int:
        """Give the next key."""
        if self._next == self._end:
            self._next = keys_reserve(self._model, self._block, using=self._using)
            self._end = self._next + self._block
        key = self._next
        self._next += 1
        return key


class BulkTable:
    """Takes rows for one table as tuples of plain values, in the order of `fields`.

    Fields that are not named get the model's default, one value for all rows. Values are what
    the database stores: text for JSON, keys for relations, hexadecimal digits for UUIDs.
    """

    def __init__(
        self,
        model: type[models.Model],
        fields: Sequence[str],
        *,
        using: str,
        constants: dict[str, Any] | None = None,
    ) -> None:
        self._connection = connections[using]
        given: list[Any] = [model._meta.get_field(name) for name in fields]
        constants = constants or {}
        rest = [field for field in model._meta.concrete_fields if field not in given]
        rest = [field for field in rest if not field.primary_key]
        self._constants = tuple(
            self._stored(field, constants[field.name])
            if field.name in constants
            else self._stored(field, _default(field))
            for field in rest
        )
        quote = self._connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in (*given, *rest))
        table = quote(model._meta.db_table)
        self._copy = f"COPY {table} ({columns}) FROM STDIN"
        marks = ", ".join(["%s"] * (len(given) + len(rest)))
        self._insert = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 names of our own models
        self.count = 0

    def _stored(self, field: models.Field, value: Any) -> Any:
        stored = field.get_db_prep_save(value, self._connection)
        # Drivers' own wrappers (of JSON, of UUIDs) are for parameters; COPY takes plain text.
        if isinstance(field, models.JSONField) and self._connection.vendor == "postgresql":
            return None if value is None else json_text(value)
        return stored

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Insert the rows; the caller holds the transaction."""
        constants = self._constants
        full = [row + constants for row in rows]
        if not full:
            return
        self.count += len(full)
        with self._connection.cursor() as cursor:
            if self._connection.vendor == "postgresql":
                with cursor.copy(self._copy) as copy:
                    for row in full:
                        copy.write_row(row)
            else:
                cursor.executemany(self._insert, full)


def _default(field: models.Field) -> Any:
    """Give the value of a field nobody named; times of creation are now."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return field.pre_save(field.model(), add=True)
    return field.get_default()


#: Writes JSON as the database stores it.
json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_UUIDS: Final = 1_024
_VARIANT: Final = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def uuids() -> Iterator[str]:
    """Make UUIDs of version 7 without end, as 32 hexadecimal digits.

    They begin with the millisecond (RFC 9562), so that an index of a hundred thousand of them
    grows at its end instead of everywhere; 74 bits are random, which nobody guesses. Drawn a
    thousand at a time. Not to be shared between threads.
    """
    while True:
        digits = os.urandom(10 * _UUIDS).hex()
        moment = f"{time.time_ns() // 1_000_000:012x}"
        for start in range(0, len(digits), 20):
            raw = digits[start : start + 20]
            yield f"{moment}7{raw[1:4]}{_VARIANT[raw[4]]}{raw[5:]}"


@contextmanager
def collector_paused() -> Iterator[None]:
    """Hold Python's cyclic collector while records stream through.

    Records and rows hold no cycles, yet each walk over what is kept costs; over a whole file
    that is three to seven times the work itself.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


@contextmanager
def bulk_writing(using: str) -> Iterator[None]:
    """Let SQLite gather more before it moves pages from its log into the file.

    A thousand pages, its own measure, are one batch of people: every batch would write the same
    pages of the indexes again, and wait for the disk. Other engines need nothing.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        yield
        return
    before = _pragmas(connection, _SQLITE_BULK)
    _set_pragmas(connection, _SQLITE_BULK)
    try:
        yield
    finally:
        _set_pragmas(connection, before)


#: Pages in the log before it is moved; size of the page cache, negative = KiB.
_SQLITE_BULK: Final = {"wal_autocheckpoint": 8_000, "cache_size": -24_576}


def _pragmas(connection: Any, names: Iterable[str]) -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    return found


def _set_pragmas(connection: Any, values: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for name, value in values.items():
            cursor.execute(f"PRAGMA {name} = {value}")


def planner_told(models_written: Iterable[type[models.Model]], *, using: str) -> None:
    """Let PostgreSQL look at tables that were filled at once.

    It plans by what it last saw. After an empty table its recursive questions read all links at
    each step, until autovacuum comes by. SQLite needs no such look and plans worse after one.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_written)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
