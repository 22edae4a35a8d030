"""An editor previews an unsaved title at a front end of another origin, which is a few lines."""

from __future__ import annotations

import json
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.conftest import DESK

#: Two servers and a checker in a frame take their time on a busy machine (milliseconds).
PATIENCE = 60_000

#: All of a front end: read the draft on the server, print its title, fetch the user bar.
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8">
<meta name="referrer" content="no-referrer"><title>Trang ngoài</title></head>
<body><main><h1 id="title"></h1><div id="body"></div><button id="nameless"></button></main>
<script>
const token = new URLSearchParams(location.search).get("token");
const base = %(cms)s + "/api/v2/preview/" + token + "/";
fetch(base).then((answer) => answer.json()).then((draft) => {
  document.getElementById("title").textContent = draft.record.title;
  document.getElementById("body").innerHTML = draft.record.body_html || "";
});
fetch(base + "userbar/").then((answer) => answer.ok ? answer.text() : "").then((html) => {
  document.body.append(document.createRange().createContextualFragment(html));
});
</script></body></html>"""


@pytest.fixture
def front_end(site):
    """Serve the page above on a port of its own; give its origin."""

    class Front(BaseHTTPRequestHandler):
        def do_GET(self):
            body = (PAGE % {"cms": json.dumps(site.address)}).encode()
            self.send_response(200 if self.path.startswith("/api/preview") else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Content-Security-Policy", f"frame-ancestors {site.address}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def switched_on(front_end, open_page, signed_in):
    """An administrator sets the front end, and takes it away at the end."""
    page = open_page(viewport=DESK, storage_state=signed_in("admin"))
    page.set_default_timeout(PATIENCE)

    def _set(address: str) -> None:
        page.goto("/admin/settings/preview/frontend/")
        page.locator("#id_is_on").set_checked(bool(address))
        page.fill("#id_address", address)
        page.get_by_role("button", name="Lưu").last.click()
        page.wait_for_selector(".messages .success")

    _set(front_end)
    yield front_end
    _set("")


def article_form(page, demo) -> str:
    number = demo.api("news/?limit=1")["items"][0]["id"]
    page.goto(f"/admin/pages/{number}/edit/")
    return str(number)


def test_the_front_end_shows_the_unsaved_title_and_is_checked(
    open_page, signed_in, demo, switched_on, tmp_path
):
    page = open_page(viewport=DESK, storage_state=signed_in("editor"))
    page.set_default_timeout(PATIENCE)
    article_form(page, demo)
    page.fill("#id_title", "Tựa chưa lưu của biên tập viên")

    # The panel beside the form.
    page.locator("[data-side-panel-toggle=preview]").first.click()
    frame = page.frame_locator("#w-preview-iframe")
    frame.locator("#title", has_text="Tựa chưa lưu của biên tập viên").wait_for()
    inside = next(one for one in page.frames if one.url.startswith(switched_on))
    assert urllib.parse.urlsplit(inside.url).path == "/api/preview"
    page.screenshot(path=str(tmp_path / "panel.png"))

    # The checker of the form speaks of the nameless button on the other origin.
    page.locator("[data-side-panel-toggle=checks]").first.click()
    row = page.locator("[data-side-panel=checks] [data-content-checker-row]").first
    row.wait_for()
    page.screenshot(path=str(tmp_path / "checks.png"))
    shown = page.locator("[data-side-panel=checks]").inner_text()
    assert "nameless" in shown or "nút" in shown.lower()

    # A tab of its own, with the user bar of the site that holds the draft.
    page.locator("[data-side-panel-toggle=preview]").first.click()
    with page.context.expect_page() as opened:
        page.locator("[data-w-preview-target=newTab]").click()
    tab = opened.value
    tab.set_default_timeout(PATIENCE)
    tab.locator("#title", has_text="Tựa chưa lưu của biên tập viên").wait_for()
    tab.locator("wagtail-userbar").wait_for(state="attached")
    assert tab.url.startswith(f"{switched_on}/api/preview?token=")
    assert tab.evaluate("document.referrer") == ""
    tab.screenshot(path=str(tmp_path / "tab.png"))
    assert Path(tmp_path / "tab.png").stat().st_size > 0


def test_a_draft_is_shared_from_the_menu_of_its_form(open_page, signed_in, demo, switched_on):
    page = open_page(viewport=DESK, storage_state=signed_in("editor"))
    page.set_default_timeout(PATIENCE)
    number = article_form(page, demo)
    page.goto(f"/admin/xem-truoc/trang/{number}/")
    page.get_by_label("7 ngày").check()
    page.get_by_role("button", name="Tạo liên kết").click()
    link = page.locator("#preview-link").input_value()
    assert link.startswith(f"{switched_on}/api/preview?token=")
    reader = open_page(viewport=DESK)
    reader.goto(link)
    reader.locator("#title:not(:empty)").wait_for()
    assert reader.locator("wagtail-userbar").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_looking_at_a_text_leaves_the_warning_of_unsaved_changes(open_page, signed_in):
    page = open_page(viewport=DESK, storage_state=signed_in("admin"))
    page.set_default_timeout(PATIENCE)
    page.goto("/admin/gia-pha/dong-ho/")
    page.locator("main a[href*='/dong-ho/edit/']").first.click()
    page.locator("#id_name").click()
    page.evaluate("addEventListener('w-unsaved:add', () => { document.title = 'dirty'; })")
    for _turn in range(60):  # what is typed before the form's first look at itself is no change
        page.keyboard.type("(đang sửa)")
        page.wait_for_timeout(500)
        if page.title() == "dirty":
            break
    page.get_by_role("button", name="Việc cần làm").click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Xem trước bản đang gõ").click()
    opened.value.wait_for_load_state()
    assert "(đang sửa)" in page.locator("#id_name").input_value()
    # The browser asks before the tab goes: whoever says no still has what he typed.
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    for _turn in range(100):
        if asked:
            break
        opened.value.wait_for_timeout(100)
    assert asked == ["beforeunload"]
