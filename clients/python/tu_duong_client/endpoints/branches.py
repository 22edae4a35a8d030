"""Methods of `branches`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.branches import (
    BranchDetail,
    BranchDetailPart,
    BranchItem,
    BranchItemPart,
)
from tu_duong_client.shapes.shared import StatisticsFacts


class BranchesListQuery(TypedDict, total=False):
    clan: list[str]
    count: bool
    cursor: str
    fields: list[
        Literal[
            "clan", "id", "label", "ordinal", "parent", "since_generation", "slug", "title", "url"
        ]
    ]
    include: list[
        Literal[
            "clan", "id", "label", "ordinal", "parent", "since_generation", "slug", "title", "url"
        ]
    ]
    limit: int
    offset: int
    order: Literal["-name", "-tree", "name", "tree"]
    parent: str
    search: str


class BranchesGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "clan",
            "founder",
            "generations",
            "hall",
            "head",
            "id",
            "introduction",
            "label",
            "mentions",
            "news",
            "ordinal",
            "parent",
            "since_generation",
            "slug",
            "title",
            "url",
        ]
    ]
    include: list[
        Literal[
            "clan",
            "founder",
            "generations",
            "hall",
            "head",
            "id",
            "introduction",
            "label",
            "mentions",
            "news",
            "ordinal",
            "parent",
            "since_generation",
            "slug",
            "title",
            "url",
        ]
    ]


class BranchesStatisticsChartSvgQuery(TypedDict, total=False):
    kind: Literal[
        "births",
        "generations",
        "longevity",
        "memorials",
        "middle-names",
        "names-of-men",
        "names-of-women",
        "surnames-of-wives",
    ]


class BranchesReading(Reading):
    """Reads `branches`."""

    def branches_list(
        self, **query: Unpack[BranchesListQuery]
    ) -> Iterator[BranchItem | BranchItemPart]:
        """Answer one page of the list."""
        answer: Iterator[BranchItem | BranchItemPart] = self.walk("/api/v2/branches/", query)
        return answer

    def branches_get(
        self, uuid: str, **query: Unpack[BranchesGetQuery]
    ) -> BranchDetail | BranchDetailPart:
        """Answer one branch with its founder, head and generations."""
        answer: BranchDetail | BranchDetailPart = self.read(f"/api/v2/branches/{uuid}/", query)
        return answer

    def branches_statistics(self, uuid: str) -> StatisticsFacts:
        """Answer the numbers for the caller's kind of reader."""
        answer: StatisticsFacts = self.read(f"/api/v2/branches/{uuid}/statistics/", {})
        return answer

    def branches_statistics_chart_svg(
        self, uuid: str, **query: Unpack[BranchesStatisticsChartSvgQuery]
    ) -> bytes:
        """Answer one chart as an SVG picture that other sites may show."""
        answer: bytes = self.bytes_of(f"/api/v2/branches/{uuid}/statistics/chart.svg", query)
        return answer
