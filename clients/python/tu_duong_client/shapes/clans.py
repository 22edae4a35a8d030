"""Shapes of `clans`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from tu_duong_client.shapes.shared_parts2 import GenerationFacts, ListMeta, PageMeta, PersonRef


class LunarDayField(TypedDict):
    """The lunar day something is kept on, and the lunar year it is kept for."""

    day: int
    month: int
    text: str
    year: int


class AnniversaryItem(TypedDict):
    """One giỗ or feast on one day."""

    branch: str
    counted_date: str | None
    date: str
    eve: str
    generation: int | None
    id: str
    kind: AnniversaryKind
    lunar: LunarDayField
    name: str
    note: str
    place: str
    text: str
    title: str
    url: str | None


class AnniversaryItemEnvelope(TypedDict):
    items: list[AnniversaryItem]
    meta: ListMeta


class ClanDetail(TypedDict):
    """A clan with its founder, branches and generations."""

    founder: PersonRef | None
    generations: list[GenerationFacts]
    head: PersonRef | None
    introduction: str
    motto: str
    name: str
    origin: str
    person_count: int
    slug: str
    url: str | None


class ClanDetailPart(TypedDict):
    """The fields of ClanDetail that `fields` names."""

    founder: NotRequired[PersonRef | None]
    generations: NotRequired[list[GenerationFacts]]
    head: NotRequired[PersonRef | None]
    introduction: NotRequired[str]
    motto: NotRequired[str]
    name: NotRequired[str]
    origin: NotRequired[str]
    person_count: NotRequired[int]
    slug: NotRequired[str]
    url: NotRequired[str | None]


class ClanItem(TypedDict):
    """A clan in a list; the numbers count visible people only."""

    generation_count: int
    motto: str
    name: str
    origin: str
    person_count: int
    slug: str
    url: str | None


class ClanItemPart(TypedDict):
    """The fields of ClanItem that `fields` names."""

    generation_count: NotRequired[int]
    motto: NotRequired[str]
    name: NotRequired[str]
    origin: NotRequired[str]
    person_count: NotRequired[int]
    slug: NotRequired[str]
    url: NotRequired[str | None]


class OverviewFounder(TypedDict):
    """The founder of a branch (tổ chi)."""

    id: str
    name: str


class OverviewBranchFacts(TypedDict):
    """A branch with all within it; numbers are those of people the caller may know."""

    founder: OverviewFounder | None
    generations: list[int]
    label: str
    parent: str | None
    people: int | None
    since: int | None
    slug: str
    url: str | None


class OverviewFacts(TypedDict):
    """The branches of a clan, each before those within it."""

    branches: list[OverviewBranchFacts]


class PaginatedClanItemList(TypedDict):
    items: list[ClanItem | ClanItemPart]
    meta: PageMeta


AnniversaryKind: TypeAlias = Literal["memorial", "feast"]
