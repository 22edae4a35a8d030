"""Shapes of `branches`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts2 import (
    GenerationFacts,
    MentionFacts,
    NewsItem,
    PageMeta,
    PersonRef,
)


class BranchDetail(TypedDict):
    """A branch with founder, head and generations; `news` with `include=news`."""

    clan: str
    founder: PersonRef | None
    generations: list[GenerationFacts]
    hall: NotRequired[str]
    head: PersonRef | None
    id: str
    introduction: str
    label: str
    mentions: list[MentionFacts]
    news: NotRequired[list[NewsItem]]
    ordinal: int | None
    parent: NotRequired[str | None]
    since_generation: int | None
    slug: str
    title: str
    url: str | None


class BranchDetailPart(TypedDict):
    """The fields of BranchDetail that `fields` names."""

    clan: NotRequired[str]
    founder: NotRequired[PersonRef | None]
    generations: NotRequired[list[GenerationFacts]]
    hall: NotRequired[str]
    head: NotRequired[PersonRef | None]
    id: NotRequired[str]
    introduction: NotRequired[str]
    label: NotRequired[str]
    mentions: NotRequired[list[MentionFacts]]
    news: NotRequired[list[NewsItem]]
    ordinal: NotRequired[int | None]
    parent: NotRequired[str | None]
    since_generation: NotRequired[int | None]
    slug: NotRequired[str]
    title: NotRequired[str]
    url: NotRequired[str | None]


class BranchItem(TypedDict):
    """A branch in a list."""

    clan: str
    id: str
    label: str
    ordinal: int | None
    parent: NotRequired[str | None]
    since_generation: int | None
    slug: str
    title: str
    url: str | None


class BranchItemPart(TypedDict):
    """The fields of BranchItem that `fields` names."""

    clan: NotRequired[str]
    id: NotRequired[str]
    label: NotRequired[str]
    ordinal: NotRequired[int | None]
    parent: NotRequired[str | None]
    since_generation: NotRequired[int | None]
    slug: NotRequired[str]
    title: NotRequired[str]
    url: NotRequired[str | None]


class PaginatedBranchItemList(TypedDict):
    items: list[BranchItem | BranchItemPart]
    meta: PageMeta
