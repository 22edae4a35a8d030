"""The drawing of a kin line: nothing overlaps, elders stand above, a phone can show it."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.charts.relationship_path import (
    PHONE_WIDTH,
    PathPerson,
    PathStep,
    draw_path,
)

LONG = "Nguyễn Phúc Hồng Nhậm Miên Tông Ưng Chân Bửu Lân Vĩnh San"


def line(kinds: str, **fields):
    """Draw "u" up, "d" down, "s" sideways."""
    words = {"u": "parent", "d": "child", "s": "spouse"}
    people = [PathPerson(f"Người {place}", "Đời 3", **fields) for place in range(len(kinds) + 1)]
    return draw_path(people, [PathStep(words[kind]) for kind in kinds])


def overlaps(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


kinds = st.text(alphabet="uds", min_size=1, max_size=14)


@given(kinds)
def test_no_two_boxes_overlap_and_all_lie_inside(text):
    drawing = line(text)
    for one, other in itertools.combinations(drawing.boxes, 2):
        assert not overlaps(one, other)
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= drawing.width
        assert box.y + box.height <= drawing.height


@given(kinds)
def test_a_parent_stands_above_and_a_spouse_beside(text):
    boxes = line(text).boxes
    for kind, here, there in zip(text, boxes, boxes[1:], strict=False):
        if kind == "u":
            assert there.y + there.height < here.y
        elif kind == "d":
            assert here.y + here.height < there.y
        else:
            assert here.y == there.y


@given(kinds)
def test_every_step_has_its_line(text):
    drawing = line(text)
    marriages = [one for one in drawing.lines if one.kind == "marriage"]
    assert len(marriages) == 2 * text.count("s")
    assert len(drawing.lines) - len(marriages) == len(text) - text.count("s")


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạ ", max_size=80))
def test_words_stay_in_their_box(name):
    drawing = draw_path([PathPerson(name, "Đời 12"), PathPerson(name)], [PathStep("spouse")])
    for box in drawing.boxes:
        for words in box.words:
            assert box.y < words.y <= box.y + box.height
            assert len(words.text) * words.size * 0.5 <= box.width


@pytest.mark.parametrize("text", ["u", "ud", "uuudd", "suud", "uuds", "suuddds", "dsu"])
def test_common_lines_fit_a_phone(text):
    drawing = line(text)
    assert drawing.width <= PHONE_WIDTH + 2
    assert not drawing.is_wide


def test_a_line_of_many_marriages_is_scrolled():
    assert line("ududssss").is_wide


def test_the_common_ancestor_stands_on_top_between_the_legs():
    boxes = line("uuddd").boxes
    top = boxes[2]
    assert top.y == min(box.y for box in boxes)
    assert boxes[0].x < top.x < boxes[-1].x
    assert boxes[0].x == boxes[1].x
    assert boxes[3].x == boxes[5].x


def test_only_the_two_ends_are_marked():
    assert [box.is_end for box in line("udd").boxes] == [True, False, False, True]


def test_a_long_name_is_cut_in_the_box_and_whole_in_its_title():
    drawing = draw_path([PathPerson(f"{LONG} {LONG}"), PathPerson("An")], [PathStep("spouse")])
    box = drawing.boxes[0]
    assert box.title == f"{LONG} {LONG}"
    assert box.words[-1].text.endswith("…")


def test_an_adoption_is_another_kind_of_line():
    people = [PathPerson("Con"), PathPerson("Cha nuôi")]
    drawing = draw_path(people, [PathStep("parent", is_adoption=True)])
    assert [one.kind for one in drawing.lines] == ["adoption"]


def test_men_and_women_have_different_corners():
    people = [PathPerson("Ông", sex="m"), PathPerson("Bà", sex="f")]
    men, women = draw_path(people, [PathStep("spouse")]).boxes
    assert men.corner < women.corner


def test_lines_speak_in_whole_pixels():
    for one in line("suudds").lines:
        assert re.fullmatch(r"M\d+ \d+([HV]\d+)+", one.path)


def test_people_and_steps_must_match():
    with pytest.raises(ValueError, match="n - 1"):
        draw_path([PathPerson("An")], [PathStep("parent")])
