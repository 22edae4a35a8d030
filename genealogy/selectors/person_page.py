"""Everything a person's page or record shows, cut to the viewer, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.urls import reverse

from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import GRAVE_EVENTS, EventType, Membership, Sex
from genealogy.models import Event, Person
from genealogy.selectors.branch_generations import BranchGeneration, branch_generations_of
from genealogy.selectors.cards import (
    BranchCard,
    PersonCard,
    card_people,
    person_detail,
)
from genealogy.selectors.codes import order_code_of
from genealogy.selectors.edges import Edge, family_edges
from genealogy.selectors.families import (
    Family,
    FamilyReader,
    LineageItem,
    SpouseItem,
    child_card,
    memberships_around,
    read_lineage,
)
from genealogy.selectors.labels import generation_label, year_label, years_label
from genealogy.selectors.life import (
    EventItem,
    GraveItem,
    Papers,
    SourceItem,
    event_item,
    events_of_life,
    grave_item,
    papers_of_life,
)
from genealogy.selectors.memorials import MemorialCard, memorial_of
from genealogy.selectors.mentions import Mention, mentions_of_person
from genealogy.selectors.portraits import open_portrait


@dataclass(frozen=True)
class PersonView:
    """One person as the viewer may see them; what is hidden is empty, never masked text."""

    uuid: UUID
    name: str
    url: str
    detail: Detail
    clan_name: str
    clan_slug: str
    clan_url: str
    generation: int | None
    generation_label: str
    branch: BranchCard | None
    branch_generations: list[BranchGeneration] = field(default_factory=list)
    code: str = ""
    sex: str = Sex.UNKNOWN.value
    surname: str = ""
    middle_name: str = ""
    given_name: str = ""
    is_living: bool | None = None
    years: str = ""
    birth_year: int | None = None
    death_year: int | None = None
    birth_text: str = ""
    death_text: str = ""
    position_label: str = ""
    membership: str = ""
    portrait: Any = None
    other_names: list[tuple[str, str]] = field(default_factory=list)
    memorial: MemorialCard | None = None
    lineage: list[LineageItem] = field(default_factory=list)
    parents: list[PersonCard] = field(default_factory=list)
    siblings: list[PersonCard] = field(default_factory=list)
    spouses: list[SpouseItem] = field(default_factory=list)
    children_without_mother: list[PersonCard] = field(default_factory=list)
    events: list[EventItem] = field(default_factory=list)
    graves: list[GraveItem] = field(default_factory=list)
    biography: str = ""
    sources: list[SourceItem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    news: list[Mention] = field(default_factory=list)
    descendants_url: str = ""

    @property
    def branch_generation_label(self) -> str:
        """Return the đời counted within the innermost branch: "đời 6 Chi Giáp"."""
        return self.branch_generations[0].label if self.branch_generations else ""

    @property
    def children(self) -> list[PersonCard]:
        """Return the children of all bonds, in the order of the page."""
        listed = [card for spouse in self.spouses for card in spouse.children]
        return listed + self.children_without_mother


def _branch_card(person: Person) -> BranchCard | None:
    branch = person.branch
    if branch is None:
        return None
    url = reverse("genealogy:branch", args=[person.clan.slug, branch.slug])
    return BranchCard(branch.uuid, branch.title, url, person.clan.name)


def _outline(person: Person, viewer: Viewer, detail: Detail) -> dict[str, Any]:
    """Give what everybody who may know of the person sees: name, đời and branch."""
    return {
        "uuid": person.uuid,
        "name": str(person),
        "url": person.get_absolute_url(),
        "detail": detail,
        "clan_name": person.clan.name,
        "clan_slug": person.clan.slug,
        "clan_url": person.clan.get_absolute_url(),
        "generation": person.generation,
        "generation_label": generation_label(person.generation),
        "branch": _branch_card(person),
        "branch_generations": branch_generations_of(person, viewer),
    }


def _member_facts(person: Person, viewer: Viewer, detail: Detail) -> dict[str, Any]:
    """Give what a member sees of anybody: parts of the name, sex, year of birth but a child's."""
    birth_year = person.birth_year if detail >= Detail.MEMBER else None
    death_year = person.death_year if detail >= Detail.FULL else None
    return {
        "sex": person.sex,
        "surname": person.surname,
        "middle_name": person.middle_name,
        "given_name": person.given_name,
        "is_living": person.is_living_on(viewer.today),
        "years": years_label(birth_year, death_year),
        "birth_year": birth_year,
        "death_year": death_year,
        "birth_text": year_label(birth_year) if birth_year is not None else "",
        "membership": person.membership,
        "descendants_url": reverse("genealogy:descendants", args=[person.uuid]),
    }


