"""Moving about as a reader: by thumb, by keyboard, without JavaScript, on paper."""

from __future__ import annotations

import pytest

from tests.browser.demo import CLAN

DESK = {"width": 1366, "height": 900}

with_and_without_scripts = pytest.mark.parametrize(
    "scripts", [True, False], ids=["scripts", "no scripts"]
)


@with_and_without_scripts
def test_menu_opens_and_leads_on_a_phone(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/")
    menu = page.locator(".hall-menu nav")
    assert not menu.is_visible()
    page.get_by_text("Mục lục", exact=True).click()
    assert menu.is_visible()
    menu.get_by_role("link", name="Gia phả").click()
    page.wait_for_url("**/gia-pha/")
    assert page.watch.complaints == []


def test_menu_closes_with_escape_and_gives_the_focus_back(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_text("Mục lục", exact=True).click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".hall-menu nav").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_menu_stands_open_at_a_desk(open_page):
    page = open_page(viewport=DESK)
    page.goto("/tin-tuc/")
    here = page.locator(".hall-nav").get_by_role("link", name="Tin tức")
    assert here.is_visible()
    assert here.get_attribute("aria-current")


def test_search_finds_people_while_typing_and_opens_one_by_keyboard(open_page):
    page = open_page()
    page.goto("/gia-pha/tim/")
    page.locator("main input[name=q]").focus()
    page.keyboard.type("duong cong", delay=20)
    first = page.locator("#ket-qua a").first
    first.wait_for()
    assert "Dương Công" in first.inner_text()
    assert page.locator("#ket-qua").get_by_role("status").inner_text()
    name = first.inner_text()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#ket-qua') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/gia-pha/nguoi/**")
    assert page.locator("h1").inner_text() == name
    assert page.watch.complaints == []


def test_search_works_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/gia-pha/tim/")
    page.locator("main input[name=q]").fill("cong duong")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=cong*")
    assert page.locator("#ket-qua a").count() > 3


def test_search_for_nobody_says_what_to_do_next(open_page):
    page = open_page()
    page.goto("/gia-pha/tim/?q=khongcoai")
    assert "Không tìm thấy ai" in page.locator("#ket-qua").inner_text()


def test_descendants_fold_and_unfold_without_scripts(open_page, demo):
    page = open_page(java_script_enabled=False)
    page.goto(demo.descendants)
    fold = page.locator(".descent > li > details")
    child = fold.locator("a").first
    assert child.is_visible()
    fold.locator("summary").first.click()
    assert not child.is_visible()
    fold.locator("summary").first.click()
    assert child.is_visible()


def test_descendants_go_on_below_the_third_generation(open_page, demo):
    page = open_page(java_script_enabled=False)
    page.goto(demo.descendants)
    page.locator(".more-pill").first.click()
    page.wait_for_url(lambda url: not url.endswith(demo.descendants))
    assert page.locator(".descent a").count() > 1
    page.get_by_role("link", name="Về tổ").click()
    page.wait_for_url(f"**{demo.descendants}")


def test_person_leads_up_to_father_and_founder(open_page, demo):
    page = open_page()
    page.goto(f"/gia-pha/tim/?q=duong+cong+khiem&clan={CLAN}")
    page.get_by_role("link", name="Dương Công Khiêm").first.click()
    page.wait_for_url("**/gia-pha/nguoi/**")
    page.locator("main").get_by_role("link", name="Dương Công Định").first.click()
    page.wait_for_url(f"**{demo.pages['person']}")


def _play_time(video) -> float:
    return video.evaluate("video => video.currentTime")


def _wait_until_playing(page, video, after: float = 0) -> None:
    for _ in range(100):
        if _play_time(video) > after + 0.3:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the video stands at {_play_time(video)} s")


def test_uploaded_clip_plays_after_a_press_on_its_picture(open_page, demo):
    page = open_page(viewport=DESK)
    page.goto(demo.pages["episode"])
    video = page.locator("video")
    # Nothing is fetched before the reader wants it.
    assert video.evaluate("video => video.readyState") == 0
    video.click()
    _wait_until_playing(page, video)
    _wait_until_playing(page, video, after=_play_time(video))
    assert video.evaluate("video => video.videoWidth") > 0
    assert video.evaluate("video => video.error") is None
    assert page.watch.complaints == []


def test_uploaded_clip_plays_by_keyboard_without_scripts(open_page, demo):
    page = open_page(viewport=DESK, java_script_enabled=False)
    page.goto(demo.pages["episode"])
    video = page.locator("video")
    video.focus()
    page.keyboard.press("Space")
    _wait_until_playing(page, video)


def test_skip_link_is_the_first_stop_and_leads_to_the_content(open_page):
    page = open_page(viewport=DESK)
    page.goto("/")
    page.keyboard.press("Tab")
    link = page.locator(".skip-link")
    assert link.evaluate("link => link === document.activeElement")
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


def test_every_stop_of_the_keyboard_can_be_seen(open_page):
    page = open_page(viewport=DESK)
    page.goto("/gia-pha/")
    for _ in range(12):
        page.keyboard.press("Tab")
        stop = page.locator(":focus")
        # A card draws the ring around itself, not around the words of its link.
        rings = stop.evaluate(
            "e => [null, '::after'].map(part => getComputedStyle(e, part).outlineStyle)"
        )
        assert set(rings) != {"none"}, stop.inner_text()


@pytest.mark.parametrize("name", ["article", "person", "descendants"])
def test_paper_shows_the_content_without_the_menus(open_page, demo, name):
    page = open_page(viewport=DESK)
    page.goto(demo.pages[name])
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator(".hall-nav").is_visible()
    assert not page.locator(".hall-tools").is_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_clock_of_the_header_knows_the_lunar_day(open_page):
    page = open_page()
    page.goto("/")
    assert " tháng " in page.locator(".hall-lunar").inner_text()
