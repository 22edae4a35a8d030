"""How often a key may be used, told in headers of every answer."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from django.core.cache import cache

from cms.accounts.models import ApiToken

#: Length of one window, seconds. Windows begin at whole minutes.
WINDOW = 60


@dataclass(frozen=True)
class RateState:
    """What is left to a key in the present minute.

    Args:
        limit: calls a minute.
        remaining: calls left.
        reset: when the next minute begins, seconds since 1970.
        wait: seconds until then.
    """

    limit: int
    remaining: int
    reset: int
    wait: int
    is_over: bool

    @property
    def headers(self) -> dict[str, str]:
        """Return the headers of the answer."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(self.reset),
        }


def rate_count(token: ApiToken) -> RateState:
    """Count one call of a key and give what is left."""
    now = time.time()
    window = int(now // WINDOW)
    name = f"api-token-rate:{token.pk}:{window}"
    cache.add(name, 0, timeout=2 * WINDOW)
    try:
        used = cache.incr(name)
    except ValueError:
        # Thrown out of a full cache between the two lines.
        cache.set(name, 1, timeout=2 * WINDOW)
        used = 1
    reset = (window + 1) * WINDOW
    return RateState(
        limit=token.rate_per_minute,
        remaining=max(0, token.rate_per_minute - used),
        reset=reset,
        wait=max(1, math.ceil(reset - now)),
        is_over=used > token.rate_per_minute,
    )
