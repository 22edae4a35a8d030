"""Methods of `sources`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.sources import SourceItem, SourceItemPart


class SourcesListQuery(TypedDict, total=False):
    clan: list[str]
    count: bool
    cursor: str
    fields: list[Literal["author", "clan", "id", "title", "url"]]
    include: list[Literal["author", "clan", "id", "title", "url"]]
    limit: int
    offset: int
    search: str


class SourcesGetQuery(TypedDict, total=False):
    fields: list[Literal["author", "clan", "id", "title", "url"]]
    include: list[Literal["author", "clan", "id", "title", "url"]]


class SourcesReading(Reading):
    """Reads `sources`."""

    def sources_list(
        self, **query: Unpack[SourcesListQuery]
    ) -> Iterator[SourceItem | SourceItemPart]:
        """Answer one page of the list."""
        answer: Iterator[SourceItem | SourceItemPart] = self.walk("/api/v2/sources/", query)
        return answer

    def sources_get(
        self, uuid: str, **query: Unpack[SourcesGetQuery]
    ) -> SourceItem | SourceItemPart:
        """Answer one source."""
        answer: SourceItem | SourceItemPart = self.read(f"/api/v2/sources/{uuid}/", query)
        return answer
