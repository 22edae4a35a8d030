"""What an editor does all day in the admin, and what happens when something is wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import CLAN

DESK = {"width": 1366, "height": 900}
PEOPLE = "/admin/gia-pha/nguoi/"
STUDIES = "học hành, khoa bảng"
#: The second lunar month of 2025 has 29 days.
NO_SUCH_DAY = "30/2/2025 âm lịch"
NO_PICTURE = "Đây là chữ, không phải ảnh.".encode()
YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
NO_VIDEO = "Đây là chữ, không phải phim.".encode()


@pytest.fixture
def editor(open_page, signed_in):
    """A page of an editor at a desk; afterwards it must have nothing to complain of."""
    page = open_page(viewport=DESK, storage_state=signed_in("editor"))
    yield page
    assert page.watch.complaints == []


@pytest.fixture
def edit_address(demo):
    """Give the edit form of a page from its public address."""

    def _edit_address(path: str) -> str:
        for item in demo.api("news/?limit=20")["items"]:
            if demo.path(item["url"]) == path:
                return f"/admin/pages/{item['id']}/edit/"
        raise LookupError(path)

    return _edit_address


def _rows(page) -> list[str]:
    return page.locator("#listing-results td.title a").all_inner_texts()


def _search(page, words: str, waiting_for: str) -> None:
    """Type into the search of the list and wait for the row."""
    page.locator("main input[name=q]").fill(words)
    page.wait_for_url(lambda url: "q=" in url)
    page.locator("#listing-results").get_by_role("link", name=waiting_for).first.wait_for()


def _open_person(page, words: str, name: str) -> None:
    page.goto(PEOPLE)
    _search(page, words, name)
    page.locator("#listing-results").get_by_role("link", name=name).first.click()
    page.get_by_role("tab", name="Ngày tháng và mộ").click()


def _add_event(page, *, kind: str, date: str, description: str) -> str:
    """Add an event to the form of a person; return the beginning of its fields' ids."""
    page.get_by_role("button", name="Thêm Sự kiện").click()
    number = int(page.input_value("#id_events-TOTAL_FORMS")) - 1
    prefix = f"#id_events-{number}"
    page.select_option(f"{prefix}-type", label=kind)
    page.fill(f"{prefix}-date", date)
    page.fill(f"{prefix}-description", description)
    return prefix


