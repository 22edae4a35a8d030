"""`/programmes/` and `/episodes/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.addresses import absolute_url
from cms.core.api.fields import BranchLink, PageItem, PersonLink, RichTextHTML
from cms.core.api.filters import IdFilter, OrderFilter
from cms.core.api.records import RecordKind, register_record
from cms.core.api.views import PublicViewSet
from cms.core.restrictions import is_restricted
from cms.core.search import search_page_ids
from cms.media.api import CoverField
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

VIDEO_SCHEMA = {
    "type": ["object", "null"],
    "properties": {
        "kind": {"type": "string", "enum": ["youtube", "facebook", "vimeo", "tiktok", "file"]},
        "provider": {"type": "string"},
        "embed_url": {"type": ["string", "null"], "format": "uri"},
        "watch_url": {"type": ["string", "null"], "format": "uri"},
        "src": {"type": ["string", "null"], "format": "uri"},
        "mime": {"type": ["string", "null"]},
        "width": {"type": ["integer", "null"]},
        "height": {"type": ["integer", "null"]},
    },
}


class ProgrammeItem(PageItem):
    """A series (chương trình)."""

    endpoint = "programmes"

    intro = serializers.CharField()
    cover = CoverField(image="cover_image", alt="cover_alt")
    episode_count = serializers.IntegerField(help_text="published episodes")


class EpisodeItem(PageItem):
    """An episode (tập) with its video."""

    endpoint = "episodes"

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

    @extend_schema_field(
        {
            "type": ["object", "null"],
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

    @extend_schema_field(VIDEO_SCHEMA)
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

    transcript = RichTextHTML()


def _written(rows: Sequence[EpisodePage], request: Request, shape: type[EpisodeItem]) -> list[Any]:
    viewer = viewer_of(request)
    people = EpisodePerson.objects.filter(page__in=rows)
    branches = EpisodeBranch.objects.filter(page__in=rows)
    context = {
        "request": request,
        "people": cards_of_person_links(people, viewer),
        "branches": cards_of_branch_links(branches, viewer),
        "series": series_of(rows),
    }
    return list(shape(rows, many=True, context=context).data)


def episode_records(rows: Sequence[EpisodePage], request: Request) -> list[Any]:
    """Write the whole records of episodes, with a fixed number of queries."""
    return _written(rows, request, EpisodeDetail)


class EpisodeFilterSet(django_filters.FilterSet):
    """Filters of `/episodes/`."""

    programme = django_filters.NumberFilter(
        method="of_programme", help_text=_("id của chương trình")
    )
    topic = django_filters.CharFilter(method="of_topics", help_text=_("slug của chuyên mục"))
    date_from = django_filters.DateFilter(
        field_name="display_date", lookup_expr="date__gte", help_text=_("từ ngày, 2026-01-31")
    )
    date_to = django_filters.DateFilter(field_name="display_date", lookup_expr="date__lte")
    person = IdFilter(method="of_person", help_text=_("id của người"))
    branch = IdFilter(method="of_branch", help_text=_("id của chi phái"))
    search = django_filters.CharFilter(method="by_words")
    order = OrderFilter({"display_date": ["display_date", "pk"], "title": ["title", "pk"]})

    class Meta:
        model = EpisodePage
        fields: list[str] = []

    def of_programme(self, episodes: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the episodes of one series."""
        programme = ProgrammePage.objects.live().exclude(is_restricted()).filter(pk=value).first()
        return published_episodes(programme=programme) if programme else episodes.none()

    def of_topics(self, episodes: QuerySet, name: str, value: str) -> QuerySet:
        """Keep episodes of any of the topics."""
        slugs = [slug.strip() for slug in value.split(",") if slug.strip()]
        found = EpisodePage.objects.filter(topics__slug__in=slugs)
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
        return episodes.filter(pk__in=search_page_ids(value, published_episodes().order_by()))


class EpisodeViewSet(PublicViewSet):
    """Published episodes, newest first."""

    serializer_class = EpisodeItem
    filterset_class = EpisodeFilterSet

    def get_queryset(self) -> QuerySet[EpisodePage]:
        """Return public episodes with everything the record shows."""
        return published_episodes()

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn episodes into items."""
        return _written(rows, self.request, EpisodeItem)

    @extend_schema(responses=EpisodeDetail)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer one episode."""
        page = get_object_or_404(_whole_episodes(), pk=pk)
        return Response(episode_records([page], request)[0])


def _public_series() -> QuerySet[ProgrammePage]:
    series = ProgrammePage.objects.live().exclude(is_restricted()).select_related("cover_image")
    return series.prefetch_related("cover_image__renditions").order_by("path")


def programme_records(rows: Sequence[ProgrammePage], request: Request) -> list[Any]:
    """Write the records of series with the number of their episodes."""
    shown = series_with_counts(rows)
    return list(ProgrammeItem(shown, many=True, context={"request": request}).data)


class ProgrammeViewSet(PublicViewSet):
    """Published series."""

    serializer_class = ProgrammeItem

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


def _whole_episodes() -> QuerySet[EpisodePage]:
    return published_episodes().defer(None)


register_record(
    EpisodePage, RecordKind("episodes", EpisodeDetail, _whole_episodes, episode_records)
)
register_record(
    ProgrammePage, RecordKind("programmes", ProgrammeItem, _public_series, programme_records)
)
