"""Pictures of the main pages for people to look at.

`SCREENSHOTS=folder make test ARGS="--only browser"` keeps them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = os.environ.get("SCREENSHOTS", "")
NEWER = ("memorials", "calendar", "statistics", "relationship")
VIEWPORTS = ({"width": 390, "height": 844}, {"width": 1366, "height": 900})
READERS = ("home", "article", "episode", "person", "descendants", *NEWER)
#: Pictures below the window load when they come near, so somebody has to scroll.
SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    scrollTo({ top: y, behavior: "instant" });
    await new Promise((done) => setTimeout(done, 80));
  }
  scrollTo({ top: 0, behavior: "instant" });
}"""

pytestmark = pytest.mark.skipif(not FOLDER, reason="SCREENSHOTS names no folder")
on_phone_and_desk = pytest.mark.parametrize(
    "viewport", VIEWPORTS, ids=[str(viewport["width"]) for viewport in VIEWPORTS]
)


def _keep(page, name: str, viewport) -> None:
    page.wait_for_load_state("networkidle")
    # Chromium turns a ring over a film during its first second.
    page.wait_for_timeout(1200)
    path = Path(FOLDER) / f"{name}-{viewport['width']}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    assert path.stat().st_size > 10_000


@on_phone_and_desk
@pytest.mark.parametrize("name", READERS)
def test_picture_of_a_page_for_readers(open_page, demo, name, viewport):
    page = open_page(viewport=viewport)
    page.goto(demo.pages[name])
    page.evaluate(SCROLL)
    _keep(page, name, viewport)


@on_phone_and_desk
def test_picture_of_editing_news(open_page, demo, signed_in, viewport):
    item = demo.api("news/?limit=1")["items"][0]
    page = open_page(viewport=viewport, storage_state=signed_in("editor"))
    page.goto(f"/admin/pages/{item['id']}/edit/")
    _keep(page, "admin-news", viewport)


@on_phone_and_desk
def test_picture_of_editing_a_person(open_page, signed_in, viewport):
    page = open_page(viewport=viewport, storage_state=signed_in("editor"))
    page.goto("/admin/gia-pha/nguoi/?q=duong+cong+khiem")
    page.locator("#listing-results").get_by_role("link", name="Dương Công Khiêm").first.click()
    _keep(page, "admin-person", viewport)
