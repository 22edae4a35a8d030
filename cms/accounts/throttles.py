"""Counting wrong tries at the doors that django-allauth does not guard.

allauth limits sign-in, second factor and password reset by itself (see `cms.settings.accounts`).
Keys of the API and passwords of pages count here, by the same means: in the shared cache, by the
address of the caller, an IPv6 network of 64 bits being one caller. `X-Forwarded-For` is believed
only as far as `ALLAUTH_TRUSTED_PROXY_COUNT` says.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

_APP = "cms.accounts"
API_KEY = "api_key"
PAGE_PASSWORD = "page_password"  # noqa: S105 the name of a door
#: Wrong tries let through, and for how long they count. The sixth is refused, and so is a right
#: one, until the oldest wrong one is five minutes old.
RATES = {
    API_KEY: "5/5m/ip",
    # Many homes know the password of one page: a stranger may slow the door, hardly close it.
    PAGE_PASSWORD: "5/5m/ip,50/5m/key",
}


def door_is_locked(request: HttpRequest, door: str, *, key: str = "") -> bool:
    """Say whether the caller has been wrong too often at this door; counts nothing.

    Args:
        request: the call.
        door: one of the names above.
        key: what is being opened, for doors that many callers try together.
    """
    return (
        ratelimit.consume(
            request, app=_APP, action=door, config=RATES, key=key, dry_run=True, limit_get=True
        )
        is None
    )


def door_count_failure(request: HttpRequest, door: str, *, key: str = "") -> None:
    """Count one wrong try of the caller at this door."""
    ratelimit.consume(request, app=_APP, action=door, config=RATES, key=key, limit_get=True)


def api_key_locked(request: HttpRequest) -> bool:
    """Say whether calls from this address are refused because of wrong API keys."""
    return door_is_locked(request, API_KEY)


def api_key_failed(request: HttpRequest) -> None:
    """Count one wrong, expired or revoked API key by the address it came from."""
    door_count_failure(request, API_KEY)
