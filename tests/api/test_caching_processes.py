"""No answer is older than the content, whichever process edits it and whichever keeps it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.privacy.matrix import IS_FULL

ROOT = Path(__file__).parents[2]
#: Answers from memory that are looked at, and the seconds after which it ends anyhow.
LEAST = 5_000 if IS_FULL else 60
LEAST_EDITS = 12
SECONDS = 150


def _patience(seconds: float = 60) -> Callable[[int, int, int], None]:
    """Stop a copy that waits for a lock; by itself it would wait for ever."""
    end = time.monotonic() + seconds

    def judge(_status: int, _remaining: int, _total: int) -> None:
        assert time.monotonic() < end, "The database of the tests is locked."

    return judge


@pytest.fixture
def own_database(tmp_path, request):
    """Give the address of a database with the first pages, which other processes can open."""
    if connection.vendor == "sqlite":
        request.getfixturevalue("transactional_db")
        connection.ensure_connection()
        with sqlite3.connect(tmp_path / "db.sqlite3") as copy:
            connection.connection.backup(copy, progress=_patience())
        yield f"sqlite:///{tmp_path / 'db.sqlite3'}"
        return
    request.getfixturevalue("django_db_setup")
    settings = connection.settings_dict
    name = f"{settings['NAME']}_two"
    connection.close()
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{settings["NAME"]}"')
    place = f"{settings['HOST'] or ''}:{settings['PORT'] or 5432}".replace("/", "%2F")
    yield f"postgresql://{settings['USER']}:{settings['PASSWORD']}@{place}/{name}"
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def start(role, folder, database):
    # The settings of the site, not those of tests, which leave WAL out.
    environ = {
        **os.environ,
        "DATABASE_URL": database,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "ALLOWED_HOSTS": "testserver",
        "API_BUDGET_POINTS": "0",
        "LOG_LEVEL": "CRITICAL",
        "LEAST": str(LEAST),
        "LEAST_EDITS": str(LEAST_EDITS),
    }
    return subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "tests.api.two_processes",
            role,
            str(folder),
            str(SECONDS),
        ],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_no_answer_is_older_than_the_last_commit(own_database, tmp_path, record_property):
    running = [start(role, tmp_path, own_database) for role in ("edit", "read")]
    edits, reads = (json.loads(process.communicate(timeout=400)[0] or "{}") for process in running)
    record_property("edits", edits)
    record_property("reads", {name: reads[name] for name in reads if name != "stale"})
    assert reads["stale"] == []
    assert edits["edits"] >= LEAST_EDITS
    assert reads["from_memory"] >= min(LEAST, 60)
    assert reads["not_modified"] > 0
