"""Shapes of `people_parts`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

from tu_duong_client.shapes.shared_parts2 import ListMeta, PageMeta, PersonRef, SexEnum


class AncestorItem(TypedDict):
    child: int | None
    depth: int
    is_lineage: bool
    label: str
    person: PersonRef


class AncestorItemEnvelope(TypedDict):
    items: list[AncestorItem]
    meta: ListMeta


class BranchRef(TypedDict):
    """A branch in a few words."""

    id: str
    title: str
    url: str | None


class BranchGenerationFacts(TypedDict):
    """đời counted within one branch, whose founder has 1."""

    branch: BranchRef
    generation: int


class ChartPartnerFacts(TypedDict):
    """A wife or husband beside a box."""

    clan_branch: str | None
    id: str
    label: str
    name: str
    order: int
    sex: SexEnum
    url: str | None
    years: str


class ChartPerson(TypedDict):
    """Who stands in a box, as far as the caller may know."""

    branch: str
    generation_label: str
    id: str
    is_living: bool | None
    name: str
    note: str
    sex: SexEnum
    url: str | None
    years: str


class ChartBoxFacts(TypedDict):
    """A box of the drawing; without `person` it only holds others together."""

    below: int
    children: int
    generation: int | None
    key: str
    line: LineEnum
    mother: str | None
    open: bool
    parent: str | None
    partners: list[ChartPartnerFacts]
    person: ChartPerson | None
    rank: int


class ChartMeta(TypedDict):
    """What the drawing is about."""

    clan: str
    focus: str
    generations: list[int]
    people: int
    root: str | None


class ChartFacts(TypedDict):
    """The boxes in the order of the book: a parent before the children, brothers by rank."""

    boxes: list[ChartBoxFacts]
    meta: ChartMeta


class ClanRef(TypedDict):
    """A clan in a few words."""

    name: str
    slug: str
    url: str | None


class SpouseRef(TypedDict):
    """A wife or husband beside a descendant."""

    order_label: str
    person: PersonRef


class DescendantItem(TypedDict):
    """A descendant; `parent` is a place in this list, null for the person asked for."""

    depth: int
    has_more: bool
    parent: int | None
    person: PersonRef
    spouses: list[SpouseRef]


class DescendantItemEnvelope(TypedDict):
    items: list[DescendantItem]
    meta: ListMeta


class EventFactsDateFirst(TypedDict):
    calendar: Literal["gregorian", "julian", "lunar", "french", "hebrew", "other"]
    day: NotRequired[int]
    leap_month: NotRequired[bool]
    month: NotRequired[int]
    year: NotRequired[int]


class EventFactsDateSecond(TypedDict):
    calendar: Literal["gregorian", "julian", "lunar", "french", "hebrew", "other"]
    day: NotRequired[int]
    leap_month: NotRequired[bool]
    month: NotRequired[int]
    year: NotRequired[int]


class EventFactsDate(TypedDict):
    """A date of which parts may be unknown, in any calendar."""

    first: NotRequired[EventFactsDateFirst]
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
    second: NotRequired[EventFactsDateSecond]
    text: str


class EventFacts(TypedDict):
    """Something that happened."""

    date: EventFactsDate | None
    date_text: str
    description: str
    label: str
    place: str
    type: str


class GraveFacts(TypedDict):
    """Where the person rests; a grave that was moved gives more than one."""

    date_text: str
    description: str
    direction: str
    label: str
    latitude: float | None
    longitude: float | None
    place: str


class KinOptionFacts(TypedDict):
    """One pair of words, when it is not told who is the elder."""

    reciprocal: str
    term: str


class PathPersonFacts(TypedDict):
    """Somebody on the line; an opaque person only joins two others."""

    is_adoption: bool
    is_common_ancestor: bool
    label: str
    person: PersonRef
    step: StepEnum | BlankEnum


class KinLineFacts(TypedDict):
    """One line between two people, with its words."""

    address: str
    code: str
    common_ancestors: list[PersonRef]
    generation_difference: int
    in_words: str
    is_uncertain: bool
    kind: RelationKind
    note: str
    options: list[KinOptionFacts]
    path: list[PathPersonFacts]
    reciprocal: str
    reciprocal_address: str
    term: str


class LineageStep(TypedDict):
    """One step from the founder down to the person."""

    generation: int | None
    is_opaque: bool
    name: str
    url: str | None


class MemorialFacts(TypedDict):
    """Giỗ: the lunar day each year and when it falls next."""

    days_left: int | None
    lunar_day: int
    lunar_month: int
    next_date: str | None


class OtherName(TypedDict):
    """One more name: húy, tự, hiệu, thụy ..."""

    kind: str
    value: str


class PersonItem(TypedDict):
    """A person in a list."""

    branch: str
    detail_url: str | None
    father: str
    generation: int | None
    id: str | None
    is_opaque: bool
    name: str
    note: str
    sex: SexEnum
    url: str | None
    years: str


class PersonItemPart(TypedDict):
    """The fields of PersonItem that `fields` names."""

    branch: NotRequired[str]
    detail_url: NotRequired[str | None]
    father: NotRequired[str]
    generation: NotRequired[int | None]
    id: NotRequired[str | None]
    is_opaque: NotRequired[bool]
    name: NotRequired[str]
    note: NotRequired[str]
    sex: NotRequired[SexEnum]
    url: NotRequired[str | None]
    years: NotRequired[str]


class PaginatedPersonItemList(TypedDict):
    items: list[PersonItem | PersonItemPart]
    meta: PageMeta


class SourceFacts(TypedDict):
    """Where a fact comes from."""

    detail: str
    quote: str
    title: str
    url: str


class SpouseFacts(TypedDict):
    """A wife or husband with the children of the couple, in rank order."""

    children: list[PersonRef]
    order_label: str
    person: PersonRef
    place: str


BlankEnum: TypeAlias = Literal[""]


LineEnum: TypeAlias = Literal["birth", "adopted", "foster", "step", "heir", "unknown"]


StepEnum: TypeAlias = Literal["parent", "child", "spouse"]


RelationKind: TypeAlias = Literal["self", "blood", "adoption", "marriage", "none"]
