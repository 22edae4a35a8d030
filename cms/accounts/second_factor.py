"""Who needs a second factor, who has one, and whether this session was opened with it.

A second factor is a code of an app (TOTP) or a passkey. Recovery codes stand in for a lost one;
alone they are none.
"""

from __future__ import annotations

from typing import TypeGuard

from allauth.account.internal.flows.login import (
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from cms.accounts.models import User

#: Whoever has one of these changes what others read or sees what others may not.
STAFF_PERMISSIONS = (
    "wagtailadmin.access_admin",
    "genealogy.edit_branch",
    "genealogy.review_proposals",
    "genealogy.change_person",
)
_METHOD = "mfa"


def is_staff_account(user: AbstractBaseUser | AnonymousUser) -> TypeGuard[User]:
    """Say whether the account works for the site rather than only reads it."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or any(user.has_perm(name) for name in STAFF_PERMISSIONS)


def has_second_factor(user: User) -> bool:
    """Say whether the account has a code app or a passkey."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def second_factor_used(request: HttpRequest) -> bool:
    """Say whether this session was opened, or confirmed since, with a second factor."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == _METHOD for record in records)


def second_factor_proven(request: HttpRequest, authenticator: Authenticator) -> None:
    """Note that the session's owner has just shown this factor, by setting it up."""
    record_authentication(
        request, request.user, _METHOD, id=authenticator.pk, type=authenticator.type
    )


def must_show_second_factor(request: HttpRequest) -> bool:
    """Say whether staff with a second factor has not used it in this session, but must."""
    user = request.user
    return (
        settings.STAFF_MFA_REQUIRED
        and is_staff_account(user)
        and has_second_factor(user)
        and not second_factor_used(request)
    )
