"""What an account reads of itself: where it belongs, who it is in the book, what it may claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import RequestState
from genealogy.models import BranchOffice, ClanMember, Person, PersonAccount
from genealogy.selectors.cards import PersonCard, cards_of
from genealogy.selectors.members import place_name, waiting_count
from genealogy.selectors.offices import decision_scope, may_decide
from genealogy.selectors.people import person_by_uuid

_OPEN = (RequestState.ASKED, RequestState.ACCEPTED)


@dataclass(frozen=True)
class Place:
    """A place of one's own account in a clan, with what became of the request."""

    name: str
    url: str
    state: str
    reason: str


@dataclass(frozen=True)
class MyPlace:
    """Where an account belongs: places in clans, who it is in the book, offices."""

    places: list[Place]
    card: PersonCard | None
    claim_state: str
    claim_reason: str
    offices: list[str]
    decides: bool
    waiting: int


@dataclass(frozen=True)
class ThisIsMe:
    """What a person's page offers: "ask", "asked" (waiting) or "mine"; the invitation beside it."""

    uuid: UUID
    state: str
    may_invite: bool


def this_is_me(user: Any, viewer: Viewer, uuid: UUID) -> ThisIsMe | None:
    """Say what a person's page offers a member: claiming, what became of it, inviting.

    None where there is nothing to offer: to strangers, beside the dead, and beside somebody whom
    another account is. No query for strangers.
    """
    if viewer.role < Role.MEMBER or not user.is_authenticated:
        return None
    person = person_by_uuid(uuid, viewer)
    if person is None or not person.is_living_on(viewer.today):
        return None
    claims = PersonAccount.objects.filter(Q(user=user) | Q(person=person), state__in=_OPEN)
    own = {claim.person_id: claim.state for claim in claims if claim.user_id == user.pk}
    if person.pk in own:
        state = "mine" if own[person.pk] == RequestState.ACCEPTED else "asked"
        return ThisIsMe(uuid, state, may_invite=False)
    if any(claim.state == RequestState.ACCEPTED for claim in claims if claim.user_id != user.pk):
        return None
    may_invite = may_decide(user, clan_id=person.clan_id, branch_id=person.branch_id)
    return ThisIsMe(uuid, "" if own else "ask", may_invite) if may_invite or not own else None


def my_place(user: Any, viewer: Viewer) -> MyPlace:
    """Give where an account belongs, for its own page."""
    members = ClanMember.objects.filter(user=user).select_related("clan", "branch__clan")
    offices = BranchOffice.objects.filter(user=user).select_related("clan", "branch__clan")
    claim = (
        PersonAccount.objects.filter(user=user)
        .select_related("person__clan", "person__branch")
        .order_by("-created_at", "-pk")
        .first()
    )
    return MyPlace(
        places=[_place(member, viewer) for member in members],
        card=_own_card(claim, viewer),
        claim_state=claim.state if claim else "",
        claim_reason=claim.reason if claim else "",
        offices=[
            f"{place_name(office.clan, office.branch)}: {office.get_kind_display()}"
            for office in offices
        ],
        decides=bool(decision_scope(user)),
        waiting=waiting_count(user, viewer),
    )


def _own_card(claim: PersonAccount | None, viewer: Viewer) -> PersonCard | None:
    if claim is None or claim.state == RequestState.REFUSED:
        return None
    known = Person.objects.visible_to(viewer).filter(pk=claim.person_id).exists()
    return cards_of([claim.person], viewer)[0] if known else None


def _place(member: ClanMember, viewer: Viewer) -> Place:
    is_open = member.clan.is_public or viewer.role >= Role.MEMBER
    page = member.branch or member.clan
    return Place(
        name=place_name(member.clan, member.branch),
        url=page.get_absolute_url() if is_open else "",
        state=member.state,
        reason=member.reason,
    )
