"""A tree of descendants put together from rows already read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from genealogy.domain.viewer import Viewer
from genealogy.enums import UnionStatus
from genealogy.models import Person
from genealogy.selectors.cards import PersonCard, opaque_card, person_card
from genealogy.selectors.edges import Edge
from genealogy.selectors.families import Membership, SpouseItem, child_card, in_rank_order
from genealogy.selectors.labels import spouse_label


@dataclass
class DescendantNode:
    """One person of a descendants' tree, with wives beside and children below in rank order.

    `depth` counts generations below the person asked for, who has 0. `more_url` continues a
    line that was cut.
    """

    card: PersonCard
    depth: int
    spouses: list[SpouseItem] = field(default_factory=list)
    children: list[DescendantNode] = field(default_factory=list)
    more_url: str = ""
    more_count: int | None = None


class Descent:
    """The rows of a descendants' tree, put together without queries of its own."""

    def __init__(
        self,
        root: Person,
        viewer: Viewer,
        *,
        depth: int,
        edges: Iterable[Edge],
        people: Mapping[int, Person],
        bridges: set[int],
        memberships: Iterable[Membership],
        partners: Mapping[int, Person],
    ) -> None:
        self.root = root
        self.viewer = viewer
        self.depth = depth
        self.people = {**people, root.pk: root}
        self.bridges = bridges
        self.partners = partners
        self.below: dict[int, list[Edge]] = {}
        #: The parent under whom a child of two descendants unfolds: that of the lineage first.
        self.home: dict[int, int] = {}
        for edge in sorted(edges, key=lambda edge: not edge.is_lineage):
            self.below.setdefault(edge.parent, []).append(edge)
            self.home.setdefault(edge.child, edge.parent)
        self.unions: dict[int, list[Membership]] = {}
        for member in memberships:
            self.unions.setdefault(member.union, []).append(member)
        self.unions_of: dict[int, list[Membership]] = {}
        for members in self.unions.values():
            for member in members:
                self.unions_of.setdefault(member.person, []).append(member)

    def tree(self) -> DescendantNode:
        """Give the tree with the root's own card on top."""
        return self._node(person_card(self.root, self.viewer), self.root.pk, 0)

    def _node(
        self, card: PersonCard, key: int, depth: int, *, unfolds: bool = True
    ) -> DescendantNode:
        node = DescendantNode(card, depth)
        if key in self.people:
            node.spouses = self._spouses(self.people[key])
        if depth < self.depth and unfolds:
            node.children = self._children(key, depth)
        elif card.uuid is not None and self._has_more(key):
            node.more_url = reverse("genealogy:descendants", args=[card.uuid])
        return node

    def _children(self, key: int, depth: int) -> list[DescendantNode]:
        edges: dict[int, Edge] = {}
        for edge in self.below.get(key, []):
            if edge.child != self.root.pk:
                edges.setdefault(edge.child, edge)
        nodes = [
            self._node(
                child_card(edges[child.pk], child, self.viewer),
                child.pk,
                depth + 1,
                unfolds=self.home[child.pk] == key,
            )
            for child in in_rank_order(self.people[one] for one in edges if one in self.people)
        ]
        # An opaque node stands behind the others: its own rank is hidden too.
        bridging = []
        for hidden in edges.keys() - self.people.keys():
            node = self._node(opaque_card(), hidden, depth + 1)
            if node.children or (depth + 1 == self.depth and hidden in self.bridges):
                bridging.append(node)
        bridging.sort(key=lambda node: str([child.card.uuid for child in node.children]))
        return nodes + bridging

    def _has_more(self, key: int) -> bool:
        return any(
            edge.child in self.people or edge.child in self.bridges
            for edge in self.below.get(key, [])
        )

    def _spouses(self, person: Person) -> list[SpouseItem]:
        own = sorted(
            self.unions_of.get(person.pk, []), key=lambda member: (member.order, member.union)
        )
        found = [
            member
            for mine in own
            for member in self.unions[mine.union]
            if member.person != person.pk and member.person in self.partners
        ]
        return [
            SpouseItem(
                person_card(self.partners[member.person], self.viewer),
                spouse_label(
                    role=member.role,
                    standing=member.standing,
                    sex=self.partners[member.person].sex,
                    order=position,
                    is_only=len(found) == 1,
                    is_divorced=member.status == UnionStatus.DIVORCED,
                ),
            )
            for position, member in enumerate(found, start=1)
        ]
