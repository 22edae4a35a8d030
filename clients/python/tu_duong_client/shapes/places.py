"""Shapes of `places`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts2 import PageMeta


class PlaceItem(TypedDict):
    """A place (địa danh) as the book writes it; where exactly it lies is for editors."""

    clan: str
    current_name: str
    id: str
    text: str


class PlaceItemPart(TypedDict):
    """The fields of PlaceItem that `fields` names."""

    clan: NotRequired[str]
    current_name: NotRequired[str]
    id: NotRequired[str]
    text: NotRequired[str]


class PaginatedPlaceItemList(TypedDict):
    items: list[PlaceItem | PlaceItemPart]
    meta: PageMeta
