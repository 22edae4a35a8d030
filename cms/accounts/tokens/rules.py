"""Who may have keys of the API, and which of them open anything."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cms.accounts.models import ApiToken
from cms.accounts.models.tokens import TokenScope
from cms.accounts.roles import ADMIN_ACCESS, BROWSE_LIVING

READ_SCOPES = frozenset({TokenScope.READ_PUBLIC, TokenScope.READ_BRANCH})
#: Any of these lets an account know living people; the genealogy asks the same again.
_KNOWS_THE_LIVING = (
    BROWSE_LIVING,
    "genealogy.edit_branch",
    "genealogy.change_person",
    "genealogy.review_proposals",
)


def may_have_tokens(user: Any) -> bool:
    """Say whether an account may own keys: an active one that may enter the admin."""
    return bool(user.is_active and user.has_perm(ADMIN_ACCESS))


def knows_the_living(user: Any) -> bool:
    """Say whether an account may know living people, and so open a branch to a program."""
    return any(user.has_perm(name) for name in _KNOWS_THE_LIVING)


def token_is_open(token: ApiToken) -> bool:
    """Say whether a key opens anything now: not revoked, not expired, its owner still staff."""
    if token.revoked_at is not None or token.expires_at <= timezone.now():
        return False
    return may_have_tokens(token.owner)
