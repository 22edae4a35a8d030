"""The graph of a clan in memory: arrays, and the people changed since on top of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from genealogy.domain.graph import ClanGraph, known_record
from genealogy.domain.graph_arrays import GraphArrays
from genealogy.domain.graph_lines import MAX_VISITED
from genealogy.domain.graph_places import Places, StoredPerson
from genealogy.domain.graph_reach import Reach
from genealogy.domain.graph_types import (
    Bond,
    Family,
    Meeting,
    PersonNotInGraph,
    PersonRecord,
)


class IndexGraph(ClanGraph):
    """A state of a clan that never changes; an edit gives another one with the same arrays.

    Records in the overlay win over the arrays; None there means that somebody is gone. The
    overlay must hold everybody of whom anything differs from the arrays.
    """

    def __init__(
        self,
        arrays: GraphArrays,
        *,
        version: int = 0,
        overlay: Mapping[int, PersonRecord | None] | None = None,
        places: Places | None = None,
    ) -> None:
        self.arrays = arrays
        self.version = version
        self._overlay = dict(overlay or {})
        self._places = places or Places(arrays)

    @property
    def changed_people(self) -> int:
        """Count the people who stand in the overlay."""
        return len(self._overlay)

    @property
    def changed(self) -> Mapping[int, PersonRecord | None]:
        """Give the records that win over the arrays, by key; None for those who are gone."""
        return self._overlay

    @property
    def places(self) -> Places:
        """Give the reader of the arrays."""
        return self._places

    @cached_property
    def reach(self) -> Reach:
        """Give the walks over many people at a time."""
        return Reach(self.arrays, self._places, self._overlay)

    def overlaid(self, records: Mapping[int, PersonRecord | None], *, version: int) -> IndexGraph:
        """Give the state after these people changed; None for those who are gone.

        Whoever gained or lost a link must be among them, on both sides of the link.
        """
        # Rows are read one after another, so a record may name somebody who came later.
        known = self._with(records, version)
        kept = {
            pk: record if record is None else known_record(record, known)
            for pk, record in records.items()
        }
        return self._with(kept, version)

    def _with(self, records: Mapping[int, PersonRecord | None], version: int) -> IndexGraph:
        overlay = {**self._overlay, **records}
        return IndexGraph(self.arrays, version=version, overlay=overlay, places=self._places)

    def neighbourhood(self, people: Iterable[int]) -> set[int]:
        """Give these people and whoever stands next to them in this state; unknown keys too."""
        found = set(people)
        for family in self.families([pk for pk in found if pk in self]).values():
            found.update(bond.relative for bond in (*family.parents, *family.children))
            found.update(family.partners)
        return found

    def known(self, person: int) -> PersonRecord | StoredPerson:
        """Give the record of somebody changed, else what the arrays hold."""
        if person in self._overlay:
            record = self._overlay[person]
            if record is None:
                raise PersonNotInGraph(person)
            return record
        place = self._places.find(person)
        if place < 0:
            raise PersonNotInGraph(person)
        return StoredPerson(self._places, place)

    def __contains__(self, person: object) -> bool:
        if not isinstance(person, int):
            return False
        if person in self._overlay:
            return self._overlay[person] is not None
        return self._places.find(person) >= 0

    def children(self, person: int) -> tuple[Bond, ...]:
        """Give the children in the order of the arrays where nothing changed."""
        found = self.known(person)
        if isinstance(found, StoredPerson):
            bonds = found.child_bonds
            if not self._overlay or not any(bond.relative in self._overlay for bond in bonds):
                return bonds
        return super().children(person)

    # Many people -----------------------------------------------------------------------------

    def families(self, people: Collection[int]) -> dict[int, Family]:
        """Give who stands next to each of some people."""
        return {person: self.known(person).family for person in people}

    def parents_above(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, tuple[Bond, ...]]:
        """Walk up person by person: lines up are short."""
        found: dict[int, tuple[Bond, ...]] = {}
        row = [person]
        while row and (depth is None or depth > 0):
            depth = None if depth is None else depth - 1
            following = []
            for one in row:
                if one in found:
                    continue
                known = self.known(one)
                bonds = known.parents
                if lineage_only:
                    parent = known.lineage_parent
                    bonds = tuple(bond for bond in bonds if bond.relative == parent)
                found[one] = bonds
                following += [bond.relative for bond in bonds]
            row = following
        return found

    def descendants(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, int]:
        """Walk down a generation at a time."""
        self.known(person)
        return self.reach.descendants(person, depth=depth, lineage_only=lineage_only)

    def subtree(self, person: int) -> list[int]:
        """Give a slice of the order of the book, where nothing changed since."""
        if self._overlay:
            return super().subtree(person)
        self.known(person)
        begin, end = self._places.interval(self._places.find(person))
        return self.arrays.pks[self.arrays.order[begin:end]].tolist()  # type: ignore[no-any-return]

    def is_ancestor(self, ancestor: int, of: int, *, lineage_only: bool = False) -> bool:
        """Ask the intervals of the lineage first, where nothing changed since."""
        if not self._overlay and ancestor in self and of in self:
            begin, end = self._places.interval(self._places.find(ancestor))
            if begin < self._places.interval(self._places.find(of))[0] < end:
                return True
        return super().is_ancestor(ancestor, of, lineage_only=lineage_only)

    def meeting(
        self, first: int, second: int, *, longest: int | None
    ) -> tuple[Meeting | None, bool]:
        """Search row by row of people."""
        return self.reach.meeting(first, second, longest=longest, most=MAX_VISITED)
