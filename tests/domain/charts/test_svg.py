"""SVG: well-formed whatever is written, no script, the same text each time, parts as cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from genealogy.domain.charts.svg import (
    Bounds,
    Cutter,
    Layer,
    Pen,
    Picture,
    Rect,
    Words,
    number,
    polyline,
    write_svg,
)
from genealogy.domain.charts.typeset import Face, tidy_text

NASTY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def texts(svg):
    return ["".join(one.itertext()) for one in etree.fromstring(svg.encode()).iter("{*}text")]


@given(NASTY)
def test_any_name_is_text_and_never_markup(name):
    picture = Picture(50, 50, name, name)
    picture.add(Layer.WORDS, Words(1, 1, (name, name), Face.PLAIN, 3))
    svg = write_svg(picture)
    assert texts(svg) == [tidy_text(name) * 2]
    tags = {etree.QName(one).localname for one in etree.fromstring(svg.encode()).iter("{*}*")}
    assert tags <= {"svg", "title", "desc", "g", "text", "tspan"}


def test_markup_in_names_stays_text():
    picture = Picture(50, 50, '"><script>alert(1)</script>')
    picture.add(Layer.WORDS, Words(1, 1, ("<script>&amp;</script>#set $",), Face.PLAIN, 3))
    svg = write_svg(picture)
    assert "<script" not in svg
    assert texts(svg) == ["<script>&amp;</script>#set $"]


@given(st.lists(st.tuples(st.floats(0, 900), st.floats(0, 300)), min_size=1, max_size=40))
def test_a_part_holds_what_reaches_into_it_and_nothing_else(places):
    picture = Picture(1000, 400)
    for x, y in places:
        picture.add(Layer.BOXES, Rect(x, y, 60, 20, Pen("#fff")))
    window = Bounds(200, 50, 420, 200)
    part = Cutter(picture).part(window)
    wanted = [one for one in picture.layers[Layer.BOXES] if one.bounds.touches(window)]
    assert part.layers[Layer.BOXES] == wanted


def test_lines_are_written_short():
    assert polyline([(0, 0), (0, 5), (7, 5), (9, 9)], Pen()).data == "M0 0V5H7L9 9"
    assert number(-0.0001) == "0"


def test_a_document_names_no_other_host_and_no_style():
    picture = Picture(10, 10, "a")
    picture.add(Layer.BOXES, Rect(0, 0, 5, 5, Pen("#fff"), url="/gia-pha/"))
    svg = write_svg(picture)
    assert "style" not in svg.replace("font-style", "")
    assert svg.count("http") == 1
