"""Methods of `programmes`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.programmes import ProgrammeItemPart
from tu_duong_client.shapes.shared_parts2 import ProgrammeItem


class ProgrammesListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: list[
        Literal[
            "cover",
            "detail_url",
            "episode_count",
            "first_published_at",
            "id",
            "intro",
            "last_published_at",
            "locale",
            "search_description",
            "slug",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]
    include: list[
        Literal[
            "cover",
            "detail_url",
            "episode_count",
            "first_published_at",
            "id",
            "intro",
            "last_published_at",
            "locale",
            "search_description",
            "slug",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]
    limit: int
    locale: str
    offset: int
    order: Literal["-title", "-tree", "title", "tree"]


class ProgrammesGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "cover",
            "detail_url",
            "episode_count",
            "first_published_at",
            "id",
            "intro",
            "last_published_at",
            "locale",
            "search_description",
            "slug",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]
    include: list[
        Literal[
            "cover",
            "detail_url",
            "episode_count",
            "first_published_at",
            "id",
            "intro",
            "last_published_at",
            "locale",
            "search_description",
            "slug",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]


class ProgrammesReading(Reading):
    """Reads `programmes`."""

    def programmes_list(
        self, **query: Unpack[ProgrammesListQuery]
    ) -> Iterator[ProgrammeItem | ProgrammeItemPart]:
        """Answer one page of the list."""
        answer: Iterator[ProgrammeItem | ProgrammeItemPart] = self.walk(
            "/api/v2/programmes/", query
        )
        return answer

    def programmes_get(
        self, id: int, **query: Unpack[ProgrammesGetQuery]
    ) -> ProgrammeItem | ProgrammeItemPart:
        """Answer one series."""
        answer: ProgrammeItem | ProgrammeItemPart = self.read(f"/api/v2/programmes/{id}/", query)
        return answer
