"""Methods of `people`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.people import (
    PersonDetail,
    PersonDetailPart,
    RelationshipFacts,
    TimelineItem,
)
from tu_duong_client.shapes.people_parts import (
    AncestorItem,
    ChartFacts,
    DescendantItem,
    PersonItem,
    PersonItemPart,
)


class PeopleListQuery(TypedDict, total=False):
    born_from: int
    born_to: int
    branch: str
    clan: list[str]
    count: bool
    cursor: str
    died_from: int
    died_to: int
    facets: list[Literal["branch", "clan", "generation", "sex"]]
    fields: list[
        Literal[
            "branch",
            "detail_url",
            "father",
            "generation",
            "id",
            "is_opaque",
            "name",
            "note",
            "sex",
            "url",
            "years",
        ]
    ]
    generation: int
    generation_from: int
    generation_to: int
    include: list[
        Literal[
            "branch",
            "detail_url",
            "father",
            "generation",
            "id",
            "is_opaque",
            "name",
            "note",
            "sex",
            "url",
            "years",
        ]
    ]
    limit: int
    memorial_day: int
    memorial_month: int
    offset: int
    order: Literal["-generation", "-name", "-tree", "generation", "name", "tree"]
    search: str
    sex: Literal["f", "m", "u"]


class PeopleGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "biography",
            "birth_text",
            "birth_year",
            "branch",
            "branch_generations",
            "children_without_mother",
            "clan",
            "code",
            "death_text",
            "death_year",
            "events",
            "generation",
            "given_name",
            "graves",
            "id",
            "is_living",
            "lineage",
            "memorial",
            "mentions",
            "middle_name",
            "name",
            "news",
            "other_names",
            "parents",
            "position",
            "sex",
            "siblings",
            "sources",
            "spouses",
            "surname",
            "url",
            "years",
        ]
    ]
    include: list[
        Literal[
            "biography",
            "birth_text",
            "birth_year",
            "branch",
            "branch_generations",
            "children_without_mother",
            "clan",
            "code",
            "death_text",
            "death_year",
            "events",
            "generation",
            "given_name",
            "graves",
            "id",
            "is_living",
            "lineage",
            "memorial",
            "mentions",
            "middle_name",
            "name",
            "news",
            "other_names",
            "parents",
            "position",
            "sex",
            "siblings",
            "sources",
            "spouses",
            "surname",
            "url",
            "years",
        ]
    ]


class PeopleAncestorsQuery(TypedDict, total=False):
    depth: int
    lineage: bool


class PeopleBranchBelowQuery(TypedDict, total=False):
    down: int
    sons: Literal[0, 1]


class PeopleChartQuery(TypedDict, total=False):
    down: int
    sons: Literal[0, 1]
    to: str
    up: int | Literal["all"]


class PeopleDescendantsQuery(TypedDict, total=False):
    depth: int


class PeopleRelationshipQuery(TypedDict, total=False):
    region: Literal["central", "north", "south"]
    to: str


class PeopleReading(Reading):
    """Reads `people`."""

    def people_list(
        self, **query: Unpack[PeopleListQuery]
    ) -> Iterator[PersonItem | PersonItemPart]:
        """Answer one page of the list."""
        answer: Iterator[PersonItem | PersonItemPart] = self.walk("/api/v2/people/", query)
        return answer

    def people_get(
        self, uuid: str, **query: Unpack[PeopleGetQuery]
    ) -> PersonDetail | PersonDetailPart:
        """Answer everything the caller may know of one person."""
        answer: PersonDetail | PersonDetailPart = self.read(f"/api/v2/people/{uuid}/", query)
        return answer

    def people_ancestors(
        self, uuid: str, **query: Unpack[PeopleAncestorsQuery]
    ) -> Iterator[AncestorItem]:
        """Answer the ancestors, generation by generation, father before mother."""
        answer: Iterator[AncestorItem] = self.walk(f"/api/v2/people/{uuid}/ancestors/", query)
        return answer

    def people_branch_below(self, uuid: str, **query: Unpack[PeopleBranchBelowQuery]) -> ChartFacts:
        """Answer the boxes below one person, whose own box is not among them."""
        answer: ChartFacts = self.read(f"/api/v2/people/{uuid}/branch-below/", query)
        return answer

    def people_chart(self, uuid: str, **query: Unpack[PeopleChartQuery]) -> ChartFacts:
        """Answer the boxes around one person: the lineage, the brothers, some below."""
        answer: ChartFacts = self.read(f"/api/v2/people/{uuid}/chart/", query)
        return answer

    def people_descendants(
        self, uuid: str, **query: Unpack[PeopleDescendantsQuery]
    ) -> Iterator[DescendantItem]:
        """Answer the descendants in the order of the book, the person asked for first."""
        answer: Iterator[DescendantItem] = self.walk(f"/api/v2/people/{uuid}/descendants/", query)
        return answer

    def people_relationship(
        self, uuid: str, **query: Unpack[PeopleRelationshipQuery]
    ) -> RelationshipFacts:
        """Answer what two people call each other, and the line between them."""
        answer: RelationshipFacts = self.read(f"/api/v2/people/{uuid}/relationship/", query)
        return answer

    def people_timeline(self, uuid: str) -> Iterator[TimelineItem]:
        """Answer what is known of a life in its order, from birth to the grave."""
        answer: Iterator[TimelineItem] = self.walk(f"/api/v2/people/{uuid}/timeline/", {})
        return answer
