"""The boxes of a poster before they are placed: couples, and stacks of childless siblings.

Lengths are millimetres. A unit is what the layout moves as one: somebody with wives or husbands
beside, or up to four siblings without children one below another, with a rail at their left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from genealogy.domain.charts.poster_model import Figure, Form, Partner, by_mother, children_of
from genealogy.domain.charts.svg import GILT, INK, LACQUER, MUTED
from genealogy.domain.charts.typeset import (
    LEADING,
    Face,
    fitting_size,
    shortened,
    stacked,
    tidy_text,
    wrapped,
)

#: Siblings in one stack at most.
STACK = 4
#: Letters are never made smaller than this part of their size to fit a box.
_SMALLEST = 0.72


@dataclass(frozen=True)
class Measures:
    """Sizes of a form, in millimetres at scale 1."""

    person: float
    partner: float
    letters: float
    partner_letters: float
    small: float
    pad: float
    inset: float
    between: float
    gap: float
    stack_gap: float
    rail: float
    drop: float
    bus: float
    rise: float
    line: float

    def scaled(self, scale: float) -> Measures:
        """Return all of them larger or smaller."""
        values = {one.name: getattr(self, one.name) * scale for one in fields(self)}
        return Measures(**values)


MEASURES = {
    Form.COLUMNS: Measures(
        person=7.0, partner=5.5, letters=1.72, partner_letters=1.36, small=1.36, pad=0.45,
        inset=0.5, between=0.5, gap=1.3, stack_gap=1.2, rail=1.5, drop=2.2, bus=1.1, rise=2.6,
        line=0.16,
    ),
    Form.CARDS: Measures(
        person=28.0, partner=23.0, letters=2.5, partner_letters=2.0, small=1.75, pad=0.9,
        inset=0.7, between=0.9, gap=3.0, stack_gap=1.4, rail=2.6, drop=3.0, bus=1.5, rise=3.6,
        line=0.2,
    ),
}  # fmt: skip


class TextLine(NamedTuple):
    """One line in a box."""

    text: str
    face: Face
    size: float
    colour: str


@dataclass
class Box:
    """One person's box, its place counted from the corner of its unit.

    `partner` is the place among the partners of the figure, None for the figure itself.
    """

    figure: int
    partner: int | None
    width: float
    lines: list[TextLine]
    x: float = 0.0
    y: float = 0.0
    height: float = 0.0

    @property
    def text_height(self) -> float:
        """Return how high all lines are together."""
        return sum(line.size * LEADING for line in self.lines)


@dataclass
class Unit:
    """What the layout moves as one; `row` counts generations from the first."""

    row: int
    members: list[int]
    boxes: list[Box] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    children: list[int] = field(default_factory=list)

    @property
    def is_stack(self) -> bool:
        """Return whether siblings stand one below another here."""
        return len(self.members) > 1


def units_of(
    figures: Sequence[Figure],
    rows: Sequence[int],
    form: Form,
    measures: Measures,
    *,
    stacking: bool = True,
) -> list[Unit]:
    """Make the units of a drawing, the first figure's first; heights are set row by row."""
    below = children_of(figures)
    units: list[Unit] = []
    home: dict[int, int] = {}
    queue: list[list[int]] = [[0]]
    for members in queue:
        place = len(units)
        units.append(Unit(rows[members[0]], members))
        home.update(dict.fromkeys(members, place))
        if len(members) == 1:
            for _, children in by_mother(figures, below[members[0]]):
                queue.extend(_stacks(children, figures, below, stacking=stacking))
    for place, unit in enumerate(units):
        parent = figures[unit.members[0]].parent
        if parent is not None:
            units[home[parent]].children.append(place)
        _fill(unit, figures, form, measures)
    _set_heights(units, measures)
    return units


