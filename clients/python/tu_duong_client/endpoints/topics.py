"""Methods of `topics`."""

# Written by `make clients` from the schema of the API: do not edit.

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypedDict, Unpack

from tu_duong_client.reading import Reading
from tu_duong_client.shapes.topics import TopicItem, TopicItemPart


class TopicsListQuery(TypedDict, total=False):
    count: bool
    cursor: str
    fields: list[Literal["description", "name", "news_count", "slug", "url"]]
    include: list[Literal["description", "name", "news_count", "slug", "url"]]
    limit: int
    offset: int


class TopicsGetQuery(TypedDict, total=False):
    fields: list[Literal["description", "name", "news_count", "slug", "url"]]
    include: list[Literal["description", "name", "news_count", "slug", "url"]]


class TopicsReading(Reading):
    """Reads `topics`."""

    def topics_list(self, **query: Unpack[TopicsListQuery]) -> Iterator[TopicItem | TopicItemPart]:
        """Answer one page of the list."""
        answer: Iterator[TopicItem | TopicItemPart] = self.walk("/api/v2/topics/", query)
        return answer

    def topics_get(self, slug: str, **query: Unpack[TopicsGetQuery]) -> TopicItem | TopicItemPart:
        """Answer one topic."""
        answer: TopicItem | TopicItemPart = self.read(f"/api/v2/topics/{slug}/", query)
        return answer
