"""The list of what was written, of what, and when: private, beside the data, never published.

One SQLite file for each folder that is exported into. It also holds the lock, and makes a stopped
export go on where it was: what is in the list and on the disk is not made again.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from home.export.errors import ExportRunning

_SCHEMA = """
CREATE TABLE IF NOT EXISTS written (
    file TEXT PRIMARY KEY, kind TEXT NOT NULL, asked TEXT NOT NULL, told TEXT NOT NULL,
    digest TEXT NOT NULL, day TEXT NOT NULL, until TEXT NOT NULL, names TEXT NOT NULL,
    mark TEXT NOT NULL, pages TEXT NOT NULL, assets TEXT NOT NULL
) WITHOUT ROWID
"""
_COLUMNS = "file, kind, asked, told, digest, day, until, names, mark, pages, assets"


@dataclass(frozen=True)
class Written:
    """One file of the folder.

    Args:
        file: its path from the root of the folder.
        kind: page, api, asset, static, index or made (what the export itself makes).
        asked: what the living site was asked for.
        told: hash of the content without the day it was written.
        digest: hash of the bytes on the disk.
        day: the day that stands in its footer, ISO.
        until: the first day, ISO, that the page names and that is not over; empty for none.
        names: names of the marks it was made from.
        mark: hash over those marks when it was made.
        pages: what it led to, as the living site is asked.
        assets: library and static files it needs.
    """

    file: str
    kind: str
    asked: str = ""
    told: str = ""
    digest: str = ""
    day: str = ""
    until: str = ""
    names: tuple[str, ...] = ()
    mark: str = ""
    pages: tuple[str, ...] = field(default=())
    assets: tuple[str, ...] = field(default=())


def ledger_path(folder: Path) -> Path:
    """Return where the list of a folder is kept."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Path(settings.VAR_DIR) / "export" / name / "ledger.sqlite3"


class Ledger:
    """The list of one folder."""

    def __init__(self, folder: Path) -> None:
        self.path = ledger_path(folder)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._link = sqlite3.connect(self.path, timeout=60)
        self._link.execute("PRAGMA journal_mode=WAL")
        self._link.execute("PRAGMA synchronous=NORMAL")
        self._link.execute(_SCHEMA)
        self._link.commit()

    def close(self) -> None:
        """Close the file."""
        self._link.close()

    def all(self) -> dict[str, Written]:
        """Return what is known to be in the folder, by file."""
        rows = self._link.execute(f"SELECT {_COLUMNS} FROM written")  # noqa: S608 a constant
        return {row[0]: _read(row) for row in rows}

    def put(self, rows: Iterable[Written]) -> None:
        """Note files that stand on the disk now."""
        marks = ", ".join("?" * len(_COLUMNS.split(", ")))
        statement = f"INSERT OR REPLACE INTO written ({_COLUMNS}) VALUES ({marks})"  # noqa: S608 constants
        with self._link:
            self._link.executemany(statement, [_row(row) for row in rows])

    def drop(self, files: Iterable[str]) -> None:
        """Forget files that are about to go."""
        rows = [(name,) for name in files]
        with self._link:
            self._link.executemany("DELETE FROM written WHERE file = ?", rows)


def _row(row: Written) -> tuple[str, ...]:
    lists = (json.dumps(part) for part in (row.names, row.pages, row.assets))
    names, pages, assets = lists
    return (
        row.file, row.kind, row.asked, row.told, row.digest, row.day, row.until, names, row.mark,
        pages, assets,
    )  # fmt: skip


def _read(row: tuple[str, ...]) -> Written:
    file, kind, asked, told, digest, day, until, names, mark, pages, assets = row
    return Written(
        file=file,
        kind=kind,
        asked=asked,
        told=told,
        digest=digest,
        day=day,
        until=until,
        names=tuple(json.loads(names)),
        mark=mark,
        pages=tuple(json.loads(pages)),
        assets=tuple(json.loads(assets)),
    )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one export; the lock goes with the process, however that ends.

    Raises:
        ExportRunning: another export holds it.
    """
    path = ledger_path(folder).with_name("lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ExportRunning(str(folder)) from error
        yield
