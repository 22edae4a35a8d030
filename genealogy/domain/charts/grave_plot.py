"""A sketch of where graves lie: our own plot, north up, with a scale bar; no map service.

Input are degrees (WGS 84), output is in drawing units (pixels at scale 1).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 420
_MARGIN: Final = 56
_METRES_A_DEGREE: Final = 111_320.0
#: The sketch never shows less ground than this, metres: two graves side by side stay together.
_LEAST_SPAN: Final = 40.0
#: Marks nearer than this are drawn as one, units.
_TOUCH: Final = 30.0


@dataclass(frozen=True)
class PlotMark:
    """One mark; `label` names the numbers of the graves there: "3" or "3, 5"."""

    x: float
    y: float
    label: str
    numbers: tuple[int, ...]
    width: float

    @property
    def left(self) -> float:
        """Return where the mark begins, seen from its middle."""
        return -self.width / 2


@dataclass(frozen=True)
class GravePlot:
    """The sketch: marks, and a bar of `bar_metres` that is `bar_width` units long."""

    width: int
    height: int
    marks: tuple[PlotMark, ...]
    bar_metres: int
    bar_width: float

    @property
    def bar_label(self) -> str:
        """Return the length of the bar: "50 m", "2 km".

        >>> GravePlot(1, 1, (), 2000, 1).bar_label, GravePlot(1, 1, (), 50, 1).bar_label
        ('2 km', '50 m')
        """
        if self.bar_metres >= 1000:
            return f"{self.bar_metres // 1000} km"
        return f"{self.bar_metres} m"


def plot_graves(points: Sequence[tuple[float, float]]) -> GravePlot | None:
    """Place graves, numbered from 1 in the order given; None without any.

    Args:
        points: latitude and longitude in degrees.

    >>> plot = plot_graves([(19.8, 105.7), (19.801, 105.7)])
    >>> [(mark.label, round(mark.x), round(mark.y)) for mark in plot.marks]
    [('1', 320, 364), ('2', 320, 56)]
    >>> plot.bar_label, round(plot.bar_width)
    ('50 m', 138)
    """
    if not points:
        return None
    middle = (_mid([lat for lat, _lon in points]), _mid([lon for _lat, lon in points]))
    shrink = math.cos(math.radians(middle[0]))
    ground = [
        ((lon - middle[1]) * shrink * _METRES_A_DEGREE, (middle[0] - lat) * _METRES_A_DEGREE)
        for lat, lon in points
    ]
    scale = min(
        (WIDTH - 2 * _MARGIN) / max(_LEAST_SPAN, _span([x for x, _y in ground])),
        (HEIGHT - 2 * _MARGIN) / max(_LEAST_SPAN, _span([y for _x, y in ground])),
    )
    places = [(WIDTH / 2 + x * scale, HEIGHT / 2 + y * scale) for x, y in ground]
    metres = _round_length(WIDTH / 4 / scale)
    return GravePlot(WIDTH, HEIGHT, tuple(_marks(places)), metres, round(metres * scale, 1))


def _mid(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _span(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _round_length(most: float) -> int:
    """Give the longest round length (1, 2 or 5 and noughts) that is not longer than `most`."""
    power = 10 ** math.floor(math.log10(max(most, 1.0)))
    return int(max(step * power for step in (1, 2, 5) if step * power <= max(most, 1.0)))


def _marks(places: Sequence[tuple[float, float]]) -> list[PlotMark]:
    """Draw graves that would touch as one mark, at the first of them."""
    groups: list[list[int]] = []
    for index, (x, y) in enumerate(places):
        near = next(
            (one for one in groups if math.dist((x, y), places[one[0]]) < _TOUCH),
            None,
        )
        if near is None:
            groups.append([index])
        else:
            near.append(index)
    return [_mark([index + 1 for index in group], *places[group[0]]) for group in groups]


def _mark(numbers: list[int], x: float, y: float) -> PlotMark:
    shown = ", ".join(map(str, numbers[:3])) + (" …" if len(numbers) > 3 else "")
    return PlotMark(
        x=round(x, 1),
        y=round(y, 1),
        label=shown,
        numbers=tuple(numbers),
        width=round(max(26.0, 12 + 8.5 * len(shown)), 1),
    )
