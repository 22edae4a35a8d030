"""Shapes of a drawing and how they are written as SVG. Lengths are millimetres, angles degrees.

A picture is a list of shapes in layers; it knows nothing of people. What is written holds no
script, no style sheet and no address of another host; every text and attribute is escaped. Faces
are named with common ones to fall back on, so that a browser without them shows all letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from genealogy.domain.charts.typeset import ASCENT, DESCENT, LEADING, Face, text_width, tidy_text

INK, MUTED = "#231a16", "#5f534b"
LACQUER, LACQUER_DEEP = "#8e1b1b", "#6e1212"
GILT, GOLD = "#e9c873", "#8a6a1f"
JADE, ROSE = "#1f5c4d", "#9a4468"
BRANCH_LINE, HAIRLINE = "#9a8264", "#e4daca"
PAPER, SURFACE, SAND, WIFE = "#fbf7ef", "#ffffff", "#f7f0e2", "#faf4ea"

#: What a page may use instead of a face it has not got.
_FALLBACKS = {
    "Be Vietnam Pro": "'Be Vietnam Pro', 'Noto Sans', 'DejaVu Sans', sans-serif",
    "Lora": "Lora, 'Hall Serif', 'Noto Serif', Georgia, 'DejaVu Serif', serif",
}


class Layer(IntEnum):
    """What lies under what."""

    GROUND = 0
    LINES = 1
    BOXES = 2
    WORDS = 3


class Bounds(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Bounds) -> bool:
        """Say whether the two have a point in common, edges included."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


