"""The layout of a descendants' poster (phả đồ): where each box and each line stands.

Lengths are millimetres, from the corner of the tree. Generations are rows; brothers stand by rank;
each child's line comes from its own mother. The size of the sheet is known from here, before
anything is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from genealogy.domain.charts.poster_model import Figure, Form, by_mother, rows_of
from genealogy.domain.charts.poster_units import MEASURES, Box, Measures, Unit, units_of
from genealogy.domain.charts.tidy import Node, tidy

#: Lines nearer than this would look like one.
_TOUCH = 0.3


class PlacedBox(NamedTuple):
    """One person's box on the sheet."""

    x: float
    y: float
    box: Box

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.x + self.box.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.y + self.box.height

    @property
    def middle(self) -> float:
        """Return the middle across."""
        return self.x + self.box.width / 2


class Rise(NamedTuple):
    """The line from the bus down to one child: its points, and whether it is dashed.

    That of a stack is the rail all its siblings hang on: `child` is None.
    """

    child: int | None
    points: tuple[tuple[float, float], ...]
    is_dashed: bool


@dataclass
class Bus:
    """The lines from one couple to its children: down from `anchor`, across, down to each.

    `top` is where the line leaves the couple, `y` the height of the line across; `is_joint` says
    that it leaves between the two of an only couple. `feet` are places across and units.
    """

    parent: int
    mother: int | None
    row: int
    anchor: float
    top: float
    feet: list[tuple[float, int]]
    is_joint: bool = False
    level: int = 0
    y: float = 0.0

    @property
    def left(self) -> float:
        """Return the left end of the line across."""
        return min(self.anchor, *(x for x, _ in self.feet))

    @property
    def right(self) -> float:
        """Return the right end of the line across."""
        return max(self.anchor, *(x for x, _ in self.feet))


@dataclass(frozen=True)
class Layout:
    """A poster placed; `rows` are top and height of each generation's band of boxes."""

    width: float
    height: float
    form: Form
    measures: Measures
    figures: Sequence[Figure]
    boxes: list[PlacedBox]
    buses: list[Bus]
    rises: list[Rise]
    rows: list[tuple[float, float]]

    @property
    def letters(self) -> float:
        """Return the size of the smallest letters that are common on it."""
        return min(self.measures.small, self.measures.partner_letters)


def lay_out(
    figures: Sequence[Figure], form: Form, *, scale: float = 1.0, stacking: bool = True
) -> Layout:
    """Place the people of a poster.

    Args:
        figures: a parent before its children, brothers by rank; at least one.
        form: vertical columns or cards; not rows, which `poster_rows` lays out.
        scale: of all measures and letters.
        stacking: put childless siblings four to a column.
    """
    measures = MEASURES[form].scaled(scale)
    rows = rows_of(figures)
    units = units_of(figures, rows, form, measures, stacking=stacking)
    lefts = tidy(
        [Node(place, unit.width, unit.children) for place, unit in enumerate(units)],
        gap=measures.gap,
    )
    buses = [
        bus for place in range(len(units)) for bus in _buses(place, units, lefts, figures, measures)
    ]
    levels = _set_levels(buses)
    tops = _row_tops(units, levels, measures)
    boxes = [
        PlacedBox(lefts[place] + box.x, tops[unit.row][0] + box.y, box)
        for place, unit in enumerate(units)
        for box in unit.boxes
    ]
    by_key = {(placed.box.figure, placed.box.partner): placed for placed in boxes}
    for bus in buses:
        _set_heights(bus, tops, by_key, measures)
    rises = [rise for bus in buses for rise in _rises(bus, units, by_key, figures)]
    last_top, last_height = tops[-1]
    return Layout(
        width=max(placed.right for placed in boxes),
        height=last_top + last_height,
        form=form,
        measures=measures,
        figures=figures,
        boxes=boxes,
        buses=buses,
        rises=rises,
        rows=tops,
    )


def _buses(
    place: int,
    units: Sequence[Unit],
    lefts: Mapping[int, float],
    figures: Sequence[Figure],
    measures: Measures,
) -> list[Bus]:
    """Make one bus for each mother of a unit's children, its feet the units of the children."""
    unit = units[place]
    if not unit.children:
        return []
    parent = unit.members[0]
    of_first = {units[child].members[0]: child for child in unit.children}
    groups = by_mother(figures, of_first)
    is_couple = len(groups) == 1 and len(figures[parent].partners) == 1
    buses = []
    for mother, children in groups:
        is_joint = is_couple and mother is not None
        anchor = lefts[place] + _anchor(unit, mother, measures, is_joint=is_joint)
        feet = [
            (lefts[of_first[child]] + _foot(units[of_first[child]], measures), of_first[child])
            for child in children
        ]
        buses.append(Bus(parent, mother, unit.row, anchor, 0.0, feet, is_joint=is_joint))
    return buses


