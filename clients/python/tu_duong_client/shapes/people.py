"""Shapes of `people`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from tu_duong_client.shapes.people_parts import (
    BranchGenerationFacts,
    BranchRef,
    ClanRef,
    EventFacts,
    GraveFacts,
    KinLineFacts,
    LineageStep,
    MemorialFacts,
    OtherName,
    PathPersonFacts,
    RelationKind,
    SourceFacts,
    SpouseFacts,
)
from tu_duong_client.shapes.shared_parts2 import (
    ListMeta,
    MentionFacts,
    NewsItem,
    PersonRef,
    SexEnum,
)


class PersonDetail(TypedDict):
    """Everything the viewer may know of one person; `news` with `include=news`."""

    biography: str
    birth_text: str
    birth_year: int | None
    branch: BranchRef | None
    branch_generations: list[BranchGenerationFacts]
    children_without_mother: list[PersonRef]
    clan: ClanRef
    code: str
    death_text: str
    death_year: int | None
    events: list[EventFacts]
    generation: int | None
    given_name: str
    graves: list[GraveFacts]
    id: str
    is_living: bool | None
    lineage: list[LineageStep]
    memorial: MemorialFacts | None
    mentions: list[MentionFacts]
    middle_name: str
    name: str
    news: NotRequired[list[NewsItem]]
    other_names: list[OtherName]
    parents: list[PersonRef]
    position: str
    sex: SexEnum
    siblings: list[PersonRef]
    sources: list[SourceFacts]
    spouses: list[SpouseFacts]
    surname: str
    url: str | None
    years: str


class PersonDetailPart(TypedDict):
    """The fields of PersonDetail that `fields` names."""

    biography: NotRequired[str]
    birth_text: NotRequired[str]
    birth_year: NotRequired[int | None]
    branch: NotRequired[BranchRef | None]
    branch_generations: NotRequired[list[BranchGenerationFacts]]
    children_without_mother: NotRequired[list[PersonRef]]
    clan: NotRequired[ClanRef]
    code: NotRequired[str]
    death_text: NotRequired[str]
    death_year: NotRequired[int | None]
    events: NotRequired[list[EventFacts]]
    generation: NotRequired[int | None]
    given_name: NotRequired[str]
    graves: NotRequired[list[GraveFacts]]
    id: NotRequired[str]
    is_living: NotRequired[bool | None]
    lineage: NotRequired[list[LineageStep]]
    memorial: NotRequired[MemorialFacts | None]
    mentions: NotRequired[list[MentionFacts]]
    middle_name: NotRequired[str]
    name: NotRequired[str]
    news: NotRequired[list[NewsItem]]
    other_names: NotRequired[list[OtherName]]
    parents: NotRequired[list[PersonRef]]
    position: NotRequired[str]
    sex: NotRequired[SexEnum]
    siblings: NotRequired[list[PersonRef]]
    sources: NotRequired[list[SourceFacts]]
    spouses: NotRequired[list[SpouseFacts]]
    surname: NotRequired[str]
    url: NotRequired[str | None]
    years: NotRequired[str]


RelationshipFacts = TypedDict(
    "RelationshipFacts",
    {
        "address": "str",
        "capped": "bool",
        "from": "PersonRef",
        "kind": "RelationKind",
        "main": "KinLineFacts | None",
        "others": "list[KinLineFacts]",
        "path": "list[PathPersonFacts]",
        "reciprocal": "str",
        "reciprocal_address": "str",
        "region": "RegionEnum",
        "term": "str",
        "to": "PersonRef",
    },
)


class TimelineItemDateFirst(TypedDict):
    calendar: Literal["gregorian", "julian", "lunar", "french", "hebrew", "other"]
    day: NotRequired[int]
    leap_month: NotRequired[bool]
    month: NotRequired[int]
    year: NotRequired[int]


class TimelineItemDateSecond(TypedDict):
    calendar: Literal["gregorian", "julian", "lunar", "french", "hebrew", "other"]
    day: NotRequired[int]
    leap_month: NotRequired[bool]
    month: NotRequired[int]
    year: NotRequired[int]


class TimelineItemDate(TypedDict):
    """A date of which parts may be unknown, in any calendar."""

    first: NotRequired[TimelineItemDateFirst]
    phrase: NotRequired[str]
    qualifier: Literal[
        "exact",
        "about",
        "before",
        "after",
        "between",
        "from_to",
        "from",
        "to",
        "calculated",
        "estimated",
        "interpreted",
        "phrase",
    ]
    second: NotRequired[TimelineItemDateSecond]
    text: str


class TimelineItem(TypedDict):
    """One event of a life with its Gregorian day, where it is known to the day."""

    date: TimelineItemDate | None
    date_text: str
    description: str
    label: str
    place: str
    solar_date: str | None
    type: str


class TimelineItemEnvelope(TypedDict):
    items: list[TimelineItem]
    meta: ListMeta


RegionEnum: TypeAlias = Literal["north", "central", "south"]
