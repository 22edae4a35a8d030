"""Bars, columns and spans of the numbers of a clan: where every mark stands, and nothing else.

Across, places are shares of the width ("12.5%"), so that a chart fills a phone and a desk alike
while its letters keep their size; down, they are pixels at scale 1. Colours belong to the `role`
of a mark: a page colours roles by its style sheet, a file by `PAINT`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: Colours by role on white, for charts that travel without a style sheet. Contrast with white is
#: at least 4.5 for text and 3 for shapes.
PAINT = {
    "men": "#1f5c4d",
    "women": "#9a4468",
    "plain": "#8a6a1f",
    "unknown": "#8a7b6d",
    "label": "#231a16",
    "value": "#231a16",
    "axis": "#5f534b",
    "grid": "#e4daca",
}

#: Share of the width for the labels on the left and the numbers on the right, per cent.
LABEL_SHARE = 22.0
VALUE_SHARE = 16.0
_BAR = 18
_ROW = 30
#: A bar that stands for somebody is never too thin to see, per cent of the width.
_THINNEST = 0.6
_LETTER_DROP = 5
_COLUMNS_HEIGHT = 180
_COLUMN_AXIS = 11.0
_COLUMN_TOP = 22
_COLUMN_FOOT = 24
_MOST_LABELS = 7
_GROUP_GAP = 10
_SPAN_ROW = 22
_MARK = 10


class Part(NamedTuple):
    """One piece of a bar: how much, and whose colour it has."""

    value: int
    role: str = "plain"


class BarRow(NamedTuple):
    """One bar: its label, its pieces from left to right, and its number in words."""

    label: str
    parts: Sequence[Part]
    text: str


class Column(NamedTuple):
    """One column: its label below (may be empty) and its value."""

    label: str
    value: int


class SpanRow(NamedTuple):
    """From the lowest to the highest value, with the middle one marked; None leaves it out.

    Rows of one `group` stand close together and share its label.
    """

    group: str
    role: str
    lowest: float
    highest: float
    middle: float | None
    text: str


@dataclass(frozen=True)
class Box:
    """A rectangle. `left` and `width` carry their unit; `shift` moves it by pixels."""

    left: str
    top: int
    width: str
    height: int
    role: str
    corner: int = 0
    shift: int = 0

    @property
    def paint(self) -> str:
        """Return the colour for a file."""
        return PAINT[self.role]


@dataclass(frozen=True)
class Line:
    """A straight line."""

    left: str
    top: int
    right: str
    bottom: int
    role: str

    @property
    def paint(self) -> str:
        """Return the colour for a file."""
        return PAINT[self.role]


@dataclass(frozen=True)
class Words:
    """A text; `anchor` is SVG's: start, middle or end."""

    left: str
    baseline: int
    text: str
    role: str
    anchor: str = "start"
    shift: int = 0

    @property
    def paint(self) -> str:
        """Return the colour for a file."""
        return PAINT[self.role]


