"""Errors of the API: RFC 9457 problem details as an exception."""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from time import time
from typing import Any


class ProblemError(Exception):
    """An answer of 400 and above; `detail` is a sentence in Vietnamese that readers may be shown.

    Args:
        status: the HTTP status.
        url: what was asked.
        body: the problem object; empty when the answer was none of the API's own.
        retry_after: seconds to wait before asking again; None when the answer does not say.
    """

    def __init__(
        self, status: int, url: str, body: Mapping[str, Any], retry_after: float | None = None
    ) -> None:
        self.status = status
        self.url = url
        self.title = str(body.get("title", ""))
        self.detail = str(body.get("detail") or body.get("message") or "")
        #: Parameter or field -> what is wrong with it.
        self.errors: dict[str, list[str]] = dict(body.get("errors") or {})
        self.retry_after = retry_after
        super().__init__(f"{status} {url}: {self.detail or self.title or 'no explanation'}")


def retry_after_seconds(value: str | None) -> float | None:
    """Read `Retry-After` given in seconds or as a date; None when absent or unreadable."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except ValueError:
        return None


def problem_of(status: int, url: str, body: bytes, retry_after: str | None) -> ProblemError:
    """Make the error of a refused answer; a proxy's own page is kept out of the message."""
    try:
        told = json.loads(body)
    except ValueError:
        told = {}
    facts = told if isinstance(told, dict) else {}
    return ProblemError(status, url, facts, retry_after_seconds(retry_after))
