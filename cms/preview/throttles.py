"""Counting wrong secrets of previews by the address they came from.

A right secret always opens: a front end asks for all its readers from one address, and a stranger
who sends it nonsense must not close it to editors. 256 bits are not guessed; what is counted is
the load.
"""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest

_APP = "cms.preview"
_DOOR = "preview_key"
#: Wrong ones let through from one address, and for how long they count.
RATES = {_DOOR: "30/5m/ip"}
#: The same in seconds, for `Retry-After`.
WAIT = 300


def wrong_key_counted(request: HttpRequest) -> bool:
    """Count one wrong secret; say whether there were not too many yet."""
    usage = ratelimit.consume(request, app=_APP, action=_DOOR, config=RATES, limit_get=True)
    return usage is not None
