"""The family around one person: parents, wives in order with their children, brothers, sisters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from genealogy.domain.lineage_paths import STEP
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ParentKind, Sex, UnionStatus
from genealogy.models import ParentLink, Person, UnionMember
from genealogy.selectors.cards import PersonCard, opaque_card, person_card
from genealogy.selectors.edges import Edge, told_edges
from genealogy.selectors.labels import (
    child_label,
    generation_label,
    parent_label,
    spouse_label,
)

_GUARD_MARK = "has_guarded_lineage"

#: Makes a card as `person_card` does.
CardMaker = Callable[..., PersonCard]

#: Kinds of parent that are told as they are for the dead and never for the living.
_NOT_OF_BLOOD = frozenset({ParentKind.ADOPTED, ParentKind.FOSTER, ParentKind.STEP, ParentKind.HEIR})


@dataclass(frozen=True)
class SpouseItem:
    """One wife (or husband) with the children of that bond, in rank order."""

    card: PersonCard
    order_label: str
    place: str = ""
    children: list[PersonCard] = field(default_factory=list)


@dataclass(frozen=True)
class LineageItem:
    """One step of the line from the founder down; an opaque one says only that it is there."""

    name: str
    url: str
    generation: int | None
    generation_label: str
    is_opaque: bool = False


@dataclass(frozen=True)
class Membership:
    """One side of a union, as read for a page; all keys are primary keys."""

    union: int
    status: str
    person: int
    role: str
    order: int
    standing: str


@dataclass(frozen=True)
class Family:
    """The family of one person, already cut to the viewer."""

    parents: list[PersonCard]
    siblings: list[PersonCard]
    spouses: list[SpouseItem]
    children_without_mother: list[PersonCard]


def memberships_around(person_ids: Iterable[int]) -> list[Membership]:
    """Give both sides of every union these people stand in. One query.

    Hidden people are among them; the caller reads people through `visible_to`.
    """
    unions = UnionMember.objects.filter(person_id__in=list(person_ids)).order_by()
    rows = (
        UnionMember.objects.filter(union__in=unions.values("union"), union__is_staged=False)
        .order_by("order_for_person", "id")
        .values_list(
            "union_id", "union__status", "person_id", "role", "order_for_person", "standing"
        )
    )
    return [Membership(*row) for row in rows]


def sibling_rank(person: Person) -> tuple[int, int, int, int]:
    """Sort key of the children of one father: as set by hand, as the book counts, then by age."""
    rank = person.rank_override if person.rank_override is not None else person.child_order
    return (
        rank is None,
        rank or 0,
        person.birth_year if person.birth_year is not None else 9999,
        person.pk,
    )


def in_rank_order(siblings: Iterable[Person]) -> list[Person]:
    """Put children in the order of the book: by lineage path where it tells, else by rank."""
    people = list(siblings)
    lines = {person.lineage_path[:-STEP] for person in people}
    if len(lines) == 1 and all(person.lineage_path for person in people):
        return sorted(people, key=lambda person: (person.lineage_path, person.pk))
    return sorted(people, key=sibling_rank)


def is_guarded(person: Person, viewer: Viewer) -> bool:
    """Tell whether an adoption of this person must not be told, but to editors.

    That of the living never; that of the dead when its mark says so (`with_secret_mark`).
    """
    if viewer.role >= Role.EDITOR:
        return False
    return person.is_living_on(viewer.today) or getattr(person, _GUARD_MARK, False)


def with_secret_mark(people: QuerySet[Person]) -> QuerySet[Person]:
    """Note at each person whether the link to the parent of the lineage is sensitive.

    For readers that do not have all links of each child at hand.
    """
    secret = ParentLink.objects.filter(child=OuterRef("pk"), is_lineage=True, is_sensitive=True)
    return people.annotate(**{_GUARD_MARK: Exists(secret)})


def told_kind(edge: Edge, child: Person, viewer: Viewer) -> str:
    """Give the kind of a parent link as this viewer may know it."""
    return ParentKind.BIRTH.value if is_guarded(child, viewer) else edge.kind


def child_card(
    edge: Edge, child: Person, viewer: Viewer, *, make_card: CardMaker = person_card
) -> PersonCard:
    """Make the card of a child with its place: "con trai thứ 2", "con nuôi"."""
    kind = told_kind(edge, child, viewer)
    note = child_label(sex=child.sex, order=child.child_order, kind=kind)
    return make_card(child, viewer, note=note, is_adopted=kind in _NOT_OF_BLOOD)


class FamilyReader:
    """Puts the rows of one family together: no query of its own.

    Args:
        person: whose family it is.
        viewer: who looks.
        people: everybody of the family the viewer may see, by primary key.
        edges: every parent link of the person, the brothers and sisters, the children.
        memberships: both sides of the person's unions.
        make_card: makes the cards; a book needs no addresses.
    """

    def __init__(
        self,
        person: Person,
        viewer: Viewer,
        *,
        people: Mapping[int, Person],
        edges: Iterable[Edge],
        memberships: Iterable[Membership],
        make_card: CardMaker = person_card,
    ) -> None:
        self.make_card = make_card
        self.person = person
        self.viewer = viewer
        self.people = {**people, person.pk: person}
        guarded = {key for key, one in self.people.items() if is_guarded(one, viewer)}
        self.edges = [
            edge
            for edge in told_edges(edges, guarded, viewer)
            if edge.child in self.people and edge.parent in self.people
        ]
        self.memberships = list(memberships)

    def read(self, *, with_siblings: bool = True) -> Family:
        """Give the family; brothers and sisters only when their links were given."""
        spouses, without_mother = self._spouses_and_children()
        siblings = self._siblings() if with_siblings else []
        return Family(self._parents(), siblings, spouses, without_mother)

    def open_unions(self, known_in_full: set[int]) -> dict[int, str]:
        """Give the unions of which an event may be told, with the name of the other side.

        `known_in_full` are the people whose dates the viewer may know: an event of a couple
        tells of both.
        """
        names: dict[int, str] = {}
        closed: set[int] = set()
        for member in self.memberships:
            if member.person == self.person.pk:
                names.setdefault(member.union, "")
            elif member.person in known_in_full:
                names[member.union] = str(self.people[member.person])
            else:
                closed.add(member.union)
        return {union: name for union, name in names.items() if union not in closed}

    def _child(self, edge: Edge, child: Person) -> PersonCard:
        return child_card(edge, child, self.viewer, make_card=self.make_card)

    def _parents(self) -> list[PersonCard]:
        own = [edge for edge in self.edges if edge.child == self.person.pk]
        own.sort(key=lambda edge: (edge.kind in _NOT_OF_BLOOD, edge.parent_sex != Sex.MALE))
        cards = []
        for edge in own:
            parent = self.people[edge.parent]
            kind = told_kind(edge, self.person, self.viewer)
            note = parent_label(sex=parent.sex, kind=kind)
            cards.append(self.make_card(parent, self.viewer, note=note))
        return cards

    def _siblings(self) -> list[PersonCard]:
        own_parents = {edge.parent for edge in self.edges if edge.child == self.person.pk}
        found = {
            edge.child: edge
            for edge in reversed(self.edges)
            if edge.parent in own_parents and edge.child != self.person.pk
        }
        siblings = in_rank_order(self.people[key] for key in found)
        return [self._child(found[one.pk], one) for one in siblings]

    def _spouses_and_children(self) -> tuple[list[SpouseItem], list[PersonCard]]:
        partners = self._partners()
        of_union = {member.union: member.person for member in partners}
        edges = self._child_edges()
        groups: dict[int | None, list[Person]] = {}
        for child_key, edge in edges.items():
            mother = self._co_parent(edge, of_union)
            groups.setdefault(mother, []).append(self.people[child_key])
        cards = {
            mother: [self._child(edges[child.pk], child) for child in in_rank_order(group)]
            for mother, group in groups.items()
        }
        spouses = self._spouse_items(partners, cards)
        known = {member.person for member in partners}
        for mother in cards:
            if mother is not None and mother not in known:
                card = self.make_card(self.people[mother], self.viewer)
                label = parent_label(sex=self.people[mother].sex)
                spouses.append(SpouseItem(card, label, children=cards[mother]))
        return spouses, cards.get(None, [])

    def _partners(self) -> list[Membership]:
        """Give the visible wives or husbands in the order of the person's own marriages."""
        order = {
            member.union: member.order
            for member in self.memberships
            if member.person == self.person.pk
        }
        partners = [
            member
            for member in self.memberships
            if member.person != self.person.pk
            and member.person in self.people
            and member.union in order
        ]
        return sorted(partners, key=lambda member: (order[member.union], member.union))

    def _child_edges(self) -> dict[int, Edge]:
        """Give one link for each child of the person, that of the lineage before others."""
        return {edge.child: edge for edge in reversed(self.edges) if edge.parent == self.person.pk}

    def _co_parent(self, edge: Edge, of_union: Mapping[int, int]) -> int | None:
        """Find the mother (or father) of a child by the union named, else by the other link."""
        if edge.union is not None and edge.union in of_union:
            return of_union[edge.union]
        others = [
            other.parent
            for other in self.edges
            if other.child == edge.child
            and other.parent != self.person.pk
            and other.kind == edge.kind
            and other.parent_sex != self.person.sex
        ]
        return others[0] if others else None

    def _spouse_items(
        self, partners: list[Membership], cards: Mapping[int | None, list[PersonCard]]
    ) -> list[SpouseItem]:
        items = []
        placed: set[int] = set()
        for position, member in enumerate(partners, start=1):
            spouse = self.people[member.person]
            label = spouse_label(
                role=member.role,
                standing=member.standing,
                sex=spouse.sex,
                order=position,
                is_only=len(partners) == 1,
                is_divorced=member.status == UnionStatus.DIVORCED,
            )
            children = [] if member.person in placed else cards.get(member.person, [])
            placed.add(member.person)
            items.append(SpouseItem(self.make_card(spouse, self.viewer), label, children=children))
        return items


def read_lineage(
    person: Person, viewer: Viewer, *, people: Mapping[int, Person], edges: Iterable[Edge]
) -> list[LineageItem]:
    """Give the line from the founder down to the person, who is the last step.

    Somebody hidden in the middle is an opaque step; hidden ones above the first visible ancestor
    are left out.
    """
    above = {edge.child: edge.parent for edge in edges if edge.is_lineage}
    line = [person.pk]
    while above.get(line[-1]) is not None and above[line[-1]] not in line:
        line.append(above[line[-1]])
    known = {**people, person.pk: person}
    while line[-1] not in known:
        line.pop()
    return [_step(known.get(key), person, viewer, height) for height, key in enumerate(line)][::-1]


def _step(one: Person | None, person: Person, viewer: Viewer, height: int) -> LineageItem:
    if one is None:
        # The number follows from the place in the line and tells nothing of the person.
        generation = None if person.generation is None else person.generation - height
        card = opaque_card()
    else:
        generation = one.generation
        card = person_card(one, viewer)
    return LineageItem(
        name=card.name,
        url=card.url,
        generation=generation,
        generation_label=generation_label(generation),
        is_opaque=card.is_opaque,
    )
