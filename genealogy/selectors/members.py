"""Who belongs, as pages show it: invitations, what waits for a decision, one's own place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.viewer import Viewer
from genealogy.enums import RequestState
from genealogy.models import (
    Branch,
    Clan,
    ClanMember,
    Invitation,
    Person,
    PersonAccount,
)
from genealogy.selectors.cards import PersonCard, cards_of
from genealogy.selectors.offices import Scope, decision_scope


@dataclass(frozen=True)
class PlaceChoice:
    """A clan or branch to choose from; `key` names it in forms as "clan" or "clan/branch"."""

    key: str
    label: str
    clan: Clan
    branch: Branch | None = None


@dataclass(frozen=True)
class InvitationRow:
    """An invitation as a line of the list; `state` says whether it still lets somebody in."""

    uuid: UUID
    place: str
    label: str
    uses: int
    max_uses: int
    expires_at: datetime
    made_by: str
    state: str
    is_open: bool


@dataclass(frozen=True)
class MemberRow:
    """An account that asks for a place in a clan, or has it."""

    pk: int
    name: str
    contact: str
    place: str
    message: str
    since: datetime
    is_own: bool
    claim: ClaimRow | None = None
    branches: list[PlaceChoice] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Name the row in anchors."""
        return str(self.pk)


@dataclass(frozen=True)
class ClaimRow:
    """An account that says who it is in the book."""

    pk: int
    name: str
    contact: str
    card: PersonCard
    message: str
    since: datetime
    is_own: bool

    @property
    def key(self) -> str:
        """Name the row in anchors."""
        return str(self.pk)


@dataclass(frozen=True)
class Queue:
    """What waits for the decision of one account."""

    members: list[MemberRow]
    claims: list[ClaimRow]

    def __len__(self) -> int:
        """Count what waits."""
        return len(self.members) + len(self.claims)


def place_choices(clans: Iterable[Clan], branches: Iterable[Branch]) -> list[PlaceChoice]:
    """Give clans with their branches under them, as choices of a form."""
    of_clan: dict[int, list[Branch]] = {}
    for branch in branches:
        of_clan.setdefault(branch.clan_id, []).append(branch)
    return [
        choice
        for clan in clans
        for choice in (
            PlaceChoice(clan.slug, clan.name, clan),
            *(
                PlaceChoice(f"{clan.slug}/{branch.slug}", branch.title, clan, branch)
                for branch in of_clan.get(clan.pk, ())
            ),
        )
    ]


def open_places(viewer: Viewer) -> list[PlaceChoice]:
    """Give the public clans and their branches, for whoever asks to come in."""
    clans = list(Clan.objects.visible_to(viewer).filter(is_public=True).order_by("name", "pk"))
    branches = Branch.objects.visible_to(viewer).filter(clan__in=clans)
    return place_choices(clans, branches.select_related("clan"))


def decidable_places(user: Any) -> list[PlaceChoice]:
    """Give where an account may let others in; a whole clan only where it decides on all of it."""
    scope = decision_scope(user)
    if not scope:
        return []
    branches = list(
        Branch.objects.filter(scope.rows(branch="pk"))
        .select_related("clan")
        .order_by("clan__name", "parent_id", "ordinal", "name")
    )
    wanted = Q() if scope.everything else Q(pk__in=scope.clan_ids)
    clans = Clan.objects.filter(wanted | Q(pk__in=[branch.clan_id for branch in branches]))
    choices = place_choices(clans.order_by("name", "pk"), branches)
    return [choice for choice in choices if choice.branch or scope.holds(choice.clan.pk, None)]


def invitation_rows(user: Any) -> QuerySet[Invitation]:
    """Give the invitations an account made or may revoke, the newest first."""
    scope = decision_scope(user)
    inside = Q(created_by=user) | scope.rows() if scope else Q(pk__in=[])
    if scope.everything:
        inside = Q()
    return Invitation.objects.filter(inside).select_related("clan", "branch__clan", "created_by")


def invitation_row(invitation: Invitation) -> InvitationRow:
    """Put an invitation into words."""
    state = invitation_state(invitation)
    return InvitationRow(
        uuid=invitation.uuid,
        place=place_name(invitation.clan, invitation.branch),
        label=invitation.label,
        uses=invitation.uses,
        max_uses=invitation.max_uses,
        expires_at=invitation.expires_at,
        made_by=str(invitation.created_by or ""),
        state=state,
        is_open=invitation.revoked_at is None
        and invitation.uses < invitation.max_uses
        and invitation.expires_at > timezone.now(),
    )


def invitation_state(invitation: Invitation) -> str:
    """Say whether an invitation still lets somebody in."""
    if invitation.revoked_at is not None:
        return _("đã thu hồi")
    if invitation.uses >= invitation.max_uses:
        return _("hết lượt")
    if invitation.expires_at <= timezone.now():
        return _("hết hạn")
    return _("còn dùng được")


