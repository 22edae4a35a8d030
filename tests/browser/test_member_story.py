"""A member's whole story on three phones: from the QR code she was sent to a change taken back.

`SCREENSHOTS=folder` keeps a picture of every step.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, Opener, Site
from tests.browser.demo import CLAN
from tests.browser.qr_reading import qr_text
from tests.browser.test_account import confirm, with_fingerprint
from tests.browser.test_joining import faults

FOLDER = os.environ.get("SCREENSHOTS", "")
BRANCH = f"{CLAN}/chi-giap"
HER_ACCOUNT = "Thảo Dương"
#: Numbers 0999 999 99x are given to no network.
HER_NUMBER = "0999 999 993"
HER_PASSWORD = "con gai ong Khai 1957"
#: She, her nephew whose son is born, and her grandfather, as the demo's book names them.
HERSELF, NEPHEW, GRANDFATHER = "Dương Thị Thảo", "Dương Công Hải", "Dương Công Phúc"
NEWBORN = "Dương Công Thóc"
WAS, IS = "18 tháng 11", "17 tháng 11"


class Phone:
    """One person's phone: what is pressed there, and what every page of it must hold to."""

    def __init__(self, page, owner: str) -> None:
        self.page = page
        self._owner = owner
        self._steps = 0

    @property
    def words(self) -> str:
        """What the main part of the page says, as it is read."""
        return self.page.locator("main").inner_text()

    def look(self, name: str) -> None:
        """Let axe look at the page, see that it fits the phone, and keep its picture."""
        assert faults(self.page) == []
        self._steps += 1
        if FOLDER:
            path = Path(FOLDER) / f"{self._owner}-{self._steps:02d}-{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=path, full_page=True)

    def press(self, name: str) -> None:
        """Press the button or follow the link of the main part that says this."""
        main = self.page.locator("main")
        named = re.compile(f"^{re.escape(name)}")
        button = main.get_by_role("button", name=named)
        link = main.get_by_role("link", name=named)
        button.or_(link).first.click()
        self.page.wait_for_load_state()

    def find(self, words: str, name: str) -> str:
        """Search the book as people do, open the one of this name, and give the address."""
        self.page.goto("/gia-pha/tim/")
        self.page.fill("input[name=q]", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/gia-pha/tim/?q=*")
        self.page.locator("#ket-qua").get_by_role("link", name=name).first.click()
        self.page.wait_for_url("**/gia-pha/nguoi/*/")
        assert self.page.locator("h1").inner_text() == name
        return self.page.url

    def status(self, address: str) -> int:
        """Ask for an address with this phone's cookies."""
        return self.page.request.get(address).status


@pytest.fixture
def phone(chromium, site, log_in):
    """Hand out phones of 390 px, signed in as a role of the demo or as nobody.

    By the machine's name: browsers make no passkey for a bare number.
    """
    opener = Opener(chromium, Site(site.address.replace("127.0.0.1", "localhost"), site.logins))

    def _phone(owner: str, role: str = "") -> Phone:
        page = opener(viewport=PHONE)
        if role:
            log_in(page, role)
        return Phone(page, owner)

    yield _phone
    opener.close()


def test_a_member_comes_in_tells_of_a_birth_and_takes_a_mistake_back(phone):
    her, head, stranger = phone("ba-thao"), phone("truong-chi-giap", "head"), phone("khach")
    other_head = phone("truong-chi-at", "other_head")

    _she_comes_in_by_the_qr_code(her, _invitation(head))
    _she_adds_a_passkey_and_comes_back_by_it(her)
    herself = _she_says_who_she_is(her)
    _the_head_confirms(head)
    her.page.goto(herself)
    assert "Đây là bạn." in her.words
    her.look("dung-la-toi")

    birth = _she_tells_of_the_newborn(her)
    memorial = _she_tells_her_grandfathers_day(her)
    _another_branchs_head_can_do_nothing(other_head, (birth, memorial))
    for proposal in (birth, memorial):
        _the_head_accepts(head, proposal)

    child = _the_tree_shows_the_newborn(her)
    assert stranger.status(child) == 404
    assert stranger.page.goto(her.page.url).status in {200, 404}
    assert NEWBORN not in stranger.page.content()
    _the_day_is(IS, her, other_than=WAS)

    _she_takes_the_birth_back(her, birth)
    assert her.status(child) == head.status(child) == 404
    _the_tree_shows_it_no_more(her)
    _the_day_is(IS, her, other_than=WAS)
    for one in (her, head, stranger, other_head):
        assert [line for line in one.page.watch.complaints if " 404 " not in f"{line} "] == []


def _invitation(head: Phone) -> str:
    """Let the head make the invitation, and read the square on his phone with another eye."""
    head.page.goto(f"/gia-pha/{CLAN}/chi/chi-giap/")
    head.press("Mời bà con vào chi này")
    assert head.page.locator("select[name=place]").input_value() == BRANCH
    head.look("viet-thu-moi")
    head.press("Tạo thư mời")
    head.look("thu-moi")
    address = qr_text(head.page.locator(".invite-qr").screenshot())
    assert address == head.page.locator(".invite-link a").get_attribute("href")
    return address


def _she_comes_in_by_the_qr_code(her: Phone, address: str) -> None:
    her.page.goto(address)
    her.look("mo-thu-moi")
    her.page.fill("input[name=name]", HER_ACCOUNT)
    her.page.fill("input[name=login]", HER_NUMBER)
    her.page.fill("input[name=password]", HER_PASSWORD)
    her.page.fill("input[name=password_again]", HER_PASSWORD)
    her.page.check("input[name=agreed]")
    her.press("Tạo tài khoản và vào")
    her.page.wait_for_url("**/chi/chi-giap/")
    assert "Chào mừng" in her.words
    assert "tìm tên mình trong gia phả" in her.words
    her.look("chao-mung")


def _she_adds_a_passkey_and_comes_back_by_it(her: Phone) -> None:
    with_fingerprint(her.page)
    her.page.goto("/tai-khoan/")
    her.look("tai-khoan")
    her.page.get_by_role("link", name="Thêm khoá đăng nhập").click()
    her.page.wait_for_url("**/hai-lop/khoa/**")
    if her.page.url.endswith("/khoa/"):
        her.look("khoa-chua-co")
        her.press("Thêm")
    confirm(her.page, HER_PASSWORD)
    her.page.fill("input[name=name]", "Điện thoại của Thảo")
    her.look("them-khoa")
    her.page.click("form[data-passkey] button")
    her.page.wait_for_url("**/ma-du-phong/")
    her.look("ma-du-phong")
    her.page.goto("/tai-khoan/")
    her.page.click(".account-leave button")
    her.page.wait_for_load_state()
    her.page.goto("/tai-khoan/login/")
    her.look("dang-nhap")
    her.press("Đăng nhập bằng khoá")
    her.page.wait_for_url(lambda url: "/login" not in url)
    her.page.goto("/tai-khoan/")
    assert HER_ACCOUNT in her.words


def _she_says_who_she_is(her: Phone) -> str:
    her.page.goto("/tai-khoan/")
    her.press("Tìm mình trong gia phả")
    herself = her.find("thao duong thi", HERSELF)
    her.look("tim-thay-minh")
    her.press("Đây là tôi")
    her.page.fill("textarea[name=message]", "Con gái ông Khải, nhà ở phía đông đình.")
    her.look("day-la-toi")
    her.press("Đúng, đây là tôi")
    assert "Đã gửi" in her.words
    her.look("cho-xac-nhan")
    return herself


def _the_head_confirms(head: Phone) -> None:
    head.page.goto("/gia-pha/thanh-vien/")
    head.look("nguoi-cho-duyet")
    row = head.page.locator("li.queue-row", has_text=HER_ACCOUNT)
    assert HERSELF in row.inner_text()
    row.get_by_role("button", name="Đúng là người này").click()
    head.page.wait_for_load_state()
    assert "Đã xác nhận" in head.words


def _she_tells_of_the_newborn(her: Phone) -> str:
    """Send the proposal and give its address."""
    her.find("duong cong hai", NEPHEW)
    her.press("Thêm con")
    her.page.fill("input[name=name]", NEWBORN)
    her.page.locator("input[name=sex][value=m]").check()
    her.page.fill("input[name=birth]", "3/11/2026")
    her.page.fill("textarea[name=note]", "Cháu sinh sáng nay, mẹ tròn con vuông.")
    her.look("khai-con")
    her.press("Xem lại rồi gửi")
    assert NEWBORN in her.words
    her.look("xem-lai")
    her.press("Gửi đề nghị")
    assert "Đã gửi" in her.words
    her.look("da-gui-khai-con")
    return her.page.url


def _she_tells_her_grandfathers_day(her: Phone) -> str:
    """Correct the day on which the house keeps his giỗ; give the proposal's address."""
    her.find("phúc dương công", GRANDFATHER)
    assert WAS in her.words
    her.press("Sửa hoặc ghi thêm")
    her.look("ghi-dieu-gi")
    her.press("Ngày mất, ngày giỗ, mộ phần")
    her.page.fill("input[name=death]", "17/11/1957 âm lịch")
    her.page.locator(".date-said", has_text="17").first.wait_for()
    her.page.fill("textarea[name=note]", "Cả nhà vẫn giỗ ông ngày mười bảy.")
    her.look("ngay-gio")
    her.press("Xem lại rồi gửi")
    her.look("xem-lai-ngay-gio")
    her.press("Gửi đề nghị")
    assert "Đã gửi" in her.words
    return her.page.url


def _another_branchs_head_can_do_nothing(other_head: Phone, proposals: tuple[str, ...]) -> None:
    other_head.page.goto("/gia-pha/duyet/")
    assert NEPHEW not in other_head.words
    assert GRANDFATHER not in other_head.words
    assert HER_ACCOUNT not in other_head.words
    other_head.look("hang-cho")
    token = next(
        one["value"] for one in other_head.page.context.cookies() if one["name"] == "csrftoken"
    )
    for address in proposals:
        assert other_head.status(address) == 404
        answer = other_head.page.request.post(
            f"{address}quyet-dinh/",
            form={"viec": "nhan", "nhan": "1", "csrfmiddlewaretoken": token},
            headers={"Referer": address},
        )
        assert answer.status == 404


def _the_head_accepts(head: Phone, address: str) -> None:
    head.page.goto("/gia-pha/duyet/")
    head.look("de-nghi-cho-duyet")
    head.page.locator(f"main a[href='{address[address.index('/gia-pha') :]}']").click()
    head.page.wait_for_url(address)
    assert HER_ACCOUNT in head.words
    head.look("de-nghi")
    head.press("Nhận")
    assert "Đã ghi vào gia phả" in head.words
    head.look("da-nhan")


def _the_tree_shows_the_newborn(her: Phone) -> str:
    """See it in the nephew's house and in the tree under her father; give the child's address."""
    nephew = her.find("duong cong hai", NEPHEW)
    her.page.goto(f"{nephew}con-chau/")
    assert NEWBORN in her.page.locator(".descent").inner_text()
    her.look("pha-do-co-chau")
    her.page.locator("main").get_by_role("link", name=NEWBORN).first.click()
    her.page.wait_for_url(lambda url: url != f"{nephew}con-chau/")
    assert her.page.locator("h1").inner_text() == NEWBORN
    her.look("trang-cua-chau")
    child = her.page.url
    her.page.goto(nephew)
    assert NEWBORN in her.words
    return child


def _the_day_is(day: str, her: Phone, *, other_than: str) -> None:
    """Read the grandfather's day on his page and in the month's list of the clan."""
    her.find("phúc dương công", GRANDFATHER)
    assert day in her.words
    assert other_than not in her.words
    her.look("trang-cua-ong")
    her.page.goto(f"/gia-pha/{CLAN}/ngay-gio/?thang=11")
    row = her.page.locator("main li", has=her.page.get_by_role("link", name=GRANDFATHER)).last
    assert day in row.text_content()
    her.look("danh-sach-gio")


def _she_takes_the_birth_back(her: Phone, address: str) -> None:
    """The child is the neighbour's: she finds her own proposal and undoes what came of it."""
    her.page.goto("/tai-khoan/")
    her.press("Đề nghị của tôi")
    her.look("de-nghi-cua-toi")
    her.page.locator(f"main a[href='{address[address.index('/gia-pha') :]}']").click()
    her.page.wait_for_url(address)
    her.look("duoc-nhan")
    her.press("Rút lại, trả gia phả như cũ")
    assert "Gia phả trở lại như trước" in her.words
    her.look("da-rut-lai")


def _the_tree_shows_it_no_more(her: Phone) -> None:
    nephew = her.find("duong cong hai", NEPHEW)
    assert NEWBORN not in her.words
    her.page.goto(f"{nephew}con-chau/")
    assert NEWBORN not in her.words
    her.page.goto("/gia-pha/tim/?q=duong+cong+thoc")
    assert NEWBORN not in her.page.locator("#ket-qua").inner_text()
