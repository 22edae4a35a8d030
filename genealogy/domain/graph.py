"""The graph of a clan: who descends from whom, who is married to whom, and how two are related.

`ClanGraph` is what callers see. `graph_index.IndexGraph` answers from arrays in memory; the
selectors hold another one that asks the database. People are primary keys. Parents of every kind
count, and the kind stands beside them; a graph may hold people who wrongly descend from
themselves, and no question goes on for ever because of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from genealogy.domain import graph_lines
from genealogy.domain.graph_places import StoredPerson
from genealogy.domain.graph_types import (
    KINDS,
    Bond,
    Family,
    KinLine,
    KinLines,
    Meeting,
    PersonNotInGraph,
    PersonRecord,
    Step,
)
from genealogy.domain.kinship_seniority import SiblingRank
from genealogy.domain.placement import Kin, sibling_key

__all__ = [
    "Bond",
    "ClanGraph",
    "Family",
    "KinLine",
    "KinLines",
    "Meeting",
    "PersonNotInGraph",
    "PersonRecord",
    "SiblingRank",
    "Step",
    "book_order",
]


def book_order(bond: Bond, rank: SiblingRank) -> tuple[Any, ...]:
    """Give the key that orders links to brothers and sisters as the book does."""
    kin = Kin(
        bond.relative,
        rank_override=rank.rank_override,
        child_order=rank.child_order,
        mother_order=rank.mother_order,
        birth=rank.birth,
    )
    return (*sibling_key(kin), KINDS.index(bond.kind))


class ClanGraph(ABC):
    """The tree of one clan as it stood at one version.

    Every question about somebody who is not in the tree raises `PersonNotInGraph`.
    """

    #: Version of the tree (`TreeVersion.version`) that the answers are true of, or later.
    version: int = 0

    # One person ------------------------------------------------------------------------------

    @abstractmethod
    def known(self, person: int) -> PersonRecord | StoredPerson:
        """Give what is known of one person."""

    @abstractmethod
    def __contains__(self, person: object) -> bool:
        """Say whether somebody is in the tree."""

    def sex(self, person: int) -> str:
        """Give m, f or u."""
        return self.known(person).sex

    def generation(self, person: int) -> int | None:
        """Give the generation (đời), 1 = founder, None when it is not known."""
        return self.known(person).generation

    def parents(self, person: int) -> tuple[Bond, ...]:
        """Give the parents of every kind, in the order in which they were written down."""
        return self.known(person).parents

    def children(self, person: int) -> tuple[Bond, ...]:
        """Give the children by every kind of link, in the order of the book."""
        bonds = self.known(person).family.children
        return tuple(sorted(bonds, key=lambda bond: book_order(bond, self.rank(bond.relative))))

    def spouses(self, person: int) -> tuple[int, ...]:
        """Give the spouses in the person's own order of marriages."""
        return self.known(person).spouses

    def companions(self, person: int) -> tuple[int, ...]:
        """Give those with whom the person has a child by birth but stands in no union."""
        return self.known(person).companions

    def lineage_parent(self, person: int) -> int | None:
        """Give the parent whom the lineage (dòng) follows."""
        return self.known(person).lineage_parent

    def rank(self, person: int) -> SiblingRank:
        """Give what decides who is elder among brothers and sisters."""
        return self.known(person).rank

    def descendant_count(self, person: int) -> int:
        """Count the people below by lineage links, not the person."""
        return self.known(person).descendant_count

    # Up and down -----------------------------------------------------------------------------

    @abstractmethod
    def parents_above(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> Mapping[int, tuple[Bond, ...]]:
        """Give the parents of the person and of every ancestor up to `depth` - 1 generations."""

    @abstractmethod
    def descendants(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, int]:
        """Give everybody below with the least number of generations below; not the person."""

    def subtree(self, person: int) -> list[int]:
        """Give the person and everybody below by lineage links; the person comes first."""
        return [person, *self.descendants(person, lineage_only=True)]

    def ancestors(
        self, person: int, *, depth: int | None = None, lineage_only: bool = False
    ) -> dict[int, int]:
        """Give everybody above with the least number of generations above; not the person."""
        parents = self.parents_above(person, depth=depth, lineage_only=lineage_only)
        found = graph_lines.heights(person, parents)
        del found[person]
        return found

    def is_ancestor(self, ancestor: int, of: int, *, lineage_only: bool = False) -> bool:
        """Say whether somebody is an ancestor of another; nobody is their own.

        An answer for readers: whoever guards a write asks the rows inside the transaction.
        """
        return ancestor != of and ancestor in self.ancestors(of, lineage_only=lineage_only)

    # Two people ------------------------------------------------------------------------------

    def nearest_common_ancestors(self, first: int, second: int) -> tuple[int, ...]:
        """Give the common ancestors who have no other one below them, the nearest first.

        Both of a couple are given; an ancestor of the other person counts as a common one.
        """
        return graph_lines.nearest_common_ancestors(self, first, second)

    def kin_lines(self, first: int, second: int) -> KinLines:
        """Give how two people are related; see `graph_lines`."""
        for person in (first, second):
            if person not in self:
                raise PersonNotInGraph(person)
        return graph_lines.kin_lines(self, first, second)

    @abstractmethod
    def families(self, people: Collection[int]) -> Mapping[int, Family]:
        """Give who stands next to each of some people."""

    def meeting(
        self, first: int, second: int, *, longest: int | None
    ) -> tuple[Meeting | None, bool]:
        """Find how far two different people stand apart by any steps.

        Args:
            first: the one.
            second: the other.
            longest: steps after which the search ends; None for no end.

        Returns:
            Where searches from both sides met, if they did, and whether they were cut short.
        """
        steps = [{first: 0}, {second: 0}]
        rows = [[first], [second]]
        lengths = [0, 0]
        while all(rows) and (longest is None or sum(lengths) < longest):
            if sum(map(len, steps)) > graph_lines.MAX_VISITED:
                return None, True
            side = 0 if len(rows[0]) <= len(rows[1]) else 1
            lengths[side] += 1
            near = self.families(rows[side])
            rows[side] = [
                other
                for other in dict.fromkeys(
                    other for one in rows[side] for other in _neighbours(near[one])
                )
                if other not in steps[side]
            ]
            steps[side].update(dict.fromkeys(rows[side], lengths[side]))
            middle = tuple(one for one in rows[side] if one in steps[1 - side])
            if middle:
                return Meeting(sum(lengths), middle, steps[0].get, steps[1].get), False
        return None, False


def _neighbours(family: Family) -> list[int]:
    bonds = (*family.parents, *family.children)
    return [*(bond.relative for bond in bonds), *family.partners]


def known_record(record: PersonRecord, graph: ClanGraph) -> PersonRecord:
    """Give a record that names nobody who is not in the graph."""
    strangers = {person for person in record.relatives() if person not in graph}
    if not strangers:
        return record
    rank = record.rank
    return record._replace(
        rank=replace(rank, parent=None) if rank.parent in strangers else rank,
        parents=tuple(bond for bond in record.parents if bond.relative not in strangers),
        children=tuple(pair for pair in record.children if pair[0].relative not in strangers),
        spouses=tuple(other for other in record.spouses if other not in strangers),
        companions=tuple(other for other in record.companions if other not in strangers),
    )
