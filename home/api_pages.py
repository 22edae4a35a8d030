"""Records of the pages that have no endpoint of their own: front page, indexes, plain pages.

They are read at `/pages/{id}/` (as `record`) and by `/resolve/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from wagtail.models import Page

from cms.core.addresses import absolute_url, page_url
from cms.core.api.fields import AbsoluteURL, PageItem
from cms.core.api.records import RecordKind, record_kind, register_record
from cms.core.restrictions import is_restricted
from cms.council.models import EventIndexPage, EventPage
from cms.media.api import BodyBlocks, BodyHTML, CoverField
from cms.media.at_hand import bodies_at_hand, images_with_renditions
from cms.news.models import NewsIndexPage
from cms.programmes.models import EpisodePage, ProgrammeIndexPage
from home.models import HomePage, StandardPage
from home.selectors import front_page

#: What an index lists.
INDEXES = {
    NewsIndexPage: "news",
    ProgrammeIndexPage: "programmes",
    EventIndexPage: "events",
}


class StoryRef(serializers.Serializer):
    """A page in a few words, as a front page shows it."""

    type = serializers.CharField(source="_meta.label", help_text="news.NewsPage")
    endpoint = serializers.CharField(source="story_endpoint", help_text="news")
    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    lead = serializers.CharField()
    date = serializers.DateTimeField(source="story_date", help_text="of an event its beginning")
    url = AbsoluteURL(source="story_url")
    detail_url = AbsoluteURL(source="story_detail")
    cover = CoverField(image="story_cover", alt="cover_alt")


class HomeRecord(PageItem):
    """The front page: what editors chose, and the latest where they chose nothing."""

    endpoint = "pages"
    optional_fields = frozenset()

    tagline = serializers.CharField()
    lead = StoryRef(source="shown.lead", allow_null=True, help_text="the story on top")
    featured = StoryRef(source="shown.featured", many=True)
    latest_news = StoryRef(source="shown.latest_news", many=True)
    latest_episodes = StoryRef(source="shown.latest_episodes", many=True)
    upcoming_events = StoryRef(source="shown.upcoming_events", many=True)


class IndexRecord(PageItem):
    """The front of a section; the list itself stands at its endpoint."""

    endpoint = "pages"
    optional_fields = frozenset()

    intro = serializers.CharField()
    lists = serializers.SerializerMethodField(help_text="endpoint of what it lists: news")
    lists_url = serializers.SerializerMethodField()

    def get_lists(self, page: Page) -> str:
        """Return the endpoint."""
        return INDEXES[type(page)]

    def get_lists_url(self, page: Page) -> str:
        """Return the address of the list."""
        return str(absolute_url(f"/api/v2/{INDEXES[type(page)]}/", self.context["request"]))


class StandardRecord(PageItem):
    """A plain page of text."""

    endpoint = "pages"
    optional_fields = frozenset()

    lead = serializers.CharField()
    body = BodyBlocks()
    body_html = BodyHTML(source="body")


_SHOWN = ("featured", "latest_news", "latest_episodes", "upcoming_events")


def home_records(rows: Sequence[HomePage], request: Request) -> list[Any]:
    """Write front pages with their stories, with a fixed number of queries each."""
    for page in rows:
        found = front_page(page, request._request)
        shown = {name: list(found[name]) for name in _SHOWN}
        lead = found["lead"]
        stories = [story for part in shown.values() for story in part]
        _prepare([*stories, *([lead] if lead else [])], request)
        page.shown = {**shown, "lead": lead}
    return list(HomeRecord(rows, many=True, context={"request": request}).data)


def _prepare(stories: Iterable[Any], request: Request) -> None:
    """Give each story what `StoryRef` shows; pictures hidden from the caller are absent."""
    stories = list(stories)
    keys = {story.pk: _cover_key(story) for story in stories}
    images = images_with_renditions([key for key in keys.values() if key], request._request)
    for story in stories:
        kind = record_kind(type(story))
        story.story_endpoint = kind.endpoint if kind else "pages"
        story.story_date = story.starts_at if isinstance(story, EventPage) else story.display_date
        story.story_url = page_url(story, request._request)
        story.story_detail = f"/api/v2/{story.story_endpoint}/{story.pk}/"
        story.story_cover = images.get(keys[story.pk] or 0)


def _cover_key(story: Any) -> int | None:
    return story.poster_id if isinstance(story, EpisodePage) else story.cover_image_id


def index_records(rows: Sequence[Page], request: Request) -> list[Any]:
    """Write the fronts of sections."""
    return list(IndexRecord(rows, many=True, context={"request": request}).data)


def standard_records(rows: Sequence[StandardPage], request: Request) -> list[Any]:
    """Write plain pages, with a fixed number of queries."""
    with bodies_at_hand([page.body for page in rows], (), request):
        return list(StandardRecord(rows, many=True, context={"request": request}).data)


def _public(model: type[Page]) -> Callable[[], QuerySet]:
    def pages() -> QuerySet:
        public = model._default_manager.live().exclude(is_restricted())
        return public.select_related("locale").order_by("path")

    return pages


def register_home_records() -> None:
    """Say who writes these records."""
    register_record(HomePage, RecordKind("pages", HomeRecord, _public(HomePage), home_records))
    register_record(
        StandardPage, RecordKind("pages", StandardRecord, _public(StandardPage), standard_records)
    )
    for model in INDEXES:
        register_record(model, RecordKind("pages", IndexRecord, _public(model), index_records))
