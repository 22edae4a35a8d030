"""Methods of `pages`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.pages import WagtailPagePart
from tu_duong_client.shapes.pages_parts import WagtailPage, WagtailPageDetail, WagtailPageDetailPart


class PagesListQuery(TypedDict, total=False):
    ancestor_of: int
    child_of: int | Literal["root"]
    count: bool
    cursor: str
    descendant_of: int | Literal["root"]
    fields: str
    limit: int
    locale: str
    offset: int
    order: Literal[
        "id", "-id", "title", "-title", "slug", "-slug", "first_published_at", "-first_published_at"
    ]
    rich_text_format: Literal["html", "db_html"]
    search: str
    search_operator: Literal["and", "or"]
    show_in_menus: bool
    slug: str
    translation_of: int | Literal["root"]
    type: str


class PagesFindQuery(TypedDict, total=False):
    fields: str
    html_path: str
    id: int


class PagesGetQuery(TypedDict, total=False):
    fields: str
    rich_text_format: Literal["html", "db_html"]


class PagesReading(Reading):
    """Reads `pages`."""

    def pages_list(
        self, **query: Unpack[PagesListQuery]
    ) -> Iterator[WagtailPage | WagtailPagePart]:
        """Wagtail's `pages`: every live page under no restriction, whoever asks."""
        answer: Iterator[WagtailPage | WagtailPagePart] = self.walk("/api/v2/pages/", query)
        return answer

    def pages_find(self, **query: Unpack[PagesFindQuery]) -> bytes:
        """Lead on to the record that has this id or stands at this address."""
        answer: bytes = self.bytes_of("/api/v2/pages/find/", query)
        return answer

    def pages_get(
        self, id: int, **query: Unpack[PagesGetQuery]
    ) -> WagtailPageDetail | WagtailPageDetailPart:
        """Wagtail's `pages`: every live page under no restriction, whoever asks."""
        answer: WagtailPageDetail | WagtailPageDetailPart = self.read(f"/api/v2/pages/{id}/", query)
        return answer
