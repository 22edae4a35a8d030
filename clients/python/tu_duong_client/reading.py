"""What every endpoint's methods stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


class Reading:
    """The three ways of reading; `Client` says how."""

    def read(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Give one JSON answer."""
        raise NotImplementedError

    def walk(self, path: str, query: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Give every item of a list, page after page."""
        raise NotImplementedError

    def bytes_of(self, path: str, query: Mapping[str, Any] | None = None) -> bytes:
        """Give an answer that is no JSON: a drawing, a calendar."""
        raise NotImplementedError
