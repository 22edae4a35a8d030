"""The links of a file that hold, as plain numbers."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple


class LinkIssue(NamedTuple):
    """Something odd between records: a code, the line and the facts for the message."""

    code: str
    line: int
    facts: dict[str, str]


class ParentEdges:
    """Parents of children by number, in four columns; `codes` are places in `PARENT_KINDS`."""

    def __init__(self) -> None:
        self.children = array("i")
        self.parents = array("i")
        self.families = array("i")
        self.codes = array("i")

    def append(self, child: int, parent: int, family: int, code: int) -> None:
        """Add one parent of one child."""
        self.children.append(child)
        self.parents.append(parent)
        self.families.append(family)
        self.codes.append(code)

    def __len__(self) -> int:
        return len(self.children)

    def __iter__(self) -> Iterator[tuple[int, int, int, int]]:
        """Give (child, parent, family, code)."""
        return zip(self.children, self.parents, self.families, self.codes, strict=True)


class ResolvedLinks:
    """The links that hold.

    Attributes:
        spouses: for each family, (person, role) of the couple, husbands first.
        spouse_orders: for each family, the how-manieth union it is for each of its spouses.
        children: for each family, its children in order.
        edges: parents of children.
        lineage: place in `edges` of the link that carries each person's lineage, -1 = none.
        child_orders: place among the children of the lineage parent, from 1; 0 = none.
        issues: what was odd, in the order it was found.
    """

    def __init__(self, people: int, families: int) -> None:
        self.spouses: list[list[tuple[int, int]]] = [[] for _number in range(families)]
        self.spouse_orders: list[list[int]] = [[] for _number in range(families)]
        self.children: list[list[int]] = [[] for _number in range(families)]
        self.edges = ParentEdges()
        self.lineage = array("i", [-1]) * people
        self.child_orders = array("i", [0]) * people
        self.issues: list[LinkIssue] = []
