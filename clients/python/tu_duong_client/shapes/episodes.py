"""Shapes of `episodes`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import NotRequired, TypedDict

from tu_duong_client.shapes.shared_parts import BranchLink, Image, PersonLink, Translation
from tu_duong_client.shapes.shared_parts2 import PageMeta, Video


class EpisodeDetailPartProgramme(TypedDict):
    detail_url: str
    id: int
    title: str


class EpisodeDetailPart(TypedDict):
    """The fields of EpisodeDetail that `fields` names."""

    branches: NotRequired[list[BranchLink]]
    detail_url: NotRequired[str]
    display_date: NotRequired[str]
    duration_iso: NotRequired[str | None]
    duration_seconds: NotRequired[int | None]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    last_published_at: NotRequired[str | None]
    lead: NotRequired[str]
    locale: NotRequired[str]
    people: NotRequired[list[PersonLink]]
    poster: NotRequired[Image | None]
    programme: NotRequired[EpisodeDetailPartProgramme | None]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    title: NotRequired[str]
    topics: NotRequired[list[str]]
    transcript: NotRequired[str]
    translations: NotRequired[list[Translation]]
    type: NotRequired[str]
    url: NotRequired[str | None]
    video: NotRequired[Video | None]


class EpisodeDraftRequest(TypedDict):
    """An episode; a draft may wait for its video."""

    branches: NotRequired[list[str]]
    display_date: NotRequired[str]
    duration_seconds: NotRequired[int | None]
    lead: NotRequired[str]
    people: NotRequired[list[str]]
    poster: NotRequired[int | None]
    poster_alt: NotRequired[str]
    programme: int
    submit: NotRequired[bool]
    title: str
    topics: NotRequired[list[str]]
    transcript: NotRequired[str]
    version: NotRequired[str]
    video_file: NotRequired[int | None]
    video_url: NotRequired[str]


class EpisodeItemProgramme(TypedDict):
    detail_url: str
    id: int
    title: str


class EpisodeItem(TypedDict):
    """An episode (tập) with its video."""

    branches: list[BranchLink]
    detail_url: str
    display_date: str
    duration_iso: str | None
    duration_seconds: int | None
    first_published_at: str | None
    id: int
    last_published_at: str | None
    lead: str
    locale: str
    people: list[PersonLink]
    poster: Image | None
    programme: EpisodeItemProgramme | None
    search_description: str
    slug: str
    title: str
    topics: list[str]
    transcript: NotRequired[str]
    translations: NotRequired[list[Translation]]
    type: str
    url: str | None
    video: Video | None


class EpisodeItemPartProgramme(TypedDict):
    detail_url: str
    id: int
    title: str


class EpisodeItemPart(TypedDict):
    """The fields of EpisodeItem that `fields` names."""

    branches: NotRequired[list[BranchLink]]
    detail_url: NotRequired[str]
    display_date: NotRequired[str]
    duration_iso: NotRequired[str | None]
    duration_seconds: NotRequired[int | None]
    first_published_at: NotRequired[str | None]
    id: NotRequired[int]
    last_published_at: NotRequired[str | None]
    lead: NotRequired[str]
    locale: NotRequired[str]
    people: NotRequired[list[PersonLink]]
    poster: NotRequired[Image | None]
    programme: NotRequired[EpisodeItemPartProgramme | None]
    search_description: NotRequired[str]
    slug: NotRequired[str]
    title: NotRequired[str]
    topics: NotRequired[list[str]]
    transcript: NotRequired[str]
    translations: NotRequired[list[Translation]]
    type: NotRequired[str]
    url: NotRequired[str | None]
    video: NotRequired[Video | None]


class PaginatedEpisodeItemList(TypedDict):
    items: list[EpisodeItem | EpisodeItemPart]
    meta: PageMeta


class PatchedEpisodeDraftRequest(TypedDict):
    """An episode; a draft may wait for its video."""

    branches: NotRequired[list[str]]
    display_date: NotRequired[str]
    duration_seconds: NotRequired[int | None]
    lead: NotRequired[str]
    people: NotRequired[list[str]]
    poster: NotRequired[int | None]
    poster_alt: NotRequired[str]
    programme: NotRequired[int]
    submit: NotRequired[bool]
    title: NotRequired[str]
    topics: NotRequired[list[str]]
    transcript: NotRequired[str]
    version: NotRequired[str]
    video_file: NotRequired[int | None]
    video_url: NotRequired[str]
