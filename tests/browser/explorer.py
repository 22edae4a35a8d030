"""The tree explorer in the browser tests: its address, when it is ready, where the keyboard is."""

from __future__ import annotations

import os
from pathlib import Path

VIEWPORTS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1366, "height": 768}}
#: How a page is opened whose every question goes past `answer_with`.
OURS = {"service_workers": "block"}


def address(person: str) -> str:
    return f"/gia-pha/nguoi/{person}/so-do/"


def ready(page) -> None:
    """Wait until the tree is drawn and stands still."""
    page.wait_for_selector(".tree-drawing .box")
    page.locator("family-tree:not([aria-busy])").wait_for()
    page.wait_for_timeout(400)


def active(page) -> str:
    """Give the key of the box the keyboard is at."""
    return page.evaluate("document.activeElement.closest('[role=treeitem]')?.key ?? ''")


def chart(demo, person: str) -> dict:
    return demo.api(f"people/{person}/chart/")


def answer_with(page, pattern: str, *, status: int = 200, body: str = "{}") -> None:
    """Answer for the server; the page is opened with `OURS`, or its worker asks past us."""
    page.route(
        pattern,
        lambda route: route.fulfill(status=status, body=body, content_type="application/json"),
    )


def shoot(page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"explorer-{name}.png")
