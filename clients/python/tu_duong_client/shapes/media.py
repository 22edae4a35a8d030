"""Shapes of `media`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict


class MediaGivenRequest(TypedDict):
    """A recording; length and size are read from it where they are not given."""

    collection: NotRequired[int]
    file: str
    tags: NotRequired[str]
    title: str
    type: NotRequired[TypeEnum]


TypeEnum: TypeAlias = Literal["video", "audio"]
