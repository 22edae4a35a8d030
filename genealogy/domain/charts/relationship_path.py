"""The drawing of one kin line: boxes and lines with their places, in pixels at scale 1.

The common ancestor stands on top, both legs go down, a marriage goes sideways. A line may turn
more than once (the parents of a couple: down, across, up). The picture is made for a phone: up to
four columns fit into `PHONE_WIDTH`, and everything stands on whole pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["parent", "child", "spouse"]

#: What a phone of 390 pixels leaves between the margins of a page.
PHONE_WIDTH = 358
_ROW_GAP = 30
_EDGE = 2
_PADDING = 9
_LINE_HEIGHT = 1.35
#: Mean width of a letter of the house's semibold, in parts of its size.
_LETTER = 0.57
_MOST_LINES = 4
_MEN_CORNER, _WOMEN_CORNER, _OTHER_CORNER = 3, 18, 6


class PathPerson(NamedTuple):
    """Somebody on the line; `sex` is "m", "f" or "u", `note` a short second text such as đời."""

    name: str
    note: str = ""
    sex: str = "u"
    url: str = ""
    is_opaque: bool = False


class PathStep(NamedTuple):
    """The step to the next one on the line; an adoption is drawn dashed."""

    kind: Kind
    is_adoption: bool = False


class _Size(NamedTuple):
    """Widths and letters that suit a number of columns."""

    box: int
    gap: int
    name: int
    note: int


_SIZES = {
    1: _Size(box=230, gap=0, name=17, note=14),
    2: _Size(box=166, gap=22, name=16, note=14),
    3: _Size(box=108, gap=15, name=15, note=13),
    4: _Size(box=80, gap=11, name=13, note=12),
}
_CROWDED = _Size(box=88, gap=14, name=13, note=12)


@dataclass(frozen=True)
class Words:
    """One line of text; `x` is its middle, `y` its base line; `size` is that of the letters."""

    x: int
    y: int
    text: str
    size: int
    is_note: bool = False


@dataclass(frozen=True)
class Box:
    """One person; `is_end` marks the two who were asked about, `title` is the whole name."""

    x: int
    y: int
    width: int
    height: int
    corner: int
    sex: str
    title: str
    url: str
    words: tuple[Words, ...]
    is_end: bool = False
    is_opaque: bool = False


@dataclass(frozen=True)
class Line:
    """One line between two boxes, as the data of an SVG path."""

    path: str
    kind: Literal["descent", "adoption", "marriage"]


@dataclass(frozen=True)
class Drawing:
    """The whole picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]

    @property
    def is_wide(self) -> bool:
        """Return whether a phone must scroll it sideways."""
        return self.width > PHONE_WIDTH + 2


