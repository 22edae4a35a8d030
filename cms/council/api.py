"""`/events/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.fields import BranchLink, PageItem
from cms.core.api.filters import IdFilter, OrderFilter
from cms.core.api.records import RecordKind, register_record
from cms.core.api.views import PublicViewSet
from cms.council.models import EventPage
from cms.council.selectors import published_events
from cms.media.api import BodyBlocks, BodyHTML, CoverField
from genealogy.public import branch_cards_by_id, branch_ids_of, viewer_of


class EventItem(PageItem):
    """An event of the clan (sự kiện): a meeting, giỗ tổ, a conference."""

    endpoint = "events"

    lead = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)
    lunar_label = serializers.CharField(help_text="âm lịch of the start, in words")
    place = serializers.CharField()
    cover = CoverField(image="cover_image", alt="cover_alt")
    branch = serializers.SerializerMethodField()

    @extend_schema_field(BranchLink(allow_null=True))
    def get_branch(self, page: EventPage) -> Any:
        """Return the branch whose event it is."""
        card = self.context["branches"].get(page.branch_id)
        return BranchLink(card, context=self.context).data if card else None


class EventDetail(EventItem):
    """An event with its body as typed blocks and as HTML."""

    body = BodyBlocks()
    body_html = BodyHTML(source="body")


def _written(rows: Sequence[EventPage], request: Request, shape: type[EventItem]) -> list[Any]:
    keys = list({page.branch_id for page in rows if page.branch_id})
    found = branch_cards_by_id(keys, viewer_of(request)) if keys else {}
    return list(shape(rows, many=True, context={"request": request, "branches": found}).data)


def event_records(rows: Sequence[EventPage], request: Request) -> list[Any]:
    """Write the whole records of events, with a fixed number of queries."""
    return _written(rows, request, EventDetail)


def _whole_events() -> QuerySet[EventPage]:
    return published_events().defer(None)


class EventFilterSet(django_filters.FilterSet):
    """Filters of `/events/`."""

    starts_from = django_filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="gte")
    starts_to = django_filters.IsoDateTimeFilter(field_name="starts_at", lookup_expr="lte")
    branch = IdFilter(method="of_branch", help_text=_("id của chi phái"))
    order = OrderFilter({"starts_at": ["starts_at", "pk"], "title": ["title", "pk"]})

    class Meta:
        model = EventPage
        fields: list[str] = []

    def of_branch(self, events: QuerySet, name: str, value: Any) -> QuerySet:
        """Keep the events of a branch."""
        return events.filter(branch__in=branch_ids_of([value], viewer_of(self.request)))


class EventViewSet(PublicViewSet):
    """Published events by their day."""

    serializer_class = EventItem
    filterset_class = EventFilterSet

    def get_queryset(self) -> QuerySet[EventPage]:
        """Return public events."""
        return published_events()

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn events into items."""
        return _written(rows, self.request, EventItem)

    @extend_schema(responses=EventDetail)
    def retrieve(self, request: Request, pk: int) -> Response:
        """Answer one event."""
        page = get_object_or_404(_whole_events(), pk=pk)
        return Response(event_records([page], request)[0])


register_record(EventPage, RecordKind("events", EventDetail, _whole_events, event_records))
