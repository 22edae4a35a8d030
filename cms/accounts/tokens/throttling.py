"""How often a key may be used, told in headers of every answer."""

from __future__ import annotations

import time

from cms.accounts.models import ApiToken
from cms.core.api.ledger import Balance, ledger

#: Length of one window, seconds. Windows begin at whole minutes.
WINDOW = 60


def rate_count(token: ApiToken, points: float = 1) -> Balance:
    """Count one call of a key, at its price, and give what is left."""
    return ledger().spend_in_window(
        f"key:{token.pk}",
        points,
        limit=token.rate_per_minute,
        window=WINDOW,
        now=time.time(),
    )
