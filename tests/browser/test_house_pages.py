"""People, branches, relatives and kinship in a browser: axe, keyboard, no script, paper."""

from __future__ import annotations

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE
from tests.browser.demo import CLAN

OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def pages(demo):
    """One address of each kind; the founder has wives, sons, a grave and a giỗ."""
    person = demo.pages["person"]
    return {
        "person": person,
        "branch": demo.pages["branch"],
        "relatives": f"{person}ho-hang/?len=2&xuong=3&bac=2",
        "relatives, nobody": f"{person}ho-hang/?tim=khongcoai",
        "not linked": "/gia-pha/ho-hang/",
        "relationship": demo.pages["relationship"],
        "relationship, nobody chosen": "/gia-pha/quan-he/",
        "clan": f"/gia-pha/{CLAN}/",
        "clan list": "/gia-pha/",
        "descendants": demo.pages["descendants"],
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(
    open_page, signed_in, pages, viewport, scheme
):
    page = open_page(viewport=viewport, color_scheme=scheme, storage_state=signed_in("member"))
    faults = []
    for name, path in pages.items():
        assert page.goto(path).status == 200, name
        found = Axe().run(page, options=OPTIONS).response["violations"]
        faults += [(name, one["id"], node["target"]) for one in found for node in one["nodes"]]
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{name} is {width} px wide"
    assert faults == []
    assert page.watch.complaints == []


def test_the_order_of_the_person_page_is_that_of_the_study(open_page, pages):
    page = open_page(viewport=PHONE)
    page.goto(pages["person"])
    parts = [
        ".person-head h1", ".lineage, .person-facts", ".person-facts", ".memorial", "#vo-con",
        "#mo-phan", "#cuoc-doi",
    ]  # fmt: skip
    tops = [page.locator(part).first.bounding_box()["y"] for part in parts]
    assert tops == sorted(tops)


def test_a_map_is_only_a_link_until_it_is_asked_for(open_page, pages):
    page = open_page(viewport=PHONE)
    page.goto(pages["person"])
    assert page.locator("iframe, img[src*='tile']").count() == 0
    assert page.watch.complaints == []


def test_relatives_are_narrowed_without_a_script_and_by_keyboard(open_page, signed_in, pages):
    page = open_page(viewport=PHONE, java_script_enabled=False, storage_state=signed_in("member"))
    page.goto(pages["relatives"])
    everybody = page.locator(".relative").count()
    page.locator("#tim-ho-hang").focus()
    page.keyboard.type("con trai")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert 0 < page.locator(".relative").count() < everybody
    assert page.locator("#tim-ho-hang").input_value() == "con trai"
    page.locator(".relatives-far summary").click()
    page.locator("#chon-vung").select_option("nam")
    with page.expect_navigation():
        page.locator(".relatives-filter button").click()
    assert "vung=nam" in page.url


def test_two_people_are_picked_without_a_script(open_page, pages):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/gia-pha/quan-he/")
    for field in ("#chon-tu", "#chon-den"):
        page.locator(field).fill("duong cong")
        with page.expect_navigation():
            page.locator(field).press("Enter")
        with page.expect_navigation():
            page.locator(".kin-hit").last.click()
    assert page.locator(".kin-sentence").is_visible()
    assert page.locator("[data-copy] button").is_hidden()


def test_the_link_is_copied(open_page, pages):
    page = open_page(viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    page.goto(pages["relationship"])
    page.get_by_role("button", name="Chép liên kết").click()
    page.get_by_text("Đã chép").wait_for()
    link = page.locator("#lien-ket").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link
    assert "den=" in link


def test_targets_of_a_thumb_are_large_enough(open_page, signed_in, pages):
    page = open_page(viewport={"width": 360, "height": 740}, storage_state=signed_in("member"))
    for path, parts in (
        (pages["person"], ".person-actions .action, .person-row .person"),
        (pages["relatives"], ".relative .person, .relative-line, .relatives-jump .chip"),
    ):
        page.goto(path)
        boxes = [one.bounding_box() for one in page.locator(parts).all() if one.is_visible()]
        assert boxes
        assert all(box["height"] >= 43.9 for box in boxes), path


def test_the_sheet_of_a_person_is_paper_without_buttons(open_page, pages):
    page = open_page(viewport=DESK)
    page.goto(pages["person"])
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    # Marks stand apart in the text of a printed page; only the letters are compared.
    words = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert "".join(page.locator("h1").inner_text().split()) in words
    assert "Quanhệvớiai?" not in words
    assert [round(float(side)) for side in paper.pages[0].mediabox[2:]] == [595, 842]
    assert len(paper.pages) <= 3
