"""Shapes of `sources`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts2 import PageMeta


class SourceItem(TypedDict):
    """A source (nguồn): an old book, a stele, a royal patent; who keeps it is for editors."""

    author: str
    clan: str
    id: str
    title: str
    url: str


class SourceItemPart(TypedDict):
    """The fields of SourceItem that `fields` names."""

    author: NotRequired[str]
    clan: NotRequired[str]
    id: NotRequired[str]
    title: NotRequired[str]
    url: NotRequired[str]


class PaginatedSourceItemList(TypedDict):
    items: list[SourceItem | SourceItemPart]
    meta: PageMeta
