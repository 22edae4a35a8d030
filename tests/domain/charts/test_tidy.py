"""The tidy layout: nothing overlaps, brothers stand by rank, parents above the middle."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.charts.tidy import LayoutError, Node, tidy
from tests.domain.charts.trees import nodes

NEAR = 1e-6


def rows_of(tree):
    by_id = {node.id: node for node in tree}
    row = [tree[0].id]
    while row:
        yield [by_id[key] for key in row]
        row = [child for key in row for child in by_id[key].children]


@given(nodes(), st.sampled_from([0.0, 0.5, 4.0]))
def test_boxes_of_a_row_stand_in_order_with_the_gap_between(tree, gap):
    lefts = tidy(tree, gap=gap)
    for row in rows_of(tree):
        for box, after in itertools.pairwise(row):
            assert lefts[box.id] + box.width + gap <= lefts[after.id] + NEAR


@given(nodes())
def test_a_parent_stands_in_the_middle_of_its_first_and_last_child(tree):
    lefts = tidy(tree, gap=1)
    by_id = {node.id: node for node in tree}
    for node in tree:
        if node.children:
            ends = [by_id[node.children[0]], by_id[node.children[-1]]]
            middle = sum(lefts[end.id] + end.width / 2 for end in ends) / 2
            assert lefts[node.id] + node.width / 2 == pytest.approx(middle, abs=NEAR)


@given(nodes())
def test_the_mirror_of_a_tree_is_the_mirror_of_its_drawing(tree):
    lefts = tidy(tree, gap=1)
    turned = [Node(node.id, node.width, node.children[::-1]) for node in tree]
    mirrored = tidy(turned, gap=1)
    width = max(lefts[node.id] + node.width for node in tree)
    for node in tree:
        assert width - mirrored[node.id] - node.width == pytest.approx(lefts[node.id], abs=NEAR)


@given(nodes(most=12))
def test_a_family_is_as_narrow_as_its_neighbours_allow(tree):
    """Some pair of neighbours of some row stands at the gap exactly, else it could be narrower."""
    lefts = tidy(tree, gap=1)
    for node in tree:
        for first, second in zip(node.children, node.children[1:], strict=False):
            assert lefts[second] > lefts[first]
    assert min(lefts.values()) == 0


@given(nodes())
def test_the_same_tree_gives_the_same_places_in_whatever_order_it_is_given(tree):
    assert tidy(tree, gap=1) == tidy([tree[0], *tree[:0:-1]], gap=1)


def test_small_families_stand_as_drawn_by_hand():
    tree = [Node("cha", 4, ["anh", "em"]), Node("anh", 2), Node("em", 6)]
    assert tidy(tree, gap=1) == {"cha": 1.5, "anh": 0, "em": 3}


def test_subtrees_between_two_large_ones_are_spread_evenly():
    wide = [Node("ông", 1, ["a", "b", "c"]), Node("a", 1, ["a1", "a2", "a3"]), Node("b", 1),
            Node("c", 1, ["c1", "c2", "c3"])]  # fmt: skip
    wide += [Node(key, 1) for key in ("a1", "a2", "a3", "c1", "c2", "c3")]
    lefts = tidy(wide, gap=1)
    assert lefts["b"] - lefts["a"] == lefts["c"] - lefts["b"] == 3


def test_a_line_of_thirty_thousand_generations_needs_no_deep_stack():
    line = [Node(key, 1, [key + 1]) for key in range(30_000)] + [Node(30_000, 1)]
    assert set(tidy(line).values()) == {0}


@pytest.mark.parametrize(
    "wrong",
    [
        [Node("a", 1, ["b"])],
        [Node("a", 1, ["b", "b"]), Node("b", 1)],
        [Node("a", 1), Node("b", 1)],
        [Node("a", 1, ["b"]), Node("b", 1, ["a"])],
    ],
)
def test_what_is_no_tree_is_refused(wrong):
    with pytest.raises(LayoutError):
        tidy(wrong)
