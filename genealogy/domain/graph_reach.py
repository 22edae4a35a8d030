"""Walking the arrays of a graph many people at a time, with the people changed since on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genealogy.domain.graph_arrays import LINEAGE, GraphArrays
from genealogy.domain.graph_places import Places
from genealogy.domain.graph_types import Meeting, PersonRecord

#: Some places, as an array.
Row = NDArray[Any]


class _Patch(NamedTuple):
    """The places next to somebody who changed."""

    children: Sequence[int] = ()
    lineage_children: Sequence[int] = ()
    everybody: Sequence[int] = ()


_GONE = _Patch()


class Reach:
    """Walks over one state of a graph; people are places, those new since come after the others."""

    def __init__(
        self,
        arrays: GraphArrays,
        places: Places,
        overlay: Mapping[int, PersonRecord | None],
    ) -> None:
        self._arrays = arrays
        self._places = places
        self._new: dict[int, int] = {}
        for pk, record in overlay.items():
            if record is not None and places.find(pk) < 0:
                self._new[pk] = arrays.people + len(self._new)
        self._new_pks = list(self._new)
        self.people = arrays.people + len(self._new)
        self._patches: dict[int, _Patch] = {}
        self._patched: NDArray[np.bool_] | None = None
        if overlay:
            self._patched = np.zeros(self.people, np.bool_)
            for pk, record in overlay.items():
                if pk in self._new or places.find(pk) >= 0:
                    place = self.place(pk)
                    self._patched[place] = True
                    self._patches[place] = _GONE if record is None else self._patch(record)

    def place(self, pk: int) -> int:
        """Give the place of somebody in the graph."""
        place = self._places.find(pk)
        return self._new[pk] if place < 0 else place

    def keys(self, places: Row) -> list[int]:
        """Give the primary keys of places."""
        if not self._new:
            return self._arrays.pks[places].tolist()  # type: ignore[no-any-return]
        stored = self._arrays.people
        pks = self._arrays.pks
        return [
            int(pks[place]) if place < stored else self._new_pks[place - stored]
            for place in places.tolist()
        ]

    def _patch(self, record: PersonRecord) -> _Patch:
        return _Patch(
            [self.place(bond.relative) for bond, _ in record.children],
            [self.place(bond.relative) for bond, follows in record.children if follows],
            [self.place(other) for other in record.relatives()],
        )

    def below(self, row: Row, *, lineage_only: bool = False) -> Row:
        """Give the children of a row of people; somebody may be named twice."""
        row, patched = self._apart(row)
        at = _slots(self._arrays.child_ptr, row)
        if lineage_only:
            at = at[self._arrays.child_kinds[at] & LINEAGE != 0]
        found = self._arrays.children[at]
        if not patched:
            return found
        return _with(
            found,
            *(patch.lineage_children if lineage_only else patch.children for patch in patched),
        )

    def around(self, row: Row) -> Row:
        """Give parents, children and partners of a row of people."""
        row, patched = self._apart(row)
        arrays = self._arrays
        found = np.concatenate(
            (
                arrays.parents[_slots(arrays.parent_ptr, row)],
                arrays.children[_slots(arrays.child_ptr, row)],
                arrays.spouses[_slots(arrays.spouse_ptr, row)],
            )
        )
        return _with(found, *(patch.everybody for patch in patched)) if patched else found

    def _apart(self, row: Row) -> tuple[Row, list[_Patch]]:
        """Part a row into those as stored and the patches of the others."""
        if self._patched is None:
            return row, []
        is_patched = self._patched[row]
        return row[~is_patched], [self._patches[place] for place in row[is_patched].tolist()]

    def descendants(
        self, pk: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, int]:
        """Give everybody below, with how many generations below at the least."""
        start = self.place(pk)
        seen = np.zeros(self.people, np.bool_)
        seen[start] = True
        row: Row = np.array([start])
        found: dict[int, int] = {}
        level = 0
        while len(row) and (depth is None or level < depth):
            level += 1
            row = self._fresh(self.below(row, lineage_only=lineage_only), seen)
            found.update(dict.fromkeys(self.keys(row), level))
        return found

    @staticmethod
    def _fresh(row: Row, seen: Row) -> Row:
        """Keep those not seen before, each once, and mark them."""
        row = row[~seen[row]]
        if len(row) > 1:
            _values, firsts = np.unique(row, return_index=True)
            row = row[np.sort(firsts)]
        seen[row] = True
        return row

    def meeting(
        self, first: int, second: int, *, longest: int | None, most: int
    ) -> tuple[Meeting | None, bool]:
        """Find how far two different people stand apart by any steps.

        Args:
            first: key of the one.
            second: key of the other.
            longest: steps after which the search ends; None for no end.
            most: people after whom it ends.

        Returns:
            Where the searches met, and whether the search ended because of `most`.
        """
        # One more than the steps, so that zero can mean "not reached".
        steps = [np.zeros(self.people, np.int32), np.zeros(self.people, np.int32)]
        rows: list[Row] = [np.array([self.place(first)]), np.array([self.place(second)])]
        for side in (0, 1):
            steps[side][rows[side]] = 1
        lengths, seen = [0, 0], 2
        while len(rows[0]) and len(rows[1]):
            if longest is not None and sum(lengths) >= longest:
                return None, False
            if seen > most:
                return None, True
            side = 0 if len(rows[0]) <= len(rows[1]) else 1
            lengths[side] += 1
            row = self.around(rows[side])
            row = np.unique(row[steps[side][row] == 0])
            steps[side][row] = lengths[side] + 1
            rows[side] = row
            seen += len(row)
            middle = row[steps[1 - side][row] > 0]
            if len(middle):
                return self._met(steps, sum(lengths), middle), False
        return None, False

    def _met(self, steps: list[Row], length: int, middle: Row) -> Meeting:
        def distance(side: int) -> Callable[[int], int | None]:
            def of(pk: int) -> int | None:
                return int(steps[side][self.place(pk)]) - 1 if steps[side][self.place(pk)] else None

            return of

        return Meeting(length, tuple(self.keys(middle)), distance(0), distance(1))


def _with(row: Row, *more: Iterable[int]) -> Row:
    return np.concatenate((row, np.array([*chain(*more)], dtype=np.int64)))


def _slots(pointers: Row, row: Row) -> Row:
    """Give where the neighbours of a row of people stand."""
    starts = pointers[row]
    lengths = pointers[row + 1] - starts
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    slots: Row = np.arange(total) + np.repeat(starts - ends + lengths, lengths)
    return slots
