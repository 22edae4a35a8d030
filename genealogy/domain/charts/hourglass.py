"""The hourglass (trên dưới): ancestors above, descendants below, one person in the middle.

Lengths are millimetres. Both halves are the tidy layout, the upper one turned over; they meet in
the person's box.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genealogy.domain.charts.fan import Ancestor
from genealogy.domain.charts.poster import Layout, lay_out
from genealogy.domain.charts.poster_draw import box_pen, draw_layout
from genealogy.domain.charts.poster_model import Figure, Form
from genealogy.domain.charts.svg import (
    BRANCH_LINE,
    INK,
    MUTED,
    Layer,
    Pen,
    Picture,
    Rect,
    Words,
    polyline,
)
from genealogy.domain.charts.tidy import Node, tidy
from genealogy.domain.charts.typeset import LEADING, Face, fitting_size, wrapped

_BOX, _GAP, _STEP = 30.0, 3.0, 7.5
_PAD = 1.2


class AncestorBox(NamedTuple):
    """One ancestor placed; `path` is the way up from the person, "f" and "m"."""

    path: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Hourglass:
    """Both halves placed in one box of this size; the lower half begins at `top`, `left`."""

    width: float
    height: float
    left: float
    top: float
    scale: float
    below: Layout
    above: list[AncestorBox]
    ancestors: Mapping[str, Ancestor]

    @property
    def letters(self) -> float:
        """Return the size of the smallest common letters."""
        return min(self.below.letters, 1.8 * self.scale)


def lay_out_hourglass(
    figures: Sequence[Figure], ancestors: Mapping[str, Ancestor], *, scale: float = 1.0
) -> Hourglass:
    """Place an hourglass.

    Args:
        figures: the descendants, the person first.
        ancestors: by the way up: "f", "m", "ff"; a way without its beginning is left out.
        scale: of boxes and letters.
    """
    below = lay_out(figures, Form.CARDS, scale=scale)
    known = sorted(ancestors, key=lambda path: (len(path), path))
    known = [path for path in known if all(path[:end] in ancestors for end in range(1, len(path)))]
    root = below.boxes[0]
    nodes = [Node("", _BOX * scale, [path for path in ("f", "m") if path in known])]
    nodes += [
        Node(path, _BOX * scale, [path + way for way in "fm" if path + way in known])
        for path in known
    ]
    lefts = tidy(nodes, gap=_GAP * scale)
    shift = root.middle - (lefts[""] + _BOX * scale / 2)
    heights = _row_heights(known, ancestors, scale)
    tops: dict[int, float] = {}
    y = 0.0
    for ring in range(len(heights), 0, -1):
        tops[ring] = y
        y += heights[ring] + _STEP * scale
    boxes = [
        AncestorBox(path, lefts[path] + shift, tops[len(path)], _BOX * scale, heights[len(path)])
        for path in known
    ]
    first = min([0.0, *(box.x for box in boxes)])
    last = max([below.width, *(box.x + box.width for box in boxes)])
    placed = [box._replace(x=box.x - first) for box in boxes]
    return Hourglass(last - first, y + below.height, -first, y, scale, below, placed, ancestors)


def _row_heights(
    paths: Sequence[str], ancestors: Mapping[str, Ancestor], scale: float
) -> dict[int, float]:
    heights: dict[int, float] = {}
    for path in paths:
        lines, size, small = _text(ancestors[path], scale)
        height = 2 * _PAD * scale + LEADING * (len(lines) * size + small)
        heights[len(path)] = max(heights.get(len(path), 0.0), height)
    return heights


def _text(one: Ancestor, scale: float) -> tuple[list[str], float, float]:
    wished, room = 2.6 * scale, (_BOX - 2) * scale
    lines = wrapped(one.name, Face.TITLE, wished, room)
    return lines, fitting_size(lines, Face.TITLE, wished, room), 1.8 * scale


def draw_hourglass(
    picture: Picture, drawn: Hourglass, left: float, top: float, *, with_links: bool = False
) -> None:
    """Draw an hourglass with its corner at this place."""
    by_path = {box.path: box for box in drawn.above}
    pen = Pen(stroke=BRANCH_LINE, width=0.2 * drawn.scale)
    root = drawn.below.boxes[0]
    for path, box in by_path.items():
        lower = by_path.get(path[:-1])
        x = left + box.x + box.width / 2
        start = top + box.y + box.height
        if lower is None:
            end_x, end_y = left + drawn.left + root.middle, top + drawn.top + root.y
        else:
            end_x, end_y = left + lower.x + lower.width / 2, top + lower.y
        middle = end_y - _STEP * drawn.scale / 2
        points = [(x, start), (x, middle), (end_x, middle), (end_x, end_y)]
        picture.add(Layer.LINES, polyline(points, pen))
    for path, box in by_path.items():
        _draw_ancestor(picture, drawn, drawn.ancestors[path], box, left, top, with_links)
    draw_layout(picture, drawn.below, left + drawn.left, top + drawn.top, with_links=with_links)


def _draw_ancestor(
    picture: Picture,
    drawn: Hourglass,
    one: Ancestor,
    box: AncestorBox,
    left: float,
    top: float,
    with_links: bool,
) -> None:
    sign = "opaque" if one.is_opaque else {"m": "man", "f": "woman"}.get(one.sex, "unknown")
    corner = min(box.width, box.height) * (0.28 if one.sex == "f" else 0.06)
    x, y = left + box.x, top + box.y
    pen = box_pen(sign, 0.28 * drawn.scale)
    url = one.url if with_links else ""
    picture.add(Layer.BOXES, Rect(x, y, box.width, box.height, pen, corner, url))
    if one.is_opaque:
        middle = y + box.height / 2
        picture.add(Layer.WORDS, Words(x + box.width / 2, middle, ("…",), Face.TITLE, 2.6, MUTED))
        return
    lines, size, small = _text(one, drawn.scale)
    note = " · ".join(word for word in (one.label, one.years) if word)
    total = LEADING * (len(lines) * size + (small if note else 0))
    base = y + (box.height - total) / 2 + 1.02 * size
    middle = x + box.width / 2
    picture.add(Layer.WORDS, Words(middle, base, tuple(lines), Face.TITLE, size, INK))
    if note:
        base += LEADING * (len(lines) - 1) * size + 0.3 * size + 1.02 * small
        picture.add(Layer.WORDS, Words(middle, base, (note,), Face.PLAIN, small, MUTED))
