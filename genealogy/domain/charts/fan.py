"""The fan of ancestors (quạt tổ tiên): both parents of each, ring by ring.

Lengths are millimetres. Each ring has twice the places of the one inside it. An unknown parent of
somebody known is an empty place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from genealogy.domain.charts.svg import (
    GILT,
    HAIRLINE,
    INK,
    LACQUER_DEEP,
    MUTED,
    PAPER,
    SAND,
    Bounds,
    Layer,
    Path,
    Pen,
    Picture,
    Words,
    number,
)
from genealogy.domain.charts.typeset import Face, fitting_size, shortened, text_width, wrapped

#: The fan opens upwards over this angle, degrees.
SPREAD = 236.0
_CENTRE = 23.0
#: How thick each ring is, from the parents outwards.
_RINGS = (26.0, 27.0, 30.0, 36.0, 40.0, 42.0, 44.0)
_MEN, _WOMEN = "#f1f5f0", "#faf0f2"
_SMALLEST = 1.5
#: From this ring on names run from the middle outwards.
_OUTWARD = 4


class Ancestor(NamedTuple):
    """Somebody in the fan; `label` is "Cha", "Mẹ" or the like."""

    name: str
    years: str = ""
    sex: str = "u"
    label: str = ""
    is_opaque: bool = False
    url: str = ""


@dataclass(frozen=True)
class FanSize:
    """The fan's box: its size and where its middle lies."""

    width: float
    height: float
    x: float
    y: float


def place_of(path: str) -> tuple[int, int]:
    """Give ring and place of an ancestor from the way up: "f" father, "m" mother.

    >>> place_of("f"), place_of("m"), place_of("fm")
    ((1, 0), (1, 1), (2, 1))
    """
    return len(path), sum(1 << rest for rest, step in enumerate(reversed(path)) if step == "m")


def fan_size(rings: int) -> FanSize:
    """Give the size of a fan of so many rings around the person, 1 to 7."""
    radius = _radius(rings)
    below = max(_CENTRE + 4, -radius * math.cos(math.radians(SPREAD / 2)))
    return FanSize(2 * radius, radius + below, radius, radius)


def _radius(ring: int) -> float:
    return _CENTRE + sum(_RINGS[:ring])


def draw_fan(
    picture: Picture, person: Ancestor, ancestors: Mapping[str, Ancestor], rings: int, at: Bounds
) -> None:
    """Draw a fan with its box's corner at the left and top of `at`.

    Args:
        picture: where to.
        person: whose ancestors, in the middle.
        ancestors: by the way up, "f", "m", "ff" ...; missing ones are unknown.
        rings: how many generations above.
        at: where the fan lies.
    """
    size = fan_size(rings)
    x, y = at.left + size.x, at.top + size.y
    for ring in range(rings, 0, -1):
        for place in range(1 << ring):
            path = "".join("m" if place >> bit & 1 else "f" for bit in range(ring - 1, -1, -1))
            # Of those whose child is not known not even an empty place is drawn.
            if ring == 1 or path[:-1] in ancestors:
                _sector(picture, ancestors.get(path), ring, place, x, y)
    r = _CENTRE - 1.2
    disc = f"M{number(x - r)} {number(y)}a{number(r)} {number(r)} 0 1 0 {number(2 * r)} 0"
    disc += f"a{number(r)} {number(r)} 0 1 0 {number(-2 * r)} 0z"
    pen = Pen(LACQUER_DEEP, GILT, 0.7)
    picture.add(Layer.BOXES, Path(disc, Bounds(x - r, y - r, x + r, y + r), pen))
    _centre_words(picture, person, x, y)


def _centre_words(picture: Picture, person: Ancestor, x: float, y: float) -> None:
    room = 1.5 * _CENTRE
    lines = wrapped(person.name, Face.TITLE, 5.0, room, most=3)
    size = fitting_size(lines, Face.TITLE, 5.0, room)
    top = y - (len(lines) - 1) * size * 0.66 + 0.35 * size - (1.4 if person.years else 0)
    picture.add(Layer.WORDS, Words(x, top, tuple(lines), Face.TITLE, size, GILT))
    if person.years:
        base = top + (len(lines) - 1) * size * 1.32 + 4.6
        picture.add(Layer.WORDS, Words(x, base, (person.years,), Face.PLAIN, 2.9, GILT))


def _sector(
    picture: Picture, one: Ancestor | None, ring: int, place: int, x: float, y: float
) -> None:
    step = SPREAD / (1 << ring)
    start = -SPREAD / 2 + place * step
    inner, outer = _radius(ring - 1), _radius(ring)
    if one is None:
        pen = Pen(PAPER, HAIRLINE, 0.15)
    elif one.is_opaque:
        pen = Pen(SAND, "#c9b48f", 0.25)
    else:
        ground = {"m": _MEN, "f": _WOMEN}.get(one.sex, PAPER)
        pen = Pen(ground, "#b9a27c", 0.25)
    picture.add(Layer.BOXES, _outline(x, y, inner, outer, start, start + step, pen))
    if one is not None and not one.is_opaque:
        middle = start + step / 2
        if ring < _OUTWARD:
            _across(picture, one, x, y, inner, outer, middle, step)
        else:
            _outward(picture, one, x, y, inner, outer, middle, step)


