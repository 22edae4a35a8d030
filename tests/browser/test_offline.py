"""Reading without a network: an article the reader saved, and nothing of the members' pages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, wait_until

SAVE = "offline-save button"
ALL_KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const request of await store.keys()) kept.push(new URL(request.url).pathname);
  }
  return kept;
}"""
READY = (
    "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
)


def ready(page):
    wait_until(page, READY)


def first_article(page):
    page.goto("/tin-tuc/")
    page.locator(
        "main a[href^='/tin-tuc/']:not([href='/tin-tuc/'], [href*='/chu-de/'], [href*='?'])"
    ).first.click()
    page.wait_for_selector(SAVE)


@pytest.mark.parametrize("account", [None, "member"])
def test_a_saved_article_is_read_offline_and_no_members_page_is_kept(open_page, signed_in, account):
    options = {"storage_state": signed_in(account)} if account else {}
    page = open_page(viewport=PHONE, **options)
    page.goto("/")
    ready(page)
    page.goto("/gia-pha/")
    if account:
        page.goto("/tai-khoan/")
    first_article(page)
    article, title = page.url, page.locator("h1").text_content().strip()
    page.locator(SAVE).click()
    page.wait_for_selector("offline-save [role=status]:has-text('Đã lưu')")
    kept = page.evaluate(ALL_KEPT)
    assert [path for path in kept if path.startswith(("/gia-pha", "/tai-khoan", "/admin"))] == []
    pages = [path for path in kept if not path.startswith(("/static/", "/media/"))]
    assert sorted(pages) == sorted(["/ngoai-tuyen/", "/" + article.split("/", 3)[3]])
    if account:
        text = page.evaluate("async (url) => (await (await caches.match(url)).text())", article)
        assert "Đăng xuất" not in text
    page.context.set_offline(True)
    page.goto(article)
    assert page.locator("h1").text_content().strip() == title
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Be Vietnam')
    # Not seen before: a stranger's page of this minute may stand in the browser's own cache.
    page.goto("/gia-pha/quan-he/")
    assert page.locator("h1").text_content().strip() == "Đọc ngoại tuyến"
    assert page.locator(".offline-list a").text_content().strip() == title
    page.locator(".offline-list button").click()
    page.wait_for_selector("[data-none]:not([hidden])")
    page.goto(article)
    assert page.locator("h1").text_content().strip() == "Đọc ngoại tuyến"
    page.context.set_offline(False)
    assert page.watch.foreign_requests == []


def test_the_offline_page_has_no_faults(open_page):
    for viewport in (PHONE, DESK):
        for scheme in ("light", "dark"):
            page = open_page(viewport=viewport, color_scheme=scheme)
            page.goto("/ngoai-tuyen/")
            assert Axe().run(page).response["violations"] == []
            assert page.watch.complaints == []


def test_without_javascript_there_is_no_button(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/tin-tuc/")
    page.locator(
        "main a[href^='/tin-tuc/']:not([href='/tin-tuc/'], [href*='/chu-de/'], [href*='?'])"
    ).first.click()
    assert not page.locator(SAVE).is_visible()
