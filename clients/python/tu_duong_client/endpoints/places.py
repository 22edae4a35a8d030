"""Methods of `places`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.places import PlaceItem, PlaceItemPart


class PlacesListQuery(TypedDict, total=False):
    clan: list[str]
    count: bool
    cursor: str
    fields: list[Literal["clan", "current_name", "id", "text"]]
    include: list[Literal["clan", "current_name", "id", "text"]]
    limit: int
    offset: int
    search: str


class PlacesGetQuery(TypedDict, total=False):
    fields: list[Literal["clan", "current_name", "id", "text"]]
    include: list[Literal["clan", "current_name", "id", "text"]]


class PlacesReading(Reading):
    """Reads `places`."""

    def places_list(self, **query: Unpack[PlacesListQuery]) -> Iterator[PlaceItem | PlaceItemPart]:
        """Answer one page of the list."""
        answer: Iterator[PlaceItem | PlaceItemPart] = self.walk("/api/v2/places/", query)
        return answer

    def places_get(self, uuid: str, **query: Unpack[PlacesGetQuery]) -> PlaceItem | PlaceItemPart:
        """Answer one place."""
        answer: PlaceItem | PlaceItemPart = self.read(f"/api/v2/places/{uuid}/", query)
        return answer
