"""An account's place in a clan: asked for, accepted, refused, ended."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.notices import notify
from cms.accounts.roles import MEMBERS
from genealogy.enums import RequestState
from genealogy.models import Branch, Clan, ClanMember, Invitation, PersonAccount
from genealogy.selectors.offices import deciders_of, may_decide
from genealogy.services.saving import same_clan

#: The page where what members ask for is decided.
QUEUE = "genealogy:member_queue"


@transaction.atomic
def membership_ask(
    *, user: Any, clan: Clan, branch: Branch | None = None, message: str = ""
) -> ClanMember:
    """Ask for a place in a clan and tell those who decide; asking again renews what was refused.

    Raises:
        ValidationError: the account is a member already (code `member`), or a field does not hold.
    """
    same_clan(clan, branch=branch)
    member = _locked(user, clan) or ClanMember(user=user, clan=clan)
    if member.pk is not None and member.state == RequestState.ACCEPTED:
        raise ValidationError(_("Bạn đã là thành viên của họ này."), code="member")
    member.branch = branch
    member.message = message.strip()
    _set_state(member, RequestState.ASKED, by=None)
    place = str(branch) if branch else clan.name
    _tell_deciders(member, _("Có người xin vào %(place)s.") % {"place": place})
    return member


@transaction.atomic
def membership_give(
    *,
    user: Any,
    clan: Clan,
    branch: Branch | None = None,
    by: Any = None,
    invitation: Invitation | None = None,
) -> ClanMember:
    """Give an account a place without its asking: by invitation, or by hand in the admin.

    Who vouches for it is checked by the caller.
    """
    same_clan(clan, branch=branch)
    member = _locked(user, clan) or ClanMember(user=user, clan=clan)
    member.branch = branch or member.branch
    member.invitation = invitation or member.invitation
    _set_state(member, RequestState.ACCEPTED, by=by)
    group_add(user, MEMBERS)
    return member


@transaction.atomic
def membership_move(member: ClanMember, *, by: Any, branch: Branch | None) -> ClanMember:
    """Put an account into another branch of the clan, or into none; nothing else changes.

    Raises:
        PermissionDenied: one of the two branches is not the decider's.
        ValidationError: the branch is of another clan.
    """
    same_clan(member.clan, branch=branch)
    for place in (member.branch_id, branch.pk if branch else None):
        if not may_decide(by, clan_id=member.clan_id, branch_id=place):
            raise PermissionDenied
    member.branch = branch
    member.save(update_fields=["branch"])
    return member


@transaction.atomic
def membership_accept(member: ClanMember, *, by: Any, branch: Branch | None = None) -> ClanMember:
    """Let an account in; `branch` puts it elsewhere than where it asked for.

    Raises:
        PermissionDenied: not the decider's to decide, or his own request.
        ValidationError: it was decided meanwhile (code `decided`).
    """
    member = _to_decide(member, by=by)
    if branch is not None:
        same_clan(member.clan, branch=branch)
        if not may_decide(by, clan_id=member.clan_id, branch_id=branch.pk):
            raise PermissionDenied
        member.branch = branch
    _set_state(member, RequestState.ACCEPTED, by=by)
    group_add(member.user, MEMBERS)
    notify(
        [member.user],
        kind="member_accepted",
        text=_("Bạn đã được nhận vào %(clan)s. Mời bạn xem gia phả.") % {"clan": member.clan.name},
        path=member.clan.get_absolute_url(),
    )
    return member


@transaction.atomic
def membership_refuse(member: ClanMember, *, by: Any, reason: str) -> ClanMember:
    """Say no, with the reason the account reads.

    Raises:
        PermissionDenied: not the decider's to decide, or his own request.
        ValidationError: no reason was given, or it was decided meanwhile.
    """
    member = _to_decide(member, by=by)
    member.reason = reason_of(reason)
    _set_state(member, RequestState.REFUSED, by=by)
    _tell_refused(member.user, member.clan)
    return member


@transaction.atomic
def membership_end(member: ClanMember, *, by: Any, reason: str) -> ClanMember:
    """Take a place away: with the last one the account is a stranger again.

    Who the account is in the book of this clan goes with it.

    Raises:
        PermissionDenied: not the decider's to decide, or his own place.
        ValidationError: no reason was given.
    """
    _refuse_decider(member, by)
    member = ClanMember.objects.select_for_update().get(pk=member.pk)
    member.reason = reason_of(reason)
    member.invitation = None
    _set_state(member, RequestState.REFUSED, by=by)
    claims = PersonAccount.objects.filter(user=member.user, person__clan=member.clan).exclude(
        state=RequestState.REFUSED
    )
    claims.update(state=RequestState.REFUSED, decided_by=by, decided_at=timezone.now())
    _leave_group(member.user)
    _tell_refused(member.user, member.clan)
    return member


def group_add(user: Any, name: str) -> None:
    """Put an account into the group of a role."""
    user.groups.add(Group.objects.get(name=name))
    _rights_forget(user)


def group_leave(user: Any, name: str) -> None:
    """Take an account out of the group of a role."""
    user.groups.remove(*Group.objects.filter(name=name))
    _rights_forget(user)


def reason_of(text: str) -> str:
    """Give the reason as it is kept.

    Raises:
        ValidationError: it is empty; who is refused has a right to know why.
    """
    reason = text.strip()[:1000]
    if not reason:
        raise ValidationError(
            {"reason": _("Hãy ghi vài lời lý do để người gửi hiểu.")}, code="no_reason"
        )
    return reason


def _rights_forget(user: Any) -> None:
    """Let the account object at hand ask for its rights again: Django keeps them on it."""
    for name in ("_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(name, None)


def _leave_group(user: Any) -> None:
    places = ClanMember.objects.filter(user=user, state=RequestState.ACCEPTED)
    if not places.exists():
        group_leave(user, MEMBERS)


def _to_decide(member: ClanMember, *, by: Any) -> ClanMember:
    _refuse_decider(member, by)
    member = ClanMember.objects.select_for_update().select_related("clan").get(pk=member.pk)
    if member.state != RequestState.ASKED:
        raise ValidationError(_("Yêu cầu này đã được người khác giải quyết."), code="decided")
    return member


def _refuse_decider(member: ClanMember, by: Any) -> None:
    """Refuse who may not decide; nobody but an administrator decides on himself."""
    is_own = member.user_id == by.pk and not by.is_superuser
    if is_own or not may_decide(by, clan_id=member.clan_id, branch_id=member.branch_id):
        raise PermissionDenied


def _set_state(member: ClanMember, state: str, *, by: Any) -> None:
    member.state = state
    member.decided_by = by
    member.decided_at = None if state == RequestState.ASKED else timezone.now()
    if state != RequestState.REFUSED:
        member.reason = ""
    member.full_clean()
    member.save()


def _locked(user: Any, clan: Clan) -> ClanMember | None:
    return ClanMember.objects.select_for_update().filter(user=user, clan=clan).first()


def _tell_deciders(member: ClanMember, text: str) -> None:
    told = deciders_of(member.clan_id, member.branch_id).exclude(pk=member.user_id)
    notify(told, kind="member_asked", text=text, path=reverse(QUEUE))


def _tell_refused(user: Any, clan: Clan) -> None:
    notify(
        [user],
        kind="member_refused",
        text=_("%(clan)s chưa nhận bạn vào danh sách thành viên. Bạn xem lý do ở trang tài khoản.")
        % {"clan": clan.name},
        path=reverse("account_home"),
    )
