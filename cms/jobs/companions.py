"""What a worker looks after beside its jobs: small turns of other apps, in a thread of their own.

An app on a higher floor registers a function in its `AppConfig.ready`. It is called again and
again while the worker runs, must be safe beside others of its kind in other processes, and says
how much it did: after 0 it is left alone for a moment. A job that takes an hour does not keep it
waiting.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection

logger = logging.getLogger(__name__)

#: Takes the worker's name and what tells it to stop; gives how much was done.
Companion = Callable[[str, threading.Event | None], int]

_companions: dict[str, Companion] = {}


def register_companion(name: str, turn: Companion) -> None:
    """Let workers call `turn`; registering a name again replaces it."""
    _companions[name] = turn


def companions_run_once(worker: str) -> int:
    """Give every companion one turn, in this thread; give how much was done."""
    return sum(turn(worker, None) for turn in _companions.values())


def companions_start(
    worker: str, stop: threading.Event, *, interval: float
) -> list[threading.Thread]:
    """Start a thread for each companion; they end soon after `stop` is set."""
    threads = [
        threading.Thread(
            target=_keep_company,
            args=(name, turn, worker, stop, interval),
            name=f"companion-{name}",
            daemon=True,
        )
        for name, turn in _companions.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep_company(
    name: str, turn: Companion, worker: str, stop: threading.Event, interval: float
) -> None:
    try:
        while not stop.is_set():
            close_old_connections()
            try:
                done = turn(worker, stop)
            except DatabaseError:
                # The database is away, busy or not migrated yet: what waits there keeps waiting.
                done = 0
            except Exception as error:  # noqa: BLE001 one bad row must not end the companion
                facts = {"event": "companion", "companion": name, "error": type(error).__name__}
                logger.error("Companion failed", extra=facts)
                done = 0
            if not done:
                stop.wait(interval)
    finally:
        connection.close()
