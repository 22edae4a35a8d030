"""The lifespan timeline (đời người): one bar a person from birth to death, lanes by branch.

Lengths are millimetres, years Gregorian. An end that is not known fades over the years it may
lie in; nobody's year is guessed in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genealogy.domain.charts.svg import (
    GOLD,
    HAIRLINE,
    INK,
    JADE,
    LACQUER,
    MUTED,
    PAPER,
    ROSE,
    Layer,
    Pen,
    Picture,
    Rect,
    Words,
    polyline,
)
from genealogy.domain.charts.typeset import Face, shortened, text_width

#: Years over which an unknown end fades: about a life in the old days.
FADE_YEARS = 55
_ROW, _BAR = 5.2, 2.3
_LANE_HEAD, _AXIS = 8.0, 9.0
_NAME, _YEARS = 2.3, 1.8
_WIDTH = 240.0
_STEPS = 6


class Life(NamedTuple):
    """One person: at least one year is known, or the person lives."""

    name: str
    birth: int | None
    death: int | None
    sex: str = "u"
    years: str = ""
    is_living: bool = False


class Lane(NamedTuple):
    """The people of one branch or đời, in the order of the book."""

    title: str
    lives: Sequence[Life]


@dataclass(frozen=True)
class TimelineSize:
    """The size of a timeline, its first and last year and the room of the names."""

    width: float
    height: float
    first: int
    last: int
    names: float


def span_of(life: Life, today: int) -> tuple[int, int]:
    """Give the years a bar covers, faded ends included.

    >>> span_of(Life("A", 1800, None), 2026), span_of(Life("A", None, 1850), 2026)
    ((1800, 1855), (1795, 1850))
    """
    if life.is_living:
        return (life.birth if life.birth is not None else today - FADE_YEARS), today
    start = life.birth if life.birth is not None else (life.death or today) - FADE_YEARS
    end = life.death if life.death is not None else start + FADE_YEARS
    return start, max(start, min(end, today) if life.death is None else end)


def timeline_size(lanes: Sequence[Lane], today: int) -> TimelineSize:
    """Give the size of a timeline; lanes without people are not drawn."""
    spans = [span_of(life, today) for lane in lanes for life in lane.lives]
    step = year_step(spans)
    first = min((start for start, _ in spans), default=today - 100) // step * step
    last = -(-max((end for _, end in spans), default=today) // step) * step
    names = max(
        (text_width(life.name, Face.TITLE, _NAME) for lane in lanes for life in lane.lives),
        default=20.0,
    )
    names = min(names, 62.0) + 3
    rows = sum(len(lane.lives) for lane in lanes)
    height = _AXIS * 2 + rows * _ROW + len(lanes) * _LANE_HEAD
    return TimelineSize(names + _WIDTH + 24, height, first, last, names)


def year_step(spans: Iterable[tuple[int, int]]) -> int:
    """Give the years between two lines of the scale: 10, 20, 25, 50 or 100.

    >>> year_step([(1900, 1980)]), year_step([(1500, 2000)])
    (10, 50)
    """
    years = [year for span in spans for year in span]
    length = max(years) - min(years) if years else 100
    return next((step for step in (10, 20, 25, 50) if length / step <= 12), 100)


def draw_timeline(
    picture: Picture, lanes: Sequence[Lane], size: TimelineSize, today: int, left: float, top: float
) -> None:
    """Draw a timeline with its corner at this place."""
    scale = _WIDTH / max(1, size.last - size.first)
    zero = left + size.names

    def at(year: int) -> float:
        return zero + (year - size.first) * scale

    step = year_step([(size.first, size.last)])
    bottom = top + size.height - _AXIS
    for year in range(size.first, size.last + 1, step):
        line = Pen(stroke=HAIRLINE, width=0.2)
        picture.add(Layer.LINES, polyline([(at(year), top + _AXIS - 2), (at(year), bottom)], line))
        for y in (top + _AXIS - 4, bottom + 4.4):
            picture.add(Layer.WORDS, Words(at(year), y, (str(year),), Face.PLAIN, 2.4, MUTED))
    y = top + _AXIS
    for place, lane in enumerate(lanes):
        height = _LANE_HEAD + len(lane.lives) * _ROW
        if place % 2 == 0:
            picture.add(Layer.GROUND, Rect(left - 3, y, size.width + 6, height, Pen(PAPER)))
        head = Words(left, y + 5.4, (lane.title,), Face.TITLE, 3.4, LACQUER, "start")
        picture.add(Layer.WORDS, head)
        row = y + _LANE_HEAD
        for life in lane.lives:
            _draw_life(picture, life, size, today, left, row, zero, scale)
            row += _ROW
        y += height


def _draw_life(
    picture: Picture,
    life: Life,
    size: TimelineSize,
    today: int,
    left: float,
    top: float,
    zero: float,
    scale: float,
) -> None:
    start, end = span_of(life, today)
    x, right = zero + (start - size.first) * scale, zero + (end - size.first) * scale
    y = top + (_ROW - _BAR) / 2
    colour = {"m": JADE, "f": ROSE}.get(life.sex, GOLD)
    base = top + _ROW / 2 + 0.36 * _NAME
    name = shortened(life.name, Face.TITLE, _NAME, size.names - 2)
    picture.add(Layer.WORDS, Words(left, base, (name,), Face.TITLE, _NAME, INK, "start"))
    fades_in = life.birth is None
    fades_out = life.death is None and not life.is_living
    room = (right - x) / (2 if fades_in and fades_out else 1)
    fade = min(room * 0.6, 18 * max(scale, 0.2) + 4)
    solid_left, solid_right = x + (fade if fades_in else 0), right - (fade if fades_out else 0)
    if solid_right > solid_left:
        corner = _BAR / 2 if life.sex == "f" and not (fades_in or fades_out) else 0.25
        width = max(0.8, solid_right - solid_left)
        picture.add(Layer.BOXES, Rect(solid_left, y, width, _BAR, Pen(colour), corner))
    for is_faded, edge, way in ((fades_in, solid_left, -1), (fades_out, solid_right, 1)):
        if is_faded:
            picture.add(Layer.BOXES, *_fade(edge, y, fade, way, colour))
    if life.is_living:
        # An open end: the life goes on.
        tip = [(right, y), (right + 1.6, y + _BAR / 2), (right, y + _BAR), (right, y)]
        picture.add(Layer.BOXES, polyline(tip, Pen(fill=colour)))
    if life.years:
        text = Words(right + 2.4, base - 0.2, (life.years,), Face.PLAIN, _YEARS, MUTED, "start")
        picture.add(Layer.WORDS, text)


def _fade(edge: float, y: float, length: float, way: int, colour: str) -> list[Rect]:
    """Give pieces that grow fainter away from the known end."""
    piece = length / _STEPS
    return [
        Rect(
            edge + (place * piece if way > 0 else -(place + 1) * piece),
            y,
            piece,
            _BAR,
            Pen(colour, opacity=0.75 * (1 - place / _STEPS)),
        )
        for place in range(_STEPS)
    ]
