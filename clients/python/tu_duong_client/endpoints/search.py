"""Methods of `search`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.search import SearchResult


class SearchQuery(TypedDict, total=False):
    branch: str
    generation: int
    kind: Literal["branches", "documents", "events", "news", "pages", "people", "programmes"]
    limit: int
    offset: int
    q: str
    type: Literal["branches", "documents", "events", "news", "pages", "people", "programmes"]


class SearchReading(Reading):
    """Reads `search`."""

    def search(self, **query: Unpack[SearchQuery]) -> SearchResult:
        """Answer the best hits of each kind, or a page of those of one."""
        answer: SearchResult = self.read("/api/v2/search/", query)
        return answer
