"""Shapes of `documents`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict


class FileGivenRequest(TypedDict):
    """A file handed in, as `multipart/form-data`."""

    collection: NotRequired[int]
    file: str
    tags: NotRequired[str]
    title: str


class WagtailDocumentMeta(TypedDict):
    detail_url: str
    download_url: str
    tags: list[str]
    type: str


class WagtailDocument(TypedDict):
    id: int
    meta: WagtailDocumentMeta
    title: str


class WagtailDocumentPartMeta(TypedDict):
    detail_url: NotRequired[str]
    download_url: NotRequired[str]
    tags: NotRequired[list[str]]
    type: NotRequired[str]


class WagtailDocumentPart(TypedDict):
    """The fields of WagtailDocument that `fields` names."""

    id: NotRequired[int]
    meta: NotRequired[WagtailDocumentPartMeta]
    title: NotRequired[str]
