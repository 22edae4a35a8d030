"""Writing many articles as plain data, field by field, without a serializer's walk for each.

What the fields are, in which order, and what each holds, `cms.news.api` says: this writes the same
(a test compares the two), and leaves to the serializer's own field whatever it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from rest_framework.serializers import Serializer

from cms.core.addresses import absolute_html, absolute_url, page_url
from cms.media.image_object import image_object
from cms.news.addresses import archive_url
from cms.news.models import Author, NewsPage, Topic
from genealogy.public import BranchCard, PersonCard

Write = Callable[[NewsPage], Any]


def moment(value: datetime | None) -> str | None:
    """Write a moment as DRF does: ISO 8601 in Vietnam's time."""
    if value is None:
        return None
    text = timezone.localtime(value).isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


@cache
def _order(shape: type[Serializer]) -> tuple[str, ...]:
    return tuple(shape().get_fields())


class ArticleWriter:
    """Writes articles for one request.

    Args:
        shape: the serializer that says which fields there are.
        request: whose host stands in the addresses.
        names: the fields wanted.
        people, branches: cards by the article's key, already cut to the viewer.
        topics: topics by the article's key; articles absent there are asked themselves.
    """

    def __init__(
        self,
        shape: type[Serializer],
        request: Any,
        *,
        names: Collection[str],
        people: Mapping[int, Sequence[PersonCard]],
        branches: Mapping[int, Sequence[BranchCard]],
        topics: Mapping[int, Sequence[Topic]] | None = None,
    ) -> None:
        self.request, self.people, self.branches = request, people, branches
        self.topics, self._shape = topics or {}, shape
        self._topics: dict[int, dict[str, Any]] = {}
        self._authors: dict[int, dict[str, Any]] = {}
        self._url = absolute_url("/api/v2/news/", request)
        wanted = [name for name in _order(shape) if name in names]
        unknown = [name for name in wanted if not hasattr(self, f"_write_{name}")]
        fields = shape(context={"request": request}).fields if unknown else {}
        self._writers: list[tuple[str, Write]] = [
            (name, _by_field(fields[name]) if name in unknown else getattr(self, f"_write_{name}"))
            for name in wanted
        ]

    def write(self, pages: Iterable[NewsPage]) -> list[dict[str, Any]]:
        """Return the records in order."""
        return [{name: write(page) for name, write in self._writers} for page in pages]

    def _write_id(self, page: NewsPage) -> int:
        return page.pk

    def _write_type(self, page: NewsPage) -> str:
        return page._meta.label

    def _write_title(self, page: NewsPage) -> str:
        return page.title

    def _write_slug(self, page: NewsPage) -> str:
        return page.slug

    def _write_url(self, page: NewsPage) -> str | None:
        return page_url(page, self.request)

    def _write_detail_url(self, page: NewsPage) -> str:
        return f"{self._url}{page.pk}/"

    def _write_search_description(self, page: NewsPage) -> str:
        return page.search_description

    def _write_first_published_at(self, page: NewsPage) -> str | None:
        return moment(page.first_published_at)

    def _write_last_published_at(self, page: NewsPage) -> str | None:
        return moment(page.last_published_at)

    def _write_locale(self, page: NewsPage) -> str:
        return page.locale.language_code

    def _write_translations(self, page: NewsPage) -> list[Any]:
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return []
        record: Any = self._shape(context={"request": self.request})
        told: list[Any] = record.get_translations(page)
        return told

    def _write_lead(self, page: NewsPage) -> str:
        return page.lead

    def _write_display_date(self, page: NewsPage) -> str | None:
        return moment(page.display_date)

    def _write_updated_note(self, page: NewsPage) -> str:
        return page.updated_note

    def _write_author(self, page: NewsPage) -> dict[str, Any] | None:
        author = page.author
        if author is None:
            return None
        if author.pk not in self._authors:
            self._authors[author.pk] = self._author(author)
        return self._authors[author.pk]

    def _write_topics(self, page: NewsPage) -> list[dict[str, Any]]:
        topics = self.topics.get(page.pk)
        return [self._topic(one) for one in (page.topics.all() if topics is None else topics)]

    def _write_cover(self, page: NewsPage) -> dict[str, Any] | None:
        return image_object(
            page.cover_image, request=self.request, alt=page.cover_alt, credit=page.image_credit
        )

    def _write_people(self, page: NewsPage) -> list[dict[str, Any]]:
        return [
            {
                "id": str(card.uuid),
                "name": card.name,
                "url": absolute_url(card.url, self.request),
                "generation": card.generation,
                "branch": card.branch_title,
            }
            for card in self.people.get(page.pk, ())
        ]

    def _write_branches(self, page: NewsPage) -> list[dict[str, Any]]:
        return [
            {
                "id": str(card.uuid),
                "title": card.title,
                "url": absolute_url(card.url, self.request),
            }
            for card in self.branches.get(page.pk, ())
        ]

    def _write_body(self, page: NewsPage) -> list[dict[str, Any]]:
        return page.body.stream_block.api_value(page.body, self.request)

    def _write_body_html(self, page: NewsPage) -> str:
        html = page.body.stream_block.render(page.body, context={"request": self.request})
        return absolute_html(str(html), self.request)

    def _author(self, author: Author) -> dict[str, Any]:
        return {
            "slug": author.slug,
            "name": author.name,
            "role": author.role,
            "url": absolute_url(archive_url("author", author.slug), self.request),
        }

    def _topic(self, topic: Topic) -> dict[str, Any]:
        known = self._topics.get(topic.pk)
        if known is None:
            known = self._topics[topic.pk] = {
                "slug": topic.slug,
                "name": topic.name,
                "url": absolute_url(archive_url("topic", topic.slug), self.request),
            }
        return known


def _by_field(field: Any) -> Write:
    """Let a field of the serializer write, as the serializer would."""

    def write(page: NewsPage) -> Any:
        value = field.get_attribute(page)
        return None if value is None else field.to_representation(value)

    return write
