"""What has changed, and since when: one number for all content, and one for each kind of it.

`bump` is called by `cms.core.version_watch` for whatever is written; only what changes an answer
without writing to a watched table has to call it. Numbers are read before the data they speak of:

    number = latest()
    ...                      # read the data
    is_unchanged(tags, since=number)
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import DatabaseError, connections, transaction

from cms.core.models import ContentVersion
from cms.core.version_rules import EVERYTHING
from cms.core.version_watch import ALL, TABLE, watch_of

__all__ = [
    "EVERYTHING",
    "begin",
    "bump",
    "forget",
    "is_unchanged",
    "latest",
    "look_anew",
    "read",
    "restored",
]

_OWN = threading.local()
_LATEST = f'SELECT number FROM "{TABLE}" WHERE tag = %s'  # noqa: S608 our own table
_LATEST_OF_FILE = _LATEST.replace("%s", "?")


@transaction.atomic
def bump(*tags: str) -> None:
    """Say that content of these tags changes with the running transaction."""
    connection = connections["default"]
    connection.ensure_connection()
    watch = watch_of(connection)
    if watch is not None:
        watch.pending.update(tags)


def forget() -> None:
    """Let nothing be trusted that was kept before: after a restore numbers begin again."""
    with transaction.atomic():
        now = time.time_ns() // 1000
        ContentVersion.objects.all().delete()
        ContentVersion.objects.bulk_create(
            [ContentVersion(tag=tag, number=now) for tag in (ALL, EVERYTHING)]
        )


def restored(_folder: Path) -> str:
    """Do the same as the first step after a restore."""
    forget()
    return ""


def read(tags: Iterable[str]) -> dict[str, int]:
    """Give the number of each tag as committed, 0 for what never changed; one query.

    What the running transaction itself has changed counts as changed once more.
    """
    wanted = set(tags)
    rows = ContentVersion.objects.filter(tag__in=wanted).values_list("tag", "number")
    numbers = {**dict.fromkeys(wanted, 0), **dict(rows)}
    watch = watch_of()
    for tag in watch.pending & wanted if watch is not None else ():
        numbers[tag] += 1
    return numbers


def is_unchanged(tags: Iterable[str], *, since: int) -> bool:
    """Say whether nothing of these tags changed after `since`; one query."""
    changed = ContentVersion.objects.filter(tag__in=[*tags, EVERYTHING], number__gt=since)
    return not changed.exists()


def begin(**_kwargs: Any) -> None:
    """Give a new database its first number (signal `post_migrate`)."""
    connection = connections["default"]
    if TABLE in connection.introspection.table_names():
        ContentVersion.objects.get_or_create(tag=ALL, defaults={"number": time.time_ns() // 1000})


def latest() -> int | None:
    """Give the number of the last change that was committed, None when there is none to be had.

    Costs some microseconds: on SQLite it is asked over a connection of its own, which stays open
    while Django's opens and closes with every request.
    """
    connection: Any = connections["default"]
    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        return _latest_of_file(str(connection.settings_dict["NAME"]))
    try:
        with connection.cursor() as cursor:
            cursor.execute(_LATEST, [ALL])
            row = cursor.fetchone()
    except DatabaseError:
        return None
    return row[0] if row else None


def look_anew(number: int) -> None:
    """Let what is read next be as new as `number`, which `latest` gave.

    A kept connection to SQLite on which a statement was left half read goes on seeing the past;
    nobody should leave one, and an answer made so would be kept as a true one. It is closed.
    """
    connection: Any = connections["default"]
    if connection.vendor != "sqlite" or connection.connection is None or connection.in_atomic_block:
        return
    try:
        rows = connection.connection.execute(_LATEST_OF_FILE, (ALL,)).fetchall()
    except sqlite3.Error:
        rows = []
    if not rows or rows[0][0] < number:
        connection.close()


def _latest_of_file(name: str) -> int | None:
    try:
        place = os.stat(name)
        known = (os.getpid(), name, place.st_dev, place.st_ino)
        if getattr(_OWN, "known", None) != known:
            _OWN.cursor = _open(name)
            _OWN.known = known
        # To the last row: a statement half read would keep its view of the past.
        rows = _OWN.cursor.execute(_LATEST_OF_FILE, (ALL,)).fetchall()
    except (OSError, sqlite3.Error):
        _OWN.known = None
        return None
    return rows[0][0] if rows else None


def _open(name: str) -> Any:
    connection = sqlite3.connect(
        f"file:{quote(name)}?mode=ro", uri=True, isolation_level=None, timeout=1
    )
    return connection.cursor()
