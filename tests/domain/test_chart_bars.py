"""Geometry of charts: marks stay inside, and lengths tell the numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.charts.bars import (
    LABEL_SHARE,
    PAINT,
    VALUE_SHARE,
    BarRow,
    Column,
    Part,
    SpanRow,
    draw_bars,
    draw_columns,
    draw_spans,
    labelled_every,
    round_step,
)


def number(text):
    return float(text.removesuffix("%"))


bars = st.lists(
    st.lists(st.integers(0, 10_000), min_size=1, max_size=3).map(
        lambda values: BarRow("Đời", [Part(value, "men") for value in values], "1")
    ),
    min_size=1,
    max_size=30,
)


@given(bars)
def test_bars_end_before_their_numbers_leave_the_picture(rows):
    drawing = draw_bars(rows)
    pieces = max(len(row.parts) for row in rows)
    for box in drawing.boxes:
        assert number(box.left) >= LABEL_SHARE
        # A piece too thin to see is drawn wider than its number.
        assert number(box.left) + number(box.width) <= 100 - VALUE_SHARE + pieces
        assert box.top >= 0
        assert box.top + box.height <= drawing.height


def test_twice_as_many_people_make_a_bar_twice_as_long():
    rows = [BarRow("", [Part(50)], ""), BarRow("", [Part(100)], "")]
    short, long = (number(box.width) for box in draw_bars(rows).boxes)
    assert long == pytest.approx(2 * short, abs=0.02)
    assert long == pytest.approx(100 - LABEL_SHARE - VALUE_SHARE)


def test_a_single_person_beside_a_million_is_seen():
    rows = [BarRow("", [Part(1)], ""), BarRow("", [Part(1_000_000)], "")]
    assert number(draw_bars(rows).boxes[0].width) > 0.5


def test_nought_has_no_bar():
    assert draw_bars([BarRow("Đời 1", [Part(0)], "0")]).boxes == []
    assert draw_columns([Column("1", 0)]).boxes == []


@given(st.lists(st.integers(0, 5_000_000), min_size=1, max_size=60))
def test_columns_stand_on_the_floor_and_below_the_top(values):
    drawing = draw_columns([Column("", value) for value in values])
    floors = {box.top + box.height for box in drawing.boxes}
    assert len(floors) <= 1
    assert all(box.top >= 0 for box in drawing.boxes)
    assert all(number(box.left) + number(box.width) <= 100.1 for box in drawing.boxes)


@given(st.integers(0, 10**9))
def test_a_scale_has_few_round_steps(most):
    step = round_step(most)
    assert step * 4 >= most
    assert str(step).rstrip("0") in {"1", "2", "5"}


@given(st.integers(1, 500))
def test_labels_are_few_enough_to_stand_apart(count):
    assert count / labelled_every(count) <= 7


def test_spans_mark_men_square_and_women_round():
    rows = [
        SpanRow("Thế kỷ 19", "men", 20, 80, 60, "60"),
        SpanRow("Thế kỷ 19", "women", 30, 90, 70, "70"),
    ]
    drawing = draw_spans(rows, until=100)
    marks = [box for box in drawing.boxes if box.shift]
    assert [mark.corner for mark in marks] == [0, 5]
    assert [word.text for word in drawing.words if word.role == "label"] == ["Thế kỷ 19"]


def test_too_few_lives_have_a_span_but_no_middle_and_one_life_is_a_mark():
    few, one = SpanRow("", "men", 60, 80, None, ""), SpanRow("", "women", 97, 97, None, "")
    assert [box.shift for box in draw_spans([few], until=100).boxes] == [0]
    assert [box.shift for box in draw_spans([one], until=100).boxes] == [-5]


def _luminance(colour):
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("role", [role for role in PAINT if role != "grid"])
def test_colours_of_files_are_seen_on_white(role):
    contrast = 1.05 / (_luminance(PAINT[role]) + 0.05)
    assert contrast >= (4.5 if role in {"label", "value", "axis"} else 3)
