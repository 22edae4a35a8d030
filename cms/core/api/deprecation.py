"""What will go: answers that used it say so (RFC 9745 `Deprecation`, RFC 8594 `Sunset`).

The policy stands in docs/api-changelog.md: nothing goes sooner than a year after it was said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.http import http_date
from rest_framework.request import Request

#: Days between the saying and the going.
SHORTEST_NOTICE = 365


@dataclass(frozen=True)
class Deprecated:
    """A parameter that will go.

    Args:
        since: the day it was said.
        until: the first day on which it may be gone, `SHORTEST_NOTICE` later at the earliest.
        instead: the name of what to use.
    """

    since: date
    until: date
    instead: str

    def __post_init__(self) -> None:
        if (self.until - self.since).days < SHORTEST_NOTICE:
            raise ValueError(f"{self.instead}: a year's notice at least")

    def headers(self) -> dict[str, str]:
        """Return the two headers; both dates are the midnight of Greenwich."""
        return {
            "Deprecation": f"@{_moment(self.since)}",
            "Sunset": http_date(_moment(self.until)),
        }


def _moment(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def deprecation_say(request: Request, deprecated: Mapping[str, Deprecated]) -> None:
    """Let the answer to a request that uses something deprecated say so; the soonest end counts."""
    used = [deprecated[name] for name in request.query_params if name in deprecated]
    if not used:
        return
    headers: dict[str, Any] = getattr(request, "api_answer_headers", {})
    first = min(used, key=lambda one: one.until)
    request.api_answer_headers = {**headers, **first.headers()}  # type: ignore[attr-defined] # read by CacheHeaders