def _save(page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


def test_list_of_people_opens_in_the_order_of_the_book(editor):
    editor.goto(PEOPLE)
    assert _rows(editor)[0] == "Dương Công Định"
    assert editor.locator("html").get_attribute("lang") == "vi"


def test_list_finds_folded_words_in_any_order(editor):
    editor.goto(PEOPLE)
    _search(editor, "khiem duong", "Dương Công Khiêm")
    assert "Dương Công Khiêm" in _rows(editor)
    assert "Dương Công Định" not in _rows(editor)


def test_date_that_does_not_exist_is_refused_at_its_field_and_nothing_typed_is_lost(editor):
    _open_person(editor, "nhuong duong", "Dương Công Nhượng")
    editor.get_by_role("tab", name="Tiểu sử và ảnh").click()
    biography = editor.locator(".public-DraftEditor-content").first
    biography.click()
    editor.keyboard.type("Lời kể còn lại.", delay=10)
    expect(biography).to_contain_text("Lời kể còn lại.")
    # The rich text editor hands its words to the form a quarter of a second after the last key.
    editor.wait_for_timeout(400)
    editor.get_by_role("tab", name="Ngày tháng và mộ").click()
    field = _add_event(
        editor, kind=STUDIES, date=NO_SUCH_DAY, description="Việc thử của người biên tập."
    )
    _save(editor)

    editor.locator(".messages").get_by_text("Chưa lưu được").wait_for()
    editor.get_by_role("tab", name="Ngày tháng và mộ").click()
    date = editor.locator(f"{field}-date")
    assert date.get_attribute("aria-invalid") == "true"
    errors = editor.locator(f"[id='{_error_id(date)}']").inner_text()
    assert "Không có ngày âm lịch 30/2/2025" in errors
    assert "29 ngày" in errors
    assert date.input_value() == NO_SUCH_DAY
    assert editor.input_value(f"{field}-description") == "Việc thử của người biên tập."
    editor.get_by_role("tab", name="Tiểu sử và ảnh").click()
    assert "Lời kể còn lại." in editor.locator(".public-DraftEditor-content").first.inner_text()


def _error_id(field) -> str:
    ids = (field.get_attribute("aria-describedby") or "").split()
    return next(name for name in ids if name.endswith("-errors"))


def test_right_lunar_date_is_saved_and_shown_to_readers(editor, open_page, demo):
    _open_person(editor, "duong cong lang", "Dương Công Lạng")
    field = _add_event(editor, kind=STUDIES, date=NO_SUCH_DAY, description="Dựng nhà học bên sông.")
    _save(editor)
    editor.locator(".messages").get_by_text("Chưa lưu được").wait_for()
    editor.get_by_role("tab", name="Ngày tháng và mộ").click()
    editor.fill(f"{field}-date", "29/2/1836 âm lịch")
    _save(editor)
    editor.wait_for_url(lambda url: url.endswith(PEOPLE))
    assert "Dương Công Lạng" in editor.locator(".messages").inner_text()

    reader = open_page()
    reader.goto(f"/gia-pha/tim/?q=duong+cong+lang&clan={CLAN}")
    reader.get_by_role("link", name="Dương Công Lạng").first.click()
    reader.wait_for_url("**/gia-pha/nguoi/**")
    life = reader.locator("main").inner_text()
    assert "Dựng nhà học bên sông." in life
    assert re.search(r"29 tháng 2 năm Bính Thân", life)


def test_person_chooser_of_a_news_item_finds_folded_words_and_takes_the_person(
    editor, edit_address, demo
):
    editor.goto(edit_address(demo.pages["article"]))
    editor.locator("#id_person_links-ADD").click()
    editor.get_by_role("button", name="Chọn người").last.click()
    dialog = editor.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Tìm").fill("dat cong")
    dialog.get_by_role("link", name="Dương Công Đạt").click()
    dialog.wait_for(state="hidden")
    chosen = editor.locator("#id_person_links-FORMS").inner_text()
    assert "Dương Công Đạt" in chosen


def test_picture_that_is_no_picture_is_refused_in_plain_words(editor):
    editor.goto("/admin/images/add/")
    editor.fill("#id_title", "Ảnh thử")
    editor.fill("#id_credit", "Người thử")
    editor.set_input_files(
        "#id_file", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": NO_PICTURE}
    )
    editor.get_by_role("button", name="Tải lên").click()
    error = editor.locator(".error-message")
    assert "không phải là ảnh" in error.inner_text()
    assert editor.input_value("#id_title") == "Ảnh thử"
    assert editor.input_value("#id_credit") == "Người thử"


def test_pictures_dropped_together_are_refused_one_by_one(editor):
    editor.goto("/admin/images/multiple/add/")
    editor.set_input_files(
        "#fileupload",
        [
            {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": NO_PICTURE},
            {"name": "thu.txt", "mimeType": "text/plain", "buffer": NO_PICTURE},
        ],
    )
    rows = editor.locator("#upload-list li.upload-failure")
    rows.nth(1).wait_for()
    assert "không phải là ảnh" in rows.nth(0).inner_text()
    assert "Chưa nhận loại tệp này" in rows.nth(1).inner_text()


def test_video_that_is_no_video_is_refused_in_plain_words(editor):
    editor.goto("/admin/media/video/add/")
    editor.fill("#id_title", "Phim thử")
    editor.set_input_files(
        "#id_file", {"name": "phim.mp4", "mimeType": "video/mp4", "buffer": NO_VIDEO}
    )
    editor.get_by_role("button", name="Tải lên").click()
    editor.locator(".error-message").wait_for()
    said = editor.locator("main").inner_text()
    assert "không phải là video" in said
    assert "File extension" not in said
    assert editor.input_value("#id_title") == "Phim thử"


def test_news_can_be_edited_on_a_phone(open_page, signed_in, edit_address):
    page = open_page(storage_state=signed_in("editor"))
    page.goto(edit_address("/tin-tuc/ra-mat-trang-tin/"))
    page.fill("#id_updated_note", "Sửa trên điện thoại.")
    page.get_by_role("button", name="Việc khác").click()
    page.get_by_role("button", name="Xuất bản", exact=True).click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.watch.complaints == []
    reader = open_page()
    reader.goto("/tin-tuc/ra-mat-trang-tin/")
    assert "Sửa trên điện thoại." in reader.locator("main").inner_text()


@pytest.fixture
def youtube_episode(editor, take_away):
    """An episode whose video stands at YouTube, published by the editor; gives its address."""
    editor.goto("/admin/")
    editor.get_by_role("button", name="Trang", exact=True).click()
    editor.get_by_role("link", name="Truyền hình", exact=True).click()
    editor.locator("#listing-results").get_by_role("link", name="Chuyện nhà ta").first.click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/"))
    series = re.search(r"/admin/pages/(\d+)/", editor.url).group(1)
    editor.goto(f"/admin/pages/{series}/add_subpage/")
    if "/add/" not in editor.url:
        editor.locator("main").get_by_role("link", name="Tập").first.click()
    editor.fill("#id_title", "Tập thử ở nhà khác")
    editor.fill("#id_video_url", YOUTUBE)
    editor.get_by_role("button", name="Việc khác").click()
    editor.get_by_role("button", name="Xuất bản", exact=True).click()
    editor.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    link = editor.locator(".messages").get_by_role("link", name="Xem").first
    yield link.get_attribute("href")
    take_away("Tập thử ở nhà khác")


def test_video_of_another_house_waits_for_a_click(youtube_episode, open_page):
    page = open_page()
    page.route("https://*/**", lambda route: route.fulfill(body="<p>video</p>"))
    page.goto(youtube_episode)
    page.wait_for_load_state("networkidle")
    assert page.watch.complaints == []
    page.locator("video-facade a").first.click()
    frame = page.locator("video-facade iframe")
    frame.wait_for()
    assert frame.get_attribute("src").startswith("https://www.youtube-nocookie.com/embed/")
    page.wait_for_load_state("networkidle")
    assert {url.split("/")[2] for url in page.watch.foreign_requests} == {
        "www.youtube-nocookie.com"
    }
