"""What `make example` runs: install, compile and build `examples/site` from a running site's API.

With `--start` the demo is started when nobody answers at the address, and stopped afterwards; with
`--serve` the built site is shown, drafts and webhooks included, until Ctrl-C.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from make_clients import ROOT, TYPESCRIPT, installed, npm

EXAMPLE = ROOT / "examples" / "site"
#: The first start makes the environment and seeds the demo.
SECONDS_TO_START = 600


def answers(api: str) -> bool:
    """Say whether the API of a site can be read."""
    try:
        with urllib.request.urlopen(f"{api}/api/v2/site/", timeout=20) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def start_demo(api: str) -> subprocess.Popen[bytes]:
    """Start the demo at the address and wait until it answers."""
    port = str(urlsplit(api).port or 8000)
    demo = subprocess.Popen(
        [str(ROOT / ".venv" / "bin" / "python"), "scripts/run.py", "--port", port], cwd=ROOT
    )
    deadline = time.monotonic() + SECONDS_TO_START
    while not answers(api):
        if demo.poll() is not None or time.monotonic() > deadline:
            demo.terminate()
            sys.exit("The demo did not start; try `make run` first.")
        time.sleep(0.5)
    return demo


def compile_site() -> None:
    """Install what the locks name, and compile the client and the example where they changed."""
    # Two runs of tests beside each other must not compile into one folder at a time.
    with (EXAMPLE / "package.json").open("rb") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        client = _compile(TYPESCRIPT, "build", "")
        _compile(EXAMPLE, "compile", client)


def _compile(folder: Path, script: str, under: str) -> str:
    """Compile a folder unless its sources, and those `under` it, are the ones compiled last."""
    sources = [*folder.glob("*.json"), *folder.glob("src/**/*.ts"), *folder.glob("tests/**/*.ts")]
    digest = hashlib.sha256(under.encode())
    for path in sorted(sources):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    mark = folder / "dist" / ".sources"
    if not mark.exists() or mark.read_text() != digest.hexdigest():
        installed(folder)
        npm(folder, "run", "--silent", script)
        mark.write_text(digest.hexdigest())
    return digest.hexdigest()


def main() -> None:
    """Build the example."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api", default="http://127.0.0.1:8000")
    parser.add_argument("--out", default=str(EXAMPLE / "public"))
    parser.add_argument("--start", action="store_true")
    parser.add_argument("--serve", action="store_true")
    options, others = parser.parse_known_args()
    if shutil.which("npm") is None:
        sys.exit("The example needs Node 20 with npm.")
    demo = None
    if not answers(options.api):
        if not options.start:
            sys.exit(f"Nobody answers at {options.api}. Start it with `make run`, or: START=1")
        demo = start_demo(options.api)
    try:
        compile_site()
        arguments = ["--api", options.api, "--out", os.path.abspath(options.out), *others]
        subprocess.run(["node", "dist/build.js", *arguments], cwd=EXAMPLE, check=True)
        if options.serve:
            subprocess.run(["node", "dist/server.js", *arguments], cwd=EXAMPLE, check=True)
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        pass
    finally:
        if demo is not None:
            demo.terminate()


if __name__ == "__main__":
    main()
