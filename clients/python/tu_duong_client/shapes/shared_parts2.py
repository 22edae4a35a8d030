"""Shapes of `shared_parts2`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from tu_duong_client.shapes.shared_parts import (
    AuthorRef,
    Block,
    BranchLink,
    Image,
    PersonLink,
    Translation,
)


class PersonRef(TypedDict):
    """A person in a few words, as part of another answer."""

    branch: str
    father: str
    generation: int | None
    id: str | None
    is_opaque: bool
    name: str
    note: str
    sex: SexEnum
    url: str | None
    years: str


class ListMeta(TypedDict):
    """What is said of a list."""

    total_count: int


class GenerationFacts(TypedDict):
    """How many visible people a generation has."""

    count: int
    generation: int
    label: str


class MentionFacts(TypedDict):
    """News, a programme or an event that speaks of the person or branch."""

    date: str
    kind: str
    page_id: int
    title: str
    url: str | None


class TopicRef(TypedDict):
    """A topic in a few words."""

    name: str
    slug: str
    url: str | None


class NewsItem(TypedDict):
    """A piece of news; `body` and `body_html` come with `include=body` in lists."""

    author: AuthorRef | None
    body: NotRequired[list[Block]]
    body_html: NotRequired[str]
    branches: list[BranchLink]
    cover: Image | None
    detail_url: str
    display_date: str
    first_published_at: str | None
    id: int
    last_published_at: str | None
    lead: str
    locale: str
    people: list[PersonLink]
    search_description: str
    slug: str
    title: str
    topics: list[TopicRef]
    translations: NotRequired[list[Translation]]
    type: str
    updated_note: str
    url: str | None


class Video(TypedDict):
    """Where a video plays."""

    embed_url: str | None
    height: int | None
    kind: Literal["youtube", "facebook", "vimeo", "tiktok", "file"]
    mime: str | None
    provider: str
    src: str | None
    watch_url: str | None
    width: int | None


class EpisodeDetailProgramme(TypedDict):
    detail_url: str
    id: int
    title: str


class EpisodeDetail(TypedDict):
    """An episode with its transcript."""

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
    programme: EpisodeDetailProgramme | None
    search_description: str
    slug: str
    title: str
    topics: list[str]
    transcript: str
    translations: list[Translation]
    type: str
    url: str | None
    video: Video | None


class EventDetail(TypedDict):
    """An event with its body as typed blocks and as HTML."""

    body: list[Block]
    body_html: str
    branch: BranchLink | None
    cover: Image | None
    detail_url: str
    ends_at: str | None
    first_published_at: str | None
    id: int
    last_published_at: str | None
    lead: str
    locale: str
    lunar_label: str
    place: str
    search_description: str
    slug: str
    starts_at: str
    title: str
    translations: list[Translation]
    type: str
    url: str | None


class FileMade(TypedDict):
    """What was stored, and its id for the covers, pictures and videos of pages."""

    bytes: int
    detail_url: str | None
    edit_url: str | None
    height: int | None
    id: int
    kind: FileKind
    title: str
    width: int | None


class GenerationNumbers(TypedDict):
    """One generation (đời). Sons, daughters and unsexed are of the lineage (nội tộc)."""

    children: int
    daughters: int
    fathers: int
    generation: int | None
    husbands: int
    lines_ended: int | None
    most_children: int
    others: int
    people: int
    sons: int
    unsexed: int
    wives: int


class KnownNumbers(TypedDict):
    """How much is known."""

    births: int
    deaths: int
    memorials: int
    of_dead: int


class LongevityNumbers(TypedDict):
    """Ages at death, solar years (tuổi dương): year of death less year of birth."""

    century: int
    count: int
    highest: int
    lowest: int
    median: float
    sex: SexEnum


class MemorialNumbers(TypedDict):
    """Giỗ of a lunar month."""

    count: int
    month: int


class NewsDetail(TypedDict):
    """A piece of news with its body as typed blocks and as HTML."""

    author: AuthorRef | None
    body: list[Block]
    body_html: str
    branches: list[BranchLink]
    cover: Image | None
    detail_url: str
    display_date: str
    first_published_at: str | None
    id: int
    last_published_at: str | None
    lead: str
    locale: str
    people: list[PersonLink]
    search_description: str
    slug: str
    title: str
    topics: list[TopicRef]
    translations: list[Translation]
    type: str
    updated_note: str
    url: str | None


class ProgrammeItem(TypedDict):
    """A series (chương trình)."""

    cover: Image | None
    detail_url: str
    episode_count: int
    first_published_at: str | None
    id: int
    intro: str
    last_published_at: str | None
    locale: str
    search_description: str
    slug: str
    title: str
    type: str
    url: str | None


class PageMetaFacetsValueItem(TypedDict):
    count: int | None
    label: str
    value: str


class PageMeta(TypedDict):
    facets: NotRequired[dict[str, list[PageMetaFacetsValueItem]]]
    next_cursor: str | None
    total_count: NotRequired[int]


class Problem(TypedDict):
    """RFC 9457 problem details; `message` says the same for clients of Wagtail."""

    detail: str
    errors: NotRequired[dict[str, list[str]]]
    message: str
    status: int
    title: str
    type: str


class WivesNumbers(TypedDict):
    """How many men of the lineage have so many wives in the book."""

    men: int
    wives: int


SexEnum: TypeAlias = Literal["m", "f", "u"]


FileKind: TypeAlias = Literal["image", "document", "video", "audio"]
