"""Who an account is in the book (đây là tôi): claimed, confirmed by whoever decides, undone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.notices import notify
from genealogy.domain.viewer import Role
from genealogy.enums import RequestState
from genealogy.models import ClanMember, Person, PersonAccount
from genealogy.selectors.offices import deciders_of, may_decide
from genealogy.selectors.viewers import viewer_for
from genealogy.services.members.invitations import still_vouched
from genealogy.services.members.memberships import QUEUE, reason_of

_OPEN = (RequestState.ASKED, RequestState.ACCEPTED)


@transaction.atomic
def claim_make(*, user: Any, person: Person, message: str = "") -> PersonAccount:
    """Say "this is me" and tell those who decide in the person's branch.

    Raises:
        PermissionDenied: the account is no member or may not know of the person.
        ValidationError: the person is dead or has an account, or this account has claimed already.
    """
    viewer = viewer_for(user)
    if viewer.role < Role.MEMBER or not _is_visible(person, viewer):
        raise PermissionDenied
    _refuse_person(person)
    if PersonAccount.objects.filter(user=user, state__in=_OPEN).exists():
        raise ValidationError(
            _("Bạn đã nhận một người trong gia phả. Hãy rút lại trước khi nhận người khác."),
            code="claimed",
        )
    claim = PersonAccount(user=user, person=person, message=message.strip())
    _save(claim)
    told = deciders_of(person.clan_id, person.branch_id).exclude(pk=user.pk)
    place = str(person.branch) if person.branch else person.clan.name
    notify(
        told,
        kind="claim_asked",
        text=_("Một thành viên của %(place)s nhận mình trong gia phả, chờ xác nhận.")
        % {"place": place},
        path=reverse(QUEUE),
    )
    return claim


@transaction.atomic
def claim_accept(claim: PersonAccount, *, by: Any) -> PersonAccount:
    """Confirm who an account is; from then on it sees its own family in full.

    Raises:
        PermissionDenied: not the decider's to decide, or his own claim.
        ValidationError: it was decided meanwhile, or the person has an account by now.
    """
    claim = _to_decide(claim, by=by)
    _refuse_person(claim.person)
    _set_state(claim, RequestState.ACCEPTED, by=by)
    notify(
        [claim.user],
        kind="claim_accepted",
        text=_("Bạn đã được xác nhận trong gia phả. Nay bạn xem được đầy đủ nhà mình."),
        path=reverse("account_home"),
    )
    return claim


@transaction.atomic
def claim_refuse(claim: PersonAccount, *, by: Any, reason: str) -> PersonAccount:
    """Say that the account is somebody else, with the reason it reads.

    Raises:
        PermissionDenied: not the decider's to decide, or his own claim.
        ValidationError: no reason was given, or it was decided meanwhile.
    """
    claim = _to_decide(claim, by=by)
    claim.reason = reason_of(reason)
    _set_state(claim, RequestState.REFUSED, by=by)
    _invitation_forget(claim)
    _tell_undone(claim)
    return claim


@transaction.atomic
def claim_unlink(claim: PersonAccount, *, by: Any, reason: str) -> PersonAccount:
    """Undo a confirmed link between account and person.

    Raises:
        PermissionDenied: the account does not decide in the person's branch.
        ValidationError: no reason was given.
    """
    _refuse_decider(claim, by)
    claim = _locked(claim)
    claim.reason = reason_of(reason)
    _set_state(claim, RequestState.REFUSED, by=by)
    _invitation_forget(claim)
    _tell_undone(claim)
    return claim


@transaction.atomic
def claim_withdraw(*, user: Any, person: Person) -> bool:
    """Take back one's own claim, confirmed or not; False when there is none."""
    rows = PersonAccount.objects.filter(user=user, person=person, state__in=_OPEN)
    deleted, _rows = rows.delete()
    return bool(deleted)


def invited_person(user: Any) -> Person | None:
    """Give whom an invitation that the account came by named, while that is not settled.

    The question "Bạn có phải là ...?" is asked of a member who came by an invitation to one
    person, as long as nobody is linked yet and the invitation stands.
    """
    member = _invited_place(user)
    if member is None or member.invitation is None:
        return None
    person = member.invitation.person
    if person is None or not _is_visible(person, viewer_for(user)):
        return None
    taken = PersonAccount.objects.filter(person=person, state=RequestState.ACCEPTED)
    linked = PersonAccount.objects.filter(user=user, state=RequestState.ACCEPTED)
    if taken.exists() or linked.exists() or not person.is_living_on(timezone.localdate()):
        return None
    return person


