"""Who is elder by rank (vai trên, vai dưới) among siblings; the ground of every kinship term.

Source: the custom in Toan Ánh, "Nếp cũ": the rank of a house is the rank of the brothers and
sisters from whom it comes, whatever the age of its people ("bé bằng củ khoai, cứ vai mà gọi").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Seniority(StrEnum):
    """Rank of a sibling seen from another one: elder, younger, or not known."""

    ELDER = "e"
    YOUNGER = "y"
    UNKNOWN = "u"

    @property
    def opposite(self) -> Seniority:
        """Give the rank seen from the other side.

        >>> Seniority.ELDER.opposite
        <Seniority.YOUNGER: 'y'>
        """
        return _OPPOSITES[self]


_OPPOSITES = {
    Seniority.ELDER: Seniority.YOUNGER,
    Seniority.YOUNGER: Seniority.ELDER,
    Seniority.UNKNOWN: Seniority.UNKNOWN,
}


@dataclass(frozen=True)
class SiblingRank:
    """What decides who is elder among the children of one parent.

    Attributes:
        rank_override: rank set by hand; lower is elder.
        child_order: place among all children of the lineage parent, 1 = first.
        mother_order: place of the mother among the lineage parent's unions, 1 = vợ cả.
        birth: Julian day number of birth, the first possible day when the date is vague.
        birth_end: the last possible day; None when `birth` is exact.
        parent: the lineage parent, whose children `child_order` counts. Where it is given on
            both sides and differs, only the births can be compared.
    """

    rank_override: int | None = None
    child_order: int | None = None
    mother_order: int | None = None
    birth: int | None = None
    birth_end: int | None = None
    parent: int | None = None


def seniority_of(a: SiblingRank, b: SiblingRank, *, ranks_by_mother: bool = False) -> Seniority:
    """Say whether sibling `b` is elder or younger than sibling `a`, by rank.

    The rank set by hand wins; then the mother's order in a clan that ranks by mother (con bà cả
    đứng trên); then the child's number, the mother's order, the birth of these two siblings. What
    is equal or missing on a side leaves it to the next; a rank set by hand against no number at
    all stays unknown, since an age could only contradict it. Agrees with `placement.sibling_key`
    wherever that does not need the id.

    Args:
        a: rank of the sibling from whom one looks.
        b: rank of the sibling looked at.
        ranks_by_mother: the clan's rule (`Clan.ranks_by_mother`).

    >>> seniority_of(SiblingRank(child_order=2), SiblingRank(child_order=1)).name
    'ELDER'
    >>> seniority_of(SiblingRank(child_order=2), SiblingRank()).name
    'UNKNOWN'
    """
    if a.parent is None or b.parent is None or a.parent == b.parent:
        if a.rank_override is not None or b.rank_override is not None:
            rank_a, rank_b = _effective(a), _effective(b)
            if rank_a is None or rank_b is None:
                return Seniority.UNKNOWN
            if rank_a != rank_b:
                return Seniority.ELDER if rank_b < rank_a else Seniority.YOUNGER
        for left, right in _criteria(a, b, ranks_by_mother):
            if left is not None and right is not None and left != right:
                return Seniority.ELDER if right < left else Seniority.YOUNGER
    return _by_birth(a, b)


def _effective(rank: SiblingRank) -> tuple[int, bool] | None:
    """Give the number that counts; one set by hand goes before an equal one."""
    if rank.rank_override is not None:
        return rank.rank_override, False
    return None if rank.child_order is None else (rank.child_order, True)


def _criteria(
    a: SiblingRank, b: SiblingRank, ranks_by_mother: bool
) -> Iterator[tuple[int | None, int | None]]:
    if ranks_by_mother:
        yield a.mother_order, b.mother_order
    # Two equal ranks set by hand mean that the numbers no longer count.
    if a.rank_override is None and b.rank_override is None:
        yield a.child_order, b.child_order
    yield a.mother_order, b.mother_order


def _by_birth(a: SiblingRank, b: SiblingRank) -> Seniority:
    """Compare the births; spans that overlap tell nothing."""
    if a.birth is None or b.birth is None:
        return Seniority.UNKNOWN
    last_a = a.birth if a.birth_end is None else a.birth_end
    last_b = b.birth if b.birth_end is None else b.birth_end
    if last_b < a.birth:
        return Seniority.ELDER
    if last_a < b.birth:
        return Seniority.YOUNGER
    return Seniority.UNKNOWN
