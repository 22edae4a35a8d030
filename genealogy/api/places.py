"""`/places/` and `/sources/`: where things happened and what is cited for them."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.filters import SlugsFilter, WordsFilter
from cms.core.api.selection import Selectable
from cms.core.api.views import PublicViewSet
from genealogy.models import Place, Source
from genealogy.selectors.places import places_visible, sources_visible
from genealogy.selectors.viewers import viewer_of


class PlaceItem(Selectable):
    """A place (địa danh) as the book writes it; where exactly it lies is for editors."""

    id = serializers.UUIDField(source="uuid")
    clan = serializers.CharField(source="clan.slug")
    text = serializers.CharField(help_text="as the book writes it; never replaced by newer names")
    current_name = serializers.CharField(help_text="may be empty")


class SourceItem(Selectable):
    """A source (nguồn): an old book, a stele, a royal patent; who keeps it is for editors."""

    id = serializers.UUIDField(source="uuid")
    clan = serializers.CharField(source="clan.slug")
    title = serializers.CharField()
    author = serializers.CharField(help_text="may be empty")
    url = serializers.CharField(help_text="may be empty")


class PlaceFilterSet(django_filters.FilterSet):
    """Filters of `/places/`."""

    clan = SlugsFilter(field_name="clan__slug", help_text=_("slug của dòng họ"))
    search = WordsFilter(
        field_name="text", lookup_expr="icontains", help_text=_("các chữ của tên, có dấu")
    )

    class Meta:
        model = Place
        fields: list[str] = []


class SourceFilterSet(django_filters.FilterSet):
    """Filters of `/sources/`."""

    clan = SlugsFilter(field_name="clan__slug", help_text=_("slug của dòng họ"))
    search = WordsFilter(
        field_name="title", lookup_expr="icontains", help_text=_("các chữ của tên, có dấu")
    )

    class Meta:
        model = Source
        fields: list[str] = []


class _Papers(PublicViewSet):
    """A list and records found by public id."""

    detail_route = "uuid:uuid"

    def found(self, uuid: Any) -> Any:
        """Return the row, or answer 404 for one hidden just as for one unknown."""
        row = self.get_queryset().filter(uuid=uuid).first()
        if row is None:
            raise Http404
        return row


class PlaceViewSet(_Papers):
    """Places that something visible names."""

    serializer_class = PlaceItem
    filterset_class = PlaceFilterSet
    shapes = {"list": PlaceItem, "retrieve": PlaceItem}

    def get_queryset(self) -> QuerySet[Place]:
        """Return the places by name."""
        return places_visible(viewer_of(self.request))

    @extend_schema(responses=PlaceItem)
    def retrieve(self, request: Request, uuid: Any) -> Response:
        """Answer one place."""
        return Response(self.get_serializer(self.found(uuid)).data)


class SourceViewSet(_Papers):
    """Sources that something visible cites."""

    serializer_class = SourceItem
    filterset_class = SourceFilterSet
    shapes = {"list": SourceItem, "retrieve": SourceItem}

    def get_queryset(self) -> QuerySet[Source]:
        """Return the sources by title."""
        return sources_visible(viewer_of(self.request))

    @extend_schema(responses=SourceItem)
    def retrieve(self, request: Request, uuid: Any) -> Response:
        """Answer one source."""
        return Response(self.get_serializer(self.found(uuid)).data)
