"""Shapes of `pages`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict


class WagtailPagePartMetaAliasOfMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPagePartMetaAliasOf(TypedDict):
    id: int
    meta: WagtailPagePartMetaAliasOfMeta
    title: str


class WagtailPagePartMetaParentMeta(TypedDict):
    detail_url: str
    html_url: str | None
    type: str


class WagtailPagePartMetaParent(TypedDict):
    id: int
    meta: WagtailPagePartMetaParentMeta
    title: str


class WagtailPagePartMeta(TypedDict):
    alias_of: NotRequired[WagtailPagePartMetaAliasOf | None]
    detail_url: NotRequired[str]
    first_published_at: NotRequired[str | None]
    html_url: NotRequired[str | None]
    locale: NotRequired[str]
    parent: NotRequired[WagtailPagePartMetaParent | None]
    search_description: NotRequired[str]
    seo_title: NotRequired[str]
    show_in_menus: NotRequired[bool]
    slug: NotRequired[str]
    type: NotRequired[str]


class WagtailPagePart(TypedDict):
    """The fields of WagtailPage that `fields` names."""

    id: NotRequired[int]
    meta: NotRequired[WagtailPagePartMeta]
    title: NotRequired[str]
