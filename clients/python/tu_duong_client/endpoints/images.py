"""Methods of `images`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.images import WagtailImage, WagtailImagePart


class ImagesListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: str
    limit: int
    offset: int
    order: Literal["id", "-id", "title", "-title", "width", "-width", "height", "-height"]
    search: str
    search_operator: Literal["and", "or"]


class ImagesFindQuery(TypedDict, total=False):
    fields: str
    id: int


class ImagesGetQuery(TypedDict, total=False):
    fields: str
    rich_text_format: Literal["html", "db_html"]


class ImagesReading(Reading):
    """Reads `images`."""

    def images_list(
        self, **query: Unpack[ImagesListQuery]
    ) -> Iterator[WagtailImage | WagtailImagePart]:
        """Wagtail's `images` with our image object; hidden pictures are absent."""
        answer: Iterator[WagtailImage | WagtailImagePart] = self.walk("/api/v2/images/", query)
        return answer

    def images_find(self, **query: Unpack[ImagesFindQuery]) -> bytes:
        """Lead on to the record that has this id or stands at this address."""
        answer: bytes = self.bytes_of("/api/v2/images/find/", query)
        return answer

    def images_get(
        self, id: int, **query: Unpack[ImagesGetQuery]
    ) -> WagtailImage | WagtailImagePart:
        """Wagtail's `images` with our image object; hidden pictures are absent."""
        answer: WagtailImage | WagtailImagePart = self.read(f"/api/v2/images/{id}/", query)
        return answer
