"""The poster: boxes apart, lines from the right mother, sizes as estimated; read from the SVG."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from genealogy.domain.charts.poster import lay_out
from genealogy.domain.charts.poster_draw import draw_poster, poster_frame
from genealogy.domain.charts.poster_model import (
    Figure,
    Form,
    Heading,
    Limits,
    Partner,
    children_of,
    limited,
    people_in,
)
from genealogy.domain.charts.svg import Layer, Rect, Words, write_svg
from tests.domain.charts.trees import families

SVG = "{http://www.w3.org/2000/svg}"
HEADING = Heading("Phả đồ họ Dương", "Chi Giáp", "D", "NỘI BỘ", "In ngày 23/11/2026", "9 người",
                  [("man", "con trai"), ("continues", "còn nữa")], generation=1)  # fmt: skip
FORMS = st.sampled_from([Form.COLUMNS, Form.CARDS])
NEAR = 0.02


def overlaps(first, second):
    return (
        first[0] < second[2] - NEAR
        and second[0] < first[2] - NEAR
        and first[1] < second[3] - NEAR
        and second[1] < first[3] - NEAR
    )


def assert_apart(boxes):
    found = sorted(boxes)
    for place, box in enumerate(found):
        for other in found[place + 1 :]:
            if other[0] > box[2]:
                break
            assert not overlaps(box, other), (box, other)


@given(families(), FORMS, st.booleans())
def test_no_two_boxes_overlap_in_the_svg(figures, form, stacking):
    layout = lay_out(figures, form, stacking=stacking)
    picture = draw_poster(layout, HEADING)
    shown = [shape for shape in picture.layers[Layer.BOXES] if isinstance(shape, Rect)]
    root = etree.fromstring(write_svg(picture).encode())
    drawn = [
        tuple(float(one.get(name)) for name in ("x", "y", "width", "height"))
        for one in root.iter(f"{SVG}rect")
    ]
    ground = sum(isinstance(shape, Rect) for shape in picture.layers[Layer.GROUND])
    drawn = drawn[ground : ground + len(shown)]
    boxes = [(x, y, x + width, y + height) for x, y, width, height in drawn]
    assert len(boxes) == sum(1 + len(figure.partners) for figure in figures)
    assert_apart(boxes)
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height


@given(families(), FORMS)
def test_every_letter_stands_inside_a_box_of_its_own(figures, form):
    layout = lay_out(figures, form)
    picture = draw_poster(layout, replace(HEADING, generation=None, legend=()))
    boxes = [shape for shape in picture.layers[Layer.BOXES] if isinstance(shape, Rect)]
    words = [shape for shape in picture.layers[Layer.WORDS] if isinstance(shape, Words)]
    in_boxes = [one for one in words if one.y > poster_frame(layout, HEADING).top - 1]
    texts = [one.bounds for one in in_boxes if one.anchor == "middle"]
    for text in texts:
        assert any(
            box.x <= text.left + NEAR
            and text.right <= box.x + box.width + NEAR
            and box.y <= text.top + 0.3
            and text.bottom <= box.y + box.height + 0.3
            for box in boxes
        ), text


@given(families(), FORMS, st.booleans())
def test_brothers_of_one_mother_stand_by_rank(figures, form, stacking):
    layout = lay_out(figures, form, stacking=stacking)
    place = {one.box.figure: one for one in layout.boxes if one.box.partner is None}
    for children in children_of(figures):
        for elder, younger in itertools.pairwise(children):
            first, second = place[elder], place[younger]
            is_beside = first.right <= second.x + NEAR
            is_below = abs(first.x - second.x) < NEAR and first.bottom <= second.y + NEAR
            assert is_beside or is_below


@given(families(), FORMS)
def test_each_child_hangs_on_its_own_mother(figures, form):
    layout = lay_out(figures, form)
    boxes = {(one.box.figure, one.box.partner): one for one in layout.boxes}
    hanging = {}
    for bus in layout.buses:
        man, mother = boxes[bus.parent, None], boxes[bus.parent, bus.mother]
        if bus.is_joint:
            assert man.right <= bus.anchor <= mother.x
            assert len(figures[bus.parent].partners) == 1
        else:
            assert mother.x < bus.anchor < mother.right
            assert bus.top == pytest.approx(mother.bottom)
        for x, _unit in bus.feet:
            assert bus.left <= x <= bus.right
            hanging.setdefault((bus.parent, bus.mother), []).append(x)
    for rise in layout.rises:
        if rise.child is None:
            continue
        child = figures[rise.child]
        own = hanging[child.parent, child.mother]
        assert any(abs(rise.points[0][0] - x) < NEAR for x in own)
        end = rise.points[-1]
        box = boxes[rise.child, None]
        assert box.x - NEAR <= end[0] <= box.right
        assert box.y - NEAR <= end[1] <= box.bottom
    assert {rise.child for rise in layout.rises} - {None} == set(range(1, len(figures)))


@given(families(), FORMS)
def test_lines_across_of_different_mothers_never_run_into_each_other(figures, form):
    layout = lay_out(figures, form)
    for place, bus in enumerate(layout.buses):
        for other in layout.buses[place + 1 :]:
            if bus.row == other.row and bus.y == other.y:
                assert bus.right < other.left or other.right < bus.left


@given(families(), FORMS)
def test_parents_stand_in_the_middle_of_their_children(figures, form):
    layout = lay_out(figures, form, stacking=False)
    spans = {}
    for one in layout.boxes:
        left, right = spans.get(one.box.figure, (one.x, one.right))
        spans[one.box.figure] = (min(left, one.x), max(right, one.right))
    for parent, children in enumerate(children_of(figures)):
        if children:
            ends = [sum(spans[child]) / 2 for child in (children[0], children[-1])]
            assert sum(spans[parent]) / 2 == pytest.approx(sum(ends) / 2, abs=NEAR)


@given(families(most=12), FORMS)
@settings(max_examples=30)
def test_the_estimate_is_the_size_and_the_drawing_is_the_same_each_time(figures, form):
    layout = lay_out(figures, form)
    frame = poster_frame(layout, HEADING)
    first = write_svg(draw_poster(layout, HEADING))
    assert first == write_svg(draw_poster(lay_out(figures, form), HEADING))
    root = etree.fromstring(first.encode())
    assert float(root.get("width").removesuffix("mm")) == pytest.approx(frame.width, rel=0.02)
    assert float(root.get("height").removesuffix("mm")) == pytest.approx(frame.height, rel=0.02)


def test_four_childless_siblings_stand_in_one_column():
    father = Figure("Cha", sex="m")
    children = [Figure(f"Con {place}", parent=0, sex="m") for place in range(9)]
    stacked = lay_out([father, *children], Form.COLUMNS)
    plain = lay_out([father, *children], Form.COLUMNS, stacking=False)
    columns = {}
    for one in stacked.boxes[1:]:
        columns.setdefault(round(one.x, 3), []).append(one.box.figure)
    assert [len(found) for found in columns.values()] == [3, 3, 3]
    assert stacked.width < plain.width / 2


def test_whoever_has_a_line_of_his_own_is_never_stacked():
    figures = [Figure("Cha"), Figure("Anh", parent=0), Figure("Em", parent=0),
               Figure("Cháu", parent=1)]  # fmt: skip
    layout = lay_out(figures, Form.CARDS)
    tops = {one.box.figure: one.y for one in layout.boxes}
    assert tops[1] == tops[2]


def test_adopted_children_hang_on_broken_lines_and_in_broken_boxes():
    figures = [Figure("Cha"), Figure("Con", parent=0, is_adopted=True, note="con nuôi", sex="m")]
    picture = draw_poster(lay_out(figures, Form.CARDS), HEADING)
    dashed = [shape for shape in picture.shapes() if getattr(shape, "pen", None) and shape.pen.dash]
    assert {type(shape).__name__ for shape in dashed} == {"Path", "Rect"}


def test_an_opaque_box_says_nothing():
    figures = [Figure("Cha"), Figure("Người không công khai", parent=0, is_opaque=True),
               Figure("Cháu", parent=1)]  # fmt: skip
    svg = write_svg(draw_poster(lay_out(figures, Form.CARDS), HEADING))
    assert "Người không công khai" not in svg
    assert people_in(figures) == 2


class TestLimits:
    FAMILY = [
        Figure("Ông", sex="m", is_leaf_of_book=False),
        Figure("Cha", parent=0, sex="m", is_leaf_of_book=False),
        Figure("Cô", parent=0, sex="f", is_leaf_of_book=False),
        Figure("Chú", parent=0, sex="m"),
        Figure("Con", parent=1, sex="m"),
        Figure("Con cô", parent=2, sex="m"),
    ]

    def names(self, **limits):
        return [one.name for one in limited(self.FAMILY, Limits(**limits), continued="tiếp")]

    def test_sons_only_leaves_out_daughters_and_their_lines(self):
        assert self.names(sons_only=True) == ["Ông", "Cha", "Chú", "Con"]

    def test_dropping_the_childless_keeps_those_who_go_on(self):
        assert self.names(drop_childless=True) == ["Ông", "Cha", "Cô"]

    def test_a_line_cut_by_the_number_of_generations_says_so(self):
        found = limited(self.FAMILY, Limits(generations=2), continued="tiếp")
        assert {one.name: one.continues for one in found} == {
            "Ông": "", "Cha": "tiếp", "Cô": "tiếp", "Chú": "",
        }  # fmt: skip

    def test_places_of_parents_follow_what_was_left_out(self):
        found = limited(self.FAMILY, Limits(sons_only=True))
        assert [one.parent for one in found] == [None, 0, 0, 1]

    def test_an_opaque_one_without_anybody_below_is_dropped(self):
        family = [Figure("Ông"), Figure("", parent=0, is_opaque=True),
                  Figure("Cô", parent=1, sex="f")]  # fmt: skip
        assert len(limited(family, Limits(sons_only=True))) == 1


def test_partners_who_stand_in_their_own_right_are_counted_once():
    wife = Partner("Em họ", is_of_clan=True)
    assert people_in([Figure("A", partners=(wife, Partner("Bà hai")))]) == 2
