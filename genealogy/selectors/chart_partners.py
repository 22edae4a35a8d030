"""Wives and husbands beside the boxes of the tree explorer, and the mother of each child."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from genealogy.domain.viewer import Viewer
from genealogy.enums import Membership, UnionStatus
from genealogy.models import Person
from genealogy.selectors.cards import PersonCard, card_people, person_card
from genealogy.selectors.edges import Edge
from genealogy.selectors.families import Membership as Side
from genealogy.selectors.labels import parent_label, spouse_label


@dataclass(frozen=True)
class ChartPartner:
    """A wife or husband beside a box.

    `order` counts the partners shown, 1 first. `clan_branch` is set for somebody of the lineage,
    who has a box elsewhere: this one is a card that leads there.
    """

    card: PersonCard
    order: int
    label: str
    clan_branch: str | None = None


class ChartFamilies:
    """Partners and mothers for the people of one window; one query.

    Args:
        viewer: who looks.
        people: everybody visible who has a box.
        told: the links of these people to all their parents, as they may be told.
        memberships: both sides of every union these people stand in.
    """

    def __init__(
        self,
        viewer: Viewer,
        *,
        people: Mapping[int, Person],
        told: Iterable[Edge],
        memberships: Iterable[Side],
    ) -> None:
        self.viewer = viewer
        self.told: dict[int, list[Edge]] = {}
        for edge in told:
            self.told.setdefault(edge.child, []).append(edge)
        self.sides: dict[int, list[Side]] = {}
        for side in memberships:
            self.sides.setdefault(side.union, []).append(side)
        named = {side.person for sides in self.sides.values() for side in sides}
        named.update(edge.parent for edges in self.told.values() for edge in edges)
        others = card_people(viewer).filter(pk__in=named - people.keys())
        self.people = {**people, **{one.pk: one for one in others}}
        self.unions_of = self._unions()
        self.mothers = self._mothers(people)
        self.besides: dict[int, list[int]] = {}
        for child, mother in self.mothers.items():
            parent = self._lineage(child)
            if parent is not None and mother not in self._wed(parent.parent):
                beside = self.besides.setdefault(parent.parent, [])
                if mother not in beside:
                    beside.append(mother)

    def _unions(self) -> dict[int, list[Side]]:
        """Give the visible other sides of everybody's unions, in the own order."""
        found: dict[int, list[tuple[tuple[int, int], Side]]] = {}
        for union, sides in self.sides.items():
            for mine in sides:
                for side in sides:
                    if side.person != mine.person and side.person in self.people:
                        found.setdefault(mine.person, []).append(((mine.order, union), side))
        return {
            person: [side for _order, side in sorted(rows, key=lambda row: row[0])]
            for person, rows in found.items()
        }

    def _wed(self, person: int) -> list[int]:
        return [side.person for side in self.unions_of.get(person, ())]

    def _lineage(self, child: int) -> Edge | None:
        return next((edge for edge in self.told.get(child, ()) if edge.is_lineage), None)

    def _mothers(self, children: Iterable[int]) -> dict[int, int]:
        found = {}
        for child in children:
            edge = self._lineage(child)
            if edge is None or edge.parent not in self.people:
                continue
            mother = self._co_parent(edge)
            if mother is not None:
                found[child] = mother
        return found

    def _co_parent(self, edge: Edge) -> int | None:
        """Find the other parent by the union named, else by the other link of the same kind."""
        for side in self.unions_of.get(edge.parent, ()):
            if side.union == edge.union:
                return side.person
        sex = self.people[edge.parent].sex
        return next(
            (
                other.parent
                for other in self.told[edge.child]
                if other.parent != edge.parent
                and other.kind == edge.kind
                and other.parent_sex != sex
                and other.parent in self.people
            ),
            None,
        )

    def mother(self, child: int, parent: int | None) -> UUID | None:
        """Give the partner of the parent's box under whom a child stands."""
        edge = self._lineage(child)
        if edge is None or edge.parent != parent or child not in self.mothers:
            return None
        return self.people[self.mothers[child]].uuid

    def partners(self, person: int) -> list[ChartPartner]:
        """Give the partners of a box in order; of nobody hidden."""
        if person not in self.people:
            return []
        sides = self.unions_of.get(person, [])
        once = list({side.person: side for side in reversed(sides)}.values())[::-1]
        items = []
        for order, side in enumerate(once, 1):
            one = self.people[side.person]
            label = spouse_label(
                role=side.role,
                standing=side.standing,
                sex=one.sex,
                order=order,
                is_only=len(once) == 1,
                is_divorced=side.status == UnionStatus.DIVORCED,
            )
            items.append(self._partner(one, order, label))
        for order, key in enumerate(sorted(self.besides.get(person, ())), len(once) + 1):
            one = self.people[key]
            items.append(self._partner(one, order, parent_label(sex=one.sex)))
        return items

    def _partner(self, one: Person, order: int, label: str) -> ChartPartner:
        card = person_card(one, self.viewer)
        elsewhere = None
        if one.membership == Membership.LINEAGE:
            elsewhere = card.branch_title or one.clan.name
        return ChartPartner(card, order, label, elsewhere)