class Pen(NamedTuple):
    """How a shape is filled and drawn; widths in millimetres, `dash` as SVG writes it."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 0.0
    dash: str = ""
    opacity: float = 1.0


class Rect(NamedTuple):
    """A rectangle; `corner` rounds it. `url` makes it a link."""

    x: float
    y: float
    width: float
    height: float
    pen: Pen
    corner: float = 0.0
    url: str = ""

    @property
    def bounds(self) -> Bounds:
        """Return what it covers, its line included."""
        half = self.pen.width / 2
        return Bounds(
            self.x - half, self.y - half, self.x + self.width + half, self.y + self.height + half
        )


class Path(NamedTuple):
    """Any outline, as the data of an SVG path, with what it covers."""

    data: str
    bounds: Bounds
    pen: Pen


class Words(NamedTuple):
    """Lines of text one below another; `x`, `y` is the anchor of the first base line.

    `turn` turns all about that point, clockwise.
    """

    x: float
    y: float
    lines: tuple[str, ...]
    face: Face
    size: float
    colour: str = INK
    anchor: str = "middle"
    turn: float = 0.0
    leading: float = LEADING

    @property
    def bounds(self) -> Bounds:
        """Return what the letters may cover at most, marks included."""
        width = max((text_width(line, self.face, self.size) for line in self.lines), default=0.0)
        left = {"start": 0.0, "middle": -width / 2, "end": -width}[self.anchor]
        top = -ASCENT * self.size
        bottom = ((len(self.lines) - 1) * self.leading + DESCENT) * self.size
        if not self.turn:
            return Bounds(self.x + left, self.y + top, self.x + left + width, self.y + bottom)
        # Turned text is only asked for roughly: by the circle about its anchor.
        reach = max(-left, left + width, -top, bottom)
        return Bounds(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


Shape = Rect | Path | Words


@dataclass
class Picture:
    """A drawing of this size; `title` and `description` are told to those who cannot see it."""

    width: float
    height: float
    title: str = ""
    description: str = ""
    layers: dict[Layer, list[Shape]] = field(default_factory=lambda: {layer: [] for layer in Layer})

    def add(self, layer: Layer, *shapes: Shape) -> None:
        """Put shapes on top of a layer."""
        self.layers[layer].extend(shapes)

    def extend(self, other: Picture) -> None:
        """Put all shapes of another picture on top of those here, layer by layer."""
        for layer, shapes in other.layers.items():
            self.layers[layer].extend(shapes)

    def shapes(self) -> Iterator[Shape]:
        """Give all shapes from the lowest to the highest."""
        for layer in Layer:
            yield from self.layers[layer]


class Cutter:
    """Gives parts of a large picture without looking at all of it for each."""

    _CELL = 150.0

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._shapes = {
            layer: [(shape.bounds, shape) for shape in shapes]
            for layer, shapes in picture.layers.items()
        }
        self._cells: dict[tuple[Layer, int, int], list[int]] = {}
        for layer, shapes in self._shapes.items():
            for place, (bounds, _shape) in enumerate(shapes):
                for cell in self._cells_of(bounds):
                    self._cells.setdefault((layer, *cell), []).append(place)

    def part(self, window: Bounds) -> Picture:
        """Give the picture with only the shapes that reach into the window, in their order."""
        found = Picture(self._picture.width, self._picture.height, self._picture.title)
        cells = list(self._cells_of(window))
        for layer, shapes in self._shapes.items():
            places = {place for cell in cells for place in self._cells.get((layer, *cell), ())}
            rows = (shapes[place] for place in sorted(places))
            found.add(layer, *(shape for bounds, shape in rows if bounds.touches(window)))
        return found

    def _cells_of(self, bounds: Bounds) -> Iterator[tuple[int, int]]:
        size = self._CELL
        for column in range(int(bounds.left // size), int(bounds.right // size) + 1):
            for row in range(int(bounds.top // size), int(bounds.bottom // size) + 1):
                yield column, row


def polyline(points: Iterable[tuple[float, float]], pen: Pen) -> Path:
    """Make a line through these points.

    >>> polyline([(0, 0), (0, 5), (7, 5)], Pen(stroke=INK, width=0.2)).data
    'M0 0V5H7'
    """
    placed = list(points)
    x, y = placed[0]
    data = [f"M{number(x)} {number(y)}"]
    for to_x, to_y in placed[1:]:
        if to_x == x:
            data.append(f"V{number(to_y)}")
        elif to_y == y:
            data.append(f"H{number(to_x)}")
        else:
            data.append(f"L{number(to_x)} {number(to_y)}")
        x, y = to_x, to_y
    columns, rows = zip(*placed, strict=True)
    return Path("".join(data), Bounds(min(columns), min(rows), max(columns), max(rows)), pen)


def number(value: float) -> str:
    """Write a length to the hundredth, as short as can be.

    >>> number(12.0), number(0.125), number(-0.001)
    ('12', '0.12', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def write_svg(
    picture: Picture,
    *,
    window: Bounds | None = None,
    scale: float = 1.0,
    embedded: bool = False,
) -> str:
    """Write a picture as one SVG document, the same text for the same picture.

    Args:
        picture: what to draw.
        window: only this part of it is seen; `Cutter` leaves out what cannot be.
        scale: how much larger or smaller the sheet is than the drawing.
        embedded: as a part of an HTML page: without the XML declaration, sized by the page.
    """
    seen = window or Bounds(0, 0, picture.width, picture.height)
    width, height = seen.right - seen.left, seen.bottom - seen.top
    view = " ".join(number(value) for value in (seen.left, seen.top, width, height))
    size = "" if embedded else (
        f' width="{number(width * scale)}mm" height="{number(height * scale)}mm"'
    )  # fmt: skip
    parts = [] if embedded else ['<?xml version="1.0" encoding="UTF-8"?>\n']
    parts.append(f'<svg xmlns="http://www.w3.org/2000/svg"{size} viewBox="{view}"')
    parts.append(f' role="img" aria-label={quoteattr(tidy_text(picture.title))}>')
    if picture.title:
        parts.append(f"<title>{escape(tidy_text(picture.title))}</title>")
    if picture.description:
        parts.append(f"<desc>{escape(tidy_text(picture.description))}</desc>")
    for layer in Layer:
        parts.extend(_written(picture.layers[layer]))
    parts.append("</svg>\n")
    return "".join(parts)


def _written(shapes: Iterable[Shape]) -> Iterator[str]:
    """Write shapes in their order; what they have in common stands once for neighbours."""
    for common, run in groupby(shapes, key=_common):
        yield f"<g{common}>"
        for shape in run:
            yield _one(shape)
        yield "</g>"


def _common(shape: Shape) -> str:
    if isinstance(shape, Words):
        face = shape.face
        slope = "" if face.slope == "normal" else f' font-style="{face.slope}"'
        return (
            f' font-family="{_FALLBACKS[face.family]}" font-weight="{face.weight}"{slope}'
            f' font-size="{shape.size:.3g}" fill="{shape.colour}" text-anchor="{shape.anchor}"'
        )
    pen = shape.pen
    parts = [f' fill="{pen.fill}"']
    if pen.stroke != "none":
        parts.append(f' stroke="{pen.stroke}" stroke-width="{number(pen.width)}"')
    if pen.dash:
        parts.append(f' stroke-dasharray="{pen.dash}"')
    if pen.opacity < 1:
        parts.append(f' opacity="{number(pen.opacity)}"')
    return "".join(parts)


def _one(shape: Shape) -> str:
    if isinstance(shape, Path):
        return f'<path d="{shape.data}"/>'
    if isinstance(shape, Rect):
        corner = f' rx="{number(shape.corner)}"' if shape.corner else ""
        drawn = (
            f'<rect x="{number(shape.x)}" y="{number(shape.y)}" width="{number(shape.width)}"'
            f' height="{number(shape.height)}"{corner}/>'
        )
        return f"<a href={quoteattr(shape.url)}>{drawn}</a>" if shape.url else drawn
    turn = (
        f' transform="rotate({number(shape.turn)} {number(shape.x)} {number(shape.y)})"'
        if shape.turn
        else ""
    )
    place = f'x="{number(shape.x)}" y="{number(shape.y)}"'
    if len(shape.lines) == 1:
        return f"<text {place}{turn}>{escape(tidy_text(shape.lines[0]))}</text>"
    step = shape.leading * shape.size
    spans = "".join(
        f'<tspan x="{number(shape.x)}" y="{number(shape.y + place_ * step)}">'
        f"{escape(tidy_text(line))}</tspan>"
        for place_, line in enumerate(shape.lines)
    )
    return f"<text{turn}>{spans}</text>"
