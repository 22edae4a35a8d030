"""Methods of `authors`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.authors import AuthorItem, AuthorItemPart


class AuthorsListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: list[Literal["bio", "name", "news_count", "portrait", "role", "slug", "url"]]
    include: list[Literal["bio", "name", "news_count", "portrait", "role", "slug", "url"]]
    limit: int
    offset: int


class AuthorsGetQuery(TypedDict, total=False):
    fields: list[Literal["bio", "name", "news_count", "portrait", "role", "slug", "url"]]
    include: list[Literal["bio", "name", "news_count", "portrait", "role", "slug", "url"]]


class AuthorsReading(Reading):
    """Reads `authors`."""

    def authors_list(
        self, **query: Unpack[AuthorsListQuery]
    ) -> Iterator[AuthorItem | AuthorItemPart]:
        """Answer one page of the list."""
        answer: Iterator[AuthorItem | AuthorItemPart] = self.walk("/api/v2/authors/", query)
        return answer

    def authors_get(
        self, slug: str, **query: Unpack[AuthorsGetQuery]
    ) -> AuthorItem | AuthorItemPart:
        """Answer one author."""
        answer: AuthorItem | AuthorItemPart = self.read(f"/api/v2/authors/{slug}/", query)
        return answer
