"""The shape of a path of kinship: a marriage, the way up, the turn, the way down, a marriage."""

from __future__ import annotations

from dataclasses import dataclass

from genealogy.domain.kinship_path import CHILD, PARENT, SIBLING, SPOUSE, KinPath, KinToken


@dataclass(frozen=True)
class Shape:
    """A stretch of a path that has a term of its own, every part of which may be missing.

    Attributes:
        lead: the marriage it begins with.
        ups: the parents on the way up.
        turn: the sibling at whom the line turns.
        downs: the children on the way down.
        tail: the marriage it ends with.
    """

    lead: KinToken | None = None
    ups: tuple[KinToken, ...] = ()
    turn: KinToken | None = None
    downs: tuple[KinToken, ...] = ()
    tail: KinToken | None = None

    @property
    def up(self) -> int:
        """Count the generations up to the common ancestor."""
        return len(self.ups) + (self.turn is not None)

    @property
    def down(self) -> int:
        """Count the generations down from the common ancestor."""
        return len(self.downs) + (self.turn is not None)

    @property
    def delta(self) -> int:
        """Say how many generations B stands above A."""
        return self.up - self.down

    @property
    def sex(self) -> str:
        """Give the sex of the person at the end."""
        return (self.tail or self.last or self.lead or _NOBODY).sex

    @property
    def last(self) -> KinToken | None:
        """Give the last step of blood."""
        if self.downs:
            return self.downs[-1]
        if self.turn is not None:
            return self.turn
        return self.ups[-1] if self.ups else None


_NOBODY = KinToken("X")


def split_shapes(path: KinPath) -> list[Shape]:
    """Cut a path into as few shapes as may be, the longest first.

    >>> [shape.delta for shape in split_shapes(KinPath.parse("F.yB.S"))]
    [0]
    >>> len(split_shapes(KinPath.parse("eB.W.F")))
    2
    """
    rest = list(path.tokens)
    shapes = []
    while rest:
        lead = rest.pop(0) if rest[0].kind == SPOUSE else None
        ups = _take(rest, PARENT)
        turn = rest.pop(0) if rest and rest[0].kind == SIBLING else None
        downs = _take(rest, CHILD)
        tail = rest.pop(0) if rest and rest[0].kind == SPOUSE else None
        shapes.append(Shape(lead, ups, turn, downs, tail))
    return shapes


def _take(rest: list[KinToken], kind: str) -> tuple[KinToken, ...]:
    taken = []
    while rest and rest[0].kind == kind:
        taken.append(rest.pop(0))
    return tuple(taken)
