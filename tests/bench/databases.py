"""Databases of invented clans for benchmarks, made once and kept under `var/bench/`."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[2]
#: What an invented clan is made of; when it changes, the databases are made anew.
_MADE_BY = sorted((ROOT / "genealogy" / "domain").glob("synthetic*.py"))
SEED = "7"


def kept_folder() -> Path:
    """Give the folder of this state of the code."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in _MADE_BY)).hexdigest()[:12]
    folder = Path(os.environ.get("BENCH_DIR", ROOT / "var" / "bench")) / digest
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def environment(database_url: str, folder: Path) -> dict[str, str]:
    """Give the environment of a process that works on one of the databases."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(folder),
        "PYTHONPATH": str(ROOT),
    }


def database_of(server: str, people: int) -> str:
    """Give the URL of an own database on a PostgreSQL server, made when it is not there."""
    name = f"clan_{people}"
    with psycopg.connect(server.replace("postgres://", "postgresql://"), autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            link.execute(f"CREATE DATABASE {name}")
    return f"{server.rsplit('/', 1)[0]}/{name}"


def manage(env: dict[str, str], *args: str) -> None:
    """Run a management command to its end."""
    command = [sys.executable, "manage.py", *args]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


def filled(env: dict[str, str], folder: Path, people: int, name: str) -> str:
    """Fill a database with a clan unless that is done; give the slug."""
    slug = f"c{people}"
    mark = folder / f"{name}-{people}.done"
    manage(env, "migrate", "--verbosity", "0")
    if not mark.exists():
        started = time.monotonic()
        manage(env, "generate_clan", "--clan", slug, "--people", str(people), "--seed", SEED)
        sys.stdout.write(f"{name}: {people} people made in {time.monotonic() - started:.0f} s\n")
        mark.touch()
    return slug


def probe(env: dict[str, str], slug: str, *options: str) -> dict[str, Any]:
    """Ask the questions of readers in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.probe", slug, *options],
        cwd=ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
