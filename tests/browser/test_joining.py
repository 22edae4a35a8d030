"""Coming in on a phone: an invitation from the head's page to the new member's own family."""

from __future__ import annotations

import re
import urllib.parse

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.demo import CLAN
from tests.browser.test_pages import AXE_OPTIONS

BRANCH = f"{CLAN}/chi-giap"
PASSWORD = "mot cau de nho 2026"
#: A number that nobody has: 0999 999 99x is given to no network.
PHONE_NUMBER = "0999 999 991"


def faults(page) -> list[str]:
    """Give what axe finds, and a page wider than the phone."""
    # What the bar that stays covers after scrolling is not small: it is scrolled away.
    page.evaluate("scrollTo(0, 0)")
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    told = [f"{page.url} {one['id']}: {[n['target'] for n in one['nodes']]}" for one in found]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*told, f"{page.url} is {wide} px too wide"] if wide > 0 else told


@pytest.fixture(scope="module")
def head(open_page_of_module, signed_in):
    return open_page_of_module(storage_state=signed_in("head"))


def invite(head) -> str:
    """Let the head write an invitation; the page shows its sheet then, whose code is given."""
    head.goto(f"/gia-pha/thu-moi/moi/?chi={BRANCH}")
    assert faults(head) == []
    assert head.locator("select[name=place]").input_value() == BRANCH
    head.fill("input[name=max_uses]", "2")
    head.click("main form button[type=submit]")
    assert faults(head) == []
    return head.locator(".invite-code").inner_text()


@pytest.fixture(scope="module")
def code(head):
    return invite(head)


def fill_account(page, *, number):
    page.fill("input[name=name]", "Dương Thị Thử")
    page.fill("input[name=login]", number)
    page.fill("input[name=password]", PASSWORD)
    page.fill("input[name=password_again]", PASSWORD)
    page.check("input[name=agreed]")


def test_the_sheet_prints_on_one_page_with_code_and_qr(head):
    code = invite(head)
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{3}-[A-Z0-9]{3}", code)
    head.emulate_media(media="print")
    try:
        assert head.locator(".invite-qr").is_visible()
        assert head.locator(".invite-code").is_visible()
        assert not head.locator(".invite-only-screen").is_visible()
        assert head.pdf(format="A4").count(b"/Type /Page\n") <= 1
    finally:
        head.emulate_media(media="screen")
    assert head.watch.complaints == []


def test_a_wrong_code_keeps_what_was_typed(open_page):
    page = open_page()
    page.goto("/gia-pha/thu-moi/")
    page.fill("input[name=code]", "hk7m 3tx")
    page.click("main form button[type=submit]")
    assert "không dùng được" in page.locator("[role=alert]").inner_text()
    assert page.input_value("input[name=code]") == "hk7m 3tx"
    assert faults(page) == []


def test_a_new_member_comes_in_finds_herself_and_the_head_confirms(open_page, head, code):
    page = open_page()
    page.goto("/gia-pha/thu-moi/")
    page.fill("input[name=code]", code.lower().replace("-", " "))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/gia-pha/thu-moi/*-*/")
    assert faults(page) == []
    fill_account(page, number=PHONE_NUMBER)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/chi/chi-giap/")
    assert "Chào mừng" in page.locator("main").inner_text()

    claimed = _claim_somebody_alive(page)
    head.goto("/gia-pha/thanh-vien/")
    assert faults(head) == []
    row = head.locator("li.queue-row", has_text="Dương Thị Thử")
    assert claimed in row.inner_text()
    row.get_by_role("button", name=re.compile("Đúng là người này")).click()
    assert "Đã xác nhận" in head.locator("main").inner_text()
    page.goto("/tai-khoan/")
    assert claimed in page.locator("main").inner_text()
    assert page.watch.complaints == []


def _claim_somebody_alive(page) -> str:
    """Find somebody alive of the branch, press "this is me", and give the name."""
    query = urllib.parse.urlencode({"q": "duong", "clan": CLAN, "doi": 7})
    page.goto(f"/gia-pha/tim/?{query}")
    for link in [one.get_attribute("href") for one in page.locator("#ket-qua a").all()]:
        answer = page.request.get(f"{link}la-toi/")
        if answer.status == 200 and "Giáp" in answer.text():
            page.goto(f"{link}la-toi/")
            break
    assert faults(page) == []
    name = page.locator(".person-name").first.inner_text()
    page.fill("textarea[name=message]", "Con ông Công")
    page.click("main form button[type=submit]")
    assert "Đã gửi" in page.locator("main").inner_text()
    return name


def test_who_has_no_invitation_asks_and_another_head_sees_nothing(open_page, head, signed_in):
    page = open_page()
    page.goto("/gia-pha/gia-nhap/")
    assert faults(page) == []
    page.select_option("select[name=place]", BRANCH)
    fill_account(page, number="0999 999 992")
    page.fill("input[name=name]", "Người Xin Vào")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/gia-nhap/da-gui/")
    other = open_page(storage_state=signed_in("other_head"))
    other.goto("/gia-pha/thanh-vien/")
    assert "Người Xin Vào" not in other.locator("main").inner_text()
    head.goto("/gia-pha/thanh-vien/")
    row = head.locator("li.queue-row", has_text="Người Xin Vào")
    row.locator("summary").click()
    assert faults(head) == []
    row.locator("textarea").fill("Chưa rõ con ai")
    row.locator("details button").click()
    head.wait_for_url("**/gia-pha/thanh-vien/")
    assert "chưa nhận" in head.locator("main").inner_text()
    for page_of_head in ("/gia-pha/thanh-vien/danh-sach/", "/gia-pha/thu-moi/danh-sach/"):
        head.goto(page_of_head)
        assert faults(head) == []
