"""Ask the API whatever its description allows, and what it forbids (schemathesis); see `make fuzz`.

A demo of its own is made in a folder of its own and served on a free port of the loopback. When
the questions are over the server is ended, by its process, and the folder removed.

    python scripts/fuzz.py --examples 300 --report var/fuzz
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SECONDS_TO_START = 120
#: Makes a key that may write, for the account of the first editor.
MAKE_KEY = """
from datetime import timedelta
from django.utils import timezone
from django.contrib.auth import get_user_model
from cms.accounts.models.tokens import TokenScope
from cms.accounts.tokens.services import token_create
owner = get_user_model().objects.filter(is_superuser=True).first()
_token, secret = token_create(
    owner=owner, name="fuzz", scopes=[one.value for one in TokenScope if one is not
    TokenScope.READ_BRANCH], expires_at=timezone.now() + timedelta(days=1), by=owner,
    rate_per_minute=6000)
print("KEY", secret)
"""


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


def _asked(address: str, options: argparse.Namespace, key: str) -> int:
    """Run schemathesis as a stranger, or with a key at what writes; return its exit code."""
    name = "key" if key else "stranger"
    # Read here: schemathesis waits ten seconds for it, which a busy machine may not keep.
    description = options.report / "openapi.json"
    urllib.request.urlretrieve(f"{address}/api/v2/openapi.json", description)  # noqa: S310 our own
    command = [
        str(BIN / "st"), "--config-file", str(ROOT / "scripts" / "fuzz.toml"), "run",
        str(description), "--url", address, "--checks", "all", "--mode", "all",
        "--phases", options.phases, "--max-examples", str(options.examples),
        "--workers", str(options.workers), "--seed", str(options.seed), "--continue-on-failure",
        "--report-json-path", str(options.report / f"{name}.json"),
        "--request-timeout", "60", *([] if options.shrink else ["--no-shrink"]),
    ]  # fmt: skip
    if key:
        command += ["--header", f"Authorization: Bearer {key}"]
        command += [word for method in ("POST", "PUT", "PATCH", "DELETE")
                    for word in ("--include-method", method)]  # fmt: skip
    if options.seconds:
        command += ["--max-time", str(options.seconds)]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> None:
    """Make the demo, serve it, ask, and clean up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=250, help="questions for each operation")
    parser.add_argument("--seconds", type=int, default=0, help="most time for all; 0: no limit")
    parser.add_argument("--phases", default="examples,coverage,fuzzing")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shrink", action="store_true", help="look for the smallest failing case")
    parser.add_argument("--no-key", action="store_true", help="ask as a stranger only")
    parser.add_argument("--report", type=Path, default=ROOT / "var" / "fuzz")
    options = parser.parse_args()
    options.report.mkdir(parents=True, exist_ok=True)
    var = Path(tempfile.mkdtemp(prefix="fuzz-"))
    address = f"http://127.0.0.1:{_free_port()}"
    environment = _environment(var, address)
    manage = [sys.executable, "-W", "ignore", "manage.py"]
    run: dict[str, Any] = {
        "cwd": ROOT,
        "env": environment,
        "check": True,
        "stdout": subprocess.PIPE,
        "text": True,
    }
    server = None
    try:
        subprocess.run([*manage, "migrate", "--verbosity", "0"], **run)  # type: ignore[call-overload] # one dict of options
        subprocess.run([*manage, "seed_demo", "--logins", str(var / "logins.txt")], **run)  # type: ignore[call-overload]
        said = (
            ""
            if options.no_key
            else subprocess.run([*manage, "shell", "-c", MAKE_KEY], **run).stdout
        )
        found = re.search(r"^KEY (\S+)$", said, re.MULTILINE)
        bind = address.removeprefix("http://")
        server = subprocess.Popen(
            [str(BIN / "gunicorn"), "cms.wsgi:application", f"--bind={bind}", "--threads=4",
             "--limit-request-line=0", "--log-level=error"], cwd=ROOT, env=environment,
        )  # fmt: skip
        _wait_for(address, server)
        code = _asked(address, options, "")
        if found:
            code = _asked(address, options, found[1]) or code
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=30)
        shutil.rmtree(var, ignore_errors=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
