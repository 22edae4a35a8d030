"""How two people are related, against every way tried out."""

from __future__ import annotations

from hypothesis import given, settings

from genealogy.domain import graph_lines
from genealogy.domain.graph import Step
from tests.domain.graph_webs import Web, webs

_BACK = {"parent": "child", "child": "parent", "spouse": "spouse"}


def pairs(web):
    return [(one, other) for one in web.people for other in web.people if one < other]


def by_blood(line):
    return all(step.kind != "spouse" for step in line.steps)


def blood_lengths(web, one, other):
    """Give the steps over each common ancestor."""
    above = {one: 0, **web.walk(one, "parents")}
    others = {other: 0, **web.walk(other, "parents")}
    return {pk: above[pk] + others[pk] for pk in above.keys() & others.keys()}


@given(webs())
def test_nearest_common_ancestors_have_no_other_below_them(web):
    graph = web.graph()
    for one, other in pairs(web):
        common = blood_lengths(web, one, other).keys()
        nearest = {pk for pk in common if not web.walk(pk, "children").keys() & common}
        assert set(graph.nearest_common_ancestors(one, other)) == nearest


@given(webs(circles=True))
def test_every_line_holds_and_meets_nobody_twice(web):
    graph = web.graph()
    for one, other in pairs(web):
        found = graph.kin_lines(one, other)
        assert len(set(found.lines)) == len(found.lines)
        for line in found.lines:
            assert (line.people[0], line.people[-1]) == (one, other)
            assert len(set(line.people)) == len(line.people) == len(line.steps) + 1
            for here, step, there in zip(line.people, line.steps, line.people[1:], strict=False):
                assert web.is_step(here, step.kind, there)


@given(webs())
def test_lines_by_blood_go_over_every_nearest_common_ancestor_the_shortest_first(web):
    graph = web.graph()
    for one, other in pairs(web):
        lengths = blood_lengths(web, one, other)
        found = graph.kin_lines(one, other)
        blood = [line for line in found.lines if by_blood(line)]
        if found.capped:
            continue
        assert bool(blood) == bool(lengths)
        if not blood:
            continue
        assert len(blood[0].steps) == min(lengths.values())
        sizes = [len(line.steps) for line in blood]
        assert sizes == sorted(sizes)
        for nearest in graph.nearest_common_ancestors(one, other):
            stands_for = {nearest} | {
                pk for child in web.children(nearest) for pk in web.parents(child)
            }
            assert any(
                len(line.steps) == lengths[nearest] and stands_for & set(line.people)
                for line in blood
            )


@given(webs())
def test_lines_turn_around(web):
    graph = web.graph()
    for one, other in pairs(web):
        there, back = graph.kin_lines(one, other), graph.kin_lines(other, one)
        if there.capped or back.capped:
            continue
        turned = {
            (line.people[::-1], tuple(Step(_BACK[s.kind], s.bond) for s in reversed(line.steps)))
            for line in back.lines
        }
        assert {tuple(line) for line in there.lines} == turned


@settings(max_examples=60)
@given(webs(most=7))
def test_without_blood_the_shortest_way_with_a_spouse_is_found(web):
    graph = web.graph()
    for one, other in pairs(web):
        if blood_lengths(web, one, other):
            continue
        ways = [
            len(steps) for _people, steps in web.proper_walks(one, other, 6) if "spouse" in steps
        ]
        found = [len(line.steps) for line in graph.kin_lines(one, other).lines]
        if ways and min(ways) <= 4:
            assert min(found) == min(ways)
        assert not ways or found


def couple_of_cousins():
    """Give two brothers (3, 4) of one couple (1, 2), with a son (5) and a daughter (6) who wed."""
    return Web(
        sexes={1: "m", 2: "f", 3: "m", 4: "m", 5: "m", 6: "f", 7: "m"},
        couples=[(1, 2), (5, 6)],
        links=[
            *((child, parent, "birth", parent == 1) for child in (3, 4) for parent in (1, 2)),
            (5, 3, "birth", True),
            (6, 4, "birth", True),
            *((7, parent, "birth", parent == 5) for parent in (5, 6)),
        ],
    )


def people_of(lines):
    return [line.people for line in lines.lines]


def test_full_brothers_are_one_line_by_the_father():
    web = couple_of_cousins()
    web.couples.remove((5, 6))
    web.links = [link for link in web.links if link[0] != 7]
    assert people_of(web.graph().kin_lines(3, 4)) == [(3, 1, 4)]