def draw_path(people: Sequence[PathPerson], steps: Sequence[PathStep]) -> Drawing:
    """Place the people of a kin line.

    Args:
        people: from the one who asks to the one asked about.
        steps: how each leads to the next, one fewer than people.

    Raises:
        ValueError: people and steps do not match.

    >>> brothers = draw_path(
    ...     [PathPerson("An"), PathPerson("Cha"), PathPerson("Bình")],
    ...     [PathStep("parent"), PathStep("child")],
    ... )
    >>> [box.title for box in sorted(brothers.boxes, key=lambda box: (box.y, box.x))]
    ['Cha', 'An', 'Bình']
    """
    if len(steps) != len(people) - 1:
        raise ValueError("a line of n people has n - 1 steps")
    levels, halves = _places(steps)
    size = _SIZES.get(max(halves) // 2 + 1, _CROWDED)
    texts = [_wrapped(person.name, size) for person in people]
    tops, heights, bottom = _rows(people, levels, texts, size)
    boxes = [
        _box(
            person,
            texts[place],
            x=_EDGE + halves[place] * (size.box + size.gap) // 2,
            y=tops[levels[place]],
            height=heights[levels[place]],
            size=size,
            is_end=place in (0, len(people) - 1),
        )
        for place, person in enumerate(people)
    ]
    lines: list[Line] = []
    for step, here, there in zip(steps, boxes, boxes[1:], strict=False):
        lines += _lines(step, here, there)
    return Drawing(
        width=max(box.x + box.width for box in boxes) + _EDGE,
        height=bottom,
        boxes=tuple(boxes),
        lines=tuple(lines),
    )


def _places(steps: Sequence[PathStep]) -> tuple[list[int], list[int]]:
    """Give the generation of each person (the first one 0, above more) and the half column.

    A leg keeps its column. Who stands where the line turns stands between two columns, so places
    are counted in halves.
    """
    levels, halves = [0], [0]
    column = 0
    for place, step in enumerate(steps):
        if step.kind == "spouse":
            column += 1
        elif place and _turns(steps[place - 1], step):
            halves[-1] = 2 * column + 1
            column += 1
        levels.append(levels[-1] + {"parent": 1, "child": -1, "spouse": 0}[step.kind])
        halves.append(2 * column)
    return levels, halves


def _turns(before: PathStep, step: PathStep) -> bool:
    return {before.kind, step.kind} == {"parent", "child"}


def _rows(
    people: Sequence[PathPerson],
    levels: Sequence[int],
    texts: Sequence[Sequence[str]],
    size: _Size,
) -> tuple[dict[int, int], dict[int, int], int]:
    """Give where each generation begins, how high it is, and where the last one ends."""
    heights: dict[int, int] = {}
    for person, level, text in zip(people, levels, texts, strict=True):
        lines = len(text) * size.name + (size.note if person.note else 0)
        height = 2 * _PADDING + round(lines * _LINE_HEIGHT)
        heights[level] = max(height, heights.get(level, 0))
    tops: dict[int, int] = {}
    y = _EDGE
    for level in sorted(heights, reverse=True):
        tops[level] = y
        y += heights[level] + _ROW_GAP
    return tops, heights, y - _ROW_GAP + _EDGE


def _wrapped(name: str, size: _Size) -> list[str]:
    """Break a name into lines that fit the box; what fits nowhere ends in an ellipsis."""
    room = max(4, int((size.box - 2 * _PADDING + 4) / (size.name * _LETTER)))
    words = [
        word[start : start + room]
        for word in name.split()
        for start in range(0, len(word), room)
    ]  # fmt: skip
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1][: room - 1] + "…"]
    return lines or [""]


def _box(
    person: PathPerson,
    text: Sequence[str],
    *,
    x: int,
    y: int,
    height: int,
    size: _Size,
    is_end: bool,
) -> Box:
    middle = x + size.box // 2
    lines = [(line, size.name, False) for line in text]
    if person.note:
        lines.append((person.note, size.note, True))
    total = round(sum(letters for _, letters, _ in lines) * _LINE_HEIGHT)
    base = y + (height - total) // 2
    words = []
    for line, letters, is_note in lines:
        base += round(letters * _LINE_HEIGHT)
        words.append(Words(middle, base - round(letters * 0.33), line, letters, is_note))
    corners = {"m": _MEN_CORNER, "f": _WOMEN_CORNER}
    return Box(
        x=x,
        y=y,
        width=size.box,
        height=height,
        corner=_OTHER_CORNER if person.is_opaque else corners.get(person.sex, _OTHER_CORNER),
        sex=person.sex,
        title=person.name,
        url=person.url,
        words=tuple(words),
        is_end=is_end,
        is_opaque=person.is_opaque,
    )


def _lines(step: PathStep, here: Box, there: Box) -> list[Line]:
    if step.kind == "spouse":
        left, right = sorted((here, there), key=lambda box: box.x)
        y = left.y + left.height // 2
        span = f"H{right.x}"
        return [
            Line(f"M{left.x + left.width} {y + offset}{span}", "marriage") for offset in (-2, 2)
        ]
    parent, child = (there, here) if step.kind == "parent" else (here, there)
    start, end = parent.x + parent.width // 2, child.x + child.width // 2
    top, bottom = parent.y + parent.height, child.y
    path = f"M{start} {top}V{bottom}"
    if start != end:
        path = f"M{start} {top}V{(top + bottom) // 2}H{end}V{bottom}"
    return [Line(path, "adoption" if step.is_adoption else "descent")]
