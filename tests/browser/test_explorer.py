"""The tree explorer (phả đồ): by hand, by keys, without a script, with errors."""

from __future__ import annotations

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.explorer import VIEWPORTS, active, address, chart, ready, shoot
from tests.browser.test_pages import AXE_OPTIONS

MOST_BYTES = 150_000
every_view = pytest.mark.parametrize("view", VIEWPORTS)


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


@every_view
def test_every_box_of_the_answer_is_named_for_screen_readers(open_page, demo, founder, view):
    page = open_page(viewport=VIEWPORTS[view], reduced_motion="reduce")
    page.goto(address(founder))
    ready(page)
    box = chart(demo, founder)["boxes"][0]
    item = page.locator(".tree-drawing .focus")
    label = item.get_attribute("aria-label")
    assert label.startswith(f"{box['person']['name']}, đời 1")
    assert f"{box['children']} con" in label
    assert item.get_attribute("aria-level") == "1"
    assert item.get_attribute("aria-expanded") == "true"
    assert page.watch.complaints == []


@every_view
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page, founder, view, scheme):
    page = open_page(viewport=VIEWPORTS[view], color_scheme=scheme, reduced_motion="reduce")
    page.goto(address(founder))
    ready(page)
    shoot(page, f"{view}-{scheme}")
    page.locator(".tree-drawing .focus a").first.click()
    expect(page.locator("[data-part=panel]")).to_be_visible()
    for _ in range(2):
        found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        page.keyboard.press("Escape")
        page.locator("[data-part=optionsButton]").click()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.watch.complaints == []


def test_everything_goes_by_keyboard_alone(tree, demo, founder):
    boxes = chart(demo, founder)["boxes"]
    first = next(box for box in boxes if box["parent"] == founder)
    for _ in range(40):
        if active(tree):
            break
        tree.keyboard.press("Tab")
    assert active(tree) == founder
    tree.keyboard.press("ArrowDown")
    assert active(tree) == first["key"]
    tree.keyboard.press("ArrowRight")
    brother = active(tree)
    assert brother == [box["key"] for box in boxes if box["parent"] == founder][1]
    tree.keyboard.press("ArrowLeft")
    assert active(tree) == first["key"]
    tree.keyboard.press("Tab")
    assert tree.evaluate("document.activeElement.localName") == "a"
    tree.keyboard.press("Escape")
    tree.keyboard.press("ArrowUp")
    assert active(tree) == founder
    tree.keyboard.press("Space")
    expect(tree.locator("[data-part=panel]")).to_be_visible()
    tree.keyboard.press("Escape")
    expect(tree.locator("[data-part=panel]")).to_be_hidden()
    before = tree.evaluate("document.querySelector('family-tree').view.matrix.k")
    tree.keyboard.press("+")
    assert tree.evaluate("document.querySelector('family-tree').view.matrix.k") > before
    tree.keyboard.press("ArrowDown")
    tree.keyboard.press("Enter")
    tree.wait_for_url(f"**/gia-pha/nguoi/{first['key']}/")


def test_home_leads_back_to_the_founder(open_page, demo, founder):
    grandchild = chart(demo, founder)["boxes"][-1]["key"]
    page = open_page(viewport=VIEWPORTS["desk"], reduced_motion="reduce")
    page.goto(address(grandchild))
    ready(page)
    page.locator(".tree-drawing .focus").focus()
    page.keyboard.press("Home")
    page.wait_for_url(f"**{address(founder)}")
    expect(page.locator(".tree-drawing .focus")).to_be_focused()
    assert founder in page.locator(".tree-drawing .focus a").first.get_attribute("href")


def test_down_opens_a_closed_branch_and_the_box_stays_where_it_is(tree, demo, founder):
    closed = next(box for box in chart(demo, founder)["boxes"] if box["below"] and not box["open"])
    script = """key => { const tree = document.querySelector('family-tree');
      const place = tree.view.placeOf(key); return [place.middle, place.top]; }"""
    tree.evaluate(
        "key => { const t = document.querySelector('family-tree'); t.view.activate(key, true);"
        " t.view.center(key, {isAtOnce: true}); t.view.drawNow(true); }",
        closed["key"],
    )
    before = tree.evaluate(script, closed["key"])
    pill = tree.locator("[role=treeitem]:focus [role=button]")
    assert f"+{closed['below']} người" in pill.text_content()
    pill.click()
    expect(tree.locator("[role=treeitem]:focus")).to_have_attribute("aria-expanded", "true")
    after = tree.evaluate(script, closed["key"])
    assert after == pytest.approx(before, abs=0.5)
    expect(tree.locator("[data-part=live]")).to_contain_text("Đã mở thêm")
    tree.keyboard.press("ArrowDown")
    assert active(tree) not in {"", closed["key"]}
    tree.keyboard.press("ArrowUp")
    tree.locator("[role=treeitem]:focus [role=button]").click()
    expect(tree.locator("[role=treeitem]:focus")).to_have_attribute("aria-expanded", "false")
    assert f"+{closed['below']} người" in pill.text_content()