def test_brothers_whose_children_wed_are_kin_by_that_too():
    graph = couple_of_cousins().graph()
    assert people_of(graph.kin_lines(3, 4)) == [(3, 1, 4), (3, 5, 6, 4)]


def test_cousins_who_wed_are_kin_by_blood_and_by_marriage():
    graph = couple_of_cousins().graph()
    assert people_of(graph.kin_lines(5, 6)) == [(5, 3, 1, 4, 6), (5, 6)]


def test_their_son_descends_from_the_grandfather_in_two_lines():
    graph = couple_of_cousins().graph()
    assert people_of(graph.kin_lines(7, 1)) == [(7, 5, 3, 1), (7, 6, 4, 1)]
    assert graph.nearest_common_ancestors(7, 4) == (4,)
    assert people_of(graph.kin_lines(7, 4)) == [(7, 6, 4), (7, 5, 3, 1, 4)]


def test_half_brothers_of_two_mothers_share_the_father_alone():
    web = Web(
        sexes={1: "m", 2: "f", 3: "f", 4: "m", 5: "m"},
        couples=[(1, 2), (1, 3)],
        links=[
            (4, 1, "birth", True),
            (4, 2, "birth", False),
            (5, 1, "birth", True),
            (5, 3, "birth", False),
        ],
    )
    graph = web.graph()
    assert people_of(graph.kin_lines(4, 5)) == [(4, 1, 5)]
    assert people_of(graph.kin_lines(2, 3)) == [(2, 1, 3)]
    assert people_of(graph.kin_lines(2, 5)) == [(2, 1, 5)]


def test_an_heir_is_kin_by_both_fathers():
    web = Web(
        sexes={1: "m", 2: "m", 3: "m", 4: "m", 5: "m"},
        links=[
            (2, 1, "birth", True),
            (3, 1, "birth", True),
            (4, 3, "birth", False),
            (4, 2, "heir", True),
            (5, 3, "birth", True),
        ],
    )
    lines = web.graph().kin_lines(4, 5).lines
    assert [line.people for line in lines] == [(4, 3, 5), (4, 2, 1, 3, 5)]
    assert lines[1].steps[0] == Step("parent", "heir")


def test_brothers_who_married_sisters_are_kin_twice():
    web = Web(
        sexes={1: "m", 2: "m", 3: "m", 4: "m", 5: "f", 6: "f"},
        couples=[(3, 5), (4, 6)],
        links=[
            (child, parent, "birth", True) for child, parent in ((3, 1), (4, 1), (5, 2), (6, 2))
        ],
    )
    assert people_of(web.graph().kin_lines(3, 4)) == [(3, 1, 4), (3, 5, 2, 6, 4)]


def long_line(count, sexes="m"):
    """Give two lines of `count` generations from one founder, whose last man (2 * count) wed."""
    web = Web(sexes=dict.fromkeys(range(1, 2 * count + 3), sexes))
    web.links = [(2, 1, "birth", True), (3, 1, "birth", True)]
    web.links += [(pk, pk - 2, "birth", True) for pk in range(4, 2 * count + 2)]
    web.couples = [(2 * count, 2 * count + 2)]
    return web


def test_a_wife_is_kin_by_her_husband_however_long_his_line():
    graph = long_line(40).graph()
    (line,) = graph.kin_lines(81, 82).lines
    assert len(line.steps) == 81
    assert line.people[-2:] == (80, 82)
    assert len(line.people) == 82


def test_people_of_separate_families_are_no_kin():
    graph = Web(sexes={1: "m", 2: "m"}).graph()
    assert graph.kin_lines(1, 2) == ((), False)


def test_many_lines_are_cut_and_said_to_be():
    """Nine wives in a row, each pair with two ways around, make more lines than anybody reads."""
    web = Web(sexes=dict.fromkeys(range(1, 60), "m"))
    for step in range(1, 50, 3):
        web.couples += [(step, step + 1), (step, step + 2), (step + 1, step + 3)]
        web.couples += [(step + 2, step + 3)]
    found = web.graph().kin_lines(1, 25)
    assert found.capped
    assert len(found.lines) == graph_lines.MAX_LINES


def test_a_search_that_visits_too_many_says_so(monkeypatch):
    monkeypatch.setattr("genealogy.domain.graph_index.MAX_VISITED", 20)
    graph = long_line(40).graph()
    graph.kin_lines(81, 80)
    web = long_line(40)
    web.couples.append((83, 81))
    web.sexes[83] = "f"
    found = web.graph().kin_lines(82, 83)
    assert found.capped
