"""How many people of the lineage stand below each, of those who count.

`BelowCounts` answers from two entries of a running sum over the order of the book, whatever the
size of the clan. `ChangedCounts` puts the people changed since on top of it, each change told to
the line above it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genealogy.domain.graph_arrays import GraphArrays
from genealogy.domain.graph_places import Places

#: No line of a book is deeper; ends a walk over links that wrongly form a circle.
_DEEPEST: Final = 1_000


class Change(NamedTuple):
    """Where somebody stands now: the lineage parent, and whether he or she counts."""

    parent: int | None
    counts: bool


class BelowCounts:
    """Counts over the arrays of a graph; people are primary keys.

    Args:
        arrays: the clan.
        places: the reader of the same arrays.
        counted: for each place whether that person counts.
    """

    def __init__(self, arrays: GraphArrays, places: Places, counted: NDArray[np.bool_]) -> None:
        self._places = places
        self._counted = counted.data
        running = np.zeros(arrays.people + 1, np.int32)
        np.cumsum(counted[arrays.order], out=running[1:])
        self._running = running.data

    def counts(self, person: int) -> bool:
        """Say whether somebody counts; nobody does who is not in the arrays."""
        place = self._places.find(person)
        return place >= 0 and bool(self._counted[place])

    def below(self, person: int) -> int:
        """Count those below somebody, not the person; 0 for who is not in the arrays."""
        place = self._places.find(person)
        if place < 0:
            return 0
        begin, end = self._places.interval(place)
        return int(self._running[end] - self._running[begin + 1])

    def parent(self, person: int) -> int | None:
        """Give the lineage parent below whom somebody is counted; circles are cut."""
        place = self._places.find(person)
        if place < 0:
            return None
        above: int = self._places.entry("lineage", place)
        if above < 0:
            return None
        begin, end = self._places.interval(above)
        is_below = begin < self._places.interval(place)[0] < end
        return self._places.key(above) if is_below else None


class ChangedCounts:
    """The counts after some people changed; costs the depth of the tree for each of them.

    Args:
        base: the counts before.
        changes: everybody whose lineage parent or whose counting differs, by key; who is gone
            has no parent and does not count.
    """

    def __init__(self, base: BelowCounts, changes: Mapping[int, Change]) -> None:
        self._base = base
        self._counts: dict[int, bool] = {}
        self._parents: dict[int, int | None] = {}
        self._added: dict[int, int] = {}
        moved = []
        for person, change in changes.items():
            if change.counts != base.counts(person):
                self._add_above(person, 1 if change.counts else -1)
                self._counts[person] = change.counts
            if change.parent != base.parent(person):
                moved.append(person)
        for person in moved:
            self._move(person, None)
        for person in moved:
            parent = changes[person].parent
            if parent is not None and person not in {parent, *self._above(parent)}:
                self._move(person, parent)

    @property
    def touched(self) -> set[int]:
        """Give everybody below whom the number may have changed."""
        return set(self._added)

    def counts(self, person: int) -> bool:
        """Say whether somebody counts."""
        known = self._counts.get(person)
        return self._base.counts(person) if known is None else known

    def below(self, person: int) -> int:
        """Count those below somebody, not the person."""
        return self._base.below(person) + self._added.get(person, 0)

    def parent(self, person: int) -> int | None:
        """Give the lineage parent below whom somebody is counted."""
        return self._parents[person] if person in self._parents else self._base.parent(person)

    def _above(self, person: int) -> Iterator[int]:
        for _step in range(_DEEPEST):
            above = self.parent(person)
            if above is None:
                return
            yield above
            person = above

    def _add_above(self, person: int, number: int) -> None:
        for above in self._above(person):
            self._added[above] = self._added.get(above, 0) + number

    def _move(self, person: int, parent: int | None) -> None:
        whole = self.below(person) + self.counts(person)
        self._add_above(person, -whole)
        self._parents[person] = parent
        self._add_above(person, whole)


Counts = BelowCounts | ChangedCounts

#: How many people stand in each branch and generation, by (branch, generation); no branch is 0 and
#: is not counted, no generation is `NO_GENERATION`.
BranchNumbers = dict[tuple[int, int], int]


def branch_numbers(branches: NDArray[Any], generations: NDArray[Any]) -> BranchNumbers:
    """Count people by branch and generation; one entry of each array for a person.

    >>> branch_numbers(np.array([7, 7, 0]), np.array([2, 2, 1], np.int16))
    {(7, 2): 2}
    """
    wide = 2**16
    keys = branches.astype(np.int64) * wide + (generations.astype(np.int64) + wide // 2)
    found, numbers = np.unique(keys[branches != 0], return_counts=True)
    return {
        (key // wide, key % wide - wide // 2): number
        for key, number in zip(found.tolist(), numbers.tolist(), strict=True)
    }


def without_last_daughters(
    counts: Counts, is_daughter: Callable[[int], bool], people: Mapping[int, Change]
) -> dict[int, Change]:
    """Give these people as they count where daughters count only who carry a line on.

    A daughter with nobody below who counts is left out, whoever else is hidden below her.
    """
    return {
        person: change._replace(
            counts=change.counts and (counts.below(person) > 0 or not is_daughter(person))
        )
        for person, change in people.items()
    }
