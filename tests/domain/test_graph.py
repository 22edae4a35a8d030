"""The graph in memory, against plain walks over the same links."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genealogy.domain.graph import Bond, KinLines, PersonNotInGraph
from genealogy.domain.graph_build import GraphRows, build_arrays
from genealogy.domain.graph_index import IndexGraph
from tests.domain.graph_webs import Web, webs

any_web = st.booleans().flatmap(lambda circles: webs(circles=circles))


@given(any_web)
def test_neighbours_are_those_of_the_links(web):
    graph = web.graph()
    for pk in web.people:
        assert {bond.relative for bond in graph.parents(pk)} == web.parents(pk)
        assert {bond.relative for bond in graph.children(pk)} == web.children(pk)
        assert {*graph.spouses(pk), *graph.companions(pk)} == web.partners(pk)
        assert not set(graph.spouses(pk)) & set(graph.companions(pk))
        assert graph.sex(pk) == web.sexes[pk]


@given(any_web, st.booleans())
def test_walks_up_and_down_find_everybody_at_the_least_depth(web, lineage_only):
    graph = web.graph()
    for pk in web.people:
        above = web.walk(pk, "parents", lineage_only=lineage_only)
        below = web.walk(pk, "children", lineage_only=lineage_only)
        assert graph.ancestors(pk, lineage_only=lineage_only) == above
        assert graph.descendants(pk, lineage_only=lineage_only) == below
        for depth in (0, 1, 2):
            near = {one: level for one, level in below.items() if level <= depth}
            assert graph.descendants(pk, depth=depth, lineage_only=lineage_only) == near
            near = {one: level for one, level in above.items() if level <= depth}
            assert graph.ancestors(pk, depth=depth, lineage_only=lineage_only) == near


@given(any_web)
def test_ancestors_are_told_from_others(web):
    graph = web.graph()
    for one in web.people:
        for other in web.people:
            expected = one != other and one in web.walk(other, "parents")
            assert graph.is_ancestor(one, other) == expected


@given(webs(most=14))
def test_subtrees_are_slices_and_counted_without_a_walk(web):
    graph = web.graph()
    for pk in web.people:
        below = web.walk(pk, "children", lineage_only=True)
        subtree = graph.subtree(pk)
        assert subtree[0] == pk
        assert len(subtree) == len(set(subtree))
        assert set(subtree[1:]) == set(below)
        assert graph.descendant_count(pk) == len(below)


@given(webs(most=12, circles=True))
def test_a_circle_is_cut_once_and_everybody_counted_once(web):
    graph = web.graph()
    roots = [
        pk for pk in web.people if not any(pk in graph.subtree(other)[1:] for other in web.people)
    ]
    counted = [pk for root in roots for pk in graph.subtree(root)]
    assert sorted(counted) == sorted(web.people)


def test_children_stand_in_the_order_of_the_book():
    web = Web(
        sexes=dict.fromkeys((1, 2, 3, 4, 5), "m"),
        orders={2: 3, 3: 1, 5: 2},
        links=[(child, 1, "birth", True) for child in (2, 3, 4, 5)],
    )
    assert [bond.relative for bond in web.graph().children(1)] == [3, 5, 2, 4]
    assert web.graph().subtree(1) == [1, 3, 5, 2, 4]


def test_spouses_stand_in_the_order_of_marriage_and_the_unwed_last():
    web = Web(
        sexes={1: "m", 2: "f", 3: "f", 4: "f", 5: "m"},
        couples=[(1, 3), (1, 2)],
        links=[(5, 1, "birth", True), (5, 4, "birth", False)],
    )
    graph = web.graph()
    assert graph.spouses(1) == (3, 2)
    assert graph.companions(1) == (4,)


def test_the_union_of_the_parents_tells_the_order_of_the_mother():
    rows = GraphRows(
        [(pk, 0, 1, -(2**31), -(2**31)) for pk in (1, 2, 3, 4, 5)],
        [(1, 4, 1, 0, 1, 8), (2, 5, 1, 0, 1, 0), (3, 5, 2, 0, 0, 0)],
        [(8, 1, 2), (8, 3, 1), (9, 1, 1), (9, 2, 1)],
        [(4, 2_400_000, 2_400_000), (5, 2_400_100, 2_400_300)],
    )
    graph = IndexGraph(build_arrays(rows))
    four, five = graph.rank(4), graph.rank(5)
    assert (four.mother_order, five.mother_order) == (2, 1)
    assert (four.birth, four.birth_end) == (2_400_000, None)
    assert (five.birth, five.birth_end) == (2_400_100, 2_400_300)
    assert (four.parent, graph.rank(1).parent) == (1, None)
    assert [bond.relative for bond in graph.children(1)] == [5, 4]


def test_the_kind_of_a_link_stands_beside_it():
    web = Web(
        sexes={1: "m", 2: "m", 3: "m"},
        links=[(3, 1, "birth", False), (3, 2, "heir", True)],
    )
    graph = web.graph()
    assert graph.parents(3) == (Bond(1, "birth"), Bond(2, "heir"))
    assert graph.children(2) == (Bond(3, "heir"),)
    assert graph.lineage_parent(3) == 2


def test_links_to_strangers_are_left_out():
    rows = GraphRows([(1, 0, 1, -(2**31), -(2**31))], [(1, 1, 7, 0, 1, 0)], [(1, 1, 1), (1, 7, 1)])
    graph = IndexGraph(build_arrays(rows))
    assert (graph.parents(1), graph.spouses(1), graph.lineage_parent(1)) == ((), (), None)


def test_a_stranger_is_refused_by_every_question():
    graph = Web(sexes={1: "m"}).graph()
    assert 2 not in graph
    for question in (graph.sex, graph.parents, graph.descendants, graph.ancestors, graph.subtree):
        with pytest.raises(PersonNotInGraph):
            question(2)
    for question in (graph.is_ancestor, graph.kin_lines, graph.nearest_common_ancestors):
        with pytest.raises(PersonNotInGraph):
            question(1, 2)


def test_a_clan_without_people_has_a_graph():
    graph = IndexGraph(build_arrays(GraphRows([], [])))
    assert 1 not in graph


@settings(max_examples=30)
@given(webs(circles=True))
def test_nobody_is_kin_to_themselves(web):
    graph = web.graph()
    for pk in web.people:
        assert graph.kin_lines(pk, pk) == KinLines(())
