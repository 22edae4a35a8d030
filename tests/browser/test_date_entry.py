"""The entry field of dates in the admin: what it says while an editor types."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

DESK = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def editor(request, open_page, signed_in):
    page = open_page(viewport=request.param, storage_state=signed_in("editor"))
    yield page
    assert page.watch.complaints == []


def new_event(page):
    """Open the form of a new person at an empty event; give its date field."""
    page.goto("/admin/gia-pha/nguoi/new/")
    page.get_by_role("tab", name="Ngày tháng và mộ").click()
    page.get_by_role("button", name="Thêm Sự kiện").click()
    return page.locator("#id_events-0-date")


def test_field_says_what_it_understood_and_what_it_doubts(editor):
    field = new_event(editor)
    said = editor.locator(".date-reading").first
    field.fill("rằm tháng 7")
    expect(said).to_contain_text("Hiểu là: 15 tháng 7 âm lịch, không rõ năm")
    field.fill("Tự Đức 12")
    expect(said).to_contain_text("năm Kỷ Mùi 1859")
    field.fill("4/10/1847 (27/9 Đinh Mùi)")
    expect(said).to_contain_text("không phải cùng một ngày")
    assert field.input_value() == "4/10/1847 (27/9 Đinh Mùi)"
    if folder := os.environ.get("SCREENSHOTS"):
        name = f"date-entry-{editor.viewport_size['width']}.png"
        editor.screenshot(path=Path(folder) / name)


def test_can_chi_year_is_chosen_with_one_press(editor):
    field = new_event(editor)
    field.fill("mùng 3 Tết Kỷ Mão")
    choice = editor.locator(".date-reading").first.get_by_role("button", name="1879")
    choice.click()
    assert field.input_value() == "mùng 3 Tết Kỷ Mão 1879"
    expect(editor.locator(".date-reading").first).to_contain_text("24/1/1879")


def test_what_cannot_be_read_says_how_to_write(editor):
    field = new_event(editor)
    field.fill("27/9")
    expect(editor.locator(".date-reading").first).to_contain_text("âm hay dương")
