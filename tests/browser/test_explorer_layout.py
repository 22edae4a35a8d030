"""The layout of the tree, asked in the browser: many random trees in one page."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

LAYOUT = Path(__file__).parents[2] / "home/static/home/js/tree/layout.js"
FORM = {
    "height": 74,
    "pitch": 166,
    "gap": 24,
    "firstLane": 58,
    "lanes": 26,
    "skirt": 56,
    "card": 186,
    "partner": 132,
    "beside": 6,
}
#: Runs in the page: arranges trees of boxes and gives what was drawn as plain data.
ARRANGE = """
([trees, form]) => trees.map((boxes) => {
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  form.size = (box) => ({
    person: { x: 0, y: 0, width: form.card, height: form.height },
    partners: box.partners.map((_, i) => ({
      x: form.card + form.beside + i * (form.partner + form.beside),
      y: 8, width: form.partner, height: 58,
    })),
    width: form.card + box.partners.length * (form.partner + form.beside),
  });
  const shown = boxes.map((box) => ({
    box, parent: box.parent, children: boxes.filter((one) => one.parent === box.key),
  }));
  const scene = window.layout.arrange(shown, form, boxes[0].key);
  return {
    nodes: [...scene.nodes.values()].map((node) => ({
      key: node.key, x: node.x, y: node.y, row: node.row, mid: node.mid, width: node.size.width,
      parent: node.parent?.key ?? null, mother: node.box.mother, rank: node.box.rank,
      kids: node.kids.map((kid) => kid.key),
    })),
    lines: scene.lines.flatMap((line) => line.groups.map((group) => ({
      parent: line.key, from: group.from, start: group.start, lane: group.lane,
      first: group.first, last: group.last, kids: group.kids.map((kid) => kid.key),
    }))),
  };
})
"""
TIDY = "([trees, gap]) => trees.map((nodes) => [...window.layout.tidy(nodes, gap)])"


@pytest.fixture(scope="module")
def layout(chromium):
    """Give a page that knows the layout and nothing else; no server is needed."""
    page = chromium.new_page()
    page.evaluate(
        "async (code) => { const url = URL.createObjectURL(new Blob([code],"
        " {type: 'text/javascript'})); window.layout = await import(url); }",
        LAYOUT.read_text(encoding="utf-8"),
    )
    yield page
    page.close()


@st.composite
def clans(draw):
    """Draw a clan as boxes: some wives, children of one or of nobody known, some đời skipped."""
    size = draw(st.integers(1, 40))
    boxes = []
    for i in range(size):
        parent = boxes[draw(st.integers(0, i - 1))] if i else None
        mothers = [one["id"] for one in parent["partners"]] if parent else []
        wives = draw(st.sampled_from([0, 0, 1, 1, 1, 2, 3, 10]))
        skip = draw(st.sampled_from([1, 1, 1, 1, 2]))
        boxes.append(
            {
                "key": f"b{i}",
                "parent": parent["key"] if parent else None,
                "mother": draw(st.sampled_from([None, *mothers])) if mothers else None,
                "generation": parent["generation"] + skip if parent else 1,
                "rank": i,
                "line": "birth",
                "partners": [{"id": f"b{i}w{j}"} for j in range(wives)],
            }
        )
    order = []
    stack = [boxes[0]]
    while stack:
        box = stack.pop()
        order.append(box)
        stack += [one for one in reversed(boxes) if one["parent"] == box["key"]]
    return order


many_clans = given(st.lists(clans(), min_size=4, max_size=12))
patient = settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    print_blob=False,
)


def _arranged(layout, trees):
    return zip(trees, layout.evaluate(ARRANGE, [trees, FORM]), strict=True)


@many_clans
@patient
def test_nobody_overlaps_and_a_gap_stays(layout, trees):
    for _boxes, drawn in _arranged(layout, trees):
        rows: dict[int, list] = {}
        for node in drawn["nodes"]:
            rows.setdefault(node["row"], []).append(node)
        for row in rows.values():
            row.sort(key=lambda node: node["x"])
            for left, right in pairwise(row):
                assert right["x"] - left["x"] - left["width"] >= FORM["gap"] - 0.01


@many_clans
@patient
def test_a_parent_stands_over_the_middle_of_the_first_and_last_child(layout, trees):
    for boxes, drawn in _arranged(layout, trees):
        nodes = {node["key"]: node for node in drawn["nodes"]}
        assert len(nodes) == len(boxes)
        middle = {key: node["x"] + node["width"] / 2 for key, node in nodes.items()}
        for node in nodes.values():
            if node["kids"]:
                first, last = node["kids"][0], node["kids"][-1]
                assert abs(middle[node["key"]] - (middle[first] + middle[last]) / 2) < 0.01


@many_clans
@patient
def test_children_stand_under_their_own_mother_and_brothers_by_rank(layout, trees):
    for boxes, drawn in _arranged(layout, trees):
        nodes = {node["key"]: node for node in drawn["nodes"]}
        given_boxes = {box["key"]: box for box in boxes}
        for node in nodes.values():
            mothers = [None, *(one["id"] for one in given_boxes[node["key"]]["partners"])]
            kids = [nodes[kid] for kid in node["kids"]]
            wanted = sorted(kids, key=lambda kid: (mothers.index(kid["mother"]), kid["rank"]))
            assert [kid["key"] for kid in kids] == [kid["key"] for kid in wanted]
            assert [kid["x"] for kid in kids] == sorted(kid["x"] for kid in kids)
        for line in drawn["lines"]:
            parent, one = nodes[line["parent"]], nodes[line["kids"][0]]
            mothers = {nodes[kid]["mother"] for kid in line["kids"]}
            assert len(mothers) == 1
            place = [None, *(w["id"] for w in given_boxes[line["parent"]]["partners"])].index(
                one["mother"]
            )
            left = parent["x"] + (
                0 if place == 0 else FORM["card"] + 6 + (place - 1) * (FORM["partner"] + 6)
            )
            width = FORM["card"] if place == 0 else FORM["partner"]
            assert abs(line["from"] - left - width / 2) < 0.01


@many_clans
@patient
def test_lines_of_two_mothers_never_cross(layout, trees):
    for _boxes, drawn in _arranged(layout, trees):
        nodes = {node["key"]: node for node in drawn["nodes"]}
        by_parent: dict[str, list] = {}
        for line in drawn["lines"]:
            by_parent.setdefault(line["parent"], []).append(line)
        for lines in by_parent.values():
            for one in lines:
                left = min(one["from"], one["first"])
                right = max(one["from"], one["last"])
                for other in lines:
                    if other is one:
                        continue
                    downs = [(other["from"], other["start"], other["lane"])]
                    downs += [
                        (nodes[kid]["mid"], other["lane"], nodes[kid]["y"]) for kid in other["kids"]
                    ]
                    for x, top, bottom in downs:
                        crosses = left < x < right and top < one["lane"] < bottom
                        assert not crosses, (one, other)


@many_clans
@patient
def test_the_row_is_that_of_the_generation(layout, trees):
    for boxes, drawn in _arranged(layout, trees):
        rows = {node["key"]: node["row"] for node in drawn["nodes"]}
        assert rows == {box["key"]: box["generation"] for box in boxes}


@many_clans
@patient
def test_the_same_clan_is_always_drawn_the_same(layout, trees):
    once = layout.evaluate(ARRANGE, [trees, FORM])
    assert layout.evaluate(ARRANGE, [trees, FORM]) == once


def _as_tidy(boxes) -> list[dict]:
    return [
        {
            "id": box["key"],
            "width": 40 + 31 * len(box["partners"]),
            "children": [one["key"] for one in boxes if one["parent"] == box["key"]],
        }
        for box in boxes
    ]


@many_clans
@patient
def test_browser_and_server_lay_out_alike(layout, trees):
    from genealogy.domain.charts.tidy import Node, tidy

    trees = [_as_tidy(boxes) for boxes in trees]
    for nodes, places in zip(trees, layout.evaluate(TIDY, [trees, 22]), strict=True):
        wanted = tidy([Node(**node) for node in nodes], gap=22)
        found = dict(places)
        assert found.keys() == wanted.keys()
        assert all(abs(found[key] - wanted[key]) < 0.01 for key in wanted)


def test_a_line_of_3000_generations_needs_no_deep_stack(layout):
    chain = [
        {"id": str(i), "width": 100, "children": [str(i + 1)] if i < 2999 else []}
        for i in range(3000)
    ]
    (places,) = layout.evaluate(TIDY, [[chain], 20])
    assert {x for _key, x in places} == {0}
