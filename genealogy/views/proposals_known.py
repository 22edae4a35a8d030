"""What the forms of a proposal may fill in: what this member may know of the person, no more."""

from __future__ import annotations

from dataclasses import dataclass, field

from genealogy.domain.dates import PartialDate
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import EventType, Sex
from genealogy.models import Event, Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.person_page import PersonView, person_view
from genealogy.selectors.proposals_compared import event_asked_of


@dataclass(frozen=True)
class KnownEvent:
    """Date and place of an event, as far as the member may know them."""

    date: PartialDate | None = None
    place: str = ""
    direction: str = ""


@dataclass(frozen=True)
class KnownFacts:
    """One person for the forms.

    Args:
        person: the row, from `visible_to`.
        view: the person's page for this member.
        spouses: (uuid, name) of the wives or husbands the member may know.
        has_father: whether a father is on the page; `has_mother` alike.
    """

    person: Person
    view: PersonView
    detail: Detail
    spouses: list[tuple[str, str]] = field(default_factory=list)
    has_father: bool = False
    has_mother: bool = False

    @property
    def child_surname(self) -> str:
        """Give the surname a child most likely has: that of the father."""
        if self.person.sex == Sex.FEMALE or self.detail < Detail.KIN:
            return ""
        return self.person.surname

    def event(self, kind: EventType) -> KnownEvent:
        """Give the event of a kind a life has once; nothing where the life is closed. One query."""
        if self.detail < Detail.FULL:
            return KnownEvent()
        found: Event | None = event_asked_of(self.person, {"type": kind})
        if found is None:
            return KnownEvent()
        return KnownEvent(
            found.date, found.place.text if found.place else "", found.grave_direction
        )


def known_facts(person: Person, viewer: Viewer) -> KnownFacts:
    """Gather what the forms may fill in of somebody the viewer may know."""
    view = person_view(person, viewer, with_news=False)
    spouses = [
        (str(item.card.uuid), item.card.name) for item in view.spouses if item.card.uuid is not None
    ]
    return KnownFacts(
        person=person,
        view=view,
        detail=person_detail(person, viewer),
        spouses=spouses,
        has_father=any(card.sex == Sex.MALE for card in view.parents),
        has_mother=any(card.sex == Sex.FEMALE for card in view.parents),
    )
