"""The example of another clan's site: built from an empty folder by the API alone, and alive."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, Watch
from tests.browser.demo import CLAN
from tests.browser.example_site import SECRET, Editor, Example, node

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
ARTICLE = "/tin-tuc/dung-lai-gian-tho-phia-dong/"
CHANGED = "/tin-tuc/mung-tho-hai-muoi-bay-cu/"
EPISODE = "/truyen-hinh/chuyen-nha-ta/dem-trong-trang-o-san-nha-tho/"
OLD = "/bai-cu-2019/"
FOUNDER = "Dương Công Định"
PAGES = {
    "home": "/",
    "news": "/tin-tuc/",
    "topic": "/tin-tuc/chu-de/gio-to/",
    "article": ARTICLE,
    "programmes": "/truyen-hinh/",
    "series": "/truyen-hinh/chuyen-nha-ta/",
    "episode": EPISODE,
    "events": "/su-kien/",
    "event": "/su-kien/le-khuyen-hoc/",
    "clan list": "/gia-pha/",
    "clan": f"/gia-pha/{CLAN}/",
    "branch": f"/gia-pha/{CLAN}/chi/chi-giap/",
    "person": "",
    "memorials": "/ngay-gio/",
    "search": "/tim-kiem/",
    "missing": "/404.html",
}


@pytest.fixture(scope="module")
def editor(site):
    node()
    if site.var is None:
        pytest.skip("writes in the demo's database: needs BROWSER_VAR")
    editor = Editor(site)
    yield editor
    editor("close_front_end")
    editor.close()


@pytest.fixture(scope="module")
def pages(demo):
    """Number of each article by its path."""
    return {demo.path(item["url"]): item["id"] for item in demo.api("news/?limit=50")["items"]}


@pytest.fixture(scope="module")
def example(site, editor, pages, tmp_path_factory):
    """The example, built from an empty folder, and its server."""
    editor("redirect", old=OLD, page=pages[ARTICLE])
    example = Example(site.address, tmp_path_factory.mktemp("example"))
    assert not example.out.exists()
    assert "files written" in example.build()
    server = example.serve()
    editor("open_front_end", address=example.address)
    yield example
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="module")
def person(example):
    """The founder's page."""
    clan = (example.out / PAGES["clan"].strip("/") / "index.html").read_text()
    return re.search(r"/gia-pha/nguoi/[0-9a-f-]{36}/", clan).group()


class GuestWatch(Watch):
    """As on our own site; pictures, videos and searches may be asked of the API's host."""

    also = ("/media/", "/api/v2/search/")

    def __init__(self, page, own: str, api: str) -> None:
        super().__init__(page, own)
        self._api = api

    def _request(self, request) -> None:
        if not request.url.startswith(tuple(f"{self._api}{path}" for path in self.also)):
            super()._request(request)


@pytest.fixture(scope="module")
def tab(chromium, example):
    """One window for all claims; each test opens a page in it anew."""
    context = chromium.new_context(viewport=PHONE, base_url=example.address, locale="vi-VN")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


@pytest.fixture
def watch(tab, example):
    return GuestWatch(tab, example.address, example.api)


