"""Letting somebody in again who lost the phone and the recovery codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.accounts.access import record_access
from cms.accounts.models import User
from cms.accounts.models.duties import AccessKind
from cms.accounts.notices import notify
from cms.accounts.phones import user_name_normalise


def account_named(text: str) -> User | None:
    """Give the account of a user name, phone number or mail address; None when it is not one."""
    name = user_name_normalise(text)
    if not name:
        return None
    found = list(User.objects.filter(Q(username__iexact=name) | Q(email__iexact=name))[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def second_factor_reset(*, user: User, by: User | None) -> int:
    """Take away every second factor of an account and end its sessions; give how many there were.

    The password stays: whoever asks for this must still know it, or set it anew by mail. It is
    written into the access log, and the account is told.
    """
    factors = Authenticator.objects.filter(user=user)
    count = factors.count()
    factors.delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    record_access(by, AccessKind.ROLE, detail=f"second factor reset: account {user.pk}")
    notify(
        [user],
        kind="second_factor_reset",
        text=_("Ban quản trị đã gỡ bảo vệ hai lớp của tài khoản bạn. Bạn bật lại nhé."),
        path="/tai-khoan/hai-lop/",
    )
    return count
