"""Ask the API whatever its description allows, and what it forbids (schemathesis); see `make fuzz`.

A demo of its own is made in a folder of its own and served on a free port of the loopback. It is
asked three times: as a stranger, with a key that reads a branch, with a key that writes. When the
questions are over the server is ended, by its process, and the folder removed. The last lines say
how many cases there were and how many of them failed; any failure, and too few cases, end with 1.

    python scripts/fuzz.py --examples 25 --report var/fuzz
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fuzz_values import values_of, with_values

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
BIN = Path(sys.executable).parent
SECONDS_TO_START = 120
SECONDS_TO_END = 30
#: Cases a whole run asks at least; fewer is a failure, for something then went unasked.
MOST_ASKED = 10_000
#: Makes a key that reads the members of a branch, and one that may write whatever a key can.
MAKE_KEYS = """
from datetime import timedelta
from django.utils import timezone
from django.contrib.auth import get_user_model
from cms.accounts.models.tokens import TokenScope
from cms.accounts.tokens.services import token_create
from genealogy.models import Branch
owner = get_user_model().objects.filter(is_superuser=True).first()
reads = {TokenScope.READ_PUBLIC, TokenScope.READ_BRANCH}
for name, scopes in (("member", reads), ("writer", set(TokenScope) - reads)):
    _token, secret = token_create(
        owner=owner, name=name, scopes=[one.value for one in scopes],
        branch=Branch.objects.order_by("pk").first(), by=owner,
        expires_at=timezone.now() + timedelta(days=1), rate_per_minute=6000)
    # No form allows it: one key asks all the questions of a round.
    type(_token).objects.filter(pk=_token.pk).update(rate_per_minute=2_000_000_000)
    print("KEY", name, secret)