def _faults(page) -> list[str]:
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole_on_phone_and_desk_in_light_and_dark(tab, watch, person, name):
    tab.set_viewport_size(PHONE)
    tab.emulate_media(color_scheme="light")
    assert tab.goto(PAGES[name] or person).status == 200
    assert tab.get_attribute("html", "lang") == "vi"
    assert tab.locator("h1").count() == 1
    faults = _faults(tab)
    overflow = [tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")]
    tab.emulate_media(color_scheme="dark")
    tab.set_viewport_size(DESK)
    faults += _faults(tab)
    tab.set_viewport_size({"width": 320, "height": 700})
    overflow += [tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")]
    assert (faults, [more for more in overflow if more > 0], watch.complaints) == ([], [], [])


def test_every_own_link_and_file_is_there(example):
    files = example.files()
    old = {line.split()[0] for line in files["_redirects"].decode().splitlines()}
    lost = {}
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        for address in re.findall(r'(?:href|src)="(/[^"]*)"', content.decode()):
            path = unquote(urlsplit(address).path)
            target = path[1:] + ("index.html" if path.endswith("/") else "")
            if target not in files and path not in old:
                lost.setdefault(path, name)
    assert lost == {}


def test_sitemap_names_pages_that_exist_and_no_hidden_one(example):
    files = example.files()
    found = re.findall(r"<loc>([^<]+)</loc>", files["sitemap.xml"].decode())
    assert len(found) > 100
    for address in found:
        path = unquote(urlsplit(address).path)
        page = files[f"{path[1:]}index.html"].decode()
        assert 'content="noindex"' not in page
        assert f'<link rel="canonical" href="{example.address}{path}">' in page


def test_article_tells_search_engines_what_it_is(example):
    page = (example.out / ARTICLE.strip("/") / "index.html").read_text()
    told = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    kinds = {fact["@type"]: fact for fact in map(json.loads, told)}
    assert kinds["NewsArticle"]["headline"] in page
    assert kinds["NewsArticle"]["image"][0].startswith(example.api)
    assert kinds["BreadcrumbList"]["itemListElement"][0]["name"] == "Trang nhà"


def test_search_without_marks_finds_a_person_and_stays_on_this_site(tab, watch, person):
    tab.goto("/tim-kiem/?q=duong+cong+dinh")
    hit = tab.locator("#hits a", has_text=FOUNDER).first
    assert hit.get_attribute("href") == person
    assert re.match(r"\d+ kết quả", tab.locator("#told").inner_text())
    hit.click()
    tab.wait_for_url(f"**{person}")
    assert watch.complaints == []


def test_search_that_finds_nothing_says_so(tab):
    tab.goto("/tim-kiem/")
    tab.fill("#q", "khongcogidau")
    tab.locator("#told", has_text="Không thấy gì").wait_for()


def test_tree_opens_by_keyboard_and_its_drawing_leads_to_people(tab, watch):
    tab.goto(PAGES["clan"])
    shut = tab.locator(".tree details:not([open])").first
    box = shut.element_handle()
    inside = box.query_selector("li a")
    assert not inside.is_visible()
    box.query_selector("summary").focus()
    tab.keyboard.press("Enter")
    assert inside.is_visible()
    drawn = tab.locator(".drawing a", has_text=FOUNDER)
    drawn.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/gia-pha/nguoi/**")
    assert tab.locator("h1").inner_text() == FOUNDER
    assert watch.complaints == []


def test_video_comes_after_a_click_and_not_before(tab, watch):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(EPISODE, wait_until="networkidle")
    assert not [url for url in asked if url.endswith((".webm", ".mp4"))]
    assert tab.locator("video, iframe").count() == 0
    tab.locator(".video .start").click()
    film = tab.locator("video")
    film.wait_for()
    for _turn in range(100):  # until it knows how long it is; the page's policy forbids `eval`
        if film.evaluate("film => film.readyState") >= 1:
            break
        tab.wait_for_timeout(100)
    assert film.evaluate("film => film.readyState") >= 1
    assert watch.complaints == []


def test_redirect_leads_to_the_page_with_and_without_a_server(example):
    status, headers, _ = example.ask(OLD)
    assert (status, headers["Location"]) == (301, ARTICLE)
    page = (example.out / OLD.strip("/") / "index.html").read_text()
    assert f'<link rel="canonical" href="{ARTICLE}">' in page


def test_address_nobody_knows_is_404_with_a_way_on(example):
    status, _, page = example.ask("/khong-co-trang-nay/")
    assert status == 404
    assert "/tim-kiem/" in page
    assert example.ask("/../package.json")[0] == 404
    assert example.ask("/%2e%2e/package.json")[0] == 404


def test_draft_is_shown_to_its_token_alone_and_never_built(tab, watch, example, editor, pages):
    token = editor("draft", page=pages[ARTICLE], title="Bản nháp chưa ai đọc")
    tab.goto(f"/api/preview?token={token}&path={ARTICLE}")
    assert tab.locator("h1").inner_text() == "Bản nháp chưa ai đọc"
    assert "chưa đăng" in tab.locator(".banner").inner_text()
    assert watch.complaints == []
    status, headers, page = example.ask(f"/api/preview?token={token}&path={ARTICLE}")
    assert status == 200
    assert "no-store" in headers["Cache-Control"]
    assert 'content="noindex"' in page
    status, _, page = example.ask("/api/preview?token=khong-co&path=/")
    assert status == 404
    assert "Bản nháp" not in page
    assert not [name for name, text in example.files().items() if "Bản nháp".encode() in text]


def test_editor_who_looks_at_his_draft_has_the_bar_of_the_council(tab, watch, editor, pages):
    watch.also = (*watch.also, "/static/", "/admin/")
    token = editor("look", page=pages[ARTICLE], title="Bản nháp của biên tập viên")
    tab.goto(f"/api/preview?token={token}&path={ARTICLE}")
    assert tab.locator("h1").inner_text() == "Bản nháp của biên tập viên"
    bar = tab.locator("wagtail-userbar")
    bar.locator("#wagtail-userbar-trigger").click()
    way = bar.locator(f"a[href*='/admin/pages/{pages[ARTICLE]}/edit/']").first
    way.wait_for()
    assert watch.complaints == []


def _deliver(example, editor, path: str, number: int) -> int:
    body = json.dumps(
        {
            "id": f"msg_{number}",
            "type": "page.updated",
            "created_at": "2026-11-26T08:00:00+07:00",
            "sequence": number,
            "object": {
                "type": "news.NewsPage",
                "endpoint": "news",
                "id": 1,
                "path": path,
                "detail_url": None,
            },
        }
    )
    headers = editor("sign", secret=SECRET, identifier=f"msg_{number}", body=body)
    return example.ask("/hooks", body, headers)[0]


def test_webhook_rebuilds_exactly_the_page_that_changed(example, editor, pages):
    before = example.files()
    done = len(example.rebuilds())
    words = "Tin vừa thêm để thử dựng lại một trang."
    for round_, (deed, more) in enumerate(
        [("publish", {"paragraph": f"<p>{words}</p>"}), ("take_back", {})]
    ):
        editor(deed, page=pages[CHANGED], **more)
        assert _deliver(example, editor, CHANGED, round_ + 1) == 202
        rebuilt = example.next_rebuild(done + round_)
        assert rebuilt["written"] == [f"{CHANGED[1:]}index.html"]
        assert rebuilt["removed"] == []
        # It, and the person whom it names: not the whole gia phả again.
        assert rebuilt["fetched"] <= 4
        after = example.files()
        changed = {name for name in before | after if before.get(name) != after.get(name)}
        if deed == "publish":
            assert changed == {f"{CHANGED[1:]}index.html"}
            assert words in after[f"{CHANGED[1:]}index.html"].decode()
    assert words not in example.files()[f"{CHANGED[1:]}index.html"].decode()


def test_webhook_with_a_wrong_signature_builds_nothing(example):
    done = len(example.rebuilds())
    now = str(int(time.time()))
    digest = hmac.new(b"other", f"msg_9.{now}.{{}}".encode(), hashlib.sha256).digest()
    headers = {
        "Webhook-Id": "msg_9",
        "Webhook-Timestamp": now,
        "Webhook-Signature": f"v1,{base64.b64encode(digest).decode()}",
    }
    assert example.ask("/hooks", "{}", headers)[0] == 401
    assert example.ask("/hooks", "{}")[0] == 401
    assert len(example.rebuilds()) == done


def test_second_build_by_the_command_writes_nothing(example):
    before = {path: path.stat().st_mtime_ns for path in example.out.rglob("*") if path.is_file()}
    assert re.search(r"0 of \d+ files written", example.build())
    assert {path: path.stat().st_mtime_ns for path in before} == before
