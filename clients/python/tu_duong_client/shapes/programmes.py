"""Shapes of `programmes`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts import Image
from tu_duong_client.shapes.shared_parts2 import PageMeta, ProgrammeItem


class ProgrammeItemPart(TypedDict):
    """The fields of ProgrammeItem that `fields` names."""

    cover: NotRequired[Image | None]
    detail_url: NotRequired[str]
    episode_count: NotRequired[int]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    intro: NotRequired[str]
    last_published_at: NotRequired[str | None]
    locale: NotRequired[str]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    title: NotRequired[str]
    type: NotRequired[str]
    url: NotRequired[str | None]


class PaginatedProgrammeItemList(TypedDict):
    items: list[ProgrammeItem | ProgrammeItemPart]
    meta: PageMeta
