"""A real server with the demo in it, and a browser that notices what a reader would not."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

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


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """The running demo: its address and its logins."""

    def __init__(self, address: str, logins: dict[str, tuple[str, str]]) -> None:
        self.address = address
        self.logins = logins


def _read_logins(path: Path) -> dict[str, tuple[str, str]]:
    """Read what `seed_demo --logins` wrote: `role: name / password` a line."""
    found = re.findall(r"\[(\w+)\]\s*(\S+)\s*/\s*(\S+)", path.read_text(encoding="utf-8"))
    return {role: (name, password) for role, name, password in found}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "VAR_DIR": str(var),
        "SITE_URL": address,
    }
    manage = [sys.executable, "manage.py"]
    run = {"cwd": ROOT, "env": environment, "check": True}
    subprocess.run([*manage, "migrate", "--verbosity", "0"], **run)
    logins = var / "logins.txt"
    subprocess.run([*manage, "seed_demo", "--logins", str(logins)], **run)
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "gunicorn"),
            "cms.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--threads=4",
            "--log-level=warning",
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/healthz", timeout=2)
                break
            except OSError:
                time.sleep(0.2)
        yield Site(address, _read_logins(logins))
    finally:
        server.terminate()
        server.wait(timeout=20)
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Install Debian's chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


class Watch:
    """What a page did behind the reader's back."""

    def __init__(self, page, own_address: str) -> None:
        self.console_errors: list[str] = []
        self.foreign_requests: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        page.on("request", self._request)
        self._own = own_address

    def _console(self, message) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)

    def _request(self, request) -> None:
        if not request.url.startswith((self._own, "data:", "blob:")):
            self.foreign_requests.append(request.url)


@pytest.fixture
def open_page(chromium, site):
    """Open pages in contexts of their own; every context is closed at the end."""
    contexts = []

    def _open(*, viewport=PHONE, **options):
        context = chromium.new_context(
            viewport=viewport,
            base_url=site.address,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.watch = Watch(page, site.address)
        return page

    yield _open
    for context in contexts:
        context.close()


@pytest.fixture
def log_in(site):
    """Sign in as one of the demo's roles: admin, editor or member."""

    def _log_in(page, role: str):
        name, password = site.logins[role]
        page.goto("/tai-khoan/login/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)

    return _log_in
