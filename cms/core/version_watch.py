"""Sees every statement of a connection: what is written is bumped when it is committed.

Nothing has to remember to call this: forms, services, bulk updates, commands and raw SQL all pass.
Two ways lead past it, and both end in a write that does not: `COPY` of PostgreSQL (imports, which
end with `tree_touch`) and a restore (`versions.forget`).

Deadlocks: rows of `ContentVersion` are written last in a transaction, `*` first and the others in
order, so nobody who holds one of them waits for anything else.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from cms.core.statements import Statement, read_statement
from cms.core.version_reads import current_reading
from cms.core.version_rules import (
    ANY_PAGE,
    PAGE_TABLE,
    PAGES,
    Rule,
    page_group,
    rules,
)

TABLE = "core_contentversion"
ALL = "*"
#: Tags written by one statement.
_AT_ONCE = 300
#: More pages than this changed by their common table alone: no longer told apart.
_MOST_PAGES = 300

Listener = Callable[[frozenset[str]], None]
_listeners: list[Listener] = []


class Watch:
    """Wraps every statement of one connection (`connection.execute_wrappers`)."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.pending: set[str] = set()
        self.pages: set[Any] = set()
        self._is_ready: bool | None = None
        self._is_settling = False
        self._commit = connection._commit
        self._rollback = connection._rollback

    # Statements ------------------------------------------------------------------------------

    def __call__(self, execute: Callable, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Run one statement and note what it reads or writes."""
        if not isinstance(sql, str):
            sql_text = sql.as_string(None) if hasattr(sql, "as_string") else str(sql)
        else:
            sql_text = sql
        start = sql_text[:6].upper()
        if start == "SELECT":
            reading = current_reading()
            if reading is not None:
                reading.note(read_statement(sql_text), params)
            return execute(sql, params, many, context)
        statement = read_statement(sql_text)
        if statement.verb in ("CREATE", "DROP", "ALTER") and TABLE in sql_text:
            self._is_ready = None
        reading = current_reading()
        if reading is not None and statement.tables:
            reading.note(statement, params)
        watched = rules()
        if statement.target not in watched and statement.written.isdisjoint(watched):
            return execute(sql, params, many, context)
        if self.connection.get_autocommit():
            # Alone the statement would be visible before its bump.
            with transaction.atomic(using=self.connection.alias):
                self._note(statement, None if many else params)
                result = execute(sql, params, many, context)
                _fetch(context)
                return result
        self._note(statement, None if many else params)
        return execute(sql, params, many, context)

    def _note(self, statement: Statement, params: Any) -> None:
        for table in statement.written & rules().keys():
            self._note_any_row(rules()[table])
        rule = rules().get(statement.target)
        if rule is None:
            return
        if statement.verb == "UPDATE" and rule.unseen.issuperset(statement.columns):
            return
        values = self._values(statement, rule, params) if rule.rows else {}
        if values is None:
            self._note_any_row(rule)
            return
        is_core = statement.target == PAGE_TABLE
        self.pending.add(PAGES if rule.is_page else rule.group)
        if not is_core:
            self.pending.add(rule.group)
        for column, prefix in rule.rows.items():
            self.pending.update(f"{prefix}:{value}" for value in values.get(column, ()))
        if is_core and statement.verb == "UPDATE":
            self.pages.update(values.get("id", ()))

    def _note_any_row(self, rule: Rule) -> None:
        self.pending.update((rule.group, rule.any_row))
        if rule.is_page:
            self.pending.add(PAGES)

    def _values(self, statement: Statement, rule: Rule, params: Any) -> dict[str, set] | None:
        """Give the values of the key columns, before and after; None when they are not known."""
        if params is None:
            return None
        values: dict[str, set] = {column: set() for column in rule.rows}
        if statement.verb == "INSERT":
            for column in rule.rows:
                if column in statement.columns:
                    found = statement.inserted(column, params)
                    if found is None:
                        return None
                    values[column].update(found)
            return values
        asked = []
        for column in rule.rows:
            if column in statement.given:
                values[column].add(params[statement.given[column]])
            elif column in statement.columns:
                return None
            known = statement.values_of(column, params)
            if known is None:
                asked.append(column)
            else:
                values[column].update(known)
        return values if not asked or self._asked(statement, params, asked, values) else None

    def _asked(
        self, statement: Statement, params: Any, columns: list[str], values: dict[str, set]
    ) -> bool:
        """Look up what the rows hold before they are changed; False when they have no key."""
        keys = statement.values_of("id", params)
        if keys is None or len(keys) > _AT_ONCE:
            return False
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join(["%s"] * len(keys))
        with self.connection.cursor() as cursor:
            cursor.execute(
                f'SELECT {names} FROM "{statement.target}" WHERE "id" IN ({marks})',  # noqa: S608 names of our own models
                keys,
            )
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    values[column].add(value)
        return True

    # Transactions ----------------------------------------------------------------------------

    def commit(self) -> None:
        """Write the bumps of the transaction into it, then commit."""
        tags: frozenset[str] = frozenset()
        if (self.pending or self.pages) and not self._is_settling:
            tags = self._settle()
        self._commit()
        if tags and _listeners:
            # Django 5.2: called once the transaction is over. `on_commit` itself refuses here.
            self.connection.run_on_commit.append((set(), lambda: _tell(tags), True))

    def rollback(self) -> None:
        """Forget what was not done after all."""
        self.pending.clear()
        self.pages.clear()
        self._rollback()

    def _settle(self) -> frozenset[str]:
        self._is_settling = True
        try:
            if not self._has_table():
                return frozenset()
            self.pending |= self._page_groups()
            tags = frozenset(self.pending)
            _write(self.connection, tags)
            return tags
        finally:
            self._is_settling = False
            self.pending.clear()
            self.pages.clear()

    def _has_table(self) -> bool:
        """Say whether the table is there: migrations write pages before it is made."""
        if self._is_ready is None:
            with self.connection.cursor() as cursor:
                names = self.connection.introspection.table_names(cursor)
            self._is_ready = TABLE in names
        return self._is_ready

    def _page_groups(self) -> set[str]:
        """Give the lists of pages of which only the table common to all types was written."""
        if not self.pages:
            return set()
        if len(self.pages) > _MOST_PAGES:
            return {ANY_PAGE}
        marks = ", ".join(["%s"] * len(self.pages))
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT kind.app_label, kind.model FROM wagtailcore_page page"  # noqa: S608 marks only
                " JOIN django_content_type kind ON kind.id = page.content_type_id"
                f" WHERE page.id IN ({marks})",
                sorted(self.pages),
            )
            return {page_group(*row) for row in cursor.fetchall()}


def _fetch(context: dict[str, Any]) -> None:
    """Take in what the statement returns; SQLite commits nothing while rows are waiting."""
    cursor = context["cursor"]
    if cursor.cursor.description is not None:
        cursor.cursor = _Fetched(cursor.cursor)


class _Fetched:
    """A cursor whose rows were read before the commit."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._rows = list(cursor.fetchall())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        rows, self._rows = self._rows, []
        return iter(rows)

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, size: int = 1) -> list[Any]:
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None


