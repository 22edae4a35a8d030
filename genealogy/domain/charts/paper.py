"""Sheets of paper: which sizes there are, how a large drawing is cut into sheets, what to advise.

Lengths are millimetres. Sheets of a cut drawing overlap by a strip to glue; the parts they show,
put together, are the whole drawing and nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from genealogy.domain.charts.svg import Bounds

#: Free edge of a sheet that a home printer cannot reach.
EDGE = 8.0
#: The strip two sheets share, to be glued.
OVERLAP = 10.0
#: Points of print in a millimetre.
POINTS = 72 / 25.4
#: Readers of PDF take no page longer than this, in their units (PDF 1.7, appendix C.2).
LONGEST_PAGE = 14_400
#: A page longer than this needs a unit of its own: 5.08 m.
LONGEST_PLAIN = LONGEST_PAGE / POINTS
#: Letters smaller than this cannot be read by many, millimetres (about 4.5 points).
SMALLEST_LETTERS = 1.6
_TOO_MANY_SHEETS = 40


class Sheet(StrEnum):
    """Sizes of paper (ISO 216); the value stands in addresses."""

    A4 = "a4"
    A3 = "a3"
    A2 = "a2"
    A1 = "a1"
    A0 = "a0"

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height upright, millimetres."""
        return _SIZES[self]


_SIZES = {
    Sheet.A4: (210, 297),
    Sheet.A3: (297, 420),
    Sheet.A2: (420, 594),
    Sheet.A1: (594, 841),
    Sheet.A0: (841, 1189),
}


class Tile(NamedTuple):
    """One sheet of a cut drawing: its row and column from nought, and what part it shows."""

    row: int
    column: int
    window: Bounds


@dataclass(frozen=True)
class Tiling:
    """A drawing cut into sheets of this width and height."""

    width: float
    height: float
    rows: int
    columns: int
    tiles: Sequence[Tile]

    @property
    def sheets(self) -> int:
        """Return how many sheets of paper it takes."""
        return self.rows * self.columns


class Advice(StrEnum):
    """What would make a drawing easier to print."""

    ONE_SHEET = "one-sheet"
    LONG_PAGE = "long-page"
    MANY_SHEETS = "many-sheets"
    SMALL_LETTERS = "small-letters"


def steps(length: float, room: float, overlap: float = OVERLAP) -> int:
    """Say how many sheets stand side by side to show this length.

    >>> steps(200, 194), steps(194, 194), steps(378, 194)
    (2, 1, 2)
    """
    if length <= room + 1e-9:
        return 1
    return math.ceil((length - overlap) / (room - overlap) - 1e-9)


def tile(
    width: float, height: float, sheet: Sheet, *, edge: float = EDGE, overlap: float = OVERLAP
) -> Tiling:
    """Cut a drawing into sheets, upright or lying, whichever takes fewer (upright when equal)."""
    short, long = sheet.size
    ways = [
        (steps(height, tall - 2 * edge, overlap) * steps(width, wide - 2 * edge, overlap), place)
        for place, (wide, tall) in enumerate(((short, long), (long, short)))
    ]
    is_lying = min(ways)[1] == 1
    wide, tall = (long, short) if is_lying else (short, long)
    across = _cuts(width, wide - 2 * edge, overlap)
    down = _cuts(height, tall - 2 * edge, overlap)
    tiles = [
        Tile(row, column, Bounds(left, top, right, bottom))
        for row, (top, bottom) in enumerate(down)
        for column, (left, right) in enumerate(across)
    ]
    return Tiling(wide, tall, len(down), len(across), tiles)


def _cuts(length: float, room: float, overlap: float) -> list[tuple[float, float]]:
    step = room - overlap
    return [
        (place * step, min(place * step + room, length))
        for place in range(steps(length, room, overlap))
    ]


def fit(
    width: float, height: float, sheet: Sheet, *, edge: float = EDGE
) -> tuple[float, float, float]:
    """Give the scale at which a drawing fills one sheet, and the width and height of the sheet.

    A drawing wider than high lies. The scale is at most 1.5, so that a small one stays modest.
    """
    short, long = sheet.size
    wide, tall = (long, short) if width > height else (short, long)
    scale = min((wide - 2 * edge) / width, (tall - 2 * edge) / height, 1.5)
    return scale, wide, tall


def smallest_sheet(width: float, height: float, letters: float) -> Sheet | None:
    """Give the smallest paper on which the whole can be read, None when even A0 is too small.

    `letters` is the size of the smallest letters of the drawing.
    """
    for sheet in Sheet:
        if fit(width, height, sheet)[0] * letters >= SMALLEST_LETTERS:
            return sheet
    return None


def user_unit(width: float, height: float) -> float:
    """Give the size of a PDF unit in points, 1 for pages up to 5.08 m.

    >>> user_unit(5000, 1000), user_unit(32200, 870)
    (1.0, 7.0)
    """
    longest = max(width, height) * POINTS
    return 1.0 if longest <= LONGEST_PAGE else float(math.ceil(longest / LONGEST_PAGE))


def advice(width: float, height: float, *, letters: float) -> list[Advice]:
    """Say what the maker of a drawing of this size should know."""
    found = []
    if smallest_sheet(width, height, letters) is not None:
        found.append(Advice.ONE_SHEET)
    if user_unit(width, height) > 1:
        found.append(Advice.LONG_PAGE)
    if tile(width, height, Sheet.A3).sheets > _TOO_MANY_SHEETS:
        found.append(Advice.MANY_SHEETS)
    if letters < SMALLEST_LETTERS:
        found.append(Advice.SMALL_LETTERS)
    return found
