"""The frame all drawings hang in: title with the clan's seal, a modest double line, a foot.

Lengths are millimetres. `framed` tells the size of the sheet without drawing anything on it, so an
estimate and the drawing come from one place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from genealogy.domain.charts.poster_model import Heading
from genealogy.domain.charts.svg import (
    GILT,
    GOLD,
    INK,
    JADE,
    LACQUER,
    LACQUER_DEEP,
    MUTED,
    ROSE,
    SAND,
    SURFACE,
    WIFE,
    Layer,
    Pen,
    Picture,
    Rect,
    Shape,
    Words,
    polyline,
)
from genealogy.domain.charts.typeset import Face, text_width

_LARGEST_TITLE, _SMALLEST_TITLE = 46.0, 6.0
_SMALLEST_FOOT, _LARGEST_FOOT = 2.4, 7.0

#: Signs of the legend, and how their boxes are drawn.
SIGNS: dict[str, Pen] = {
    "man": Pen(SURFACE, JADE, 0.3),
    "woman": Pen(SURFACE, ROSE, 0.3),
    "partner": Pen(WIFE, "#d8c7a8", 0.25),
    "adopted": Pen(SURFACE, JADE, 0.3, dash="1 0.7"),
    "opaque": Pen(SAND, MUTED, 0.2, dash="0.6 0.6"),
    "unknown": Pen(SURFACE, "#d8c7a8", 0.25),
}
_ROUND = {"woman", "partner"}


@dataclass(frozen=True)
class Frame:
    """Where the drawing lies in its frame, and the size of the whole sheet."""

    width: float
    height: float
    left: float
    top: float
    title: float
    foot: float
    edge: float
    legend_rows: Sequence[Sequence[tuple[str, str]]]
    gutter: float
    content_width: float
    content_height: float


def framed(
    width: float, height: float, heading: Heading, *, gutter: bool = False, scale: float = 1.0
) -> Frame:
    """Give the frame around a drawing of this size.

    Args:
        width: of the drawing alone.
        height: of the drawing alone.
        heading: the words on it.
        gutter: leave room at the left for the numbers of generations.
        scale: of the letters of the drawing, which those of the foot follow.
    """
    title = min(_LARGEST_TITLE, max(_SMALLEST_TITLE, 0.052 * math.sqrt(width * height)))
    seal = 1.7 * title if heading.seal else 0.0
    foot = min(_LARGEST_FOOT, max(_SMALLEST_FOOT * min(scale, 1.4), 0.26 * title))
    edge = max(7.0, 0.45 * title)
    side = _gutter(heading, foot) if gutter else 0.0
    marked = 2 * (text_width(heading.mark, Face.BOLD, foot) + 4 * foot) if heading.mark else 0.0
    needed = text_width(heading.title, Face.TITLE, title) + seal + 0.6 * title + marked
    needed = max(needed, text_width(heading.subtitle, Face.SLANTED, 0.42 * title), 40.0)
    inner = max(width + 2 * side, needed)
    rows = _legend_rows(heading.legend, foot, inner)
    head = 2.5 * title + (0.75 * title if heading.subtitle else 0.0)
    foot_height = (2.4 + 1.9 * len(rows)) * foot + 1.5 * foot
    return Frame(
        width=inner + 2 * (edge + 0.6 * edge),
        height=height + head + foot_height + 2 * (edge + 0.3 * edge),
        left=1.6 * edge + (inner - width) / 2,
        top=1.3 * edge + head,
        title=title,
        foot=foot,
        edge=edge,
        legend_rows=rows,
        gutter=side,
        content_width=width,
        content_height=height,
    )


def _gutter(heading: Heading, foot: float) -> float:
    label = f"{heading.generation_word} 88"
    return text_width(label, Face.TITLE, 1.25 * foot) + 2.2 * foot


def _legend_rows(
    legend: Sequence[tuple[str, str]], foot: float, room: float
) -> list[list[tuple[str, str]]]:
    rows: list[list[tuple[str, str]]] = []
    used = room + 1
    for sign, text in legend:
        needed = _legend_width(text, foot)
        if used + needed > room:
            rows.append([])
            used = 0.0
        rows[-1].append((sign, text))
        used += needed
    return rows


def _legend_width(text: str, foot: float) -> float:
    return 3.0 * foot + text_width(text, Face.PLAIN, foot) + 2.2 * foot


def draw_frame(picture: Picture, frame: Frame, heading: Heading) -> None:
    """Draw ground, lines, title, seal, legend and foot around a drawing."""
    edge = frame.edge
    picture.add(Layer.GROUND, Rect(0, 0, frame.width, frame.height, Pen(SURFACE)))
    outer, inner = 0.42 * edge, 0.42 * edge + max(0.9, 0.1 * edge)
    for inset, colour, width in ((outer, LACQUER_DEEP, 0.07 * edge), (inner, GOLD, 0.02 * edge)):
        pen = Pen(stroke=colour, width=max(0.2, width))
        picture.add(
            Layer.GROUND,
            Rect(inset, inset, frame.width - 2 * inset, frame.height - 2 * inset, pen),
        )
    picture.add(Layer.WORDS, *_title(frame, heading))
    picture.add(Layer.WORDS, *_foot(frame, heading))


def _title(frame: Frame, heading: Heading) -> list[Shape]:
    size, middle = frame.title, frame.width / 2
    top = 1.3 * frame.edge
    seal = 1.7 * size if heading.seal else 0.0
    gap = 0.55 * size if heading.seal else 0.0
    width = text_width(heading.title, Face.TITLE, size)
    left = middle - (seal + gap + width) / 2
    base = top + 1.25 * size
    shapes: list[Shape] = []
    if heading.seal:
        # The seal stands beside the letters, its middle at the height of theirs.
        shapes += seal_shapes(left, base - 0.34 * size - seal / 2, seal, heading.seal)
    shapes.append(
        Words(left + seal + gap, base, (heading.title,), Face.TITLE, size, LACQUER_DEEP, "start")
    )
    rule = base + 0.85 * size
    if heading.subtitle:
        base += 0.98 * size
        shapes.append(
            Words(middle, base, (heading.subtitle,), Face.SLANTED, 0.42 * size, MUTED, "middle")
        )
        rule = base + 0.42 * size
    half = min(frame.width * 0.16, 5 * size)
    diamond = 0.13 * size
    pen = Pen(stroke=GOLD, width=max(0.15, 0.022 * size))
    shapes += [
        polyline([(middle - half, rule), (middle - 2 * diamond, rule)], pen),
        polyline([(middle + 2 * diamond, rule), (middle + half, rule)], pen),
        polyline(
            [
                (middle - diamond, rule),
                (middle, rule - diamond),
                (middle + diamond, rule),
                (middle, rule + diamond),
                (middle - diamond, rule),
            ],
            Pen(fill=GOLD),
        ),
    ]
    if heading.mark:
        shapes += _mark(frame, heading.mark)
    return shapes


def seal_shapes(x: float, y: float, size: float, letter: str) -> list[Shape]:
    """Give the seal of the clan: its letter in gilt on lacquer."""
    rim = 0.09 * size
    return [
        Rect(x, y, size, size, Pen(LACQUER_DEEP), corner=0.14 * size),
        Rect(
            x + rim,
            y + rim,
            size - 2 * rim,
            size - 2 * rim,
            Pen(stroke=GILT, width=0.03 * size),
            corner=0.08 * size,
        ),
        Words(x + size / 2, y + 0.69 * size, (letter,), Face.TITLE, 0.52 * size, GILT, "middle"),
    ]


def _mark(frame: Frame, mark: str) -> list[Shape]:
    size = frame.foot
    width = text_width(mark, Face.BOLD, size) + 1.6 * size
    right, top = frame.width - 1.5 * frame.edge, 1.3 * frame.edge
    return [
        Rect(
            right - width, top, width, 2.1 * size, Pen(stroke=LACQUER, width=0.12 * size),
            corner=0.4 * size,
        ),
        Words(right - width / 2, top + 1.42 * size, (mark,), Face.BOLD, size, LACQUER, "middle"),
    ]  # fmt: skip


def _foot(frame: Frame, heading: Heading) -> list[Shape]:
    size = frame.foot
    left, right = 1.6 * frame.edge, frame.width - 1.6 * frame.edge
    y = frame.top + frame.content_height + 2.9 * size
    shapes: list[Shape] = []
    for row in frame.legend_rows:
        x = left
        for sign, text in row:
            shapes += legend_sign(sign, x, y - 1.05 * size, 2.2 * size, 1.3 * size, size)
            shapes.append(Words(x + 2.9 * size, y, (text,), Face.PLAIN, size, MUTED, "start"))
            x += _legend_width(text, size)
        y += 1.9 * size
    base = frame.height - 1.3 * frame.edge
    shapes.append(Words(left, base, (heading.count,), Face.PLAIN, size, INK, "start"))
    shapes.append(Words(right, base, (heading.printed,), Face.PLAIN, size, MUTED, "end"))
    return shapes


def legend_sign(
    sign: str, x: float, y: float, width: float, height: float, size: float
) -> list[Shape]:
    """Give one sign of the legend, in a box of this place and size."""
    middle = y + height / 2
    if sign == "continues":
        return [triangle(x + width / 2, middle - 0.35 * size, 0.8 * size)]
    if sign == "line":
        return [polyline([(x, middle), (x + width, middle)], Pen(stroke=MUTED, width=0.2))]
    if sign == "fade":
        pen = Pen(JADE, opacity=0.35)
        return [Rect(x, middle - 0.3 * size, width, 0.6 * size, pen, corner=0.2 * size)]
    pen = SIGNS[sign]
    corner = 0.45 * height if sign in _ROUND else 0.12 * height
    return [Rect(x, y, width, height, pen, corner=corner)]


def triangle(x: float, y: float, width: float) -> Shape:
    """Give a small triangle pointing down, its upper edge at `y`: the line goes on elsewhere."""
    points = [(x - width / 2, y), (x + width / 2, y), (x, y + 0.75 * width), (x - width / 2, y)]
    return polyline(points, Pen(fill=LACQUER))
