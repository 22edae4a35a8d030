"""Which people stand in one drawing of the tree explorer (phả đồ), and below whom.

The window holds the lineage from the top down to one person, the brothers of that person and of the
father, and some generations below; with `to` also the lineage down to somebody else. It is made of
the lineage alone, so everybody stands in it once.

Somebody hidden has a place only where visible people stand below, and is never the end of a line:
below a hidden person the window goes on until it meets somebody visible. So nobody hidden can be
asked to open, and the number of boxes follows from visible people alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

#: The most boxes in one answer.
MOST_BOXES: Final = 300


class Folk(Protocol):
    """What the window asks of a clan; people are primary keys."""

    def look(self, people: Collection[int]) -> None:
        """Make ready what will be asked of these people."""

    def is_visible(self, person: int) -> bool:
        """Say whether the viewer may know of this person."""

    def offspring(self, people: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Give the children by lineage in the order of the book.

        Those who count, and those hidden who hold somebody together who counts.
        """


@dataclass
class Window:
    """Everybody in the drawing.

    Attributes:
        parents: the parent in the drawing of each person, None for those on top.
        families: the children who may be known of everybody who was looked at.
    """

    parents: dict[int, int | None] = field(default_factory=dict)
    families: dict[int, Sequence[int]] = field(default_factory=dict)

    def is_open(self, person: int) -> bool:
        """Say whether all the children who may be known stand in the drawing."""
        children = self.families.get(person, ())
        return bool(children) and all(child in self.parents for child in children)

    def add_line(self, line: Sequence[int]) -> None:
        """Put a line in, from the top down; what stands there already stays."""
        above: int | None = None
        for person in line:
            self.parents.setdefault(person, above)
            above = person


def line_down(person: int, above: Mapping[int, int], folk: Folk) -> list[int]:
    """Give the lineage down to a person, from the uppermost visible ancestor.

    Args:
        person: the last of the line.
        above: the lineage parent of everybody on the way up.
        folk: what is known of the clan.
    """
    line = [person]
    while above.get(line[-1]) is not None and above[line[-1]] not in line:
        line.append(above[line[-1]])
    folk.look(line)
    while len(line) > 1 and not folk.is_visible(line[-1]):
        line.pop()
    return line[::-1]


def cut_line(line: Sequence[int], up: int | None, folk: Folk) -> list[int]:
    """Keep the last `up` ancestors of a line, from a visible one downwards; None keeps all."""
    kept = list(line) if up is None else list(line[max(0, len(line) - 1 - up) :])
    while len(kept) > 1 and not folk.is_visible(kept[0]):
        del kept[0]
    return kept


class Drawing:
    """Puts a window together."""

    def __init__(self, folk: Folk, most: int = MOST_BOXES) -> None:
        self.folk = folk
        self.most = most
        self.window = Window()

    def families(self, people: Collection[int]) -> dict[int, list[tuple[int, int]]]:
        """Give who would stand below each: (person, parent), on below the hidden to the visible."""
        found: dict[int, list[tuple[int, int]]] = {person: [] for person in people}
        owners = {person: person for person in people}
        seen = set(self.window.parents)
        while owners:
            children = self.folk.offspring(list(owners))
            self.window.families.update(children)
            following: dict[int, int] = {}
            for parent, owner in owners.items():
                for child in children.get(parent, ()):
                    if child in seen:
                        continue
                    seen.add(child)
                    found[owner].append((child, parent))
                    if not self.folk.is_visible(child):
                        following[child] = owner
            owners = following
        return found

    def open(self, people: Collection[int], *, first: bool = False) -> list[int]:
        """Open families that fit whole; with `first` the beginning of one that does not.

        Returns:
            The visible people added, in order.
        """
        added = []
        for family in self.families(people).values():
            room = self.most - len(self.window.parents)
            if len(family) > room:
                if not first:
                    continue
                family = _beginning(family, room)
            for child, parent in family:
                if child not in self.window.parents:
                    self.window.parents[child] = parent
                    if self.folk.is_visible(child):
                        added.append(child)
        return added

    def open_down(self, person: int, down: int) -> None:
        """Open generation after generation below somebody."""
        row: Collection[int] = [person]
        for level in range(down):
            row = self.open(row, first=level == 0)
            if not row:
                return

    def settle(self) -> None:
        """Look at the families of everybody who was not asked yet."""
        rest = [person for person in self.window.parents if person not in self.window.families]
        if rest:
            self.window.families.update(self.folk.offspring(rest))


def _beginning(family: list[tuple[int, int]], room: int) -> list[tuple[int, int]]:
    """Give the first of a family; a hidden one stays only with those below who are in."""
    kept = family[: max(room, 0)]
    holding = {parent for _child, parent in kept}
    members = {child for child, _parent in family}
    hidden = {parent for _child, parent in family if parent in members}
    return [pair for pair in kept if pair[0] not in hidden or pair[0] in holding]


def draw(
    folk: Folk,
    line: Sequence[int],
    *,
    down: int,
    other: Sequence[int] = (),
    most: int = MOST_BOXES,
) -> Window:
    """Draw the window around the last person of a line.

    Args:
        folk: what is known of the clan.
        line: from the top down to the person, see `cut_line`.
        down: generations below the person.
        other: the line down to somebody else; it begins with somebody of `line`.
        most: boxes after which families stay closed.
    """
    drawing = Drawing(folk, most)
    drawing.window.add_line(line)
    drawing.window.add_line(other)
    drawing.open_down(line[-1], down)
    for parent in line[-2:-4:-1]:
        drawing.open([parent])
    drawing.settle()
    return drawing.window


def draw_below(folk: Folk, person: int, *, down: int, most: int = MOST_BOXES) -> Window:
    """Draw what stands below one person; the person is in the window and on top of it."""
    drawing = Drawing(folk, most + 1)
    drawing.window.add_line([person])
    drawing.open_down(person, down)
    drawing.settle()
    return drawing.window


def in_book_order(
    parents: Mapping[int, int | None],
    rank: Callable[[Collection[int]], Sequence[int]],
    names: Mapping[int, Hashable],
) -> list[tuple[int, int]]:
    """Give everybody in the order of the book, each with the place among the children shown.

    A person comes before the children. Somebody hidden stands behind the brothers, because the own
    rank is hidden too, in the order of the visible people right below.

    Args:
        parents: the parent of each; None for those on top.
        rank: puts visible brothers into their order.
        names: the public name of everybody visible; who has none is hidden.
    """
    below: dict[int | None, list[int]] = {}
    for person, parent in parents.items():
        below.setdefault(parent, []).append(person)

    def held(person: int) -> list[str]:
        found, stack = [], list(below.get(person, ()))
        while stack:
            one = stack.pop()
            if one in names:
                found.append(str(names[one]))
            else:
                stack.extend(below.get(one, ()))
        return sorted(found)

    rows: list[tuple[int, int]] = []
    stack: list[tuple[int, int]] = []

    def push(children: list[int]) -> None:
        known = list(rank([child for child in children if child in names]))
        hidden = sorted((child for child in children if child not in names), key=held)
        placed: list[Any] = [(child, place) for place, child in enumerate([*known, *hidden], 1)]
        stack.extend(reversed(placed))

    push(below.get(None, []))
    while stack:
        person, place = stack.pop()
        rows.append((person, place))
        push(below.get(person, []))
    return rows
