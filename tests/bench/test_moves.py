"""Moving a line of 10,000 people: how long it takes, and how long a reader waits meanwhile.

Two processes on one database file in WAL, as two workers of a server: one opens pages of people
without a pause, the other moves the line. A server of PostgreSQL is measured too when
BENCH_POSTGRES_URL names an empty database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
PEOPLE, LINE = 40_000, 10_000
#: Seconds a move may make somebody wait who reads.
PATIENCE = 1.0


class Waits(NamedTuple):
    """Pages opened, the median and the longest wait in seconds."""

    pages: int
    median: float
    longest: float


def summary(waits) -> Waits:
    ordered = sorted(waits)
    return Waits(len(ordered), ordered[len(ordered) // 2], ordered[-1])


def manage(env, *args):
    subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *args],
        cwd=ROOT,
        env=env,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def module(env, name, *args):
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", f"tests.bench.{name}", *args],
        cwd=ROOT,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def databases():
    urls = {"sqlite": "", "postgresql": os.environ.get("BENCH_POSTGRES_URL")}
    return [pytest.param(url, id=name) for name, url in urls.items() if url is not None]


@pytest.mark.parametrize("url", databases())
def test_reader_never_waits_a_second_while_a_line_moves(tmp_path, url):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": url or f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "VAR_DIR": str(tmp_path),
        "LOG_LEVEL": "ERROR",
    }
    manage(env, "migrate", "--verbosity", "0")
    manage(env, "generate_clan", "--clan", "dai", "--people", str(PEOPLE), "--seed", "3")
    reader = module(env, "read_pages", "dai")
    assert reader.stdout.readline() == "ready\n"
    time.sleep(5)
    mover = module(env, "move_once", "dai", str(LINE))
    answer, _ = mover.communicate(timeout=300)
    move = json.loads(answer)
    time.sleep(1)
    waits = json.loads(reader.communicate("stop\n", timeout=60)[0])
    before = summary([wait for asked, wait in waits if asked + wait < move["began"]])
    during = summary(
        [wait for asked, wait in waits if asked < move["ended"] and asked + wait > move["began"]]
    )
    sys.stdout.write(
        f"\n{move['line']} people moved, {move['rows']} rows written, in"
        f" {move['ended'] - move['began']:.1f} s\n"
        f"before: {before.pages} pages, median {before.median * 1000:.0f} ms, longest"
        f" {before.longest * 1000:.0f} ms\n"
        f"during: {during.pages} pages, median {during.median * 1000:.0f} ms, longest"
        f" {during.longest * 1000:.0f} ms\n"
    )
    # What else runs on the machine makes readers wait before the move too.
    assert during.longest < PATIENCE + before.longest
    verify = "from genealogy.models import Clan; from genealogy.services.derived import verify_clan"
    check = f"{verify}; faults, cycles = verify_clan(Clan.objects.get(slug='dai')); "
    manage(env, "shell", "--no-imports", "-c", f"{check}assert not faults and not cycles, faults")
