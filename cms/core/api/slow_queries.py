"""No question of the API keeps the database busy for long: it is broken off after some seconds.

PostgreSQL is told once for each connection, and told again when the connection next serves a page
of the site; `SET LOCAL` would need a transaction, three more exchanges for every call. SQLite
asks back every so many of its steps whether it should go on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection
from django.http import HttpRequest

logger = logging.getLogger(__name__)

#: Steps of SQLite's machine between two looks at the clock: some milliseconds.
_STEPS = 100_000
#: What PostgreSQL calls a statement that was cancelled.
_CANCELLED = "57014"


class Watch:
    """Knows until when the running statement of this connection may go on."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = time.monotonic() + seconds

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Start the clock for one statement; what is read of it later still runs against it."""
        self._until = time.monotonic() + self._seconds
        return execute(sql, params, many, context)

    def is_over(self) -> bool:
        """Say whether the time is over; SQLite stops at a yes."""
        return time.monotonic() > self._until


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Break off statements that run longer than `seconds` in this block; 0 for no limit."""
    if seconds <= 0:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        raw = connection.connection
        watch = Watch(seconds)
        raw.set_progress_handler(watch.is_over, _STEPS)
        connection.execute_wrappers.append(watch)
        try:
            yield
        finally:
            connection.execute_wrappers.remove(watch)
            raw.set_progress_handler(None, 0)
    else:
        _limit_postgresql(seconds)
        yield


def unguarded() -> None:
    """Take the limit off a connection that served the API before."""
    if connection.vendor == "postgresql" and _state() > 0:
        _limit_postgresql(0)


def _state() -> float:
    raw, seconds = getattr(connection, "api_limit", (None, 0.0))
    return seconds if raw is not None and raw is connection.connection else 0.0


def _limit_postgresql(seconds: float) -> None:
    connection.ensure_connection()
    if _state() == seconds:
        return
    # Past Django's cursor: a setting is no query of the request.
    connection.connection.execute(f"SET statement_timeout = {round(seconds * 1000)}")
    connection.api_limit = (connection.connection, seconds)  # type: ignore[attr-defined] # kept with the connection


def is_overload(error: Exception) -> bool:
    """Say whether the database gave up because of the limit, or because it is busy."""
    if not isinstance(error, OperationalError):
        return False
    if getattr(error.__cause__, "sqlstate", "") == _CANCELLED:
        return True
    words = str(error)
    return words == "interrupted" or "is locked" in words


def log_overload(request: HttpRequest) -> None:
    """Say which address was too slow: its pattern and the names of its parameters, no values."""
    match = request.resolver_match
    logger.warning(
        "The API broke off a question that took too long: %s %s (%s)",
        request.method,
        match.route if match else "?",
        ", ".join(sorted(name for name in request.GET if name.isidentifier())) or "-",
        extra={"event": "api.overload"},
    )