@dataclass(frozen=True)
class Drawing:
    """A chart drawn: lines behind boxes behind words. `height` in pixels."""

    height: int
    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def share(value: float) -> str:
    """Write a share of the width for SVG, whatever the reader's decimal comma.

    >>> share(12.345), share(60)
    ('12.35%', '60%')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def draw_bars(rows: Sequence[BarRow], *, label_share: float = LABEL_SHARE) -> Drawing:
    """Draw bars lying down, the longest from the labels to the numbers.

    Args:
        rows: from top to bottom.
        label_share: how much of the width the labels need, per cent.

    >>> drawing = draw_bars([BarRow("Đời 1", [Part(1, "men")], "1")])
    >>> drawing.boxes[0].left, drawing.boxes[0].width, drawing.height
    ('22%', '62%', 30)
    """
    drawing = Drawing(height=_ROW * len(rows))
    most = max((sum(part.value for part in row.parts) for row in rows), default=0)
    scale = (100 - label_share - VALUE_SHARE) / most if most else 0
    for number, row in enumerate(rows):
        top = number * _ROW + (_ROW - _BAR) // 2
        baseline = number * _ROW + _ROW // 2 + _LETTER_DROP
        drawing.words.append(Words(share(0), baseline, row.label, "label"))
        left = label_share
        for part in row.parts:
            if not part.value:
                continue
            width = max(part.value * scale, _THINNEST)
            corner = _BAR // 2 if part.role == "women" else 2
            drawing.boxes.append(Box(share(left), top, share(width), _BAR, part.role, corner))
            left += width
        drawing.words.append(Words(share(left), baseline, row.text, "value", shift=8))
    return drawing


def draw_columns(columns: Sequence[Column], *, role: str = "plain") -> Drawing:
    """Draw columns standing up, with a scale of round numbers on the left."""
    drawing = Drawing(height=_COLUMNS_HEIGHT)
    floor = _COLUMNS_HEIGHT - _COLUMN_FOOT
    room = floor - _COLUMN_TOP
    most = max((column.value for column in columns), default=0)
    step = round_step(most)
    top_value = max(step, -(-most // step) * step)
    for value in range(0, top_value + 1, step):
        height = floor - round(value / top_value * room)
        drawing.lines.append(Line(share(_COLUMN_AXIS), height, share(100), height, "grid"))
        drawing.words.append(
            Words(
                share(_COLUMN_AXIS), height + _LETTER_DROP, dotted(value), "axis", "end", shift=-8
            )
        )
    width = (100 - _COLUMN_AXIS) / max(len(columns), 1)
    for number, column in enumerate(columns):
        left = _COLUMN_AXIS + number * width
        if column.value:
            height = max(round(column.value / top_value * room), 1)
            drawing.boxes.append(
                Box(
                    share(left + width * 0.12),
                    floor - height,
                    share(width * 0.76),
                    height,
                    role,
                    corner=2,
                )
            )
        if column.label:
            drawing.words.append(
                Words(share(left + width / 2), _COLUMNS_HEIGHT - 6, column.label, "axis", "middle")
            )
    return drawing


def draw_spans(rows: Sequence[SpanRow], *, until: int) -> Drawing:
    """Draw spans on a scale from nought to `until`; the middle of women is round, of men square."""
    drawing = Drawing(height=0)
    scale = (100 - LABEL_SHARE - VALUE_SHARE) / until
    top, group = 0, None
    for row in rows:
        if row.group != group:
            top += _GROUP_GAP if group is not None else 0
            drawing.words.append(
                Words(share(0), top + _SPAN_ROW // 2 + _LETTER_DROP, row.group, "label")
            )
            group = row.group
        middle = top + _SPAN_ROW // 2
        left, right = (LABEL_SHARE + value * scale for value in (row.lowest, row.highest))
        if right > left:
            drawing.boxes.append(
                Box(share(left), middle - 2, share(right - left), 4, row.role, corner=2)
            )
        # A single life is a mark without a span.
        marked = row.middle if right > left else row.lowest
        if marked is not None:
            corner = _MARK // 2 if row.role == "women" else 0
            place = share(LABEL_SHARE + marked * scale)
            drawing.boxes.append(
                Box(place, middle - _MARK // 2, str(_MARK), _MARK, row.role, corner, -_MARK // 2)
            )
        drawing.words.append(Words(share(100), middle + _LETTER_DROP, row.text, "value", "end"))
        top += _SPAN_ROW
    foot = top + 20
    for value in range(0, until + 1, 20):
        place = share(LABEL_SHARE + value * scale)
        drawing.lines.append(Line(place, 0, place, top, "grid"))
        drawing.words.append(Words(place, foot - 4, str(value), "axis", "middle"))
    return Drawing(foot, drawing.boxes, drawing.lines, drawing.words)


def round_step(most: int) -> int:
    """Give a round step of which at most four reach the highest value.

    >>> [round_step(most) for most in (0, 3, 9, 70, 2500)]
    [1, 1, 5, 20, 1000]
    """
    step = 1
    while True:
        for times in (1, 2, 5):
            if step * times * 4 >= most:
                return step * times
        step *= 10


def labelled_every(count: int) -> int:
    """Say which columns get a label so that their letters never touch: every 1st, 2nd, 4th ...

    >>> labelled_every(7), labelled_every(8), labelled_every(25)
    (1, 2, 4)
    """
    every = 1
    while count / every > _MOST_LABELS:
        every *= 2
    return every


def dotted(value: int) -> str:
    """Write a whole number as Vietnamese do.

    >>> dotted(1250000)
    '1.250.000'
    """
    return f"{value:,}".replace(",", ".")
