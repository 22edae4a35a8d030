"""Shapes of `news`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts import (
    AuthorRef,
    Block,
    BranchLink,
    Image,
    PersonLink,
    Translation,
)
from tu_duong_client.shapes.shared_parts2 import NewsItem, PageMeta, TopicRef


class NewsDetailPart(TypedDict):
    """The fields of NewsDetail that `fields` names."""

    author: NotRequired[AuthorRef | None]
    body: NotRequired[list[Block]]
    body_html: NotRequired[str]
    branches: NotRequired[list[BranchLink]]
    cover: NotRequired[Image | None]
    detail_url: NotRequired[str]
    display_date: NotRequired[str]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    last_published_at: NotRequired[str | None]
    lead: NotRequired[str]
    locale: NotRequired[str]
    people: NotRequired[list[PersonLink]]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    title: NotRequired[str]
    topics: NotRequired[list[TopicRef]]
    translations: NotRequired[list[Translation]]
    type: NotRequired[str]
    updated_note: NotRequired[str]
    url: NotRequired[str | None]


class NewsDraftRequestBodyItem(TypedDict):
    id: NotRequired[str | None]
    type: str
    value: Any


class NewsDraftRequest(TypedDict):
    """A piece of news. The body comes as `body` or as `body_html`, not as both."""

    author: NotRequired[str | None]
    body: NotRequired[list[NewsDraftRequestBodyItem]]
    body_html: NotRequired[str]
    branches: NotRequired[list[str]]
    cover_alt: NotRequired[str]
    cover_credit: NotRequired[str]
    cover_image: NotRequired[int | None]
    display_date: NotRequired[str]
    lead: NotRequired[str]
    people: NotRequired[list[str]]
    publish: NotRequired[bool]
    submit: NotRequired[bool]
    title: str
    topics: NotRequired[list[str]]
    updated_note: NotRequired[str]
    version: NotRequired[str]


class NewsItemPart(TypedDict):
    """The fields of NewsItem that `fields` names."""

    author: NotRequired[AuthorRef | None]
    body: NotRequired[list[Block]]
    body_html: NotRequired[str]
    branches: NotRequired[list[BranchLink]]
    cover: NotRequired[Image | None]
    detail_url: NotRequired[str]
    display_date: NotRequired[str]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    last_published_at: NotRequired[str | None]
    lead: NotRequired[str]
    locale: NotRequired[str]
    people: NotRequired[list[PersonLink]]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    title: NotRequired[str]
    topics: NotRequired[list[TopicRef]]
    translations: NotRequired[list[Translation]]
    type: NotRequired[str]
    updated_note: NotRequired[str]
    url: NotRequired[str | None]


class PaginatedNewsItemList(TypedDict):
    items: list[NewsItem | NewsItemPart]
    meta: PageMeta


class PatchedNewsDraftRequestBodyItem(TypedDict):
    id: NotRequired[str | None]
    type: str
    value: Any


class PatchedNewsDraftRequest(TypedDict):
    """A piece of news. The body comes as `body` or as `body_html`, not as both."""

    author: NotRequired[str | None]
    body: NotRequired[list[PatchedNewsDraftRequestBodyItem]]
    body_html: NotRequired[str]
    branches: NotRequired[list[str]]
    cover_alt: NotRequired[str]
    cover_credit: NotRequired[str]
    cover_image: NotRequired[int | None]
    display_date: NotRequired[str]
    lead: NotRequired[str]
    people: NotRequired[list[str]]
    publish: NotRequired[bool]
    submit: NotRequired[bool]
    title: NotRequired[str]
    topics: NotRequired[list[str]]
    updated_note: NotRequired[str]
    version: NotRequired[str]
