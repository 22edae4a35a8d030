"""`/programmes/` and `/episodes/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.addresses import absolute_url
from cms.core.api.facets import Facet
from cms.core.api.fields import BranchLink, PageItem, PersonLink, RichTextHTML
from cms.core.api.filters import (
    DayFilter,
    IdFilter,
    LocaleFilter,
    NumbersFilter,
    OrderFilter,
    SlugsFilter,
    WholeNumberFilter,
    WordsFilter,
)
from cms.core.api.records import RecordKind, register_record
from cms.core.api.selection import is_wanted
from cms.core.api.views import PublicViewSet
from cms.core.restrictions import is_restricted
from cms.core.search import pages_with_words
from cms.media.api import CoverField
from cms.media.api_shapes import VIDEO_SCHEMA
from cms.media.video import video_facts
from cms.programmes.models import EpisodeBranch, EpisodePage, EpisodePerson, ProgrammePage
from cms.programmes.selectors import published_episodes, series_of, series_with_counts
from genealogy.public import (
    branch_ids_of,
    cards_of_branch_links,
    cards_of_person_links,
    person_ids_of,
    viewer_of,
)


class ProgrammeItem(PageItem):
    """A series (chương trình)."""

    endpoint = "programmes"

    intro = serializers.CharField()
    cover = CoverField(image="cover_image", alt="cover_alt")
    episode_count = serializers.IntegerField(help_text="published episodes")


class EpisodeItem(PageItem):
    """An episode (tập) with its video."""

    endpoint = "episodes"
    optional_fields = PageItem.optional_fields | {"transcript"}

    lead = serializers.CharField()
    display_date = serializers.DateTimeField(help_text="the day viewers see")
    programme = serializers.SerializerMethodField()
    duration_seconds = serializers.IntegerField(source="duration", allow_null=True)
    duration_iso = serializers.SerializerMethodField(help_text="ISO 8601: PT18M5S")
    poster = CoverField(image="poster", alt="poster_alt")
    video = serializers.SerializerMethodField()
    topics = serializers.SerializerMethodField(help_text="slugs of the topics")
    people = serializers.SerializerMethodField()
    branches = serializers.SerializerMethodField()
    transcript = RichTextHTML(required=False, help_text="lời thoại")

    @extend_schema_field(
        {
            "type": ["object", "null"],
            "required": ["id", "title", "detail_url"],
            "properties": {
                "id": {"type": "integer"},
                "title": {"type": "string"},
                "detail_url": {"type": "string", "format": "uri"},
            },
        }
    )
    def get_programme(self, page: EpisodePage) -> dict[str, Any] | None:
        """Return the series."""
        series = self.context["series"].get(page.path[: -page.steplen])
        if series is None:
            return None
        address = absolute_url(f"/api/v2/programmes/{series.pk}/", self.context.get("request"))
        return {"id": series.pk, "title": series.title, "detail_url": address}

    def get_topics(self, page: EpisodePage) -> list[str]:
        """Return the slugs of the topics."""
        return [topic.slug for topic in page.topics.all()]

    def get_duration_iso(self, page: EpisodePage) -> str | None:
        """Return the running time."""
        if not page.duration:
            return None
        minutes, seconds = divmod(page.duration, 60)
        hours, minutes = divmod(minutes, 60)
        return "PT" + "".join(
            f"{number}{unit}"
            for number, unit in ((hours, "H"), (minutes, "M"), (seconds, "S"))
            if number
        )

    @extend_schema_field({"oneOf": [VIDEO_SCHEMA, {"type": "null"}]})
    def get_video(self, page: EpisodePage) -> dict[str, Any] | None:
        """Return where the video plays; the poster stands beside it."""
        facts = video_facts(
            url=page.video_url, media=page.video_file, request=self.context.get("request")
        )
        if facts is None:
            return None
        return {name: value for name, value in facts.items() if name not in {"poster", "duration"}}

    @extend_schema_field(PersonLink(many=True))
    def get_people(self, page: EpisodePage) -> Any:
        """Return the people in the episode whom the caller may know."""
        cards = self.context["people"].get(page.pk, [])
        return PersonLink(cards, many=True, context=self.context).data

    @extend_schema_field(BranchLink(many=True))
    def get_branches(self, page: EpisodePage) -> Any:
        """Return the branches the episode speaks of."""
        cards = self.context["branches"].get(page.pk, [])
        return BranchLink(cards, many=True, context=self.context).data


class EpisodeDetail(EpisodeItem):
    """An episode with its transcript."""

    optional_fields = frozenset()

    transcript = RichTextHTML(help_text="lời thoại")


def _written(rows: Sequence[EpisodePage], request: Request, shape: type[EpisodeItem]) -> list[Any]:
    """Write episodes; what their wanted fields do not show is not read."""
    viewer = viewer_of(request)
    context: dict[str, Any] = {"request": request, "people": {}, "branches": {}, "series": {}}
    if is_wanted(request, shape, "people"):
        people = EpisodePerson.objects.filter(page__in=rows)
        context["people"] = cards_of_person_links(people, viewer)
    if is_wanted(request, shape, "branches"):
        branches = EpisodeBranch.objects.filter(page__in=rows)
        context["branches"] = cards_of_branch_links(branches, viewer)
    if is_wanted(request, shape, "programme"):
        context["series"] = series_of(rows)
    return list(shape(rows, many=True, context=context).data)


def episode_records(rows: Sequence[EpisodePage], request: Request) -> list[Any]:
    """Write the whole records of episodes, with a fixed number of queries."""
    return _written(rows, request, EpisodeDetail)


class EpisodeFilterSet(django_filters.FilterSet):
    """Filters of `/episodes/`."""

    programme = WholeNumberFilter(method="of_programme", help_text=_("id của chương trình"))
    topic = SlugsFilter(
        method="of_topics", help_text=_("slug của chuyên mục; nhiều thì cách nhau bằng dấu phẩy")
    )
    date_from = DayFilter(
        field_name="display_date", lookup_expr="date__gte", help_text=_("từ ngày, 2026-01-31")
    )
    date_to = DayFilter(
        field_name="display_date", lookup_expr="date__lte", help_text=_("đến hết ngày")
    )
    year = NumbersFilter(
        field_name="display_date",
        lookup_expr="year__in",
        help_text=_("năm phát; nhiều thì cách nhau bằng dấu phẩy"),
    )
    person = IdFilter(method="of_person", help_text=_("id của người"))
    branch = IdFilter(method="of_branch", help_text=_("id của chi phái"))
    locale = LocaleFilter()
    search = WordsFilter(method="by_words", help_text=_("các chữ có trong tập"))
    order = OrderFilter({"display_date": ["display_date", "pk"], "title": ["title", "pk"]})

    class Meta:
        model = EpisodePage
        fields: list[str] = []

    def of_programme(self, episodes: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the episodes of one series."""
        programme = ProgrammePage.objects.live().exclude(is_restricted()).filter(pk=value).first()
        return published_episodes(programme=programme) if programme else episodes.none()

    def of_topics(self, episodes: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Keep episodes of any of the topics."""
        found = EpisodePage.objects.filter(topics__slug__in=value)
        return episodes.filter(pk__in=found.values("pk"))

    def of_person(self, episodes: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep episodes with a person; a hidden one gives nothing, as an unknown one."""
        keys = person_ids_of([value], viewer_of(self.request))
        return episodes.filter(Q(person_links__person__in=keys)).distinct()

    def of_branch(self, episodes: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep episodes of a branch."""
        keys = branch_ids_of([value], viewer_of(self.request))
        return episodes.filter(Q(branch_links__branch__in=keys)).distinct()

    def by_words(self, episodes: QuerySet, name: str, value: str) -> QuerySet:
        """Keep episodes that hold every word."""
        return pages_with_words(value, episodes)


class EpisodeViewSet(PublicViewSet):
    """Published episodes, newest first."""

    serializer_class = EpisodeItem
    filterset_class = EpisodeFilterSet
    shapes = {"list": EpisodeItem, "retrieve": EpisodeDetail}
    facets = {
        "topic": Facet("topics__slug", "topics__name"),
        "year": Facet(ExtractYear("display_date")),
    }

    def get_queryset(self) -> QuerySet[EpisodePage]:
        """Return public episodes with everything the wanted fields show."""
        return _whole_episodes() if self.wants("transcript") else _public_episodes()

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn episodes into items."""
        return _written(rows, self.request, EpisodeItem)

    @extend_schema(responses=EpisodeDetail)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer one episode."""
        page = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(episode_records([page], request)[0])


def _public_series() -> QuerySet[ProgrammePage]:
    series = ProgrammePage.objects.live().exclude(is_restricted())
    series = series.select_related("cover_image", "locale")
    return series.prefetch_related("cover_image__renditions").order_by("path")


def programme_records(rows: Sequence[ProgrammePage], request: Request) -> list[Any]:
    """Write the records of series with the number of their episodes."""
    is_counted = is_wanted(request, ProgrammeItem, "episode_count")
    shown = series_with_counts(rows) if is_counted else rows
    return list(ProgrammeItem(shown, many=True, context={"request": request}).data)


class ProgrammeFilterSet(django_filters.FilterSet):
    """Filters of `/programmes/`."""

    locale = LocaleFilter()
    order = OrderFilter({"tree": ["path"], "title": ["title", "pk"]})

    class Meta:
        model = ProgrammePage
        fields: list[str] = []


class ProgrammeViewSet(PublicViewSet):
    """Published series."""

    serializer_class = ProgrammeItem
    filterset_class = ProgrammeFilterSet
    shapes = {"list": ProgrammeItem, "retrieve": ProgrammeItem}

    def get_queryset(self) -> QuerySet[ProgrammePage]:
        """Return public series in the order of the site."""
        return _public_series()

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn series into items with the number of their episodes."""
        return programme_records(rows, self.request)

    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer one series."""
        page = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(self.serialized([page])[0])


def _public_episodes() -> QuerySet[EpisodePage]:
    return published_episodes().select_related("poster", "video_file", "locale")


def _whole_episodes() -> QuerySet[EpisodePage]:
    return _public_episodes().defer(None)


register_record(
    EpisodePage, RecordKind("episodes", EpisodeDetail, _whole_episodes, episode_records)
)
register_record(
    ProgrammePage, RecordKind("programmes", ProgrammeItem, _public_series, programme_records)
)
