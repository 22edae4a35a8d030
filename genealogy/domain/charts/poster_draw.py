"""A descendants' poster drawn: bands, lines, boxes and names in their frame."""

from __future__ import annotations

from collections.abc import Iterator

from genealogy.domain.charts.poster import Layout, PlacedBox
from genealogy.domain.charts.poster_frame import SIGNS, Frame, draw_frame, framed, triangle
from genealogy.domain.charts.poster_model import Form, Heading
from genealogy.domain.charts.svg import (
    BRANCH_LINE,
    GILT,
    LACQUER,
    LACQUER_DEEP,
    PAPER,
    Layer,
    Pen,
    Picture,
    Rect,
    Shape,
    Words,
    polyline,
)
from genealogy.domain.charts.typeset import LEADING, Face


def poster_frame(layout: Layout, heading: Heading) -> Frame:
    """Give the frame of a poster: its exact size on paper, before it is drawn."""
    scale = layout.measures.small / 1.36
    return framed(layout.width, layout.height, heading, gutter=True, scale=scale)


def draw_poster(layout: Layout, heading: Heading, *, with_links: bool = False) -> Picture:
    """Draw a poster as large as `poster_frame` said."""
    frame = poster_frame(layout, heading)
    picture = Picture(frame.width, frame.height, heading.title, heading.subtitle)
    draw_frame(picture, frame, heading)
    picture.add(Layer.GROUND, *_bands(layout, frame, heading))
    draw_layout(picture, layout, frame.left, frame.top, with_links=with_links)
    return picture


def draw_layout(
    picture: Picture, layout: Layout, dx: float, dy: float, *, with_links: bool = False
) -> None:
    """Draw lines, boxes and names with the corner of the tree at this place."""
    picture.add(Layer.LINES, *_lines(layout, dx, dy))
    for placed in layout.boxes:
        _draw_box(picture, layout, placed, dx, dy, with_links=with_links)


def _bands(layout: Layout, frame: Frame, heading: Heading) -> Iterator[Shape]:
    """Give the bands of the generations with their numbers at both ends."""
    inset = 0.42 * frame.edge + max(0.9, 0.1 * frame.edge)
    left, right = inset + 0.4 * frame.edge, frame.width - inset - 0.4 * frame.edge
    size = 1.25 * frame.foot
    for row, (top, height) in enumerate(layout.rows):
        y = frame.top + top
        spill = min(layout.measures.drop, layout.measures.rise) * 0.45
        if row % 2 == 0:
            yield Rect(left, y - spill, right - left, height + 2 * spill, Pen(PAPER))
        if heading.generation is None:
            continue
        label = f"{heading.generation_word} {heading.generation + row}"
        base = y + min(height / 2, 6 * size) + 0.35 * size
        yield Words(left + 0.6 * size, base, (label,), Face.TITLE, size, LACQUER, "start")
        if frame.width > 600:
            yield Words(right - 0.6 * size, base, (label,), Face.TITLE, size, LACQUER, "end")


def _lines(layout: Layout, dx: float, dy: float) -> Iterator[Shape]:
    width = layout.measures.line
    plain = Pen(stroke=BRANCH_LINE, width=width)
    dashed = Pen(stroke=BRANCH_LINE, width=width, dash=f"{5 * width:.2f} {4 * width:.2f}")
    for bus in layout.buses:
        x, y = dx + bus.anchor, dy + bus.y
        yield polyline([(x, dy + bus.top), (x, y)], plain)
        if bus.right - bus.left > 0.01:
            yield polyline([(dx + bus.left, y), (dx + bus.right, y)], plain)
    for wanted, pen in ((False, plain), (True, dashed)):
        for rise in layout.rises:
            if rise.is_dashed is wanted:
                yield polyline([(dx + x, dy + y) for x, y in rise.points], pen)


def box_pen(sign: str, width: float, *, is_dashed: bool = False) -> Pen:
    """Give the pen of a box at this width of lines."""
    pen = SIGNS[sign]
    dash = f"{7 * width:.2f} {5 * width:.2f}" if is_dashed or pen.dash else ""
    return pen._replace(width=width, dash=dash)


def _draw_box(
    picture: Picture,
    layout: Layout,
    placed: PlacedBox,
    dx: float,
    dy: float,
    *,
    with_links: bool,
) -> None:
    box, measures = placed.box, layout.measures
    figure = layout.figures[box.figure]
    x, y = dx + placed.x, dy + placed.y
    url = ""
    if box.partner is not None:
        partner = figure.partners[box.partner]
        pen, is_round = box_pen("partner", measures.line), partner.sex != "m"
        url = partner.url
    elif figure.is_opaque:
        pen, is_round = box_pen("opaque", measures.line), False
    elif figure.parent is None:
        pen, is_round = Pen(LACQUER_DEEP, GILT, 2.2 * measures.line), figure.sex == "f"
        url = figure.url
    else:
        sign = {"m": "man", "f": "woman"}.get(figure.sex, "unknown")
        pen = box_pen(sign, 1.4 * measures.line, is_dashed=figure.is_adopted)
        is_round, url = figure.sex == "f", figure.url
    corner = min(box.width, box.height) * (0.28 if is_round else 0.06)
    picture.add(
        Layer.BOXES,
        Rect(x, y, box.width, box.height, pen, corner, url if with_links else ""),
    )
    picture.add(Layer.WORDS, *_words(layout, placed, x, y))
    if figure.continues and box.partner is None:
        width = 1.4 * measures.small
        picture.add(Layer.BOXES, triangle(x + box.width / 2, y + box.height + 0.25, width))


def _words(layout: Layout, placed: PlacedBox, x: float, y: float) -> Iterator[Shape]:
    """Give the lines of a box: from the top in columns, in the middle of a card."""
    box = placed.box
    top = y + layout.measures.pad
    if layout.form is Form.CARDS:
        top = y + (box.height - box.text_height) / 2
    middle = x + box.width / 2
    run: list[str] = []
    start = top
    for place, line in enumerate(box.lines):
        if not run:
            start = top
        run.append(line.text)
        top += line.size * LEADING
        following = box.lines[place + 1] if place + 1 < len(box.lines) else None
        if following is None or following[1:] != line[1:]:
            base = start + 1.02 * line.size
            yield Words(middle, base, tuple(run), line.face, line.size, line.colour)
            run = []
