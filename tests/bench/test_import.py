"""What importing costs: time must grow with the file, memory must not.

Every measurement is a process of its own, as somebody at a desk runs it, with a SQLite file in
WAL. Processor time is compared, since other work on the machine leaves it nearly alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
SMALL, LARGE = 20_000, 100_000


class Cost(NamedTuple):
    """Seconds of the clock and of the processor; megabytes at the peak."""

    wall: float
    cpu: float
    megabytes: float


def run(folder: Path, *args: str) -> Cost:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "VAR_DIR": str(folder),
    }
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, args
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def test_import_is_linear_and_stays_small(tmp_path):
    run(tmp_path, "migrate", "--verbosity", "0")
    idle = run(
        tmp_path,
        "shell",
        "--no-imports",
        "-c",
        "from django.db import connection; connection.ensure_connection()",
    )
    costs = {}
    for people in (SMALL, LARGE):
        path = tmp_path / f"{people}.ged"
        run(
            tmp_path, "generate_clan", "--people", str(people), "--seed", "7", "--gedcom", str(path)
        )
        cost = run(tmp_path, "import_gedcom", str(path), "--clan", f"c{people}", "--root", "I1")
        costs[people] = cost
        sys.stdout.write(
            f"\n{people} people: {cost.wall - idle.wall:.1f} s of the clock,"
            f" {cost.cpu - idle.cpu:.1f} s of the processor,"
            f" {cost.megabytes - idle.megabytes:.0f} MB over an idle process\n"
        )
    ratio = (costs[LARGE].cpu - idle.cpu) / (costs[SMALL].cpu - idle.cpu)
    sys.stdout.write(f"ratio {ratio:.2f} for {LARGE / SMALL:.0f} times the people\n")
    assert ratio <= 5.5
    assert costs[LARGE].megabytes - idle.megabytes <= 200
