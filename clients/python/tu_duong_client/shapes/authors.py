"""Shapes of `authors`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts import Image
from tu_duong_client.shapes.shared_parts2 import PageMeta


class AuthorItem(TypedDict):
    """An author (tác giả) with portrait."""

    bio: NotRequired[str]
    name: str
    news_count: int
    portrait: Image | None
    role: NotRequired[str]
    slug: str
    url: str | None


class AuthorItemPart(TypedDict):
    """The fields of AuthorItem that `fields` names."""

    bio: NotRequired[str]
    name: NotRequired[str]
    news_count: NotRequired[int]
    portrait: NotRequired[Image | None]
    role: NotRequired[str]
    slug: NotRequired[str]
    url: NotRequired[str | None]


class PaginatedAuthorItemList(TypedDict):
    items: list[AuthorItem | AuthorItemPart]
    meta: PageMeta