def _stacks(
    children: Iterable[int],
    figures: Sequence[Figure],
    below: Sequence[Sequence[int]],
    *,
    stacking: bool,
) -> list[list[int]]:
    """Put neighbours without children together, in even stacks of at most four."""
    runs: list[list[int]] = []
    is_open = False
    for place in children:
        is_plain = stacking and not below[place] and not figures[place].is_opaque
        if is_plain and is_open:
            runs[-1].append(place)
        else:
            runs.append([place])
        is_open = is_plain
    found = []
    for run in runs:
        columns = -(-len(run) // STACK)
        size = -(-len(run) // columns)
        found += [run[start : start + size] for start in range(0, len(run), size)]
    return found


def _fill(unit: Unit, figures: Sequence[Figure], form: Form, measures: Measures) -> None:
    """Set the boxes of a unit beside each other, without heights."""
    left = measures.rail if unit.is_stack else 0.0
    for place in unit.members:
        figure = figures[place]
        x = left
        for partner in (None, *range(len(figure.partners))):
            lines = _lines(figure, partner, form, measures, is_first=figure.parent is None)
            width = measures.person if partner is None else measures.partner
            unit.boxes.append(Box(place, partner, width, lines, x=x))
            unit.width = max(unit.width, x + width)
            x += width + measures.between


def _set_heights(units: Sequence[Unit], measures: Measures) -> None:
    """Give all boxes of one row the same height; partners are a little lower."""
    highest: dict[int, float] = {}
    for unit in units:
        for box in unit.boxes:
            inset = 0.0 if box.partner is None else 2 * measures.inset
            needed = box.text_height + 2 * measures.pad + inset
            highest[unit.row] = max(highest.get(unit.row, 0.0), needed)
    for unit in units:
        height = highest[unit.row]
        step = height + measures.stack_gap
        order = {place: number for number, place in enumerate(unit.members)}
        for box in unit.boxes:
            inset = 0.0 if box.partner is None else measures.inset
            box.y = order[box.figure] * step + inset
            box.height = height - 2 * inset
        unit.height = len(unit.members) * step - measures.stack_gap


def _lines(
    figure: Figure, partner: int | None, form: Form, measures: Measures, *, is_first: bool
) -> list[TextLine]:
    if partner is not None:
        is_only = len(figure.partners) == 1
        return _partner_lines(figure.partners[partner], form, measures, is_only=is_only)
    if figure.is_opaque:
        return [TextLine("…", Face.TITLE, measures.letters, MUTED)]
    colour, small = (GILT, GILT) if is_first else (INK, MUTED)
    lines = _name_lines(figure.name, Face.TITLE, measures.letters, measures.person, form, measures)
    found = [line._replace(colour=colour) for line in lines]
    extra = [figure.note if figure.is_adopted else "", figure.years]
    found += _small_lines(extra, small, measures.person, form, measures)
    if figure.continues:
        mark = [figure.continues]
        found += _small_lines(mark, GILT if is_first else LACQUER, measures.person, form, measures)
    return found


def _partner_lines(
    partner: Partner, form: Form, measures: Measures, *, is_only: bool
) -> list[TextLine]:
    letters, width = measures.partner_letters, measures.partner
    found = _name_lines(partner.name, Face.SERIF, letters, width, form, measures)
    # "Vợ" beside an only wife tells nothing that her place does not tell.
    label = "" if is_only and form is Form.COLUMNS else partner.label
    return found + _small_lines([label], MUTED, width, form, measures)


def _name_lines(
    name: str, face: Face, size: float, width: float, form: Form, measures: Measures
) -> list[TextLine]:
    room = width - 2 * measures.pad * 0.7
    text = tidy_text(name)
    if form is Form.COLUMNS:
        words = stacked(text)
        # Word by word: one long word must not make the whole name small.
        return [
            _fitted(TextLine(word, face, fitting_size([word], face, size, room), INK), room, size)
            for word in words
        ]
    words = wrapped(text, face, size, room)
    fitting = fitting_size(words, face, size, room)
    return [_fitted(TextLine(word, face, fitting, INK), room, size) for word in words]


def _small_lines(
    texts: Iterable[str], colour: str, width: float, form: Form, measures: Measures
) -> list[TextLine]:
    size = measures.small
    room = width - 2 * measures.pad * 0.7
    said = [tidy_text(text) for text in texts if text]
    if form is Form.COLUMNS:
        words = [word for text in said for word in text.replace("–", "– ").split()]
    else:
        words = [" · ".join(said)] if said else []
    return [
        _fitted(
            TextLine(word, Face.PLAIN, fitting_size([word], Face.PLAIN, size, room), colour),
            room,
            size,
        )
        for word in words
    ]


def _fitted(line: TextLine, room: float, wished: float) -> TextLine:
    """Cut what would have to be too small."""
    least = wished * _SMALLEST
    if line.size >= least:
        return line
    return line._replace(text=shortened(line.text, line.face, least, room), size=least)
