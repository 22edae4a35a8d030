"""Every kind of page, on a phone and on a desk, in light and dark."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.demo import MISSING, PAGES

VIEWPORTS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1366, "height": 900}}
SCHEMES = ("light", "dark")
#: Width at which WCAG 1.4.10 wants no sideways scrolling: 1280 pixels zoomed to 400 %.
REFLOW_WIDTH = 320
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
MOST_BYTES = 100_000

every_page = pytest.mark.parametrize("name", PAGES)
every_view = pytest.mark.parametrize("view", VIEWPORTS)


@dataclass
class Visit:
    """What one opening of a page showed."""

    status: int
    title: str
    language: str
    headings: int
    complaints: list[str]
    overflow: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def _faults(page) -> list[str]:
    """Let axe look; one line for each fault."""
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{fault['id']}: {fault['help']}: {[node['target'] for node in fault['nodes']]}"
        for fault in found
    ]


def _overflow(page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.fixture(scope="module")
def visit(open_page_of_module, demo):
    """Open a page once for all claims about it."""
    visits: dict[tuple[str, str], Visit] = {}

    def _open(name: str, view: str) -> Visit:
        viewport = VIEWPORTS[view]
        page = open_page_of_module(viewport=viewport)
        answer = page.goto(demo.pages[name], wait_until="load")
        seen = Visit(
            status=answer.status,
            title=page.title(),
            language=page.get_attribute("html", "lang"),
            headings=page.locator("h1").count(),
            complaints=[],
        )
        seen.overflow[viewport["width"]] = _overflow(page)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            seen.faults += [f"{scheme}: {fault}" for fault in _faults(page)]
        if view == "phone":
            page.set_viewport_size({"width": REFLOW_WIDTH, "height": 700})
            seen.overflow[REFLOW_WIDTH] = _overflow(page)
        # The browser itself reports the answer 404 of a page that is meant not to be there.
        seen.complaints = [
            line
            for line in page.watch.complaints
            if not (name == "missing" and line.endswith(f"{MISSING})") and "404" in line)
        ]
        page.context.close()
        return seen

    def _visit(name: str, view: str) -> Visit:
        key = (name, view)
        if key not in visits:
            visits[key] = _open(name, view)
        return visits[key]

    return _visit


@every_page
@every_view
def test_page_answers_in_vietnamese_with_one_main_heading(visit, name, view):
    seen = visit(name, view)
    assert seen.status == (404 if name == "missing" else 200)
    assert seen.language == "vi"
    assert seen.headings == 1
    assert not seen.title.startswith((" ", "–"))


@every_page
@every_view
def test_page_has_no_error_and_calls_nobody_else(visit, name, view):
    assert visit(name, view).complaints == []


@every_page
@every_view
def test_page_never_scrolls_sideways(visit, name, view):
    assert {width: more for width, more in visit(name, view).overflow.items() if more > 0} == {}


@every_page
@every_view
def test_page_has_no_fault_of_accessibility_in_light_or_dark(visit, name, view):
    assert visit(name, view).faults == []


def test_axe_does_see_a_planted_fault(open_page):
    page = open_page()
    page.goto("/gioi-thieu/")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(fault.startswith("button-name") for fault in _faults(page))


def test_article_weighs_less_than_100_kb_without_its_pictures(open_page, demo):
    page = open_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(demo.pages["article"], wait_until="networkidle")
    fetch = page.context.request.get
    weights = {
        answer.url: len(gzip.compress(fetch(answer.url).body()))
        for answer in answers
        if "/media/" not in answer.url
    }
    assert len(weights) > 10
    assert sum(weights.values()) < MOST_BYTES, weights


def test_pictures_of_the_home_page_all_load_and_keep_their_place(open_page):
    page = open_page()
    page.goto("/")
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
        assert picture.get_attribute("width")
        assert picture.get_attribute("height")
