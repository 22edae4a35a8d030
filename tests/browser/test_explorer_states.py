"""The tree explorer without a script or a network, with errors, with people not to be known."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import CLAN
from tests.browser.explorer import OURS, VIEWPORTS, address, answer_with, chart, ready, shoot


@pytest.fixture(scope="module")
def founder(demo) -> str:
    """Give the id of the founder of the demo's first clan."""
    return re.search(r"[0-9a-f-]{36}", demo.descendants).group()


@pytest.fixture
def tree(open_page, founder):
    """Open the tree of the founder on a desk; nothing may be complained of in the end."""
    page = open_page(viewport=VIEWPORTS["desk"], reduced_motion="reduce")
    page.goto(address(founder))
    ready(page)
    yield page
    assert page.watch.complaints == []


def test_without_a_script_there_is_the_list(open_page, demo, founder):
    page = open_page(java_script_enabled=False)
    page.goto(address(founder))
    boxes = chart(demo, founder)["boxes"]
    expect(page.locator(".tree-stage")).to_be_hidden()
    names = page.locator("#danh-sach .descent-node").count()
    assert names >= len(boxes)
    for box in boxes:
        assert page.locator(f'#danh-sach a.person[href$="{box["key"]}/"]').is_visible()
    assert page.watch.complaints == []


def test_a_failed_branch_says_so_and_is_tried_again(open_page, demo, founder):
    page = open_page(viewport=VIEWPORTS["desk"], reduced_motion="reduce", **OURS)
    page.goto(address(founder))
    ready(page)
    closed = next(box for box in chart(demo, founder)["boxes"] if box["below"] and not box["open"])
    answer_with(page, "**/branch-below/**", status=503)
    toggle = "key => document.querySelector('family-tree').toggle(key)"
    page.evaluate(toggle, closed["key"])
    expect(page.locator("[data-part=error]")).to_contain_text("Máy chủ chưa trả lời")
    shoot(page, "error")
    page.unroute("**/branch-below/**")
    page.locator("[data-part=error] button").click()
    expect(page.locator("[data-part=error]")).to_be_hidden()
    expect(page.locator("[data-part=live]")).to_contain_text("Đã mở thêm")
    assert [one for one in page.watch.complaints if "503" not in one] == []


def test_without_a_network_what_is_open_stays(open_page, demo, founder):
    page = open_page(viewport=VIEWPORTS["desk"], reduced_motion="reduce")
    page.goto(address(founder))
    ready(page)
    size = "document.querySelector('family-tree').view.scene.nodes.size"
    count = page.evaluate(size)
    page.context.set_offline(True)
    expect(page.locator("[data-part=error]")).to_contain_text("mất mạng")
    closed = next(box for box in chart(demo, founder)["boxes"] if box["below"] and not box["open"])
    page.evaluate("key => document.querySelector('family-tree').toggle(key)", closed["key"])
    expect(page.locator("[data-part=error] button")).to_be_visible()
    assert page.evaluate(size) == count
    page.context.set_offline(False)
    expect(page.locator("[data-part=live]")).to_contain_text("Đã mở thêm")


def test_stranger_meets_the_living_only_as_opaque_boxes(tree, demo, founder):
    """Every box on the screen is one of the answer; those without a person have no link."""
    answer = json.dumps(chart(demo, founder))
    hrefs = tree.eval_on_selector_all(
        ".tree-drawing a", "links => links.map((link) => link.getAttribute('href')).filter(Boolean)"
    )
    assert hrefs
    for href in hrefs:
        assert re.search(r"[0-9a-f-]{36}", href).group() in answer


def opaque_answer(founder: str) -> str:
    """Make an answer with somebody opaque between two people, ten wives and a long name."""
    box = {"mother": None, "rank": 1, "line": "birth", "partners": [], "children": 1, "below": 0}
    url = "http://elsewhere.example/gia-pha/nguoi/{}/"

    def person(key: str, name: str) -> dict:
        return {
            "id": key, "name": name, "sex": "m", "years": "1790–1850", "generation_label": "",
            "branch": "Chi Giáp", "url": url.format(key), "note": "", "is_living": False,
        }  # fmt: skip

    wives = [
        {
            "id": f"00000000-0000-4000-8000-0000000001{i:02}", "name": f"Lê Thị {i}", "sex": "f",
            "years": "", "order": i, "label": "Thứ thất", "url": url.format("w"),
            "clan_branch": "Chi Ất" if i == 10 else None,
        }
        for i in range(1, 11)
    ]  # fmt: skip
    child, long = "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000003"
    name = "Công Tằng Tôn Nữ Dương Nguyễn Phúc Vĩnh Khuynh Diệp Thảo Nguyên"
    boxes = [
        {**box, "key": founder, "parent": None, "generation": 1, "open": True,
         "person": person(founder, "Dương Công Định"), "partners": wives, "children": 2},
        {**box, "key": "x1", "parent": founder, "generation": 2, "open": True, "person": None},
        {**box, "key": child, "parent": "x1", "generation": 3, "open": False,
         "person": person(child, "Dương Công Ẩn"), "children": 0},
        {**box, "key": long, "parent": founder, "generation": 2, "open": False, "line": "adopted",
         "mother": wives[8]["id"], "person": person(long, name), "children": 0},
    ]  # fmt: skip
    meta = {"focus": founder, "clan": CLAN, "root": founder, "generations": [1, 3], "people": 3}
    return json.dumps({"meta": meta, "boxes": boxes})


def test_opaque_people_wives_link_cards_and_long_names(open_page, founder):
    page = open_page(viewport=VIEWPORTS["desk"], reduced_motion="reduce", **OURS)
    answer_with(page, "**/chart/**", body=opaque_answer(founder))
    page.goto(address(founder))
    ready(page)
    page.evaluate("document.querySelector('family-tree').view.fit()")
    page.wait_for_timeout(300)
    page.evaluate("document.querySelector('family-tree').view.zoom(1.1)")
    page.wait_for_timeout(300)
    shoot(page, "ten-wives")
    opaque = page.locator(".tree-drawing .box:has(> .opaque)")
    assert opaque.count() == 1
    assert opaque.locator("a[href]").count() == 0
    assert "Người đang sống" in opaque.text_content()
    card = page.locator(".tree-drawing .elsewhere")
    assert card.count() == 1
    assert card.locator("a").get_attribute("aria-label").endswith("xem ở Chi Ất")
    assert page.locator(".tree-drawing .lines .dashed:not([d=''])[d]").count() == 1
    # Links stay on the site, whatever host an answer names.
    assert page.locator(".tree-drawing .focus a").first.get_attribute("href").startswith("/gia-pha")
    wide = page.evaluate(
        """[...document.querySelectorAll('.tree-drawing .part')].filter((part) => {
          const rect = part.querySelector('rect').getBoundingClientRect();
          return [...part.querySelectorAll('text')].some((text) => {
            const box = text.getBoundingClientRect();
            return box.width > 0 && (box.left < rect.left - 1 || box.right > rect.right + 1);
          });
        }).length"""
    )
    assert wide == 0


def test_on_paper_the_drawing_fits_the_sheet(tree):
    tree.evaluate("dispatchEvent(new Event('beforeprint'))")
    tree.emulate_media(media="print")
    box = tree.locator(".tree-drawing").bounding_box()
    assert tree.locator(".tree-drawing").get_attribute("viewBox")
    assert box["width"] <= VIEWPORTS["desk"]["width"]
    assert not tree.locator(".tree-bar").is_visible()
    shoot(tree, "print")
    tree.emulate_media(media="screen")
    tree.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tree.locator(".tree-drawing").get_attribute("viewBox") is None
