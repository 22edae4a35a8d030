"""A real server with the demo in it, and a browser that notices what a reader would not."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.demo import Demo

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 900}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: The server under test is set up by this file alone, whatever the shell around it says.
OWN_SETTINGS = {"DATABASE_URL", "SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "STATIC_ROOT"}
SECONDS_TO_START = 60


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def free_address() -> str:
    """Give an address of this machine where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


class Site:
    """The running demo: its address, its logins, and its folder if the tests may read it."""

    def __init__(
        self, address: str, logins: dict[str, tuple[str, str]], var: Path | None = None
    ) -> None:
        self.address = address
        self.logins = logins
        self.var = var


def _read_logins(path: Path) -> dict[str, tuple[str, str]]:
    """Read what `seed_demo --logins` wrote: `[role] name / password` a line."""
    found = re.findall(r"\[(\w+)\]\s*(\S+)\s*/\s*(\S+)", path.read_text(encoding="utf-8"))
    return {role: (name, password) for role, name, password in found}


def _wait_for(address: str, server: subprocess.Popen) -> None:
    """Return when the server answers; fail when it died or stays silent."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server stopped while starting"
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"no answer from {address} within {SECONDS_TO_START} s")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Start the demo anew, or use the server named by BROWSER_SITE and BROWSER_LOGINS (a file).

    BROWSER_VAR names the folder of that server, for the tests that start a copy of it.
    """
    if running := os.environ.get("BROWSER_SITE"):
        var = Path(os.environ["BROWSER_VAR"]) if "BROWSER_VAR" in os.environ else None
        yield Site(running.rstrip("/"), _read_logins(Path(os.environ["BROWSER_LOGINS"])), var)
        return
    var = tmp_path_factory.mktemp("var") / "demo"
    shutil.copytree(_seeded(tmp_path_factory), var)
    address = free_address()
    with serving(address, environment_of(var, address)):
        yield Site(address, _read_logins(var / "logins.txt"), var)
    shutil.rmtree(var, ignore_errors=True)


def _seeded(tmp_path_factory) -> Path:
    """Give a folder with the demo, made by the first process of this run that asks for it."""
    root = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        root = root.parent
    var = root / "seeded"
    with (root / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "logins.txt").exists():
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            manage = [sys.executable, "-W", "ignore", "manage.py"]
            environment = environment_of(var, "http://127.0.0.1:8000")
            run = {"cwd": ROOT, "env": environment, "check": True, "stdout": subprocess.DEVNULL}
            subprocess.run([*manage, "migrate", "--verbosity", "0"], **run)
            half = var / "logins.half"
            subprocess.run([*manage, "seed_demo", "--logins", str(half)], **run)
            half.rename(var / "logins.txt")
    return var


def environment_of(var: Path, address: str) -> dict[str, str]:
    """Give the environment of a server whose data stands in `var`."""
    return {
        **{name: value for name, value in os.environ.items() if name not in OWN_SETTINGS},
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(var),
        "SITE_URL": address,
        "LOG_LEVEL": "ERROR",
    }


@contextmanager
def serving(address: str, environment: dict[str, str]):
    """Run a server there until the block ends."""
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "gunicorn"),
            "cms.wsgi:application",
            f"--bind={address.removeprefix('http://')}",
            "--threads=4",
            "--log-level=warning",
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        _wait_for(address, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def demo(site) -> Demo:
    return Demo(site.address)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Install Debian's chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


def wait_until(page, expression: str) -> None:
    """Wait until JavaScript says yes; Playwright's own way needs `eval`, which is forbidden."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


class Watch:
    """What a page did behind the reader's back."""

    def __init__(self, page, own_address: str) -> None:
        self.console_errors: list[str] = []
        self.foreign_requests: list[str] = []
        self.server_errors: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        page.on("request", self._request)
        page.on("response", self._response)
        self._own = own_address

    def _console(self, message) -> None:
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _request(self, request) -> None:
        if not request.url.startswith((self._own, "data:", "blob:")):
            self.foreign_requests.append(request.url)

    def _response(self, response) -> None:
        if response.status >= 500:
            self.server_errors.append(f"{response.status} {response.url}")

    @property
    def complaints(self) -> list[str]:
        """Everything that should not have happened."""
        return [*self.console_errors, *self.foreign_requests, *self.server_errors]


class Opener:
    """Opens pages, each in a context of its own, and closes them all."""

    def __init__(self, chromium, site) -> None:
        self._chromium = chromium
        self._site = site
        self._contexts = []

    def __call__(self, *, viewport=None, **options):
        context = self._chromium.new_context(
            viewport=viewport or PHONE,
            base_url=self._site.address,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.watch = Watch(page, self._site.address)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def open_page(chromium, site):
    opener = Opener(chromium, site)
    yield opener
    opener.close()


@pytest.fixture(scope="module")
def open_page_of_module(chromium, site):
    opener = Opener(chromium, site)
    yield opener
    opener.close()


@pytest.fixture(scope="session")
def log_in(site):
    """Sign in on the page as one of the demo's roles: admin, editor or member."""

    def _log_in(page, role: str):
        name, password = site.logins[role]
        page.goto("/tai-khoan/login/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)

    return _log_in


@pytest.fixture(scope="session")
def signed_in(chromium, site, log_in):
    """Give the cookies of a role for `open_page(storage_state=...)`; one login a role."""
    states = {}

    def _signed_in(role: str):
        if role not in states:
            opener = Opener(chromium, site)
            page = opener()
            log_in(page, role)
            states[role] = page.context.storage_state()
            opener.close()
        return states[role]

    return _signed_in


@pytest.fixture(scope="module")
def take_away(chromium, site, signed_in):
    """Delete the newest page of a title as an administrator: the next test sees the demo alone."""

    def _take_away(title: str) -> None:
        opener = Opener(chromium, site)
        page = opener(viewport=DESK, storage_state=signed_in("admin"))
        page.goto("/admin/pages/search/?" + urllib.parse.urlencode({"q": title}))
        page.locator("#listing-results").get_by_role("link", name=title).first.click()
        page.wait_for_url(re.compile(r"/admin/pages/\d+/"))
        number = re.search(r"/admin/pages/(\d+)/", page.url).group(1)
        page.goto(f"/admin/pages/{number}/delete/")
        page.locator("main form [type=submit]").first.click()
        page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
        opener.close()

    return _take_away
