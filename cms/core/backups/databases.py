"""A consistent copy of the database while others write, and putting it back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils.translation import gettext as _

from cms.core.backups.errors import BackupRefused
from cms.core.backups.programs import postgres_run

_FILES: Final = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
#: Seconds to wait for another writer.
_PATIENCE: Final = 60


def database_file() -> str:
    """Give the name of the copy for the engine in use."""
    return _FILES[connection.vendor]


def database_copy(folder: Path) -> dict[str, int]:
    """Copy the database into a folder; give the rows of each table as the copy has them."""
    target = folder / database_file()
    if connection.vendor == "sqlite":
        return _sqlite_copy(target)
    return _postgres_copy(target)


def database_load(folder: Path) -> None:
    """Put a copy in place of whatever the database holds."""
    source = folder / database_file()
    if connection.vendor == "sqlite":
        _sqlite_load(source)
    else:
        connection.close()
        postgres_run(
            "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-acl", "--exit-on-error",
            "--single-transaction", "--dbname", connection.settings_dict["NAME"], str(source),
        )  # fmt: skip


def database_is_empty() -> bool:
    """Say whether nobody has begun to use the database: no tables, or no account."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    user: Any = get_user_model()
    return user._meta.db_table not in tables or not user._base_manager.exists()


def table_counts(execute: Any) -> dict[str, int]:
    """Count the rows of every table of a model; `execute` gives the first row of a query."""
    tables = sorted({str(model._meta.db_table) for model in _models()})
    return {table: execute(f'SELECT COUNT(*) FROM "{table}"')[0] for table in tables}  # noqa: S608  tables of ours


def live_counts() -> dict[str, int]:
    """Count the rows of the database in use."""
    with connection.cursor() as cursor:

        def first(sql: str) -> Any:
            cursor.execute(sql)
            return cursor.fetchone()

        return table_counts(first)


def _models() -> list[Any]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not _is_virtual(model)
    ]


def _is_virtual(model: Any) -> bool:
    """Say whether a model is a full-text table, which is made by hand and counts twice."""
    return bool(model._meta.db_table.endswith("_fts"))


def _sqlite_copy(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    with closing(_sqlite_own()) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        # One file instead of three: the copy is read, never written.
        copy.execute("PRAGMA journal_mode=DELETE")
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check").fetchall()]
        if faults != ["ok"]:
            raise BackupRefused(_("Bản sao của cơ sở dữ liệu bị hỏng: %s") % faults[0])
        return table_counts(lambda sql: copy.execute(sql).fetchone())


def _sqlite_load(source: Path) -> None:
    connection.close()
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy,
        closing(_sqlite_own()) as target,
    ):
        copy.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sqlite_own() -> sqlite3.Connection:
    """Open the site's file beside Django, so that an open transaction does not matter."""
    name = str(connection.settings_dict["NAME"])
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None)


def _postgres_copy(target: Path) -> dict[str, int]:
    # The dump reads the same snapshot as the counts, whatever is written meanwhile.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        postgres_run("pg_dump", "-Fc", f"--snapshot={snapshot}", "--file", str(target))
        counts = live_counts()
    postgres_run("pg_restore", "--list", str(target))
    return counts
