"""How the reader wants it: letters, night and contrast, with and without JavaScript."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, wait_until
from tests.browser.test_pages import AXE_OPTIONS

#: Page types of the design system itself; those of the gia phả follow with their own tests.
NAMES = (
    "home", "news index", "article", "author", "programme index", "series", "episode", "events",
    "event", "standard page", "login", "missing", "display settings", "style guide",
)  # fmt: skip
#: What a cookie may ask for; the first is a new reader.
WISHES = ("", "normal-light-high", "largest-dark-usual", "largest-dark-high")
#: Browsers' own setting of letters at twice the usual size.
TWICE = "html { font-size: 225% !important; }"
#: The narrowest titles need: below this ỗ and Ậ lose a mark.
LEAST_LINE = 1.3

TITLES = """() => [...document.querySelectorAll("h1, h2, h3, h4, .hall-title, .kicker")]
  .filter((title) => title.offsetParent)
  .map((title) => {
    const style = getComputedStyle(title);
    return [title.textContent.trim().slice(0, 40),
            parseFloat(style.lineHeight) / parseFloat(style.fontSize)];
  })"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((part) => part.className || part.tagName)"""


@pytest.fixture(scope="module")
def addresses(demo):
    return {**demo.pages, "display settings": "/hien-thi/", "style guide": "/kieu-dang/"}


def wishing(page, site, wish: str) -> None:
    """Let the browser hold the cookie of an earlier choice."""
    if wish:
        page.context.add_cookies([{"name": "hien_thi", "value": wish, "url": site.address}])


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_as_the_reader_asked(open_page, site, addresses, name, wish):
    """Axe finds nothing, nothing scrolls sideways, no title clips its marks."""
    page = open_page(viewport=PHONE)
    wishing(page, site, wish)
    page.goto(addresses[name], wait_until="load")

    faults = [
        f"{fault['id']}: {[node['target'] for node in fault['nodes']]}"
        for fault in Axe().run(page, options=AXE_OPTIONS).response["violations"]
    ]
    assert faults == []
    assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDE)
    clipped = [title for title in page.evaluate(TITLES) if title[1] < LEAST_LINE]
    assert clipped == []


@pytest.mark.parametrize("name", NAMES)
def test_letters_of_twice_the_size_need_no_sideways_scroll(open_page, addresses, name):
    page = open_page(viewport=PHONE)
    page.goto(addresses[name], wait_until="load")
    # The policy of the page forbids a style of its own; the browser's setting is not the page's.
    page.evaluate(
        "rule => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rule);"
        " document.adoptedStyleSheets = [sheet]; }",
        TWICE,
    )
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 36
    assert page.evaluate(OVERFLOW) <= 0, page.evaluate(WIDE)


@pytest.mark.parametrize("wish", WISHES)
def test_the_bar_of_a_phone_stays_and_is_low(open_page, site, wish):
    page = open_page(viewport=PHONE)
    wishing(page, site, wish)
    page.goto("/tin-tuc/")
    page.mouse.wheel(0, 1500)
    wait_until(page, "scrollY > 1000")
    box = page.locator(".hall-bar").bounding_box()

    assert box["y"] == 0
    assert box["height"] <= 56
    keys = page.locator(".hall-key").all()
    assert len(keys) == 3
    for key in keys:
        size = key.bounding_box()
        assert min(size["width"], size["height"]) >= 44
        assert size["x"] + size["width"] <= PHONE["width"]


def test_a_choice_shows_at_once_and_stays_on_the_next_page(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/")
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.locator(".hall-display summary").click()
    assert page.locator(".display-send").is_hidden()
    page.get_by_role("radio", name="A++ chữ rất lớn").check()
    page.get_by_role("radio", name="Tối").check()
    page.get_by_role("radio", name="Cao").check()

    root = page.locator("html")
    assert root.get_attribute("data-size") == "largest"
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") > before
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(0, 0, 0)"
    page.goto("/tin-tuc/")
    assert page.evaluate(ground) == "rgb(0, 0, 0)"
    page.goto("/gia-pha/")
    assert root.get_attribute("data-contrast") == "high"
    page.locator(".hall-display summary").click()
    for name in ("A chữ vừa", "Theo máy", "Thường"):
        page.get_by_role("radio", name=name, exact=True).check()
    assert page.context.cookies() == []
    assert page.watch.complaints == []


def test_the_back_button_shows_what_was_chosen_later(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/")
    page.goto("/hien-thi/")
    page.locator("main").get_by_role("radio", name="A+ chữ lớn", exact=True).check()
    page.go_back()
    wait_until(page, "document.documentElement.dataset.size === 'large'")


def test_without_javascript_the_form_is_sent_and_the_same_page_comes_back(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/tin-tuc/?page=1")
    page.locator(".hall-display summary").click()
    page.get_by_role("radio", name="A++ chữ rất lớn").check()
    page.get_by_role("radio", name="Sáng").check()
    page.get_by_role("button", name="Áp dụng").click()

    assert page.url.endswith("/tin-tuc/?page=1")
    assert page.locator("html").get_attribute("data-size") == "largest"
    assert page.locator("html").get_attribute("data-theme") == "light"


def test_everything_in_the_head_is_reached_by_keyboard(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/tin-tuc/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    seen = []
    for _ in range(9):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().split(/\\s+/).pop()"))
        if page.evaluate("document.activeElement.closest('.hall-menu') !== null"):
            break
    page.keyboard.press("Enter")
    assert page.locator(".hall-menu nav").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".hall-menu nav").is_hidden()
    assert page.evaluate("document.activeElement.closest('.hall-menu') !== null"), seen


def test_what_is_focused_never_hides_under_the_bar(open_page):
    page = open_page(viewport=PHONE, reduced_motion="reduce")
    page.goto("/tin-tuc/dung-lai-gian-tho-phia-dong/")
    page.evaluate("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})")
    for link in reversed(page.locator("main a").all()):
        link.focus()
        page.wait_for_timeout(50)
        if link.evaluate("part => part.offsetParent !== null"):
            assert link.evaluate("part => part.getBoundingClientRect().bottom") > 56


def test_the_machines_own_wish_for_contrast_is_heard(open_page):
    page = open_page(viewport=DESK)
    page.emulate_media(contrast="more")
    page.goto("/")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_in_forced_colours_the_section_is_still_marked(open_page):
    page = open_page(viewport=DESK, forced_colors="active")
    page.goto("/tin-tuc/")
    marked = page.locator(".hall-nav [aria-current]")
    plain = page.locator(".hall-nav a:not([aria-current])").first
    edge = "part => getComputedStyle(part).borderBottomColor"
    assert marked.count() == 1
    assert marked.evaluate(edge) != plain.evaluate(edge)


@pytest.mark.parametrize("name", ["article", "event", "episode"])
def test_paper_is_black_on_white_without_the_menu(open_page, site, addresses, name):
    page = open_page(viewport=DESK, color_scheme="dark")
    wishing(page, site, "largest-dark-high")
    page.goto(addresses[name])
    page.emulate_media(media="print")

    colours = (
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert page.evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    for gone in (".hall-nav", ".hall-keys", ".hall-strip", ".foot-grid"):
        assert page.locator(gone).first.is_hidden()
    assert page.locator(".hall-title").is_visible()
    assert addresses[name] in page.locator(".print-source").inner_text()
