"""Methods of `news`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.news import NewsDetailPart, NewsItemPart
from tu_duong_client.shapes.shared_parts import DraftMade
from tu_duong_client.shapes.shared_parts2 import NewsDetail, NewsItem


class NewsListQuery(TypedDict, total=False):
    author: list[str]
    branch: str
    count: bool
    cursor: str
    date_from: str
    date_to: str
    facets: list[Literal["author", "topic", "year"]]
    fields: list[
        Literal[
            "author",
            "body",
            "body_html",
            "branches",
            "cover",
            "detail_url",
            "display_date",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "search_description",
            "slug",
            "title",
            "topics",
            "translations",
            "type",
            "updated_note",
            "url",
        ]
    ]
    include: list[
        Literal[
            "author",
            "body",
            "body_html",
            "branches",
            "cover",
            "detail_url",
            "display_date",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "search_description",
            "slug",
            "title",
            "topics",
            "translations",
            "type",
            "updated_note",
            "url",
        ]
    ]
    limit: int
    locale: str
    offset: int
    order: Literal[
        "-display_date",
        "-last_published_at",
        "-title",
        "display_date",
        "last_published_at",
        "title",
    ]
    person: str
    search: str
    topic: list[str]
    year: list[int]


class NewsGetQuery(TypedDict, total=False):
    fields: list[
        Literal[
            "author",
            "body",
            "body_html",
            "branches",
            "cover",
            "detail_url",
            "display_date",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "search_description",
            "slug",
            "title",
            "topics",
            "translations",
            "type",
            "updated_note",
            "url",
        ]
    ]
    include: list[
        Literal[
            "author",
            "body",
            "body_html",
            "branches",
            "cover",
            "detail_url",
            "display_date",
            "first_published_at",
            "id",
            "last_published_at",
            "lead",
            "locale",
            "people",
            "search_description",
            "slug",
            "title",
            "topics",
            "translations",
            "type",
            "updated_note",
            "url",
        ]
    ]


class NewsReading(Reading):
    """Reads `news`."""

    def news_list(self, **query: Unpack[NewsListQuery]) -> Iterator[NewsItem | NewsItemPart]:
        """Answer one page of the list."""
        answer: Iterator[NewsItem | NewsItemPart] = self.walk("/api/v2/news/", query)
        return answer

    def news_get(self, id: int, **query: Unpack[NewsGetQuery]) -> NewsDetail | NewsDetailPart:
        """Answer one piece of news."""
        answer: NewsDetail | NewsDetailPart = self.read(f"/api/v2/news/{id}/", query)
        return answer

    def news_draft(self, id: int) -> DraftMade:
        """Answer which version is the newest, for a key with the scope write:news."""
        answer: DraftMade = self.read(f"/api/v2/news/{id}/draft/", {})
        return answer