@transaction.atomic
def claim_by_invitation(*, user: Any, person: Person) -> PersonAccount:
    """Link an account to the person its invitation named, once the member said yes.

    The branch's head invited this very person, so nobody is asked again.

    Raises:
        PermissionDenied: no invitation of the account names this person.
        ValidationError: the person has an account by now.
    """
    if invited_person(user) != person:
        raise PermissionDenied
    member = _invited_place(user)
    PersonAccount.objects.filter(user=user, state=RequestState.ASKED).delete()
    claim = PersonAccount(user=user, person=person)
    maker = member.invitation.created_by if member and member.invitation else None
    _set_state(claim, RequestState.ACCEPTED, by=maker)
    return claim


@transaction.atomic
def invited_person_denied(user: Any) -> None:
    """Note that an account is not whom its invitation named; the question is asked no more."""
    ClanMember.objects.filter(user=user, invitation__person__isnull=False).update(invitation=None)


def _invitation_forget(claim: PersonAccount) -> None:
    """Let no invitation link again what somebody has just refused."""
    places = ClanMember.objects.filter(user=claim.user, invitation__person=claim.person)
    places.update(invitation=None)


def _invited_place(user: Any) -> ClanMember | None:
    places = ClanMember.objects.filter(
        user=user,
        state=RequestState.ACCEPTED,
        invitation__person__isnull=False,
        invitation__revoked_at=None,
    ).select_related(
        "invitation__created_by", "invitation__person__clan", "invitation__person__branch"
    )
    return next((place for place in places if _vouched_for_person(place)), None)


def _vouched_for_person(place: ClanMember) -> bool:
    invitation = place.invitation
    if invitation is None or invitation.person is None or not still_vouched(invitation):
        return False
    person = invitation.person
    return may_decide(invitation.created_by, clan_id=person.clan_id, branch_id=person.branch_id)


def _is_visible(person: Person, viewer: Any) -> bool:
    return Person.objects.visible_to(viewer).filter(pk=person.pk).exists()


def _refuse_person(person: Person) -> None:
    if not person.is_living_on(timezone.localdate()):
        raise ValidationError(_("Chỉ nhận được người đang sống."), code="not_living")
    if PersonAccount.objects.filter(person=person, state=RequestState.ACCEPTED).exists():
        raise _taken()


def _taken() -> ValidationError:
    return ValidationError(
        _("Người này đã có tài khoản nhận. Nếu thấy nhầm, bạn hãy báo trưởng chi."), code="taken"
    )


def _to_decide(claim: PersonAccount, *, by: Any) -> PersonAccount:
    _refuse_decider(claim, by)
    claim = _locked(claim)
    if claim.state != RequestState.ASKED:
        raise ValidationError(_("Yêu cầu này đã được người khác giải quyết."), code="decided")
    return claim


def _locked(claim: PersonAccount) -> PersonAccount:
    rows = PersonAccount.objects.select_for_update(of=("self",))
    return rows.select_related("person__clan", "person__branch", "user").get(pk=claim.pk)


def _refuse_decider(claim: PersonAccount, by: Any) -> None:
    """Refuse who may not decide; nobody but an administrator decides on himself."""
    is_own = claim.user_id == by.pk and not by.is_superuser
    person = claim.person
    if is_own or not may_decide(by, clan_id=person.clan_id, branch_id=person.branch_id):
        raise PermissionDenied


def _set_state(claim: PersonAccount, state: str, *, by: Any) -> None:
    claim.state = state
    claim.decided_by = by
    claim.decided_at = timezone.now()
    _save(claim)


def _save(claim: PersonAccount) -> None:
    """Save; what another transaction linked meanwhile comes out as the same refusal."""
    claim.full_clean()
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        raise _taken() from error


def _tell_undone(claim: PersonAccount) -> None:
    notify(
        [claim.user],
        kind="claim_refused",
        text=_("Việc nhận mình trong gia phả chưa được xác nhận. Bạn xem lý do ở trang tài khoản."),
        path=reverse("account_home"),
    )
