"""`/events/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.facets import Facet
from cms.core.api.fields import BranchLink, PageItem
from cms.core.api.filters import (
    IdFilter,
    LocaleFilter,
    MomentFilter,
    NumbersFilter,
    OrderFilter,
    WordsFilter,
)
from cms.core.api.records import RecordKind, register_record
from cms.core.api.selection import is_wanted
from cms.core.api.views import PublicViewSet
from cms.core.search import pages_with_words
from cms.council.models import EventPage
from cms.council.selectors import published_events
from cms.media.api import BodyBlocks, BodyHTML, CoverField
from cms.media.at_hand import bodies_at_hand
from genealogy.public import branch_cards_by_id, branch_ids_of, viewer_of


class EventItem(PageItem):
    """An event of the clan (sự kiện): a meeting, giỗ tổ, a conference."""

    endpoint = "events"
    optional_fields = PageItem.optional_fields | {"body", "body_html"}

    lead = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    lunar_label = serializers.CharField(help_text="âm lịch of the start, in words")
    place = serializers.CharField()
    cover = CoverField(image="cover_image", alt="cover_alt")
    branch = serializers.SerializerMethodField()
    body = BodyBlocks(required=False)
    body_html = BodyHTML(source="body", required=False)

    @extend_schema_field(BranchLink(allow_null=True))
    def get_branch(self, page: EventPage) -> Any:
        """Return the branch whose event it is."""
        card = self.context["branches"].get(page.branch_id)
        return BranchLink(card, context=self.context).data if card else None


class EventDetail(EventItem):
    """An event with its body as typed blocks and as HTML."""

    optional_fields = frozenset()

    body = BodyBlocks()
    body_html = BodyHTML(source="body")


def _written(rows: Sequence[EventPage], request: Request, shape: type[EventItem]) -> list[Any]:
    """Write events; what their wanted fields do not show is not read."""
    keys = list({page.branch_id for page in rows if page.branch_id})
    is_shown = bool(keys) and is_wanted(request, shape, "branch")
    context = {
        "request": request,
        "branches": branch_cards_by_id(keys, viewer_of(request)) if is_shown else {},
    }
    has_bodies = is_wanted(request, shape, "body", "body_html")
    with bodies_at_hand([page.body for page in rows] if has_bodies else [], (), request):
        return list(shape(rows, many=True, context=context).data)


def event_records(rows: Sequence[EventPage], request: Request) -> list[Any]:
    """Write the whole records of events, with a fixed number of queries."""
    return _written(rows, request, EventDetail)


def _whole_events() -> QuerySet[EventPage]:
    return _public_events().defer(None)


def _public_events() -> QuerySet[EventPage]:
    return published_events().select_related("cover_image", "locale")


class EventFilterSet(django_filters.FilterSet):
    """Filters of `/events/`."""

    starts_from = MomentFilter(
        field_name="starts_at", lookup_expr="gte", help_text=_("từ ngày hoặc thời điểm")
    )
    starts_to = MomentFilter(
        field_name="starts_at", lookup_expr="lte", help_text=_("đến hết ngày, hoặc thời điểm")
    )
    year = NumbersFilter(
        field_name="starts_at",
        lookup_expr="year__in",
        help_text=_("năm bắt đầu; nhiều thì cách nhau bằng dấu phẩy"),
    )
    branch = IdFilter(method="of_branch", help_text=_("id của chi phái"))
    locale = LocaleFilter()
    search = WordsFilter(method="by_words", help_text=_("các chữ có trong sự kiện"))
    order = OrderFilter({"starts_at": ["starts_at", "pk"], "title": ["title", "pk"]})

    class Meta:
        model = EventPage
        fields: list[str] = []

    def of_branch(self, events: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the events of a branch."""
        return events.filter(branch__in=branch_ids_of([value], viewer_of(self.request)))

    def by_words(self, events: QuerySet, name: str, value: str) -> QuerySet:
        """Keep events that hold every word."""
        return pages_with_words(value, events)


class EventViewSet(PublicViewSet):
    """Published events by their day."""

    serializer_class = EventItem
    filterset_class = EventFilterSet
    shapes = {"list": EventItem, "retrieve": EventDetail}
    facets = {"year": Facet(ExtractYear("starts_at"))}

    def get_queryset(self) -> QuerySet[EventPage]:
        """Return public events with everything the wanted fields show."""
        return _whole_events() if self.wants("body", "body_html") else _public_events()

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn events into items."""
        return _written(rows, self.request, EventItem)

    @extend_schema(responses=EventDetail)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer one event."""
        page = get_object_or_404(self.get_queryset(), pk=pk)
        return Response(event_records([page], request)[0])


register_record(EventPage, RecordKind("events", EventDetail, _whole_events, event_records))
