"""The screens of an editor's day speak Vietnamese, and their scripts run without complaint."""

from __future__ import annotations

import re

import pytest

DESK = {"width": 1366, "height": 900}
SCREENS = (
    "/admin/",
    "/admin/pages/3/",
    "/admin/pages/search/?q=gia",
    "/admin/images/",
    "/admin/images/multiple/add/",
    "/admin/documents/",
    "/admin/media/",
    "/admin/account/",
    "/admin/snippets/news/author/",
    "/admin/gia-pha/nguoi/",
    "/admin/gia-pha/nguoi/new/",
    "/admin/gia-pha/vo-chong/",
    "/admin/gia-pha/chi-phai/",
    "/admin/gia-pha/dong-ho/",
    "/admin/gia-pha/dia-danh/",
    "/admin/gia-pha/nguon/",
)
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|not|add|edit|save|delete|view|page|pages|search|status|type|history"
    r"|with|from|for|this|your|choose|select|upload|file|files|apply|more|actions?|created"
    r"|updated|by|move|copy|close|open|show|hide|draft|comments?|settings|groups?|all|any)\b",
    re.IGNORECASE,
)
VIETNAMESE = re.compile(r"[^\x00-\x7f]")
VISIBLE_WORDS = """() => {
  const words = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (["SCRIPT", "STYLE", "OPTION"].includes(holder.tagName)) continue;
    const text = walker.currentNode.textContent.trim().replace(/\\s+/g, " ");
    if (text && holder.checkVisibility({ visibilityProperty: true })) words.add(text);
  }
  return [...words];
}"""


@pytest.fixture(scope="module")
def editor(open_page_of_module, signed_in):
    return open_page_of_module(viewport=DESK, storage_state=signed_in("editor"))


@pytest.mark.parametrize("address", SCREENS)
def test_screen_speaks_vietnamese_and_runs_without_errors(editor, address):
    assert editor.goto(address, wait_until="load").status == 200
    english = [
        words
        for words in editor.evaluate(VISIBLE_WORDS)
        if ENGLISH.search(words) and not VIETNAMESE.search(words)
    ]
    assert english == []
    assert editor.watch.complaints == []
