"""The example's built site: how it is built, served, and what stands where."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT, environment_of, free_address

EXAMPLE = ROOT / "examples" / "site"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SECONDS = 60


def node() -> str:
    """Give Node's path, or skip: neither the site nor its tests need Node."""
    path = shutil.which("node")
    if path is None or shutil.which("npm") is None:
        pytest.skip("needs Node 20 with npm: the example site is written in TypeScript")
    return path


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


class Example:
    """A built example and the server that shows it."""

    def __init__(self, api: str, folder: Path) -> None:
        self.api = api
        self.out = folder / "public"
        self.address = free_address()
        self.log = folder / "server.log"
        self._opener = urllib.request.build_opener(_Stay)

    @property
    def _arguments(self) -> list[str]:
        return ["--api", self.api, "--address", self.address, "--out", str(self.out)]

    def build(self) -> str:
        """Build by the one command; give what it said."""
        command = [sys.executable, str(ROOT / "scripts" / "make_example.py"), *self._arguments]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def files(self) -> dict[str, bytes]:
        """Give every file by its path."""
        found = [path for path in self.out.rglob("*") if path.is_file()]
        return {str(path.relative_to(self.out)): path.read_bytes() for path in found}

    def serve(self) -> subprocess.Popen:
        """Start the server and wait until it answers."""
        with self.log.open("w") as log:
            server = subprocess.Popen(
                [node(), "dist/server.js", *self._arguments, "--port", self.address.split(":")[2]],
                cwd=EXAMPLE,
                env={**os.environ, "WEBHOOK_SECRET": SECRET},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            assert server.poll() is None, self.log.read_text()
            try:
                self.ask("/robots.txt")
            except OSError:
                time.sleep(0.1)
            else:
                return server
        raise AssertionError(self.log.read_text())

    def ask(self, path: str, body: str | None = None, headers: dict | None = None):
        """Give status, headers and text, without following redirects."""
        data = None if body is None else body.encode()
        request = urllib.request.Request(self.address + path, data=data, headers=headers or {})
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()

    def rebuilds(self) -> list[dict]:
        """Give what each rebuild of the server wrote."""
        lines = self.log.read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def next_rebuild(self, since: int) -> dict:
        """Wait for the rebuild after `since` of them."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if len(self.rebuilds()) > since:
                return self.rebuilds()[since]
            time.sleep(0.1)
        raise AssertionError(f"no rebuild: {self.log.read_text()}")


class Editor:
    """Writes in the demo's database; see `demo_editor`."""

    def __init__(self, site) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.browser.demo_editor"],
            cwd=ROOT,
            env=environment_of(site.var, site.address),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, deed: str, **given):
        """Do something and give its result."""
        self._process.stdin.write(json.dumps({"do": deed, **given}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"the editor fell over at {deed}"
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self._process.stdin.close()
        self._process.wait(timeout=SECONDS)
        self._process.stdout.close()
