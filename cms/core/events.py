"""Lower floors tell upper ones what happened, after the transaction that made it true.

A lower floor publishes, an upper one subscribes in its `AppConfig.ready`; neither imports the
other.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Event:
    """Something that happened. Carries ids and plain values, never model rows."""


Handler = Callable[[Any], None]
_handlers: dict[type[Event], list[Handler]] = defaultdict(list)
_inside: dict[type[Event], list[Handler]] = defaultdict(list)


def subscribe(kind: type[Event], handler: Handler) -> None:
    """Call `handler` with every later event of this kind; twice the same handler counts once."""
    if handler not in _handlers[kind]:
        _handlers[kind].append(handler)


def subscribe_inside(kind: type[Event], handler: Handler) -> None:
    """Call `handler` inside the transaction that is true only when it is committed.

    For rows that must be there exactly when the change is (an outbox). It does little: the
    change waits for it, and its error is an error of the change.
    """
    if handler not in _inside[kind]:
        _inside[kind].append(handler)


def unsubscribe(kind: type[Event], handler: Handler) -> None:
    """Stop calling `handler`; quiet when it never was subscribed."""
    for handlers in (_handlers, _inside):
        if handler in handlers[kind]:
            handlers[kind].remove(handler)


def publish(event: Event) -> None:
    """Tell the subscribers once the running transaction is committed; never when it is not."""
    for handler in list(_inside[type(event)]):
        handler(event)
    transaction.on_commit(partial(_deliver, event))


def _deliver(event: Event) -> None:
    for handler in list(_handlers[type(event)]):
        try:
            handler(event)
        except Exception:
            logger.exception("Event handler failed", extra={"event": type(event).__name__})