"""


@dataclass(frozen=True)
class Round:
    """Questions of one kind of caller.

    Args:
        name: of its report, and of its key; a stranger has none.
        asks: which operations, as words for schemathesis; none for all of them.
        share: part of the examples of each operation.
    """

    name: str
    asks: tuple[str, ...] = ()
    share: float = 1.0


ROUNDS = (
    Round("stranger"),
    Round("member", asks=("--include-method", "GET"), share=0.5),
    Round(
        "writer",
        asks=(
            *("--include-method", "POST", "--include-method", "PATCH"),
            *("--include-path-regex", "/draft/$"),
        ),
        share=2.0,
    ),
)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _environment(var: Path, address: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": f"sqlite:///{var / 'db.sqlite3'}",
        "VAR_DIR": str(var),
        "SITE_URL": address,
        "LOG_LEVEL": "ERROR",
        # One address asks all the questions.
        "API_BUDGET_POINTS": "0",
        # A machine that also runs schemathesis is slow; that is no fault of a question.
        "API_QUERY_SECONDS": "0",
    }


def _wait_for(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit("The server stopped while starting.")
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310 our own
        except OSError:
            time.sleep(0.3)
        else:
            return
    sys.exit("The server does not answer.")


def _demo_made(var: Path, environment: dict[str, str], demo: Path | None) -> dict[str, str]:
    """Fill the folder with a demo, or with a copy of one, and return its keys by name."""
    manage = [sys.executable, "-W", "ignore", "manage.py"]
    commands = [["migrate", "--verbosity", "0"]]
    if demo is None:
        commands.append(["seed_demo", "--logins", str(var / "logins.txt")])
    else:
        shutil.copytree(demo, var, dirs_exist_ok=True)
    said = ""
    for words in (*commands, ["shell", "-c", MAKE_KEYS]):
        said = subprocess.run(
            [*manage, *words], cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE,
            text=True,
        ).stdout  # fmt: skip
    return dict(re.findall(r"^KEY (\w+) (\S+)$", said, re.MULTILINE))


@contextmanager
def _served(var: Path, address: str, environment: dict[str, str]) -> Iterator[None]:
    bind = address.removeprefix("http://")
    with (var / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [str(BIN / "gunicorn"), "cms.wsgi:application", f"--bind={bind}",
             f"--config={SCRIPTS / 'fuzz_server.py'}"],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait_for(address, server)
            yield
        finally:
            server.terminate()
            try:
                server.wait(timeout=SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _description(address: str, report: Path) -> Path:
    """Keep the description with real values in it; schemathesis would wait only ten seconds."""
    with urllib.request.urlopen(f"{address}/api/v2/openapi.json", timeout=60) as answer:  # noqa: S310 our own
        document = with_values(json.load(answer), values_of(address))
    path = report / "openapi.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Asked:
    """What came of one round."""

    cases: int
    failed: int
    is_whole: bool
    answers: dict[str, int]

    def lines(self, name: str) -> list[str]:
        """Say it."""
        statuses: Counter[str] = Counter()
        for what, number in self.answers.items():
            statuses[what.rpartition(" ")[2]] += number
        said = ", ".join(f"{status}: {number}" for status, number in sorted(statuses.items()))
        reads = ("GET",) if name != "writer" else ("GET", "POST", "PATCH")
        asked = {what.rpartition(" ")[0] for what in self.answers if what.startswith(reads)}
        kind = {what.rpartition(" ")[0] for what in self.answers if what[-3] in "23"}
        whole = "" if self.is_whole else ", NOT WHOLE"
        return [
            f"{name}: {self.cases} cases, {self.failed} failed{whole}; answers {said}",
            *(f"    never with a 2xx or 3xx: {one}" for one in sorted(asked - kind)),
        ]


def _asked(var: Path, address: str, kind: Round, key: str, options: argparse.Namespace) -> Asked:
    """Run schemathesis once."""
    report = options.report / f"{kind.name}.json"
    answers = options.report / f"{kind.name}.answers.json"
    for old in (report, answers):
        old.unlink(missing_ok=True)
    examples = max(1, int(options.examples * kind.share))
    command = [
        str(BIN / "st"), "--config-file", str(SCRIPTS / "fuzz.toml"), "run",
        str(options.report / "openapi.json"), "--url", address, "--checks", "all", "--mode", "all",
        "--phases", options.phases, "--max-examples", str(examples),
        "--workers", str(options.workers), "--seed", str(options.seed), "--continue-on-failure",
        "--report-json-path", str(report), "--request-timeout", "60", *kind.asks,
        *([] if options.shrink else ["--no-shrink"]),
    ]  # fmt: skip
    if key:
        command += ["--header", f"Authorization: Bearer {key}"]
    if options.seconds:
        command += ["--max-time", str(options.seconds)]
    environment = {**os.environ, "PYTHONPATH": str(SCRIPTS), "SCHEMATHESIS_HOOKS": "fuzz_hooks"}
    environment |= {"FUZZ_SITE": address, "FUZZ_KEY": key, "FUZZ_ANSWERS": str(answers)}
    # In the folder of the demo: schemathesis keeps a memory where it stands.
    code = subprocess.run(command, cwd=var, env=environment, check=False).returncode
    told: dict[str, Any] = json.loads(report.read_text()) if report.exists() else {}
    cases = told.get("test_cases", {})
    return Asked(
        cases=cases.get("generated", 0),
        failed=max(cases.get("with_failures", 0) + cases.get("errored", 0), int(code != 0)),
        is_whole=bool(told.get("complete")),
        answers=json.loads(answers.read_text()) if answers.exists() else {},
    )


def _run(options: argparse.Namespace, var: Path) -> int:
    address = f"http://127.0.0.1:{_free_port()}"
    environment = _environment(var, address)
    keys = _demo_made(var, environment, options.demo)
    found: dict[str, Asked] = {}
    with _served(var, address, environment):
        _description(address, options.report)
        for kind in ROUNDS:
            if kind.name in options.rounds.split(","):
                found[kind.name] = _asked(var, address, kind, keys.get(kind.name, ""), options)
    shutil.copy(var / "server.log", options.report / "server.log")
    for name, one in found.items():
        print("\n".join(one.lines(name)))
    cases, failed = (
        sum(one.cases for one in found.values()),
        sum(one.failed for one in found.values()),
    )
    print(f"{cases} cases in all ({options.least} at least), {failed} failed; see {options.report}")
    is_good = cases >= options.least and not failed and all(one.is_whole for one in found.values())
    return 0 if is_good else 1


def main() -> None:
    """Make the demo, serve it, ask, and clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=25, help="questions for each operation")
    parser.add_argument("--least", type=int, default=MOST_ASKED, help="cases there must be")
    parser.add_argument("--seconds", type=int, default=0, help="most time for a round; 0: no limit")
    parser.add_argument("--phases", default="examples,coverage,fuzzing")
    parser.add_argument("--rounds", default=",".join(one.name for one in ROUNDS))
    # CPython 3.11 parses no two texts at once (SystemError of `ast`), and Hypothesis parses a lot.
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shrink", action="store_true", help="look for the smallest failing case")
    parser.add_argument("--demo", type=Path, help="copy this VAR_DIR instead of making a demo")
    parser.add_argument("--report", type=Path, default=ROOT / "var" / "fuzz")
    options = parser.parse_args()
    options.report = options.report.resolve()
    options.report.mkdir(parents=True, exist_ok=True)
    # Whoever ends this run ends what it started as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    var = Path(tempfile.mkdtemp(prefix="fuzz-"))
    try:
        code = _run(options, var)
    finally:
        shutil.rmtree(var, ignore_errors=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
