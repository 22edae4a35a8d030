"""One's own account on a phone: a passkey from the first touch to signing in with it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import DESK, PHONE, Opener, Site
from tests.browser.test_pages import REFLOW_WIDTH, _faults, _overflow

ACCOUNT = "/tai-khoan/"
PAGES = (
    "",
    "thong-bao/",
    "may-dang-dung/",
    "password/change/",
    "hai-lop/",
    "hai-lop/khoa/",
    "hai-lop/khoa/them/",
    "hai-lop/ung-dung/bat/",
    "sua/",
)


@pytest.fixture
def open_at_home(chromium, site):
    """Open pages by the machine's name: browsers make no passkey for a bare number."""
    opener = Opener(chromium, Site(site.address.replace("127.0.0.1", "localhost"), site.logins))
    yield opener
    opener.close()


def with_fingerprint(page):
    """Give the browser a phone's lock: an authenticator that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def confirm(page, password):
    """Show the password again where the page asks for it."""
    if "/xac-nhan/" in page.url:
        page.fill("input[name=password]", password)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/xac-nhan/" not in url)


def test_a_member_adds_a_passkey_and_comes_back_without_a_password(open_at_home, log_in, site):
    page = open_at_home(viewport=PHONE)
    with_fingerprint(page)
    log_in(page, "member")
    page.goto(f"{ACCOUNT}hai-lop/khoa/them/")
    confirm(page, site.logins["member"][1])
    assert not page.locator("[data-passkey-missing]").is_visible()
    page.fill("input[name=name]", "Điện thoại của tôi")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/ma-du-phong/")
    assert page.locator(".account-codes li").count() == 10

    page.goto(ACCOUNT)
    page.click(".account-leave button")
    page.goto(f"{ACCOUNT}login/?next=/gia-pha/")
    page.get_by_role("button", name="Đăng nhập bằng khoá").click()
    page.wait_for_url(lambda url: "/login" not in url)
    assert page.url.endswith("/gia-pha/")

    page.goto(f"{ACCOUNT}hai-lop/khoa/")
    assert page.locator(".account-line strong").inner_text() == "Điện thoại của tôi"
    page.get_by_role("link", name="Bỏ Điện thoại của tôi").click()
    confirm(page, site.logins["member"][1])
    page.get_by_role("button", name="Bỏ khoá").click()
    page.wait_for_url("**/hai-lop/khoa/")
    assert page.get_by_text("Bạn chưa có khoá nào.").is_visible()
    assert page.watch.complaints == []


def test_a_finger_that_is_not_known_is_said_in_plain_words(open_at_home):
    page = open_at_home(viewport=PHONE)
    session, authenticator = with_fingerprint(page)
    session.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.goto(f"{ACCOUNT}login/")
    page.get_by_role("button", name="Đăng nhập bằng khoá").click()

    said = page.locator("[data-passkey-error]")
    said.wait_for(state="visible")
    assert "Bạn bấm lại để thử lần nữa." in said.inner_text()
    assert page.url.endswith("/login/")


def test_without_scripts_no_passkey_is_offered_and_the_password_works(open_page, log_in):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{ACCOUNT}login/")
    assert not page.get_by_role("button", name="Đăng nhập bằng khoá").is_visible()

    log_in(page, "member")
    page.goto(ACCOUNT)
    assert page.locator("h1").inner_text() == "Tài khoản của tôi"


@pytest.fixture(scope="module")
def account_page(open_page_of_module, log_in, site):
    """A signed-in page whose password was shown a moment ago."""
    page = open_page_of_module(viewport=PHONE)
    log_in(page, "member")
    page.goto(f"{ACCOUNT}sua/")
    confirm(page, site.logins["member"][1])
    return page


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_account_hold_on_every_screen(account_page, name):
    page = account_page
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    assert page.goto(f"{ACCOUNT}{name}").status == 200
    assert page.locator("h1").count() == 1
    assert _faults(page) == []
    for width in (REFLOW_WIDTH, PHONE["width"], DESK["width"]):
        page.set_viewport_size({"width": width, "height": 800})
        assert _overflow(page) <= 0
    page.emulate_media(color_scheme="dark")
    assert _faults(page) == []
    assert page.watch.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_whatever_is_pressed_is_large_enough_for_a_thumb(account_page, name):
    page = account_page
    page.set_viewport_size(PHONE)
    page.goto(f"{ACCOUNT}{name}")
    small = page.eval_on_selector_all(
        "main :is(button, a.button, input:not([type=hidden]):not([type=checkbox]), select)",
        """parts => parts.filter(part => part.checkVisibility())
             .filter(part => part.getBoundingClientRect().height < 44)
             .map(part => part.outerHTML.slice(0, 80))""",
    )
    assert small == []
