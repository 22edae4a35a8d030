"""The calendar of giỗ in a browser: axe, keyboard, thumbs, one sheet of paper a month."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from tests.browser.conftest import DESK, PHONE

CLAN = "/gia-pha/ho-duong-thanh-hoa/"
PAGES = (
    "ngay-gio/?ten=duong",
    "thang/2026-11/",
    "thang-am/2025-06n/",
    "thang/2026-11/in/",
    "nhac-gio/",
)
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(open_page, signed_in, viewport, scheme):
    page = open_page(viewport=viewport, color_scheme=scheme, storage_state=signed_in("member"))
    faults = []
    for path in PAGES:
        page.goto(CLAN + path)
        found = Axe().run(page, options=OPTIONS).response["violations"]
        faults += [(path, one["id"], node["target"]) for one in found for node in one["nodes"]]
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], f"{path} is {width} px wide"
    assert faults == []
    assert page.watch.complaints == []


def test_cells_of_the_phone_are_large_enough_for_a_thumb(open_page):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(f"{CLAN}thang/2026-11/")
    boxes = [link.bounding_box() for link in page.locator("a.cell-day").all()]
    assert boxes
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)


def test_a_cell_leads_to_its_day_by_keyboard(open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{CLAN}thang/2026-11/")
    page.locator("a.cell-day").first.focus()
    page.keyboard.press("Enter")
    assert "#ngay-2026-11-" in page.url
    day = page.url.rsplit("#", 1)[1]
    assert page.locator(f"#{day}").is_visible()


#: Months of four, five and six weeks (February 2027 begins on a Monday).
@pytest.mark.parametrize("month", ["2027-02", "2026-11", "2026-12", "2026-08"])
@pytest.mark.parametrize(
    ("size", "points"), [("", (842, 595)), ("?kho=a3", (1191, 842))], ids=["A4", "A3"]
)
def test_a_month_is_exactly_one_sheet(open_page, month, size, points):
    page = open_page(viewport=DESK)
    page.goto(f"{CLAN}thang/{month}/in/{size}")
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    assert len(reader.pages) == 1
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert abs(width - points[0]) < 2
    assert abs(height - points[1]) < 2
    # Chromium begins a new run of text at each letter of another part of a typeface.
    text = re.sub(r"\s", "", unicodedata.normalize("NFC", reader.pages[0].extract_text()))
    assert "Chủnhật" in text
    assert f"Tháng{int(month[5:])}năm{month[:4]}" in text
