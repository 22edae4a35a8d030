"""Reading what the arrays of a graph hold of one person at a time, by place."""

from __future__ import annotations

from bisect import bisect_left

from genealogy.domain.graph_arrays import LINEAGE, NO_GENERATION, SEXES, UNKNOWN, GraphArrays
from genealogy.domain.graph_types import KINDS, Bond, Family
from genealogy.domain.kinship_seniority import SiblingRank


class Places:
    """The people of the arrays; a place is a position in `GraphArrays.pks`."""

    def __init__(self, arrays: GraphArrays) -> None:
        # Single entries are read three times faster through a memoryview than from an array.
        self._view = {name: array.data for name, array in arrays.named().items()}
        self._pks = self._view["pks"]
        self._count = len(self._pks)
        self._first: int = self._pks[0] if self._count else 0
        self._is_dense = bool(self._count) and self._pks[-1] - self._first == self._count - 1

    def find(self, pk: int) -> int:
        """Give somebody's place, -1 for those who are not there."""
        if self._is_dense:
            place = pk - self._first
            return place if 0 <= place < self._count else -1
        place = bisect_left(self._pks, pk)
        return place if place < self._count and self._pks[place] == pk else -1

    def interval(self, place: int) -> tuple[int, int]:
        """Give where somebody and all below stand in `GraphArrays.order`."""
        begin: int = self._view["entry"][place]
        return begin, begin + self._view["size"][place]

    def number(self, name: str, place: int) -> int | None:
        """Give an entry of an array of numbers that may be unknown."""
        value = self._view[name][place]
        return None if value == UNKNOWN else value

    def entry(self, name: str, place: int) -> int:
        """Give an entry of an array."""
        return self._view[name][place]  # type: ignore[no-any-return]

    def key(self, place: int) -> int:
        """Give the primary key of a place."""
        return self._pks[place]  # type: ignore[no-any-return]

    def near(self, owner: str, name: str, place: int) -> list[int]:
        """Give the entries of an array that belong to somebody by the pointers of the owner."""
        pointers = self._view[f"{owner}_ptr"]
        return self._view[name][pointers[place] : pointers[place + 1]].tolist()

    def bonds(self, owner: str, name: str, place: int) -> tuple[Bond, ...]:
        """Give links of somebody with their kinds."""
        kinds = self.near(owner, f"{owner}_kinds", place)
        return tuple(
            [
                Bond(self._pks[other], KINDS[kind % LINEAGE])
                for other, kind in zip(self.near(owner, name, place), kinds, strict=True)
            ]
        )


class StoredPerson:
    """Somebody of the arrays, read when asked; answers like a `PersonRecord`."""

    __slots__ = ("_place", "_places")

    def __init__(self, places: Places, place: int) -> None:
        self._places = places
        self._place = place

    @property
    def sex(self) -> str:
        """Give m, f or u."""
        return SEXES[self._places.entry("sexes", self._place)]

    @property
    def generation(self) -> int | None:
        """Give the generation (đời), 1 = founder."""
        generation = self._places.entry("generations", self._place)
        return None if generation == NO_GENERATION else generation

    @property
    def descendant_count(self) -> int:
        """Count the people below by lineage links."""
        return self._places.entry("size", self._place) - 1

    @property
    def lineage_parent(self) -> int | None:
        """Give the parent whom the lineage follows."""
        parent = self._places.entry("lineage", self._place)
        return None if parent < 0 else self._places.key(parent)

    @property
    def rank(self) -> SiblingRank:
        """Give what decides who is elder among brothers and sisters."""
        number, place = self._places.number, self._place
        birth, birth_end = number("birth", place), number("birth_end", place)
        return SiblingRank(
            number("rank_override", place),
            number("child_order", place),
            number("mother_order", place),
            birth,
            None if birth_end == birth else birth_end,
            self.lineage_parent,
        )

    @property
    def parents(self) -> tuple[Bond, ...]:
        """Give the parents in the order of the links."""
        return self._places.bonds("parent", "parents", self._place)

    @property
    def children(self) -> tuple[tuple[Bond, bool], ...]:
        """Give the children in the order of the book, with whether the lineage follows."""
        kinds = self._places.near("child", "child_kinds", self._place)
        return tuple(
            (bond, kind >= LINEAGE) for bond, kind in zip(self.child_bonds, kinds, strict=True)
        )

    @property
    def child_bonds(self) -> tuple[Bond, ...]:
        """Give the children in the order of the book."""
        return self._places.bonds("child", "children", self._place)

    @property
    def spouses(self) -> tuple[int, ...]:
        """Give the spouses in the person's own order of marriages."""
        return self._partners(wed=True)

    @property
    def companions(self) -> tuple[int, ...]:
        """Give the parents of the same child without a union."""
        return self._partners(wed=False)

    def _partners(self, *, wed: bool) -> tuple[int, ...]:
        others = self._places.near("spouse", "spouses", self._place)
        flags = self._places.near("spouse", "spouse_wed", self._place)
        return tuple(
            self._places.key(other)
            for other, flag in zip(others, flags, strict=True)
            if bool(flag) is wed
        )

    @property
    def family(self) -> Family:
        """Give who stands next to somebody."""
        others = self._places.near("spouse", "spouses", self._place)
        return Family(
            self.parents,
            self.child_bonds,
            tuple([self._places.key(other) for other in others]),
            self.lineage_parent,
        )
