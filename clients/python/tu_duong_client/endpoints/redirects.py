"""Methods of `redirects`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.redirects import WagtailRedirect, WagtailRedirectPart


class RedirectsListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: str
    limit: int
    offset: int
    order: Literal["id", "-id", "old_path", "-old_path"]


class RedirectsFindQuery(TypedDict, total=False):
    fields: str
    html_path: str
    id: int


class RedirectsGetQuery(TypedDict, total=False):
    fields: str
    rich_text_format: Literal["html", "db_html"]


class RedirectsReading(Reading):
    """Reads `redirects`."""

    def redirects_list(
        self, **query: Unpack[RedirectsListQuery]
    ) -> Iterator[WagtailRedirect | WagtailRedirectPart]:
        """Wagtail's `redirects`: where old addresses lead."""
        answer: Iterator[WagtailRedirect | WagtailRedirectPart] = self.walk(
            "/api/v2/redirects/", query
        )
        return answer

    def redirects_find(self, **query: Unpack[RedirectsFindQuery]) -> bytes:
        """Lead on to the record that has this id or stands at this address."""
        answer: bytes = self.bytes_of("/api/v2/redirects/find/", query)
        return answer

    def redirects_get(
        self, id: int, **query: Unpack[RedirectsGetQuery]
    ) -> WagtailRedirect | WagtailRedirectPart:
        """Wagtail's `redirects`: where old addresses lead."""
        answer: WagtailRedirect | WagtailRedirectPart = self.read(f"/api/v2/redirects/{id}/", query)
        return answer
