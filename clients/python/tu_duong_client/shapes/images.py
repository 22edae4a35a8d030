"""Shapes of `images`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts import Image


class ImageGivenRequest(TypedDict):
    """A picture: AVIF, GIF, JPEG, PNG, WebP or HEIC; stored without EXIF, XMP and IPTC."""

    collection: NotRequired[int]
    credit: NotRequired[str]
    description: NotRequired[str]
    file: str
    tags: NotRequired[str]
    title: str


class WagtailImageMeta(TypedDict):
    detail_url: str
    download_url: str
    tags: list[str]
    type: str


class WagtailImage(TypedDict):
    credit: NotRequired[str]
    description: NotRequired[str]
    height: NotRequired[int]
    id: int
    image: NotRequired[Image | None]
    meta: WagtailImageMeta
    title: str
    width: NotRequired[int]


class WagtailImagePartMeta(TypedDict):
    detail_url: NotRequired[str]
    download_url: NotRequired[str]
    tags: NotRequired[list[str]]
    type: NotRequired[str]


class WagtailImagePart(TypedDict):
    """The fields of WagtailImage that `fields` names."""

    credit: NotRequired[str]
    description: NotRequired[str]
    height: NotRequired[int]
    id: NotRequired[int]
    image: NotRequired[Image | None]
    meta: NotRequired[WagtailImagePartMeta]
    title: NotRequired[str]
    width: NotRequired[int]
