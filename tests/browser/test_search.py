"""The search on a phone and on a desk: while typing, by keyboard, without scripts."""

from __future__ import annotations

import urllib.parse

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import REFLOW_WIDTH, _faults, _overflow

QUESTIONS = {
    "examples": "",
    "results": "duong phuc",
    "facts": "đời 7 chi giáp",
    "one kind": "duong&loai=people",
    "guess": "nguyeenx",
    "nothing": "zzqqkk",
}


def address(question: str) -> str:
    asked, _, kind = question.partition("&")
    query = {"q": asked} | ({"loai": kind.partition("=")[2]} if kind else {})
    return f"/tim-kiem/?{urllib.parse.urlencode(query)}" if question else "/tim-kiem/"


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_the_search_page_holds_on_every_screen(open_page, question, viewport):
    page = open_page(viewport=viewport)
    assert page.goto(address(question)).status == 200
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert _faults(page) == []
    for width in (REFLOW_WIDTH, viewport["width"]):
        page.set_viewport_size({"width": width, "height": 800})
        assert _overflow(page) <= 0
    assert page.watch.complaints == []


def type_in(page, text: str):
    """Begin with the key that leads into the field; wait for the list."""
    page.goto("/tim-kiem/")
    page.keyboard.press("/")
    page.keyboard.type(text, delay=20)
    page.locator(".suggestions [role=option]").first.wait_for()
    return page.locator(".suggestions [role=option]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_under_the_field_is_walked_by_keys(open_page, scheme):
    page = open_page(viewport=PHONE, color_scheme=scheme)
    options = type_in(page, "duong cong ph")
    field = page.locator("#tim")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options.nth(1)
    assert second.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == second.get_attribute("id")
    assert second.bounding_box()["height"] >= 44
    assert _faults(page) == []
    page.keyboard.press("Escape")
    assert not options.first.is_visible()
    assert field.input_value() == "duong cong ph"
    page.keyboard.press("ArrowDown")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    name = options.first.locator(".option-title").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/gia-pha/**")
    assert page.locator("h1").inner_text() == name
    assert page.watch.complaints == []


def test_up_from_the_field_reaches_all_results_and_enter_alone_asks(open_page):
    page = open_page(viewport=DESK)
    type_in(page, "duong")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=duong")
    type_in(page, "nhà thờ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=nh*")
    assert page.locator(".hit mark").first.is_visible()


def test_a_thumb_chooses_from_the_list(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    options = type_in(page, "duong cong ph")
    options.last.tap()
    page.wait_for_url("**/tim-kiem/?q=duong+cong+ph")


def test_without_scripts_the_form_asks_and_pages_turn(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/tim-kiem/")
    page.fill("#tim", "duong")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.locator(".chip-list a", has_text="Người trong họ").click()
    assert page.locator(".hit").count() == 20
    page.get_by_role("link", name="Trang sau").click()
    assert "page=2" in page.url
    assert "loai=people" in page.url


def test_nothing_that_was_searched_is_kept(open_page):
    page = open_page(viewport=PHONE)
    type_in(page, "duong cong")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert "duong" not in str(page.context.cookies())