def _first_text(events: list[EventItem], kind: EventType, otherwise: str) -> str:
    return next((item.text for item in events if item.type == kind and item.text), otherwise)


def _position_label(person: Person, viewer: Viewer, edges: list[Edge]) -> str:
    """Say the place in the family: "con trai thứ 2", "dâu", "rể"."""
    if person.membership in {Membership.WIFE, Membership.HUSBAND}:
        return str(Membership(person.membership).label)
    own = next((edge for edge in edges if edge.child == person.pk and edge.is_lineage), None)
    return child_card(own, person, viewer).note if own else ""


def _life(
    person: Person, viewer: Viewer, detail: Detail, open_unions: dict[int, str]
) -> dict[str, Any]:
    """Give names, events, graves, sources and notes: what is known of the dead."""
    rows = events_of_life(person, open_unions, detail, viewer)
    events = [event_item(row, detail, partner=_partner(row, open_unions)) for row in rows]
    papers: Papers = papers_of_life(
        person, event_ids=[row.pk for row in rows], union_ids=open_unions, detail=detail
    )
    years = {
        kind: year_label(year) if year is not None else ""
        for kind, year in (("birth", person.birth_year), ("death", person.death_year))
    }
    return {
        "other_names": papers.names,
        "birth_text": _first_text(events, EventType.BIRTH, years["birth"]),
        "death_text": _first_text(events, EventType.DEATH, years["death"]),
        "portrait": open_portrait(person, viewer),
        "memorial": memorial_of(person, viewer),
        "events": events,
        "graves": [grave_item(row) for row in rows if row.type in GRAVE_EVENTS],
        "biography": person.biography,
        "sources": papers.sources,
        "notes": papers.notes,
    }


def _partner(event: Event, open_unions: dict[int, str]) -> str:
    return open_unions.get(event.union_id or 0, "")


def person_view(person: Person, viewer: Viewer, *, with_news: bool = True) -> PersonView:
    """Give the page of a person that came from `person_by_uuid(uuid, viewer)`.

    Eight queries and those of the news, whatever the size of the family: five of the family and
    life, two of the code, one of the branches. Somebody known by name only gets name, đời and
    branch.
    """
    detail = person_detail(person, viewer)
    facts = _outline(person, viewer, detail)
    if detail < Detail.KIN:
        return PersonView(**facts)
    facts |= _member_facts(person, viewer, detail)

    edges = family_edges(person.pk)
    memberships = memberships_around([person.pk])
    keys = {key for edge in edges for key in (edge.child, edge.parent)}
    keys |= {member.person for member in memberships}
    people = {one.pk: one for one in card_people(viewer).filter(pk__in=keys - {person.pk})}
    reader = FamilyReader(person, viewer, people=people, edges=edges, memberships=memberships)
    family: Family = reader.read()
    facts |= {
        "lineage": read_lineage(person, viewer, people=people, edges=edges),
        "parents": family.parents,
        "siblings": family.siblings,
        "spouses": family.spouses,
        "children_without_mother": family.children_without_mother,
        "position_label": _position_label(person, viewer, reader.edges),
        "code": order_code_of(person, viewer),
    }
    if detail >= Detail.FULL:
        in_full = {key for key, one in people.items() if person_detail(one, viewer) >= Detail.FULL}
        facts |= _life(person, viewer, detail, reader.open_unions(in_full))
    if with_news:
        facts["news"] = mentions_of_person(person.pk, viewer)
    return PersonView(**facts)
