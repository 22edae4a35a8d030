"""Shapes of `topics`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts2 import PageMeta


class TopicItem(TypedDict):
    """A topic (chuyên mục)."""

    description: NotRequired[str]
    name: str
    news_count: int
    slug: str
    url: str | None


class TopicItemPart(TypedDict):
    """The fields of TopicItem that `fields` names."""

    description: NotRequired[str]
    name: NotRequired[str]
    news_count: NotRequired[int]
    slug: NotRequired[str]
    url: NotRequired[str | None]


class PaginatedTopicItemList(TypedDict):
    items: list[TopicItem | TopicItemPart]
    meta: PageMeta