def test_back_and_forward_walk_through_the_people_seen(tree, demo, founder):
    child = chart(demo, founder)["boxes"][1]
    tree.evaluate("id => document.querySelector('family-tree').goTo(id)", child["key"])
    tree.wait_for_url(f"**{address(child['key'])}")
    ready(tree)
    assert child["person"]["name"] in tree.locator("h1").inner_text()
    assert child["person"]["name"] in tree.title()
    tree.go_back()
    tree.wait_for_url(f"**{address(founder)}")
    expect(tree.locator("h1")).not_to_contain_text(child["person"]["name"])
    tree.go_forward()
    expect(tree.locator("h1")).to_contain_text(child["person"]["name"])


def test_search_goes_to_somebody_and_a_second_one_draws_the_line(tree, demo, founder):
    target = next(box for box in chart(demo, founder)["boxes"] if box["generation"] == 3)
    tree.get_by_label("Tìm người trong phả đồ").fill(target["person"]["name"])
    row = tree.locator(f'[data-part=findRows] a[href*="{target["key"]}"]')
    row.wait_for()
    tree.keyboard.press("ArrowDown")
    assert tree.evaluate("document.activeElement.closest('[data-part=findRows]') !== null")
    row.click()
    tree.wait_for_url(f"**{address(target['key'])}")
    ready(tree)
    tree.evaluate("id => document.querySelector('family-tree').showPath(id, true)", founder)
    expect(tree.locator("[data-part=banner]")).to_contain_text("gọi")
    tree.wait_for_url(f"**?voi={founder}")
    ready(tree)
    assert tree.locator(".tree-drawing .on-path").count() >= 3
    shoot(tree, "path")
    tree.reload()
    expect(tree.locator("[data-part=banner]")).to_contain_text("gọi")
    tree.get_by_role("button", name="Bỏ đường nối").click()
    expect(tree.locator("[data-part=banner]")).to_be_hidden()


def test_filters_and_forms_change_what_is_drawn_and_stay_in_the_address(tree):
    tree.locator("input[value=doc]").check()
    tree.wait_for_url("**?the=doc")
    shoot(tree, "columns")
    tree.locator("[data-part=optionsButton]").click()
    tree.locator("[data-part=from]").select_option("2")
    tree.locator("[data-part=until]").select_option("2")
    levels = tree.evaluate(
        "[...document.querySelector('family-tree').view.scene.nodes.values()].map((n) => n.row)"
    )
    assert set(levels) == {2}
    tree.locator("[data-part=from]").select_option("")
    tree.locator("[data-part=until]").select_option("")
    tree.keyboard.press("Escape")
    tree.locator("input[value=trai]").check()
    tree.wait_for_url("**?con=trai&the=doc")
    ready(tree)
    assert tree.locator(".tree-drawing .one.f").count() == 0


def test_overview_leads_to_a_branch(tree):
    tree.get_by_role("button", name="Toàn cảnh").click()
    link = tree.locator(".overview-list a").first
    link.wait_for()
    shoot(tree, "overview")
    name = tree.locator(".overview-list li").first.inner_text()
    link.click()
    expect(tree.locator("dialog")).to_be_hidden()
    ready(tree)
    heading = tree.locator("h1").inner_text().removeprefix("Phả đồ quanh ")
    assert heading in name


def test_from_far_off_there_are_dots_and_names_of_the_chi(tree):
    tree.evaluate("document.querySelector('family-tree').view.fit()")
    for _ in range(6):
        tree.locator("[data-part=farther]").click()
    expect(tree.locator(".tree-drawing")).to_have_attribute("data-level", "dots")
    expect(tree.locator(".chi-names text").first).to_contain_text("Chi")
    shoot(tree, "far")
    assert tree.locator(".tree-drawing .box").count() <= 1


def test_first_view_weighs_less_than_150_kb(open_page, founder):
    page = open_page(viewport=VIEWPORTS["phone"])
    answers = []
    page.on("response", lambda answer: answers.append(answer.url))
    page.goto(address(founder), wait_until="networkidle")
    page.locator("family-tree .tree-drawing .box").first.wait_for()
    fetch = page.context.request.get
    weights = {url: len(gzip.compress(fetch(url).body())) for url in set(answers)}
    assert any("/chart/" in url for url in weights)
    assert sum(weights.values()) < MOST_BYTES, weights


def test_a_finger_moves_the_tree_and_a_press_does_not(tree):
    matrix = "(({k, x, y}) => [k, x, y])(document.querySelector('family-tree').view.matrix)"
    box = tree.locator(".tree-drawing").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8)
    before = tree.evaluate(matrix)
    tree.mouse.move(*middle)
    tree.mouse.down()
    tree.mouse.move(middle[0] - 120, middle[1] - 30, steps=6)
    tree.mouse.up()
    tree.wait_for_timeout(100)
    after = tree.evaluate(matrix)
    assert after[1] == pytest.approx(before[1] - 120, abs=1)
    tree.mouse.wheel(0, -200)
    tree.wait_for_timeout(100)
    assert tree.evaluate(matrix)[0] > after[0]
