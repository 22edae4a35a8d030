"""Invitations into a branch (thư mời): made, opened, used up to their number, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.enums import RequestState
from genealogy.models import Branch, Clan, Invitation, Person, PersonAccount
from genealogy.selectors.offices import may_decide
from genealogy.services.members.codes import (
    code_digest,
    code_digests,
    code_generate,
    code_normalise,
)
from genealogy.services.saving import same_clan

USUAL_DAYS: Final = 30
MOST_DAYS: Final = 180
MOST_USES: Final = 500


@transaction.atomic
def invitation_create(
    *,
    by: Any,
    clan: Clan,
    branch: Branch | None = None,
    person: Person | None = None,
    label: str = "",
    max_uses: int = 1,
    days: int = USUAL_DAYS,
) -> tuple[Invitation, str]:
    """Make an invitation; give its row and the code, which nobody can tell again.

    An invitation to one person is into that person's branch unless a branch is given, and lets
    one account in.

    Raises:
        PermissionDenied: the maker does not decide who belongs to the branch.
        ValidationError: numbers out of range, another clan, somebody who is dead or has an
            account, or more than one use for one person.
    """
    same_clan(clan, branch=branch, person=person)
    if person is not None:
        branch = branch or person.branch
        _refuse_person(person, by=by, max_uses=max_uses)
    if not may_decide(by, clan_id=clan.pk, branch_id=branch.pk if branch else None):
        raise PermissionDenied
    _refuse_numbers(max_uses, days)
    code = code_generate()
    invitation = Invitation(
        digest=code_digest(code),
        clan=clan,
        branch=branch,
        person=person,
        label=label.strip(),
        max_uses=max_uses,
        expires_at=timezone.now() + timedelta(days=days),
        created_by=by,
    )
    invitation.full_clean()
    invitation.save()
    return invitation, code


def _refuse_person(person: Person, *, by: Any, max_uses: int) -> None:
    """Refuse what an invitation to one person cannot be.

    Joining by it links account and person at once, so the maker must decide in the branch of the
    person and not only in the one invited to.
    """
    if not may_decide(by, clan_id=person.clan_id, branch_id=person.branch_id):
        raise PermissionDenied
    if max_uses != 1:
        raise ValidationError(
            {"max_uses": _("Thư mời đích danh chỉ dùng được một lần, hãy để số lần dùng là 1.")},
        )
    if not person.is_living_on(timezone.localdate()):
        raise ValidationError({"person": _("Chỉ mời được người đang sống.")})
    if PersonAccount.objects.filter(person=person, state=RequestState.ACCEPTED).exists():
        raise ValidationError({"person": _("Người này đã có tài khoản.")})


def _refuse_numbers(max_uses: int, days: int) -> None:
    if not 1 <= max_uses <= MOST_USES:
        raise ValidationError(
            {"max_uses": _("Số lần dùng từ 1 đến %(most)s.") % {"most": MOST_USES}}
        )
    if not 1 <= days <= MOST_DAYS:
        raise ValidationError({"days": _("Số ngày từ 1 đến %(most)s.") % {"most": MOST_DAYS}})


def invitation_open(code: str) -> Invitation | None:
    """Give the invitation of a code typed or scanned, if it still lets somebody in.

    None alike for a code that is wrong, used up, expired, revoked, or made by somebody who may
    not invite into this branch any more.
    """
    printed = code_normalise(code)
    if printed is None:
        return None
    invitation = (
        _alive()
        .filter(digest__in=code_digests(printed), uses__lt=F("max_uses"))
        .select_related("clan", "branch__clan", "created_by")
        .first()
    )
    return invitation if invitation is not None and still_vouched(invitation) else None


def still_vouched(invitation: Invitation) -> bool:
    """Say whether the maker of an invitation may still make it."""
    maker = invitation.created_by
    return maker is not None and may_decide(
        maker, clan_id=invitation.clan_id, branch_id=invitation.branch_id
    )


def invitation_use(invitation: Invitation) -> None:
    """Count one use; to be called in the transaction of what the use is for.

    One conditional update, so that two accounts at the same moment cannot both have the last use.

    Raises:
        ValidationError: it was used up, revoked or ran out meanwhile (code `spent`).
    """
    counted = _alive().filter(pk=invitation.pk, uses__lt=F("max_uses")).update(uses=F("uses") + 1)
    if not counted:
        raise ValidationError(_("Thư mời này vừa hết lượt hoặc hết hạn."), code="spent")


def invitation_revoke(invitation: Invitation, *, by: Any) -> bool:
    """Close an invitation; False when it was closed before.

    Raises:
        PermissionDenied: the account neither made it nor decides in its branch.
    """
    own = invitation.created_by_id == by.pk
    if not own and not may_decide(by, clan_id=invitation.clan_id, branch_id=invitation.branch_id):
        raise PermissionDenied
    found = Invitation.objects.filter(pk=invitation.pk, revoked_at=None)
    return bool(found.update(revoked_at=timezone.now()))


def _alive() -> QuerySet[Invitation]:
    return Invitation.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