def _write(connection: BaseDatabaseWrapper, tags: Iterable[str]) -> None:
    """Give `*` its next number, and that number to the tags; the lock on `*` sets the order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{TABLE}" (tag, number) VALUES (%s, %s)'  # noqa: S608 our own table
            f" ON CONFLICT (tag) DO UPDATE SET number = {TABLE}.number + 1",
            # A new table begins above every number of an older one.
            [ALL, time.time_ns() // 1000],
        )
        cursor.execute(f'SELECT number FROM "{TABLE}" WHERE tag = %s', [ALL])  # noqa: S608
        (number,) = cursor.fetchone()
        ordered = sorted(tags)
        for start in range(0, len(ordered), _AT_ONCE):
            part = ordered[start : start + _AT_ONCE]
            marks = ", ".join(["(%s, %s)"] * len(part))
            cursor.execute(
                f'INSERT INTO "{TABLE}" (tag, number) VALUES {marks}'  # noqa: S608
                " ON CONFLICT (tag) DO UPDATE SET number = excluded.number",
                [value for tag in part for value in (tag, number)],
            )


def _tell(tags: frozenset[str]) -> None:
    for listener in _listeners:
        listener(tags)


def listen(listener: Listener) -> None:
    """Have `listener` told the tags of every later change, after its commit."""
    if listener not in _listeners:
        _listeners.append(listener)


def watch_connection(connection: Any, **_kwargs: Any) -> None:
    """Watch a connection from its first statement on (signal `connection_created`)."""
    watch = watch_of(connection)
    if watch is None:
        watch = Watch(connection)
        # Django 5.2 has no hook before a commit; this goes when it has one.
        connection._commit = watch.commit
        connection._rollback = watch.rollback
        # In front: `execute_wrapper()` takes the last one away when its block ends.
        connection.execute_wrappers.insert(0, watch)
    watch.pending.clear()
    watch.pages.clear()


def watch_of(connection: BaseDatabaseWrapper | None = None) -> Watch | None:
    """Give what watches a connection, by default the usual one."""
    connection = connection or connections["default"]
    return next((one for one in connection.execute_wrappers if isinstance(one, Watch)), None)
