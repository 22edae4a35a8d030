"""What a graph of a clan speaks in: bonds, families, lines of kin. People are primary keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from genealogy.domain.errors import DomainError
from genealogy.domain.kinship_seniority import SiblingRank

#: Kinds of parents (the values of `ParentKind`) in the order in which one hides another when a
#: child has the same parent twice.
KINDS: Final = ("birth", "unknown", "heir", "adopted", "foster", "step")
#: Kinds that make a couple of two people who are parents of one child.
COUPLING_KINDS: Final = frozenset({"birth", "unknown"})
#: Kinds of other parents whose marriage with the lineage parent tells the mother's order.
KINDRED_KINDS: Final = frozenset({"birth", "unknown", "heir", "adopted"})


class Bond(NamedTuple):
    """A parent or child and what makes them so; `kind` is a value of `ParentKind`."""

    relative: int
    kind: str


StepKind = Literal["parent", "child", "spouse"]


class Step(NamedTuple):
    """One step of a line: to a parent, a child or a spouse; `bond` as in `Bond.kind`."""

    kind: StepKind
    bond: str = "birth"


class KinLine(NamedTuple):
    """One way from the first to the last of `people`; one step fewer than people."""

    people: tuple[int, ...]
    steps: tuple[Step, ...]


class KinLines(NamedTuple):
    """How two people are related: lines by blood first, then by marriage.

    `capped` says that there may be more lines than are given.
    """

    lines: tuple[KinLine, ...]
    capped: bool = False


class Family(NamedTuple):
    """Who stands next to somebody.

    `partners` are the spouses in the person's own order of marriages, then those with whom the
    person has a child but stands in no union.
    """

    parents: tuple[Bond, ...] = ()
    children: tuple[Bond, ...] = ()
    partners: tuple[int, ...] = ()
    lineage_parent: int | None = None


class Meeting(NamedTuple):
    """Where two searches met.

    Attributes:
        length: steps of the shortest ways between the two.
        middle: everybody on such a way who stands as far from the first as the others in it.
        from_first: gives the steps from the first person, None for those not reached.
        from_second: the same for the second person.
    """

    length: int
    middle: tuple[int, ...]
    from_first: Callable[[int], int | None]
    from_second: Callable[[int], int | None]


class PersonRecord(NamedTuple):
    """Everything a graph knows of one person, as the rows say.

    Attributes:
        sex: m, f or u.
        generation: đời, 1 = founder; None when unknown.
        descendant_count: people below by lineage links.
        rank: what decides who is elder among brothers and sisters; holds the lineage parent.
        parents: in the order in which they were written down.
        children: links to the children, in any order, with whether the lineage follows them.
        spouses: in the person's own order of marriages.
        companions: parents of the same child without a union.
    """

    sex: str
    generation: int | None
    descendant_count: int
    rank: SiblingRank
    parents: tuple[Bond, ...] = ()
    children: tuple[tuple[Bond, bool], ...] = ()
    spouses: tuple[int, ...] = ()
    companions: tuple[int, ...] = ()

    @property
    def lineage_parent(self) -> int | None:
        """Give the parent whom the lineage follows."""
        return self.rank.parent

    @property
    def family(self) -> Family:
        """Give who stands next to the person; children in any order."""
        return Family(
            self.parents,
            tuple(bond for bond, _is_lineage in self.children),
            (*self.spouses, *self.companions),
            self.rank.parent,
        )

    def relatives(self) -> set[int]:
        """Give everybody named in the record."""
        named = {bond.relative for bond in self.parents}
        named.update(bond.relative for bond, _is_lineage in self.children)
        named.update(self.spouses, self.companions)
        return named


class PersonNotInGraph(DomainError, LookupError):
    """Somebody who is not, or not yet, in the tree of this clan."""

    code = "person_not_in_graph"

    def __init__(self, person: int) -> None:
        """Keep the key that was asked for."""
        super().__init__(f"person {person} is not in the tree")
        self.person = person
