"""Limits by address on the doors where strangers try codes or make accounts.

By the same means as the doors of the accounts (`cms.accounts.throttles`): in the shared cache, an
IPv6 network of 64 bits being one caller, proxies believed only as far as the settings say.
"""

from __future__ import annotations

from typing import Final

from allauth.core.internal import ratelimit
from django.http import HttpRequest

_APP = "genealogy.members"
#: Codes that opened nothing. Codes that open are not counted: a village shares one address.
WRONG_CODES: Final = "wrong_code"
#: Requests for an account without an invitation.
SIGN_UPS: Final = "sign_up"
RATES: Final = {WRONG_CODES: "10/10m/ip", SIGN_UPS: "5/30m/ip"}


def is_shut(request: HttpRequest, door: str) -> bool:
    """Say whether the address has used up its times at this door; counts nothing."""
    usage = ratelimit.consume(
        request, app=_APP, action=door, config=RATES, dry_run=True, limit_get=True
    )
    return usage is None


def count(request: HttpRequest, door: str) -> None:
    """Count one time at this door."""
    ratelimit.consume(request, app=_APP, action=door, config=RATES, limit_get=True)
