"""The drawing of a kin line as shapes of a print: pixels at scale 1 become millimetres."""

from __future__ import annotations

import re

from genealogy.domain.charts.poster_draw import box_pen
from genealogy.domain.charts.relationship_path import Drawing, Line
from genealogy.domain.charts.svg import (
    BRANCH_LINE,
    GILT,
    INK,
    LACQUER_DEEP,
    MUTED,
    Bounds,
    Layer,
    Path,
    Pen,
    Picture,
    Rect,
    Words,
    number,
)
from genealogy.domain.charts.typeset import Face

#: Millimetres of one pixel: the letters of a name become about 4 mm high.
PIXEL = 0.26
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def path_size(drawing: Drawing) -> tuple[float, float]:
    """Give the size of a drawn kin line in millimetres."""
    return drawing.width * PIXEL, drawing.height * PIXEL


def draw_kin_path(picture: Picture, drawing: Drawing, left: float, top: float) -> None:
    """Draw a kin line with its corner at this place."""
    for line in drawing.lines:
        picture.add(Layer.LINES, _line(line, left, top))
    for box in drawing.boxes:
        sign = "opaque" if box.is_opaque else {"m": "man", "f": "woman"}.get(box.sex, "unknown")
        pen = Pen(LACQUER_DEEP, GILT, 0.5) if box.is_end else box_pen(sign, 0.3)
        picture.add(
            Layer.BOXES,
            Rect(
                left + box.x * PIXEL,
                top + box.y * PIXEL,
                box.width * PIXEL,
                box.height * PIXEL,
                pen,
                box.corner * PIXEL,
            ),
        )
        for words in box.words:
            colour = GILT if box.is_end else MUTED if words.is_note else INK
            face = Face.PLAIN if words.is_note else Face.TITLE
            place = (left + words.x * PIXEL, top + words.y * PIXEL)
            size = words.size * PIXEL
            picture.add(Layer.WORDS, Words(*place, (words.text,), face, size, colour))


def _line(line: Line, left: float, top: float) -> Path:
    """Move a path of the commands M, H and V and make it as large as the print wants it."""
    pieces = re.findall(r"[MHV][^MHV]*", line.path)
    data = []
    xs, ys = [left], [top]
    for piece in pieces:
        values = [float(value) for value in _NUMBER.findall(piece)]
        if piece[0] == "V":
            ys.append(top + values[0] * PIXEL)
            data.append(f"V{number(ys[-1])}")
            continue
        xs.append(left + values[0] * PIXEL)
        if piece[0] == "H":
            data.append(f"H{number(xs[-1])}")
        else:
            ys.append(top + values[1] * PIXEL)
            data.append(f"M{number(xs[-1])} {number(ys[-1])}")
    pen = Pen(stroke=BRANCH_LINE, width=0.3, dash="1.4 1" if line.kind == "adoption" else "")
    return Path("".join(data), Bounds(min(xs), min(ys), max(xs), max(ys)), pen)
