"""The order of a person's unions, and of the children of one parent."""

from __future__ import annotations

from array import array
from itertools import pairwise

from genealogy.services.imports.links import NO_DAY, FamilyLinks
from genealogy.services.imports.resolved import ResolvedLinks


def links_order(links: FamilyLinks, resolved: ResolvedLinks, families: array[int]) -> None:
    """Number unions and children in place; `families` gives a symbol's family, -1 = none."""
    orders = _Orders(links, resolved, families)
    orders.order_spouses()
    orders.order_children()


class _Orders:
    """One numbering; a pair of a family and a person is the number family * people + person."""

    def __init__(self, links: FamilyLinks, resolved: ResolvedLinks, families: array[int]) -> None:
        self.links = links
        self.result = resolved
        self.family_numbers = families
        self.people = len(links.person_symbols)
        self.order: dict[int, int] = {}

    def order_spouses(self) -> None:
        """Number each person's unions in the order the person's record names them."""
        counts: dict[int, int] = {}
        for person, symbol, _line in self.links.spouse_of():
            family = self.family_numbers[symbol]
            pair = family * self.people + person
            if family >= 0 and pair not in self.order:
                counts[person] = self.order[pair] = counts.get(person, 0) + 1
        for family, couple in enumerate(self.result.spouses):
            for person, _role in couple:
                pair = family * self.people + person
                if pair not in self.order:
                    counts[person] = self.order[pair] = counts.get(person, 0) + 1
                self.result.spouse_orders[family].append(self.order[pair])

    def order_children(self) -> None:
        """Number the children of one lineage parent through all the parent's families.

        Within a family the file's order holds. Families follow each other in their order for the
        parent, unless all birthdays are known and no family contradicts them: then by birth.
        """
        edges, lineage = self.result.edges, self.result.lineage
        families: dict[int, list[int]] = {}
        for index in lineage:
            if index >= 0:
                mine = families.setdefault(edges.parents[index], [])
                if edges.families[index] not in mine:
                    mine.append(edges.families[index])
        for parent, mine in families.items():
            if len(mine) > 1:
                mine = sorted(mine, key=lambda family: self._place(family, parent))
            groups = [
                [
                    child
                    for child in self.result.children[family]
                    if (index := lineage[child]) >= 0
                    and edges.families[index] == family
                    and edges.parents[index] == parent
                ]
                for family in mine
            ]
            for order, child in enumerate(self._merged(groups), start=1):
                self.result.child_orders[child] = order

    def _place(self, family: int, person: int) -> int:
        return self.order[family * self.people + person]

    def _merged(self, groups: list[list[int]]) -> list[int]:
        children = [child for group in groups for child in group]
        days = self.links.birth_days
        if len(groups) > 1 and all(days[child] != NO_DAY for child in children):
            agree = all(
                days[first] <= days[second] for group in groups for first, second in pairwise(group)
            )
            if agree:
                return sorted(children, key=lambda child: days[child])
        return children
