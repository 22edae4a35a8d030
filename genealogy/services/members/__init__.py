"""Who belongs: invitations, requests for a place, "this is me", offices.

Order of dependence: codes and phones, invitations, memberships, claims and joining, offices.
"""

from __future__ import annotations

from genealogy.services.members.claims import (
    claim_accept,
    claim_by_invitation,
    claim_make,
    claim_refuse,
    claim_unlink,
    claim_withdraw,
    invited_person,
    invited_person_denied,
)
from genealogy.services.members.codes import code_normalise
from genealogy.services.members.invitations import (
    MOST_DAYS,
    MOST_USES,
    USUAL_DAYS,
    invitation_create,
    invitation_open,
    invitation_revoke,
)
from genealogy.services.members.joining import (
    LoginTaken,
    account_ask,
    account_find,
    account_join,
    account_sign_up,
    login_read,
)
from genealogy.services.members.memberships import (
    membership_accept,
    membership_ask,
    membership_end,
    membership_give,
    membership_move,
    membership_refuse,
)
from genealogy.services.members.offices import office_change, office_give, office_take

__all__ = [
    "MOST_DAYS",
    "MOST_USES",
    "USUAL_DAYS",
    "LoginTaken",
    "account_ask",
    "account_find",
    "account_join",
    "account_sign_up",
    "claim_accept",
    "claim_by_invitation",
    "claim_make",
    "claim_refuse",
    "claim_unlink",
    "claim_withdraw",
    "code_normalise",
    "invitation_create",
    "invitation_open",
    "invitation_revoke",
    "invited_person",
    "invited_person_denied",
    "login_read",
    "membership_accept",
    "membership_ask",
    "membership_end",
    "membership_give",
    "membership_move",
    "membership_refuse",
    "office_change",
    "office_give",
    "office_take",
]
