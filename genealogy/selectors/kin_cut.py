"""The index as one viewer may know it, to search again where a line must not be told.

Nearly every question is answered by the whole index. Where a line it found may not be told, the
search is made anew over this one, so that what is hidden leaves no gap either: the answer is the
one that a book without the hidden links would give.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from genealogy.domain.graph_types import Bond, Family, Meeting
from genealogy.selectors.kin_gate import KinGate, Link

if TYPE_CHECKING:
    from genealogy.domain.graph import ClanGraph

#: People visited at most by a search over a cut index: each costs a look at what the viewer sees.
MAX_VISITED: Final = 5_000


class CutKin:
    """A graph without what the gate keeps back; the search of lines asks it like the whole one.

    Args:
        graph: the index of the clan.
        gate: the rules, with the people it knows.
        read: reads people the gate does not know yet.
    """

    def __init__(
        self, graph: ClanGraph, gate: KinGate, read: Callable[[Iterable[int]], None]
    ) -> None:
        self.graph = graph
        self.gate = gate
        self.read = read
        #: Links that are closed besides those the gate keeps back.
        self.shut: set[Link] = set()

    def sex(self, person: int) -> str:
        """Give m, f or u."""
        return self.graph.sex(person)

    def parents_above(self, person: int) -> Mapping[int, tuple[Bond, ...]]:
        """Give the open parents of the person and of every ancestor."""
        above = self.graph.parents_above(person)
        self.read({person, *above})
        return {child: self._open(child, bonds) for child, bonds in above.items()}

    def families(self, people: Collection[int]) -> Mapping[int, Family]:
        """Give who stands next to some people, as far as it is open."""
        found = self.graph.families(people)
        near = set(people)
        for family in found.values():
            near.update(bond.relative for bond in (*family.parents, *family.children))
            near.update(family.partners)
        self.read(near)
        return {
            one: family._replace(
                parents=self._open(one, family.parents),
                children=tuple(
                    bond for bond in family.children if self._is_open(bond.relative, one)
                ),
                partners=tuple(
                    other for other in family.partners if self.gate.is_couple(one, other)
                ),
            )
            for one, family in found.items()
        }

    def _open(self, child: int, bonds: Iterable[Bond]) -> tuple[Bond, ...]:
        return tuple(bond for bond in bonds if self._is_open(child, bond.relative))

    def _is_open(self, child: int, parent: int) -> bool:
        return (child, parent) not in self.shut and parent in self.gate.open_parents(child)

    def meeting(
        self, first: int, second: int, *, longest: int | None
    ) -> tuple[Meeting | None, bool]:
        """Find how far two people stand apart; say whether the search was cut short."""
        steps: list[dict[int, int]] = [{first: 0}, {second: 0}]
        rows: list[list[int]] = [[first], [second]]
        length = 0
        while rows[0] and rows[1]:
            if longest is not None and length >= longest:
                return None, False
            if len(steps[0]) + len(steps[1]) > MAX_VISITED:
                return None, True
            side = 0 if len(rows[0]) <= len(rows[1]) else 1
            length += 1
            rows[side] = self._next_row(rows[side], steps[side])
            middle = tuple(one for one in rows[side] if one in steps[1 - side])
            if middle:
                return Meeting(length, middle, steps[0].get, steps[1].get), False
        return None, False

    def _next_row(self, row: list[int], steps: dict[int, int]) -> list[int]:
        following = []
        for one, family in self.families(row).items():
            near = [bond.relative for bond in (*family.parents, *family.children)]
            for other in (*near, *family.partners):
                if other not in steps:
                    steps[other] = steps[one] + 1
                    following.append(other)
        return following
