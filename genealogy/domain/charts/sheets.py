"""Sheets ready to be printed: one large page, a drawing fitted to a sheet, or cut into many.

Lengths are millimetres. A cut drawing has on every sheet its row and column, corner marks where
the drawing is to be cut, and a broken line up to which the next sheet is glued over it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from genealogy.domain.charts.paper import EDGE, OVERLAP, Sheet, Tile, Tiling, fit, tile
from genealogy.domain.charts.svg import (
    MUTED,
    Bounds,
    Cutter,
    Layer,
    Pen,
    Picture,
    Words,
    polyline,
    write_svg,
)
from genealogy.domain.charts.typeset import Face

_MARK = 4.0
_LABEL = 2.4


class Paper(StrEnum):
    """On what a drawing is printed; the value stands in addresses."""

    ONE = "mot-to"
    CUT_A4 = "ghep-a4"
    CUT_A3 = "ghep-a3"
    FIT_A4 = "vua-a4"
    FIT_A3 = "vua-a3"
    FIT_A2 = "vua-a2"
    FIT_A1 = "vua-a1"
    FIT_A0 = "vua-a0"

    @property
    def sheet(self) -> Sheet | None:
        """Return the size of its sheets; None for one page as large as the drawing."""
        return None if self is Paper.ONE else Sheet(self.value[-2:])

    @property
    def is_cut(self) -> bool:
        """Return whether the drawing is cut into sheets to be glued."""
        return self in {Paper.CUT_A4, Paper.CUT_A3}


@dataclass(frozen=True)
class Placed:
    """An SVG on a sheet: its upper left corner and its size there."""

    svg: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class SheetPage:
    """One page: its size and what lies on it, from below to above."""

    width: float
    height: float
    parts: Sequence[Placed]


def pages_of(picture: Picture, paper: Paper, *, label: str = "") -> list[SheetPage]:
    """Give the pages of a drawing on this paper.

    Args:
        picture: the drawing.
        paper: on what.
        label: for the edge of a cut sheet, with `%(row)s`, `%(rows)s`, `%(column)s`,
            `%(columns)s`, `%(sheet)s` and `%(sheets)s`.
    """
    sheet = paper.sheet
    if sheet is None:
        return [_whole(picture)]
    if not paper.is_cut:
        return [_fitted(picture, sheet)]
    tiling = tile(picture.width, picture.height, sheet)
    cutter = Cutter(picture)
    return [_cut(cutter, tiling, one, number, label) for number, one in enumerate(tiling.tiles, 1)]


def _whole(picture: Picture) -> SheetPage:
    part = Placed(write_svg(picture), 0, 0, picture.width, picture.height)
    return SheetPage(picture.width, picture.height, [part])


def _fitted(picture: Picture, sheet: Sheet) -> SheetPage:
    scale, wide, tall = fit(picture.width, picture.height, sheet)
    width, height = picture.width * scale, picture.height * scale
    svg = write_svg(picture, scale=scale)
    part = Placed(svg, (wide - width) / 2, (tall - height) / 2, width, height)
    return SheetPage(wide, tall, [part])


def _cut(cutter: Cutter, tiling: Tiling, one: Tile, number: int, label: str) -> SheetPage:
    window = one.window
    width, height = window.right - window.left, window.bottom - window.top
    part = Placed(write_svg(cutter.part(window), window=window), EDGE, EDGE, width, height)
    marks = write_svg(_marks(tiling, one, number, label))
    return SheetPage(
        tiling.width,
        tiling.height,
        [part, Placed(marks, 0, 0, tiling.width, tiling.height)],
    )


def _marks(tiling: Tiling, one: Tile, number: int, label: str) -> Picture:
    """Draw what stands on the edge of a sheet."""
    marks = Picture(tiling.width, tiling.height)
    width = one.window.right - one.window.left
    height = one.window.bottom - one.window.top
    shown = Bounds(EDGE, EDGE, EDGE + width, EDGE + height)
    pen = Pen(stroke=MUTED, width=0.15)
    for x, outward in ((shown.left, -1), (shown.right, 1)):
        for y, away in ((shown.top, -1), (shown.bottom, 1)):
            marks.add(
                Layer.LINES,
                polyline([(x + outward, y), (x + outward * _MARK, y)], pen),
                polyline([(x, y + away), (x, y + away * _MARK)], pen),
            )
    glue = Pen(stroke=MUTED, width=0.15, dash="1.5 1.5")
    # Short strokes on the edge alone: nothing is drawn over names.
    if one.column + 1 < tiling.columns:
        x = shown.right - OVERLAP
        for top, bottom in (
            (shown.top - _MARK, shown.top),
            (shown.bottom, shown.bottom + _MARK),
        ):
            marks.add(Layer.LINES, polyline([(x, top), (x, bottom)], glue))
    if one.row + 1 < tiling.rows:
        y = shown.bottom - OVERLAP
        for left, right in (
            (shown.left - _MARK, shown.left),
            (shown.right, shown.right + _MARK),
        ):
            marks.add(Layer.LINES, polyline([(left, y), (right, y)], glue))
    if label:
        text = label % {
            "row": one.row + 1,
            "rows": tiling.rows,
            "column": one.column + 1,
            "columns": tiling.columns,
            "sheet": number,
            "sheets": tiling.sheets,
        }
        marks.add(
            Layer.WORDS,
            Words(EDGE + 6, EDGE - 2.2, (text,), Face.PLAIN, _LABEL, MUTED, "start"),
        )
    return marks
