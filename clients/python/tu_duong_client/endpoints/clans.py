"""Methods of `clans`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.clans import (
    AnniversaryItem,
    ClanDetail,
    ClanDetailPart,
    ClanItem,
    ClanItemPart,
    OverviewFacts,
)
from tu_duong_client.shapes.shared import StatisticsFacts


class ClansListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: list[
        Literal["generation_count", "motto", "name", "origin", "person_count", "slug", "url"]
    ]
    include: list[
        Literal["generation_count", "motto", "name", "origin", "person_count", "slug", "url"]
    ]
    limit: int
    offset: int
    search: str


class ClansGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "founder",
            "generations",
            "head",
            "introduction",
            "motto",
            "name",
            "origin",
            "person_count",
            "slug",
            "url",
        ]
    ]
    include: list[
        Literal[
            "founder",
            "generations",
            "head",
            "introduction",
            "motto",
            "name",
            "origin",
            "person_count",
            "slug",
            "url",
        ]
    ]


class ClansAnniversariesIcsQuery(TypedDict, total=False):
    branch: str


class ClansAnniversariesQuery(TypedDict, total=False):
    branch: str
    from_: str
    limit: int
    offset: int
    to: str


class ClansStatisticsChartSvgQuery(TypedDict, total=False):
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


class ClansReading(Reading):
    """Reads `clans`."""

    def clans_list(self, **query: Unpack[ClansListQuery]) -> Iterator[ClanItem | ClanItemPart]:
        """Answer one page of the list."""
        answer: Iterator[ClanItem | ClanItemPart] = self.walk("/api/v2/clans/", query)
        return answer

    def clans_get(self, slug: str, **query: Unpack[ClansGetQuery]) -> ClanDetail | ClanDetailPart:
        """Answer one clan."""
        answer: ClanDetail | ClanDetailPart = self.read(f"/api/v2/clans/{slug}/", query)
        return answer

    def clans_anniversaries_ics(
        self, slug: str, **query: Unpack[ClansAnniversariesIcsQuery]
    ) -> bytes:
        """Answer this and the next lunar year as a calendar file (RFC 5545) to subscribe to."""
        answer: bytes = self.bytes_of(f"/api/v2/clans/{slug}/anniversaries.ics", query)
        return answer

    def clans_anniversaries(
        self, slug: str, **query: Unpack[ClansAnniversariesQuery]
    ) -> Iterator[AnniversaryItem]:
        """Answer the giỗ and feasts of a span by date."""
        answer: Iterator[AnniversaryItem] = self.walk(f"/api/v2/clans/{slug}/anniversaries/", query)
        return answer

    def clans_overview(self, slug: str) -> OverviewFacts:
        """Answer the branches of the clan with their places in the tree."""
        answer: OverviewFacts = self.read(f"/api/v2/clans/{slug}/overview/", {})
        return answer

    def clans_statistics(self, slug: str) -> StatisticsFacts:
        """Answer the numbers for the caller's kind of reader."""
        answer: StatisticsFacts = self.read(f"/api/v2/clans/{slug}/statistics/", {})
        return answer

    def clans_statistics_chart_svg(
        self, slug: str, **query: Unpack[ClansStatisticsChartSvgQuery]
    ) -> bytes:
        """Answer one chart as an SVG picture that other sites may show."""
        answer: bytes = self.bytes_of(f"/api/v2/clans/{slug}/statistics/chart.svg", query)
        return answer
