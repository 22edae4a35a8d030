"""The static copy of the demo behind a plain file server, on a phone: whole and searchable.

The light copy in CI: what it leaves out must leave no link behind. TRUST=full takes the whole one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe

from home.export.search_words import spelled
from tests.browser.conftest import PHONE, ROOT, Opener, Site, environment_of
from tests.sizes import IS_FULL

#: The folder under which the copy is put: hosts of projects serve no other.
BASE = "/ho-duong"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_words):
        """Say nothing."""


@contextmanager
def files_served(folder):
    """Serve a folder as any host of files does; give scheme and host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


@pytest.fixture(scope="module")
def copy(site, tmp_path_factory):
    if site.var is None:
        pytest.skip("BROWSER_VAR names no folder to export from")
    root = tmp_path_factory.mktemp("host")
    command = [sys.executable, "-W", "ignore", "manage.py", "export_static"]
    with files_served(root) as origin:
        address = f"{origin}{BASE}"
        size = [] if IS_FULL else ["--light"]
        order = [*command, "-o", str(root / BASE.strip("/")), "--address", address]
        run = {"cwd": ROOT, "env": environment_of(site.var, site.address), "check": True}
        subprocess.run([*order, *size, "--workers", "2"], **run)
        subprocess.run([*order, "--check"], **run)
        yield address


@pytest.fixture
def phone(copy, chromium):
    """Open pages of the copy; afterwards nothing may have gone wrong behind the reader's back."""
    opener, pages = Opener(chromium, Site(copy, {})), []

    def open_one(path):
        page = opener()
        pages.append(page)
        page.goto(f"{copy}{path}")
        return page

    yield open_one
    told = [word for page in pages for word in page.watch.complaints]
    opener.close()
    assert told == []


def _hits(page, kind):
    links = page.locator(f'[data-kind="{kind}"] a')
    links.first.wait_for()
    return links.all_inner_texts()


def test_search_needs_no_server(phone):
    page = phone("/tim-kiem/")
    page.get_by_role("searchbox").fill("duong cong dinh")
    assert any("Dương Công Định" in name for name in _hits(page, 0))
    page.get_by_role("searchbox").fill("khongcoainhuthe")
    page.get_by_text("Không tìm thấy gì").wait_for()


def test_a_browser_folds_words_as_the_index_does(copy, phone):
    words = ["Đặng", "ðinh", "Hoá", "hóa", "NGUYỄN", "ưỡn", "2026", "Straße", "Tổ", "x" * 60]
    told = phone("/").evaluate(
        """async ([file, words]) => {
          const { wordsOf } = await import(file);
          return words.flatMap(wordsOf).map((word) => [word.folded, word.marked]);
        }""",
        [f"{copy}/static/export/fold.js", words],
    )
    assert [tuple(pair) for pair in told] == [spelled(word) for word in words]


def test_exact_marks_come_first(phone):
    page = phone("/tim-kiem/?q=%C4%90%E1%BB%8Bnh")
    names = _hits(page, 0)
    assert "Định" in names[0]
    plain = phone("/tim-kiem/?q=dinh")
    assert len(_hits(plain, 0)) >= len(names)


def test_news_is_found_by_words_without_marks(phone):
    page = phone("/tim-kiem/?q=hoc%20bong")
    assert any("học bổng" in title.lower() for title in _hits(page, 2))


def test_readers_walk_from_the_front_page_to_a_person(phone):
    page = phone("/")
    page.get_by_text("Bản tĩnh ngày").wait_for()
    page.goto(page.url + "gia-pha/")
    page.locator("main a[href*='/gia-pha/ho-duong-thanh-hoa/']").first.click()
    page.locator("main a[href*='/con-chau/']").first.click()
    page.locator("main .descent a[href*='/gia-pha/nguoi/']").first.click()
    page.wait_for_url("**/gia-pha/nguoi/*/")
    assert page.locator("h1").inner_text()


@pytest.mark.parametrize(
    "path", ["/", "/tim-kiem/?q=duong", "/tin-tuc/", "/gia-pha/ho-duong-thanh-hoa/"]
)
def test_a_phone_and_a_screen_reader_are_at_ease(phone, path):
    page = phone(path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {one['help']}" for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_api_is_read_as_files(copy, phone):
    page = phone("/")
    read = "async (address) => (await fetch(address)).json()"
    assert page.evaluate(read, f"{copy}/api/v2/news/index.json")["items"][0]["title"]
    told = page.evaluate(read, f"{copy}/api/v2/programmes/index.json")
    record = page.evaluate(read, told["items"][0]["detail_url"])
    assert record["title"] == told["items"][0]["title"]
    assert json.dumps(told).count(copy) > 5
