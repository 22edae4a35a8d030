"""The graph of a clan asked of the database: always true, slower, and the oracle of the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from genealogy.domain.graph import (
    Bond,
    ClanGraph,
    Family,
    PersonNotInGraph,
    PersonRecord,
)
from genealogy.selectors.edges import DEEPEST, Edge, edges_down, edges_up
from genealogy.selectors.graph_rows import people_of, read_records

#: Fewer keys than any supported database refuses in one query.
_KEYS = 900


class SqlGraph(ClanGraph):
    """A clan as the rows say at the moment of each first question; for one request.

    What it read of somebody it keeps, so an edit made later is seen by the next one only.
    """

    def __init__(self, clan_id: int, *, version: int = 0) -> None:
        self._clan_id = clan_id
        self.version = version
        self._records: dict[int, PersonRecord | None] = {}

    def known(self, person: int) -> PersonRecord:
        """Read somebody, unless read before."""
        record = self._read([person])[person]
        if record is None:
            raise PersonNotInGraph(person)
        return record

    def _read(self, people: Collection[int]) -> Mapping[int, PersonRecord | None]:
        missing = [person for person in people if person not in self._records]
        if missing:
            found = read_records(self._clan_id, missing)
            self._records.update((person, found.get(person)) for person in missing)
        return self._records

    def __contains__(self, person: object) -> bool:
        return isinstance(person, int) and self._read([person])[person] is not None

    def children(self, person: int) -> tuple[Bond, ...]:
        """Read all children at once, then order them."""
        self._read([bond.relative for bond in self.known(person).family.children])
        return super().children(person)

    def families(self, people: Collection[int]) -> dict[int, Family]:
        """Read some people at once."""
        self._read(people)
        return {person: self.known(person).family for person in people}

    def _known(self, edges: Collection[Edge]) -> set[int]:
        """Give those named by links who are in the tree."""
        keys = sorted({key for edge in edges for key in (edge.child, edge.parent)})
        known: set[int] = set()
        for start in range(0, len(keys), _KEYS):
            some = people_of(self._clan_id).filter(pk__in=keys[start : start + _KEYS])
            known.update(some.order_by().values_list("pk", flat=True))
        return known

    def parents_above(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, tuple[Bond, ...]]:
        """Walk up in one query."""
        edges = edges_up(
            person, depth=DEEPEST if depth is None else depth, lineage_only=lineage_only
        )
        known = self._known(edges)
        above: dict[int, list[Bond]] = {}
        for edge in edges:
            if edge.child in known and edge.parent in known:
                above.setdefault(edge.child, []).append(Bond(edge.parent, edge.kind))
        if person not in known and person not in self:
            raise PersonNotInGraph(person)
        return {child: tuple(bonds) for child, bonds in above.items()}

    def descendants(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, int]:
        """Walk down in one query."""
        edges = edges_down(
            person, depth=DEEPEST if depth is None else depth, lineage_only=lineage_only
        )
        known = self._known(edges)
        if person not in known and person not in self:
            raise PersonNotInGraph(person)
        below: dict[int, list[int]] = {}
        for edge in edges:
            if edge.child in known and edge.parent in known:
                below.setdefault(edge.parent, []).append(edge.child)
        found = {person: 0}
        row = [person]
        while row:
            level = found[row[0]] + 1
            row = [
                child
                for child in dict.fromkeys(child for one in row for child in below.get(one, ()))
                if child not in found
            ]
            found.update(dict.fromkeys(row, level))
        del found[person]
        return found
