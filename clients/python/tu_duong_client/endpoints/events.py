"""Methods of `events`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.events import EventDetailPart, EventItem, EventItemPart
from tu_duong_client.shapes.shared_parts2 import EventDetail


class EventsListQuery(TypedDict, total=False):
    branch: str
    count: bool
    cursor: str
    facets: list[Literal["year"]]
    fields: list[
        Literal[
            "body",
            "body_html",
            "branch",
            "cover",
            "detail_url",
            "ends_at",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "lunar_label",
            "place",
            "search_description",
            "slug",
            "starts_at",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]
    include: list[
        Literal[
            "body",
            "body_html",
            "branch",
            "cover",
            "detail_url",
            "ends_at",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "lunar_label",
            "place",
            "search_description",
            "slug",
            "starts_at",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]
    limit: int
    locale: str
    offset: int
    order: Literal["-starts_at", "-title", "starts_at", "title"]
    search: str
    starts_from: str
    starts_to: str
    year: list[int]


class EventsGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "body",
            "body_html",
            "branch",
            "cover",
            "detail_url",
            "ends_at",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "lunar_label",
            "place",
            "search_description",
            "slug",
            "starts_at",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]
    include: list[
        Literal[
            "body",
            "body_html",
            "branch",
            "cover",
            "detail_url",
            "ends_at",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "lunar_label",
            "place",
            "search_description",
            "slug",
            "starts_at",
            "title",
            "translations",
            "type",
            "url",
        ]
    ]


class EventsReading(Reading):
    """Reads `events`."""

    def events_list(self, **query: Unpack[EventsListQuery]) -> Iterator[EventItem | EventItemPart]:
        """Answer one page of the list."""
        answer: Iterator[EventItem | EventItemPart] = self.walk("/api/v2/events/", query)
        return answer

    def events_get(self, id: int, **query: Unpack[EventsGetQuery]) -> EventDetail | EventDetailPart:
        """Answer one event."""
        answer: EventDetail | EventDetailPart = self.read(f"/api/v2/events/{id}/", query)
        return answer
