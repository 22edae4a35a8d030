"""What of a kin line one viewer may be told.

The words of kinship give things away: "cháu nội" says that somebody hidden between is a man,
"chú" that he is the younger brother, "chị dâu" that there is a marriage. So a line is first cut to
what the viewer may know and only then described; whatever is described can tell no more than the
cut line does. To anybody but editors:

* The two ends must be known by more than a name, else nothing is told: not even that there is no
  line. Hidden ends never come so far (they are not found).
* Somebody hidden keeps a place only where the line runs straight through, from parent to child,
  between people the viewer may see. The trees of descendants show the same opaque node, so it
  adds nothing. Sex and rank are blank there, and so is the bond.
* Nobody hidden stands where a line turns or at a side of a marriage: no page shows hidden wives
  or joins brothers by a hidden father. Where the other parent of both children may be seen, the
  line goes through that one instead.
* Two people who are a couple only by a child of theirs, in no union of the book, are one where
  that child may be seen.
* Somebody known by name alone is drawn with the name; sex and rank are blank.
* A sensitive link that does not carry the lineage is not there, and who came into the line by a
  sensitive one is a child by birth of one father and one mother.
* The living and the hidden have one father and one mother, those the family pages tell
  (`open_edges`), and are their children by birth. A line through another parent would tell an
  adoption. It is taken out before the search, not after, because a line missing between a child
  and the house it grew up in would tell it too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import TYPE_CHECKING

from genealogy.domain.kinship_seniority import SiblingRank
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import ParentKind, Sex
from genealogy.models import Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.edges import Edge, told_edges
from genealogy.selectors.families import is_guarded

if TYPE_CHECKING:
    from genealogy.domain.graph import ClanGraph
    from genealogy.domain.graph_types import KinLine


#: A link from a child to a parent.
Link = tuple[int, int]
#: A sensitive link from a child to a parent, with what makes the parent the parent.
SecretLink = tuple[int, int, str]


class KinGate:
    """The rules above for one viewer and the people of some lines.

    Args:
        graph: the index of the clan.
        viewer: who looks.
        people: those of the lines, and the parents where they turn, whom the viewer may see.
        secrets: the sensitive links of everybody asked about, hidden people included.
    """

    def __init__(
        self,
        graph: ClanGraph,
        viewer: Viewer,
        people: Mapping[int, Person],
        secrets: Collection[SecretLink] = frozenset(),
    ) -> None:
        self.graph = graph
        self.viewer = viewer
        self.people = people
        self.secrets = secrets
        self.sees_all = viewer.role >= Role.EDITOR
        self.open_parents = cache(self._open_parents)

    def is_hidden(self, key: int) -> bool:
        """Say whether the viewer may not know of this person."""
        return not self.sees_all and key not in self.people

    def is_known(self, key: int) -> bool:
        """Say whether the viewer may know sex and rank."""
        if self.sees_all:
            return True
        person = self.people.get(key)
        return person is not None and person_detail(person, self.viewer) >= Detail.KIN

    def is_guarded(self, key: int) -> bool:
        """Say whether no adoption of this person may be told."""
        if self.sees_all:
            return False
        person = self.people.get(key)
        if person is None or is_guarded(person, self.viewer):
            return True
        return any(
            (key, bond.relative, bond.kind) in self.secrets
            and bond.relative == self.graph.lineage_parent(key)
            for bond in self.graph.parents(key)
        )

    def sex(self, key: int) -> str:
        """Give the sex as it may be told."""
        return self.graph.sex(key) if self.is_known(key) else Sex.UNKNOWN.value

    def rank(self, key: int) -> SiblingRank:
        """Give what ranks somebody among siblings, as it may be told."""
        return self.graph.rank(key) if self.is_known(key) else SiblingRank()

    def bond(self, child: int, bond: str) -> str:
        """Give what makes the parent of this child the parent, as it may be told."""
        return ParentKind.BIRTH.value if self.is_guarded(child) else bond

    def parents(self, key: int) -> tuple[int, ...]:
        """Give the parents by birth who may be told."""
        bonds = self.graph.parents(key)
        return tuple(
            bond.relative
            for bond in bonds
            if self.bond(key, bond.kind) == ParentKind.BIRTH
            and not self.is_hidden(bond.relative)
            and bond.relative in self.open_parents(key)
        )

    def has_parent(self, child: int, parent: int, bond: str | None = None) -> bool:
        """Say whether somebody may be told to be a parent of the child, by this bond if given."""
        if parent not in self.open_parents(child):
            return False
        kinds = (one.kind for one in self.graph.parents(child) if one.relative == parent)
        return bond is None or any(self.bond(child, kind) == bond for kind in kinds)

    def _open_parents(self, key: int) -> frozenset[int]:
        """Give the parents who may be told: one father and one mother of the guarded."""
        lineage = self.graph.lineage_parent(key)
        edges = [
            Edge(
                child=key,
                parent=bond.relative,
                kind=bond.kind,
                is_lineage=bond.relative == lineage,
                union=None,
                parent_sex=self.graph.sex(bond.relative),
                is_sensitive=(key, bond.relative, bond.kind) in self.secrets,
            )
            for bond in self.graph.parents(key)
        ]
        guarded = {key} if self.is_guarded(key) else set()
        return frozenset(edge.parent for edge in told_edges(edges, guarded, self.viewer))

    def is_couple(self, one: int, other: int) -> bool:
        """Say whether two people may be told to be a couple.

        By the book's own word, else by a child of both who may be seen.
        """
        if self.is_hidden(one) or self.is_hidden(other):
            return False
        if self.sees_all or other in self.graph.spouses(one):
            return True
        return any(
            self.has_parent(child, one) and self.has_parent(child, other)
            for child in self.shared_children(one, other)
            if not self.is_hidden(child)
        )

    def shared_children(self, one: int, other: int) -> set[int]:
        """Give the children of both, hidden ones included."""
        mine = {bond.relative for bond in self.graph.children(one)}
        return mine & {bond.relative for bond in self.graph.children(other)}

    def objection(self, line: KinLine) -> frozenset[Link] | None:
        """Say what stands against telling a line: None for nothing, else links to search without.

        A couple that may not be told is an objection without a link.
        """
        if self.sees_all:
            return None
        links: set[Link] = set()
        is_open = True
        for place, step in enumerate(line.steps):
            here, there = line.people[place], line.people[place + 1]
            if step.kind == "spouse":
                is_open &= self.is_couple(here, there)
                continue
            child, parent = (here, there) if step.kind == "parent" else (there, here)
            if parent not in self.open_parents(child):
                links.add((child, parent))
            elif place and line.steps[place - 1].kind != step.kind and self.is_hidden(here):
                links |= {(line.people[place - 1], here), (there, here)}
        return frozenset(links) if links or not is_open else None
