"""Methods of `episodes`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.episodes import EpisodeDetailPart, EpisodeItem, EpisodeItemPart
from tu_duong_client.shapes.shared_parts import DraftMade
from tu_duong_client.shapes.shared_parts2 import EpisodeDetail


class EpisodesListQuery(TypedDict, total=False):
    branch: str
    count: bool
    cursor: str
    date_from: str
    date_to: str
    facets: list[Literal["topic", "year"]]
    fields: list[
        Literal[
            "branches",
            "detail_url",
            "display_date",
            "duration_iso",
            "duration_seconds",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "poster",
            "programme",
            "search_description",
            "slug",
            "title",
            "topics",
            "transcript",
            "translations",
            "type",
            "url",
            "video",
        ]
    ]
    include: list[
        Literal[
            "branches",
            "detail_url",
            "display_date",
            "duration_iso",
            "duration_seconds",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "poster",
            "programme",
            "search_description",
            "slug",
            "title",
            "topics",
            "transcript",
            "translations",
            "type",
            "url",
            "video",
        ]
    ]
    limit: int
    locale: str
    offset: int
    order: Literal["-display_date", "-title", "display_date", "title"]
    person: str
    programme: int
    search: str
    topic: list[str]
    year: list[int]


class EpisodesGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "branches",
            "detail_url",
            "display_date",
            "duration_iso",
            "duration_seconds",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "poster",
            "programme",
            "search_description",
            "slug",
            "title",
            "topics",
            "transcript",
            "translations",
            "type",
            "url",
            "video",
        ]
    ]
    include: list[
        Literal[
            "branches",
            "detail_url",
            "display_date",
            "duration_iso",
            "duration_seconds",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "poster",
            "programme",
            "search_description",
            "slug",
            "title",
            "topics",
            "transcript",
            "translations",
            "type",
            "url",
            "video",
        ]
    ]


class EpisodesReading(Reading):
    """Reads `episodes`."""

    def episodes_list(
        self, **query: Unpack[EpisodesListQuery]
    ) -> Iterator[EpisodeItem | EpisodeItemPart]:
        """Answer one page of the list."""
        answer: Iterator[EpisodeItem | EpisodeItemPart] = self.walk("/api/v2/episodes/", query)
        return answer

    def episodes_get(
        self, id: int, **query: Unpack[EpisodesGetQuery]
    ) -> EpisodeDetail | EpisodeDetailPart:
        """Answer one episode."""
        answer: EpisodeDetail | EpisodeDetailPart = self.read(f"/api/v2/episodes/{id}/", query)
        return answer

    def episodes_draft(self, id: int) -> DraftMade:
        """Answer which version is the newest, for a key with the scope write:episodes."""
        answer: DraftMade = self.read(f"/api/v2/episodes/{id}/draft/", {})
        return answer
