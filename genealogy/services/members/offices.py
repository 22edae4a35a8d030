"""Offices: who answers for a branch and all below it (trưởng chi, biên tập chi, người duyệt)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.access import record_access
from cms.accounts.models.duties import AccessKind
from cms.accounts.notices import notify
from cms.accounts.roles import BRANCH_EDITORS
from genealogy.enums import BranchOfficeKind
from genealogy.models import Branch, BranchOffice, Clan
from genealogy.services.members.memberships import group_add, group_leave
from genealogy.services.saving import checked_save, log_delete, same_clan

EDIT_PEOPLE = "genealogy.change_person"


@transaction.atomic
def office_give(
    *,
    user: Any,
    clan: Clan,
    branch: Branch | None = None,
    kind: str = BranchOfficeKind.EDITOR,
    by: Any = None,
) -> BranchOffice:
    """Give an account an office; without a branch it answers for the whole clan.

    The account gets the role of branch editors with it; what a reviewer of a branch may not do
    stands in his office, not in his role. `by` is None for a command only.

    Raises:
        PermissionDenied: `by` is neither compiler nor administrator.
        ValidationError: the branch is of another clan, or the account has that office.
    """
    _refuse_giver(by)
    same_clan(clan, branch=branch)
    office = BranchOffice(user=user, clan=clan, branch=branch, kind=kind, created_by=by)
    # `checked_save` leaves columns out that are derived on a person, and a branch is one of them.
    office.full_clean()
    checked_save(office, by=by)
    group_add(user, BRANCH_EDITORS)
    _note(office, _("giao cho tài khoản %(account)s: %(kind)s, %(place)s"), by=by)
    notify(
        [user],
        kind="office_given",
        text=_("Bạn được giao phụ trách %(place)s.") % {"place": branch or clan},
        path=reverse("account_home"),
    )
    return office


@transaction.atomic
def office_change(office: BranchOffice, *, kind: str, by: Any) -> BranchOffice:
    """Let the holder of an office edit as well, or decide only.

    Raises:
        PermissionDenied: `by` is neither compiler nor administrator.
        ValidationError: there is no such kind.
    """
    _refuse_giver(by)
    checked_save(office, by=by, fields={"kind": kind})
    _note(office, _("đổi việc của tài khoản %(account)s: %(kind)s, %(place)s"), by=by)
    return office


@transaction.atomic
def office_take(office: BranchOffice, *, by: Any) -> None:
    """Take an office away; with the last one the role of branch editors goes too.

    Raises:
        PermissionDenied: `by` is neither compiler nor administrator.
    """
    _refuse_giver(by)
    user, place = office.user, office.branch or office.clan
    _note(office, _("thu của tài khoản %(account)s: %(kind)s, %(place)s"), by=by)
    log_delete(office, by)
    office.delete()
    if not BranchOffice.objects.filter(user=user).exists():
        group_leave(user, BRANCH_EDITORS)
    notify(
        [user],
        kind="office_taken",
        text=_("Bạn thôi phụ trách %(place)s.") % {"place": place},
        path=reverse("account_home"),
    )


def _refuse_giver(by: Any) -> None:
    if by is not None and not by.has_perm(EDIT_PEOPLE):
        raise PermissionDenied


def _note(office: BranchOffice, words: str, *, by: Any) -> None:
    """Write the change of power into the access log, which knows accounts by number only."""
    facts = {
        "account": office.user_id,
        "kind": office.get_kind_display(),
        "place": office.branch or office.clan,
    }
    record_access(by, AccessKind.ROLE, detail=words % facts)
