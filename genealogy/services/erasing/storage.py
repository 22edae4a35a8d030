"""Deleted text stays in the files of a database until its pages are written anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db import connections, router

from genealogy.models import Person

#: Tables of other apps an erasure writes to.
_OUTSIDE: Final = (
    "wagtailcore.Revision",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.ReferenceIndex",
    "wagtailadmin.FormState",
    "wagtailadmin.EditingSession",
    "wagtailsearch.IndexEntry",
    "media.ClanImage",
    "media.ClanRendition",
    "media.ClanDocument",
    "jobs.Job",
    "django_tasks_database.DBTaskResult",
    "accounts.Notice",
)


@dataclass(frozen=True)
class Sweep:
    """What was done to the files of the database."""

    vendor: str
    is_done: bool
    #: Whether a reader kept the log of SQLite from being emptied.
    is_log_left: bool = False


def freed_pages_clear() -> Sweep:
    """Write the database's pages anew, so that deleted text is in its files no more.

    SQLite: the full-text index is merged, the file is vacuumed, the write-ahead log emptied.
    PostgreSQL: `VACUUM FULL` of the tables an erasure writes to; each is locked meanwhile. Old
    segments of a WAL archive and old base backups are beyond reach.

    Cannot be done inside a transaction.
    """
    connection = connections[router.db_for_write(Person)]
    if connection.in_atomic_block:
        return Sweep(connection.vendor, is_done=False)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")
            for (name,) in cursor.fetchall():
                table = quote(name)
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 a table of ours
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (is_busy, *_rest) = cursor.fetchone()
            return Sweep("sqlite", is_done=True, is_log_left=bool(is_busy))
        for table in sorted(_tables()):
            cursor.execute(f"VACUUM (FULL) {quote(table)}")
    return Sweep(connection.vendor, is_done=True)


def _tables() -> set[str]:
    models = [*apps.get_app_config("genealogy").get_models(), *map(apps.get_model, _OUTSIDE)]
    return {str(model._meta.db_table) for model in models}