def _outline(
    x: float, y: float, inner: float, outer: float, start: float, end: float, pen: Pen
) -> Path:
    corners = [
        _point(x, y, radius, angle)
        for radius, angle in ((inner, start), (outer, start), (outer, end), (inner, end))
    ]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    large = int(end - start > 180)
    data = (
        f"M{number(ax)} {number(ay)}L{number(bx)} {number(by)}"
        f"A{number(outer)} {number(outer)} 0 {large} 1 {number(cx)} {number(cy)}"
        f"L{number(dx)} {number(dy)}"
        f"A{number(inner)} {number(inner)} 0 {large} 0 {number(ax)} {number(ay)}z"
    )
    return Path(data, Bounds(x - outer, y - outer, x + outer, y + outer), pen)


def _point(x: float, y: float, radius: float, angle: float) -> tuple[float, float]:
    """Give a point; angles count clockwise from straight up."""
    turn = math.radians(angle)
    return x + radius * math.sin(turn), y - radius * math.cos(turn)


def _across(
    picture: Picture,
    one: Ancestor,
    x: float,
    y: float,
    inner: float,
    outer: float,
    middle: float,
    step: float,
) -> None:
    """Write a name along the ring, upright at the top of the fan."""
    depth = outer - inner
    radius = inner + depth / 2
    # The chord of the inner edge of the letters must hold them; half a circle is cut short.
    room = 2 * (inner + depth * 0.18) * math.sin(math.radians(min(step, 100) / 2)) - 3
    wished = 4.4 - 0.35 * step_size(step)
    lines = wrapped(one.name, Face.TITLE, wished, room, most=3)
    size = max(_SMALLEST, min(wished, fitting_size(lines, Face.TITLE, wished, room)))
    lines = [shortened(line, Face.TITLE, size, room) for line in lines]
    small = max(_SMALLEST, 0.66 * size)
    total = len(lines) * 1.32 * size + (1.4 * small if one.years else 0)
    flipped = abs(middle) > 100
    turn = middle + 180 if flipped else middle
    # Base lines count from the middle of the ring, along its radius.
    base = -total / 2 + 1.02 * size
    for line in lines:
        _turned(picture, line, Face.TITLE, size, INK, x, y, radius, middle, turn, base, flipped)
        base += 1.32 * size
    if one.years:
        base += 1.02 * (small - size) + 0.1
        _turned(
            picture, one.years, Face.PLAIN, small, MUTED, x, y, radius, middle, turn, base, flipped
        )


def step_size(step: float) -> float:
    """Say how far out a ring is from the angle of its places: 0 for the first, one more each.

    >>> step_size(SPREAD / 2), step_size(SPREAD / 8)
    (0.0, 2.0)
    """
    return math.log2(SPREAD / step) - 1


def _turned(
    picture: Picture,
    text: str,
    face: Face,
    size: float,
    colour: str,
    x: float,
    y: float,
    radius: float,
    middle: float,
    turn: float,
    base: float,
    flipped: bool,
) -> None:
    away = radius + base if flipped else radius - base
    px, py = _point(x, y, away, middle)
    picture.add(Layer.WORDS, Words(px, py, (text,), face, size, colour, "middle", turn))


def _outward(
    picture: Picture,
    one: Ancestor,
    x: float,
    y: float,
    inner: float,
    outer: float,
    middle: float,
    step: float,
) -> None:
    """Write a name along the radius, readable from the left or from the right."""
    room = outer - inner - 3
    high = inner * math.radians(step) * 0.84
    wished = min(3.6, high / (2.3 if one.years and high > 5 else 1.25))
    size = max(_SMALLEST, fitting_size([one.name], Face.TITLE, wished, room))
    if high < size * 1.15:
        return
    with_years = one.years and high > 2.3 * size
    turn = middle - 90 if middle > 0 else middle + 90
    side = 1 if middle > 0 else -1
    radius = inner + (outer - inner) / 2
    rows = [(one.name, Face.TITLE, size, INK)]
    if with_years:
        rows.append((one.years, Face.PLAIN, max(_SMALLEST, 0.7 * size), MUTED))
    shift = -0.36 * size if not with_years else 0.22 * size
    for text, face, letters, colour in rows:
        words = shortened(text, face, letters, room)
        if text_width(words, face, letters) > room:
            continue
        px, py = _point(x, y, radius, middle)
        # Sideways along the ring, away from the base line.
        along = math.radians(middle)
        px -= side * shift * math.cos(along)
        py -= side * shift * math.sin(along)
        picture.add(Layer.WORDS, Words(px, py, (words,), face, letters, colour, "middle", turn))
        shift -= 1.25 * size
