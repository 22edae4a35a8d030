"""Shapes of `events`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts import Block, BranchLink, Image, Translation
from tu_duong_client.shapes.shared_parts2 import PageMeta


class EventDetailPart(TypedDict):
    """The fields of EventDetail that `fields` names."""

    body: NotRequired[list[Block]]
    body_html: NotRequired[str]
    branch: NotRequired[BranchLink | None]
    cover: NotRequired[Image | None]
    detail_url: NotRequired[str]
    ends_at: NotRequired[str | None]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    last_published_at: NotRequired[str | None]
    lead: NotRequired[str]
    locale: NotRequired[str]
    lunar_label: NotRequired[str]
    place: NotRequired[str]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    starts_at: NotRequired[str]
    title: NotRequired[str]
    translations: NotRequired[list[Translation]]
    type: NotRequired[str]
    url: NotRequired[str | None]


class EventItem(TypedDict):
    """An event of the clan (sự kiện): a meeting, giỗ tổ, a conference."""

    body: NotRequired[list[Block]]
    body_html: NotRequired[str]
    branch: BranchLink | None
    cover: Image | None
    detail_url: str
    ends_at: str | None
    first_published_at: str | None
    id: int
    last_published_at: str | None
    lead: str
    locale: str
    lunar_label: str
    place: str
    search_description: str
    slug: str
    starts_at: str
    title: str
    translations: NotRequired[list[Translation]]
    type: str
    url: str | None


class EventItemPart(TypedDict):
    """The fields of EventItem that `fields` names."""

    body: NotRequired[list[Block]]
    body_html: NotRequired[str]
    branch: NotRequired[BranchLink | None]
    cover: NotRequired[Image | None]
    detail_url: NotRequired[str]
    ends_at: NotRequired[str | None]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    last_published_at: NotRequired[str | None]
    lead: NotRequired[str]
    locale: NotRequired[str]
    lunar_label: NotRequired[str]
    place: NotRequired[str]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    starts_at: NotRequired[str]
    title: NotRequired[str]
    translations: NotRequired[list[Translation]]
    type: NotRequired[str]
    url: NotRequired[str | None]


class PaginatedEventItemList(TypedDict):
    items: list[EventItem | EventItemPart]
    meta: PageMeta