def _anchor(unit: Unit, mother: int | None, measures: Measures, *, is_joint: bool) -> float:
    """Say where a line leaves a couple: between the two, or below the mother herself."""
    box = next(box for box in unit.boxes if box.partner == mother)
    return box.x - measures.between / 2 if is_joint else box.x + box.width / 2


def _foot(unit: Unit, measures: Measures) -> float:
    """Say where a line reaches a unit: the middle of the person, or the rail of a stack."""
    if unit.is_stack:
        return measures.rail * 0.35
    return unit.boxes[0].x + unit.boxes[0].width / 2


def _set_levels(buses: Sequence[Bus]) -> dict[int, int]:
    """Give every bus a level of its row so that no two run into each other.

    Where one comes down through another's line across, it lies above that; where its children's
    lines go down through another's line across, that lies below. Gives the levels of each row.
    """
    by_row: dict[int, list[Bus]] = {}
    for bus in buses:
        by_row.setdefault(bus.row, []).append(bus)
    levels: dict[int, int] = {}
    for row, found in by_row.items():
        found.sort(key=lambda bus: (bus.left, bus.right, bus.parent))
        above = _must_lie_above(found)
        levels[row] = _longest_paths(found, above)
    return levels


def _must_lie_above(buses: Sequence[Bus]) -> dict[int, set[int]]:
    """Give for each bus those that must lie above it; buses are in order of their left ends."""
    above: dict[int, set[int]] = {}
    open_ones: list[int] = []
    for place, bus in enumerate(buses):
        open_ones = [one for one in open_ones if buses[one].right >= bus.left - _TOUCH]
        for one in open_ones:
            other = buses[one]
            # The drop of one through the line across of the other says which is above.
            if bus.left - _TOUCH <= other.anchor <= bus.right + _TOUCH and not (
                other.left - _TOUCH <= bus.anchor <= other.right + _TOUCH
            ):
                above.setdefault(place, set()).add(one)
            else:
                above.setdefault(one, set()).add(place)
        open_ones.append(place)
    return above


def _longest_paths(buses: Sequence[Bus], above: Mapping[int, set[int]]) -> int:
    """Set each level below all that must lie above it; a circle is cut where it is met."""
    levels: dict[int, int] = {}
    for start in range(len(buses)):
        stack = [start]
        waiting: set[int] = set()
        while stack:
            place = stack[-1]
            open_ones = [
                one
                for one in sorted(above.get(place, ()))
                if one not in levels and one not in waiting
            ]
            waiting.add(place)
            if open_ones and place not in levels:
                stack.append(open_ones[0])
                continue
            stack.pop()
            waiting.discard(place)
            if place not in levels:
                known = [levels[one] for one in above.get(place, ()) if one in levels]
                levels[place] = max(known, default=-1) + 1
                buses[place].level = levels[place]
    return max(levels.values(), default=0) + 1


def _row_tops(
    units: Sequence[Unit], levels: Mapping[int, int], measures: Measures
) -> list[tuple[float, float]]:
    heights: dict[int, float] = {}
    for unit in units:
        heights[unit.row] = max(heights.get(unit.row, 0.0), unit.height)
    tops: list[tuple[float, float]] = []
    y = 0.0
    for row in range(len(heights)):
        tops.append((y, heights[row]))
        buses = levels.get(row, 0)
        y += heights[row] + measures.drop + max(0, buses - 1) * measures.bus + measures.rise
    return tops


def _set_heights(
    bus: Bus,
    tops: Sequence[tuple[float, float]],
    boxes: Mapping[tuple[int, int | None], PlacedBox],
    measures: Measures,
) -> None:
    top, height = tops[bus.row]
    bus.y = top + height + measures.drop + bus.level * measures.bus
    person = boxes[bus.parent, None]
    if bus.is_joint:
        bus.top = person.y + person.box.height / 2
    else:
        bus.top = boxes[bus.parent, bus.mother].bottom


def _rises(
    bus: Bus,
    units: Sequence[Unit],
    boxes: Mapping[tuple[int, int | None], PlacedBox],
    figures: Sequence[Figure],
) -> list[Rise]:
    """Give the line to each child; siblings in a stack hang on a rail."""
    rises = []
    for x, place in bus.feet:
        unit = units[place]
        for child in unit.members:
            box = boxes[child, None]
            if unit.is_stack:
                middle = box.y + box.box.height / 2
                points = ((x, middle), (box.x, middle))
            else:
                points = ((x, bus.y), (x, box.y))
            rises.append(Rise(child, points, figures[child].is_adopted))
        if unit.is_stack:
            last = boxes[unit.members[-1], None]
            rail = ((x, bus.y), (x, last.y + last.box.height / 2))
            rises.append(Rise(None, rail, is_dashed=False))
    return rises
