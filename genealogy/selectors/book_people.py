"""The facts of each person of a book, made of rows already read: no query for each person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from genealogy.domain.book.facts import (
    Belonging,
    Bond,
    Deed,
    Grave,
    Kin,
    PersonFacts,
    Remembrance,
)
from genealogy.domain.book.rich_text import blocks_of
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import GRAVE_EVENTS, EventType, Membership
from genealogy.models import Branch, Event, Person
from genealogy.selectors.book_lives import BookLives
from genealogy.selectors.book_rows import BookRows
from genealogy.selectors.branch_generations import branch_beginnings
from genealogy.selectors.cards import PersonCard
from genealogy.selectors.codes import order_codes
from genealogy.selectors.families import FamilyReader, child_card
from genealogy.selectors.labels import generation_label, year_label, years_label
from genealogy.selectors.life import GraveItem, event_item, grave_item
from genealogy.selectors.memorials import lunar_day_text

_BELONGING = {
    Membership.LINEAGE: Belonging.LINEAGE,
    Membership.WIFE: Belonging.MARRIED_IN,
    Membership.HUSBAND: Belonging.MARRIED_IN,
    Membership.MATERNAL: Belonging.MATERNAL,
    Membership.UNCONNECTED: Belonging.UNCONNECTED,
}
#: People between two notes of progress.
_NOTE_EVERY = 200


def facts_of(
    rows: BookRows,
    lives: BookLives,
    viewer: Viewer,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> list[PersonFacts]:
    """Give what the book tells of its people. Three queries: branches and the numbers of codes."""
    writer = _Writer(rows, lives, viewer)
    found = []
    for count, person in enumerate(rows.people, start=1):
        found.append(writer.facts(person))
        if progress is not None and count % _NOTE_EVERY == 0:
            progress(count, len(rows.people))
    return found


class _Writer:
    def __init__(self, rows: BookRows, lives: BookLives, viewer: Viewer) -> None:
        self.rows, self.lives, self.viewer = rows, lives, viewer
        self.codes = order_codes(rows.people, viewer)
        self.beginnings = branch_beginnings(rows.clan, viewer)
        self.key_of: dict[UUID, int] = {one.uuid: key for key, one in rows.known.items()}

    def facts(self, person: Person) -> PersonFacts:
        detail = self.rows.details[person.pk]
        branch: Branch | None = person.branch
        facts: dict[str, Any] = {
            "key": person.pk,
            "uuid": str(person.uuid),
            "name": str(person),
            "name_key": person.sort_key if person.full_name else "",
            "given_name": person.given_name or person.full_name.rpartition(" ")[2],
            "belonging": Belonging.BARE,
            "generation": person.generation,
            "generation_label": generation_label(person.generation),
            "branch": person.branch_id,
            "branch_generation_label": self._branch_generation(person, branch),
        }
        if detail >= Detail.KIN:
            facts |= self._kin_facts(person, detail)
        return PersonFacts(**facts)

    def _branch_generation(self, person: Person, branch: Branch | None) -> str:
        """Give the label of the innermost branch that has begun by the person's đời."""
        if branch is None or person.generation is None:
            return ""
        return self.beginnings.innermost_label(branch.pk, person.generation)

    def _kin_facts(self, person: Person, detail: Detail) -> dict[str, Any]:
        around = self.rows.edges_around(person.pk)
        members = self.rows.memberships_around(person.pk)
        keys = {key for edge in around for key in (edge.child, edge.parent)}
        keys |= {member.person for member in members}
        known = self.rows.known
        people = {key: known[key] for key in keys if key in known}
        reader = FamilyReader(
            person,
            self.viewer,
            people=people,
            edges=around,
            memberships=members,
            make_card=self._card,
        )
        family = reader.read(with_siblings=False)
        own = next((e for e in reader.edges if e.child == person.pk and e.is_lineage), None)
        position = child_card(own, person, self.viewer).note if own else ""
        if person.membership in {Membership.WIFE, Membership.HUSBAND}:
            position = str(Membership(person.membership).label)
        birth_year = person.birth_year if detail >= Detail.MEMBER else None
        death_year = person.death_year if detail >= Detail.FULL else None
        facts = {
            "belonging": _BELONGING[Membership(person.membership)],
            "line_key": person.lineage_path,
            "code": self.codes.get(person.pk, ""),
            "sex": person.sex,
            "is_living": person.is_living_on(self.viewer.today),
            "position_label": position,
            "years": years_label(birth_year, death_year),
            "birth_year": birth_year,
            "death_year": death_year,
            "birth_text": year_label(birth_year) if birth_year is not None else "",
            "parents": self._kin(family.parents),
            "bonds": tuple(
                Bond(self._key(one.card), one.card.name, one.order_label, self._kin(one.children))
                for one in family.spouses
            ),
            "children_without_mother": self._kin(family.children_without_mother),
        }
        if detail >= Detail.FULL:
            in_full = {key for key in people if self.rows.details[key] >= Detail.FULL}
            facts |= self._life(person, detail, reader.open_unions(in_full))
        return facts

    def _life(self, person: Person, detail: Detail, unions: dict[int, str]) -> dict[str, Any]:
        events = self.lives.events_of(person, unions, detail, self.viewer)
        items = [event_item(e, detail, partner=unions.get(e.union_id or 0, "")) for e in events]
        texts = {item.type: item.text for item in reversed(items) if item.text}
        sources, notes = self.lives.papers_of(person, [event.pk for event in events], unions)
        birth, death = person.birth_year, person.death_year
        return {
            "birth_text": texts.get(EventType.BIRTH)
            or ("" if birth is None else year_label(birth)),
            "death_text": texts.get(EventType.DEATH)
            or ("" if death is None else year_label(death)),
            "names": tuple(self.lives.names.get(person.pk, ())),
            "remembrance": _remembrance(person),
            "deeds": tuple(
                Deed(item.type, item.label, item.text, item.description) for item in items
            ),
            "graves": tuple(
                _grave(event, grave_item(event)) for event in events if event.type in GRAVE_EVENTS
            ),
            "biography": tuple(blocks_of(person.biography)),
            "sources": tuple(sources),
            "notes": tuple(notes),
        }

    def _card(
        self, person: Person, viewer: Viewer, *, note: str = "", is_adopted: bool = False
    ) -> PersonCard:
        """Make the part of a card that is printed; a book has no addresses."""
        if self.rows.details[person.pk] < Detail.KIN:
            return PersonCard(person.uuid, str(person), "")
        return PersonCard(
            person.uuid, str(person), "", sex=person.sex, note=note, is_adopted=is_adopted
        )

    def _kin(self, cards: list[PersonCard]) -> tuple[Kin, ...]:
        return tuple(Kin(self._key(card), card.name, card.note, card.sex) for card in cards)

    def _key(self, card: PersonCard) -> int:
        # Cards of a family are made of people the viewer may see, so none is opaque.
        return self.key_of[card.uuid] if card.uuid is not None else 0


def _remembrance(person: Person) -> Remembrance | None:
    month, day = person.memorial_month, person.memorial_day
    if month is None or day is None:
        return None
    return Remembrance(month, day, lunar_day_text(month, day))


def _grave(event: Event, item: GraveItem) -> Grave:
    spot = ""
    if item.latitude is not None and item.longitude is not None:
        spot = f"{item.latitude}, {item.longitude}"
    return Grave(item.label, item.text, item.place, item.direction, item.description, spot)
