"""Shapes of `pages_parts`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypeAlias, TypedDict

from tu_duong_client.shapes.shared_parts import Block, Image, Translation
from tu_duong_client.shapes.shared_parts2 import (
    EpisodeDetail,
    EventDetail,
    NewsDetail,
    ProgrammeItem,
)


class StoryRef(TypedDict):
    """A page in a few words, as a front page shows it."""

    cover: Image | None
    date: str
    detail_url: str | None
    endpoint: str
    id: int
    lead: str
    title: str
    type: str
    url: str | None


class HomeRecord(TypedDict):
    """The front page: what editors chose, and the latest where they chose nothing."""

    detail_url: str
    featured: list[StoryRef]
    first_published_at: str | None
    id: int
    last_published_at: str | None
    latest_episodes: list[StoryRef]
    latest_news: list[StoryRef]
    lead: StoryRef | None
    locale: str
    search_description: str
    slug: str
    tagline: str
    title: str
    translations: list[Translation]
    type: str
    upcoming_events: list[StoryRef]
    url: str | None


class IndexRecord(TypedDict):
    """The front of a section; the list itself stands at its endpoint."""

    detail_url: str
    first_published_at: str | None
    id: int
    intro: str
    last_published_at: str | None
    lists: str
    lists_url: str
    locale: str
    search_description: str
    slug: str
    title: str
    translations: list[Translation]
    type: str
    url: str | None


class PlainPageRecord(TypedDict):
    """What is told of a page whose type has no record of its own."""

    detail_url: str
    first_published_at: str | None
    id: int
    last_published_at: str | None
    locale: str
    search_description: str
    slug: str
    title: str
    translations: list[Translation]
    type: str
    url: str | None


class StandardRecord(TypedDict):
    """A plain page of text."""

    body: list[Block]
    body_html: str
    detail_url: str
    first_published_at: str | None
    id: int
    last_published_at: str | None
    lead: str
    locale: str
    search_description: str
    slug: str
    title: str
    translations: list[Translation]
    type: str
    url: str | None


class WagtailPageMetaAliasOfMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPageMetaAliasOf(TypedDict):
    id: int
    meta: WagtailPageMetaAliasOfMeta
    title: str


class WagtailPageMetaParentMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPageMetaParent(TypedDict):
    id: int
    meta: WagtailPageMetaParentMeta
    title: str


class WagtailPageMeta(TypedDict):
    alias_of: NotRequired[WagtailPageMetaAliasOf | None]
    detail_url: str
    first_published_at: str | None
    html_url: str | None
    locale: NotRequired[str]
    parent: NotRequired[WagtailPageMetaParent | None]
    search_description: NotRequired[str]
    seo_title: NotRequired[str]
    show_in_menus: NotRequired[bool]
    slug: str
    type: str


class WagtailPage(TypedDict):
    id: int
    meta: WagtailPageMeta
    title: str


class WagtailPageDetailMetaAliasOfMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPageDetailMetaAliasOf(TypedDict):
    id: int
    meta: WagtailPageDetailMetaAliasOfMeta
    title: str


class WagtailPageDetailMetaParentMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPageDetailMetaParent(TypedDict):
    id: int
    meta: WagtailPageDetailMetaParentMeta
    title: str


class WagtailPageDetailMeta(TypedDict):
    alias_of: NotRequired[WagtailPageDetailMetaAliasOf | None]
    detail_url: str
    first_published_at: str | None
    html_url: str | None
    locale: NotRequired[str]
    parent: NotRequired[WagtailPageDetailMetaParent | None]
    search_description: NotRequired[str]
    seo_title: NotRequired[str]
    show_in_menus: NotRequired[bool]
    slug: str
    type: str


class WagtailPageDetail(TypedDict):
    id: int
    meta: WagtailPageDetailMeta
    record: NotRequired[PageRecord | None]
    title: str


class WagtailPageDetailPartMetaAliasOfMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPageDetailPartMetaAliasOf(TypedDict):
    id: int
    meta: WagtailPageDetailPartMetaAliasOfMeta
    title: str


class WagtailPageDetailPartMetaParentMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPageDetailPartMetaParent(TypedDict):
    id: int
    meta: WagtailPageDetailPartMetaParentMeta
    title: str


class WagtailPageDetailPartMeta(TypedDict):
    alias_of: NotRequired[WagtailPageDetailPartMetaAliasOf | None]
    detail_url: NotRequired[str]
    first_published_at: NotRequired[str | None]
    html_url: NotRequired[str | None]
    locale: NotRequired[str]
    parent: NotRequired[WagtailPageDetailPartMetaParent | None]
    search_description: NotRequired[str]
    seo_title: NotRequired[str]
    show_in_menus: NotRequired[bool]
    slug: NotRequired[str]
    type: NotRequired[str]


class WagtailPageDetailPart(TypedDict):
    """The fields of WagtailPageDetail that `fields` names."""

    id: NotRequired[int]
    meta: NotRequired[WagtailPageDetailPartMeta]
    record: NotRequired[PageRecord | None]
    title: NotRequired[str]


PageRecord: TypeAlias = (
    EventDetail
    | NewsDetail
    | EpisodeDetail
    | ProgrammeItem
    | HomeRecord
    | StandardRecord
    | IndexRecord
    | PlainPageRecord
)
