"""Shapes of `redirects`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict


class WagtailRedirectMeta(TypedDict):
    detail_url: str
    type: str


class WagtailRedirect(TypedDict):
    id: int
    location: str | None
    meta: WagtailRedirectMeta
    old_path: str


class WagtailRedirectPartMeta(TypedDict):
    detail_url: NotRequired[str]
    type: NotRequired[str]


class WagtailRedirectPart(TypedDict):
    """The fields of WagtailRedirect that `fields` names."""

    id: NotRequired[int]
    location: NotRequired[str | None]
    meta: NotRequired[WagtailRedirectPartMeta]
    old_path: NotRequired[str]
