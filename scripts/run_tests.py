"""What `make test` runs: all tests on SQLite, those with a database on PostgreSQL, the browser."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from test_postgres import postgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PYTEST = [sys.executable, "-m", "pytest"]
#: Dealt out in order, so that tests which empty the database come last in each process.
SHARED_OUT = ["-n", "2"]


def find_browser() -> str | None:
    """Return the path of an installed Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def ensure_browser() -> str | None:
    """Return a Chromium, installing Debian's where this process may; None when there is none."""
    browser = find_browser()
    if browser or not shutil.which("apt-get") or os.geteuid() != 0:
        return browser
    print("Installing Debian's chromium for the browser tests ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = ["chromium", "fonts-noto-core"]
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
    return find_browser()


def step(title: str, arguments: list[str], **environment: str) -> bool:
    """Run pytest once; say how long it took; return whether it passed."""
    print(f"\n=== {title}", flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        [*PYTEST, *arguments],
        cwd=ROOT,
        check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test", **environment},
    )
    print(f"=== {title}: {time.monotonic() - begun:.0f} s", flush=True)
    return done.returncode == 0


def main() -> None:
    """Run the floors one after the other and stop with 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["sqlite", "postgres", "browser"])
    options = parser.parse_args()
    wanted = [options.only] if options.only else ["sqlite", "postgres", "browser"]
    passed = True
    if "sqlite" in wanted:
        passed &= step("SQLite", [*SHARED_OUT, "-m", "not browser and not bench"])
    if "postgres" in wanted:
        with postgres() as url:
            passed &= step(
                "PostgreSQL",
                [
                    *SHARED_OUT,
                    "-m",
                    "not browser and not bench and not any_database",
                    "tests",
                    "--ignore=tests/domain",
                    "--ignore=tests/architecture",
                ],
                DATABASE_URL=url,
            )
    if "browser" in wanted:
        browser = ensure_browser()
        if browser:
            passed &= step(
                "Browser",
                # Each of the two starts a server and a browser of its own.
                ["-n", "2", "--dist", "loadfile", "-m", "browser and not bench", "tests/browser"],
                CHROMIUM=browser,
            )
        elif os.environ.get("CI"):
            print("No Chromium, and it could not be installed: the browser tests fail.")
            passed = False
        else:
            print(
                "The browser tests were NOT run: there is no Chromium. "
                "Install it (Debian: sudo apt-get install chromium) and run: make test"
            )
            passed = False
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