def place_name(clan: Clan, branch: Branch | None) -> str:
    """Name a branch with its clan, or the clan."""
    if branch is None:
        return clan.name
    return _("%(branch)s, %(clan)s") % {"branch": branch.title, "clan": clan.name}


def queue_of(user: Any, viewer: Viewer) -> Queue:
    """Give the requests an account may decide, the oldest first.

    A claim on somebody the decider may not know of waits for others.
    """
    scope = decision_scope(user)
    if not scope:
        return Queue([], [])
    asked = member_requests(scope).filter(state=RequestState.ASKED).order_by("created_at", "pk")
    choices = decidable_places(user)
    claims = _claims(scope, viewer).filter(state=RequestState.ASKED).order_by("created_at", "pk")
    return Queue(
        members=[member_row(member, user, choices=choices) for member in asked],
        claims=claim_rows(claims, user, viewer),
    )


def waiting_count(user: Any, viewer: Viewer) -> int:
    """Count what waits for the decision of an account, without what is its own."""
    scope = decision_scope(user)
    if not scope:
        return 0
    rows: list[QuerySet[Any]] = [member_requests(scope), _claims(scope, viewer)]
    return sum(one.filter(state=RequestState.ASKED).exclude(user=user).count() for one in rows)


def member_requests(scope: Scope) -> QuerySet[ClanMember]:
    """Give the places in clans inside a scope, of accounts that are not closed."""
    rows = ClanMember.objects.filter(scope.rows(), user__is_active=True)
    return rows.select_related("user", "clan", "branch__clan")


def member_row(
    member: ClanMember,
    user: Any,
    *,
    choices: Iterable[PlaceChoice] = (),
    claim: ClaimRow | None = None,
) -> MemberRow:
    """Put an account's place into words for whoever decides."""
    return MemberRow(
        pk=member.pk,
        name=str(member.user),
        # Once somebody is in, the number that was given to decide is nobody's business any more.
        contact=contact_of(member.user) if member.state == RequestState.ASKED else "",
        place=place_name(member.clan, member.branch),
        message=member.message,
        since=member.decided_at or member.created_at,
        is_own=member.user_id == user.pk,
        claim=claim,
        branches=[
            choice for choice in choices if choice.branch and choice.clan.pk == member.clan_id
        ],
    )


def accepted_members(user: Any) -> QuerySet[ClanMember]:
    """Give the members in the branches an account decides in, by name."""
    scope = decision_scope(user)
    rows = member_requests(scope) if scope else ClanMember.objects.none()
    return rows.filter(state=RequestState.ACCEPTED).order_by("user__display_name", "pk")


def linked_claims(
    members: Iterable[ClanMember], user: Any, viewer: Viewer
) -> dict[tuple[int, int], ClaimRow]:
    """Give who these members are in the book of their clan, by account and clan."""
    accounts = [member.user_id for member in members]
    claims = list(
        _claims(decision_scope(user), viewer).filter(state=RequestState.ACCEPTED, user__in=accounts)
    )
    rows = claim_rows(claims, user, viewer)
    return {
        (claim.user_id, claim.person.clan_id): row for claim, row in zip(claims, rows, strict=True)
    }


def claim_rows(claims: Iterable[PersonAccount], user: Any, viewer: Viewer) -> list[ClaimRow]:
    """Put claims into words for whoever decides; the people must be visible to the viewer."""
    claims = list(claims)
    cards = cards_of([claim.person for claim in claims], viewer)
    return [
        ClaimRow(
            pk=claim.pk,
            name=str(claim.user),
            contact=contact_of(claim.user),
            card=card,
            message=claim.message,
            since=claim.created_at,
            is_own=claim.user_id == user.pk,
        )
        for claim, card in zip(claims, cards, strict=True)
    ]


def claim_to_decide(pk: int, user: Any, viewer: Viewer) -> PersonAccount | None:
    """Give a claim inside what an account decides and may know of; None otherwise."""
    scope = decision_scope(user)
    return _claims(scope, viewer).filter(pk=pk).first() if scope else None


def member_to_decide(pk: int, user: Any) -> ClanMember | None:
    """Give a place inside what an account decides; None otherwise."""
    scope = decision_scope(user)
    return member_requests(scope).filter(pk=pk).first() if scope else None


def contact_of(user: Any) -> str:
    """Give how to reach an account: what it signed up with, for whoever decides on it."""
    return str(user.phone or user.email)


def _claims(scope: Scope, viewer: Viewer) -> QuerySet[PersonAccount]:
    known = Person.objects.visible_to(viewer)
    return PersonAccount.objects.filter(
        scope.rows(clan="person__clan", branch="person__branch"),
        person__in=known,
        user__is_active=True,
    ).select_related("user", "person__clan", "person__branch")
