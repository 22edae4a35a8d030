"""One turn of the sender: compare, send, and now and then clear away."""

from __future__ import annotations

import threading

from cms.webhooks.comparing import compare_turn
from cms.webhooks.sending import send_turn


def webhooks_turn(name: str, stop: threading.Event | None = None) -> int:
    """Compare what is marked and deliver what is due; give how much was done.

    Args:
        name: of this process, for leases.
        stop: when set, nothing new is begun.
    """
    return compare_turn(name) + send_turn(name, stop=stop)
