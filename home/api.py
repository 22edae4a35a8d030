"""`/pages/`, `/redirects/` and `/site/`; `/search/` stands in `home.api_search`."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api import APIField
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.redirects.api import RedirectsAPIViewSet

from cms.core.addresses import absolute_url
from cms.core.api.fields import AbsoluteURL, RichTextHTML
from cms.core.api.records import record_kind
from cms.core.api.views import PublicViewSet, WagtailEndpoint
from cms.core.api.wagtail_shapes import described
from cms.media.api import CoverField
from home.api_pages import register_home_records
from home.api_search import SearchViewSet
from home.selectors import navigation_items, site_settings_of

register_home_records()

__all__ = ["PublicPages", "PublicRedirects", "SearchViewSet", "SiteViewSet"]


class WholeRecord(serializers.Field):
    """The whole record of a page, by its type; null for a type that has none."""

    def to_representation(self, page: Any) -> Any:
        """Return the record."""
        kind = record_kind(type(page))
        return kind.write([page], self.context["request"])[0] if kind else None


@described("pages", "WagtailPage", "WagtailPageDetail")
class PublicPages(WagtailEndpoint, PagesAPIViewSet):
    """Wagtail's `pages`: every live page under no restriction, whoever asks."""

    body_fields = [
        *PagesAPIViewSet.body_fields,
        APIField("record", serializer=WholeRecord(source="*")),
    ]
    detail_only_fields = [*PagesAPIViewSet.detail_only_fields, "record"]

    def get_queryset(self) -> QuerySet:
        """Return public pages with what each row needs, so that a list costs no query a row."""
        return super().get_queryset().select_related("locale", "content_type")


@described("redirects", "WagtailRedirect")
class PublicRedirects(WagtailEndpoint, RedirectsAPIViewSet):
    """Wagtail's `redirects`: where old addresses lead."""

    find_query_parameters = RedirectsAPIViewSet.find_query_parameters | {"html_path"}


class NavigationEntry(serializers.Serializer):
    """One entry of the menu."""

    label = serializers.CharField()
    url = AbsoluteURL()


class SiteFacts(serializers.Serializer):
    """Name, addresses and menu of the site."""

    site_name = serializers.CharField()
    motto = serializers.CharField()
    address = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()
    facebook_url = serializers.CharField()
    youtube_url = serializers.CharField()
    zalo_url = serializers.CharField()
    footer = RichTextHTML(source="footer_text")
    logo = CoverField(image="logo")
    main_clan = serializers.SerializerMethodField(help_text="slug of the main clan")
    navigation = serializers.SerializerMethodField()

    def get_main_clan(self, site: Any) -> str | None:
        """Return the clan's slug, unless it is closed to strangers."""
        clan = site.main_clan
        return clan.slug if clan is not None and clan.is_public else None

    @extend_schema_field(NavigationEntry(many=True))
    def get_navigation(self, site: Any) -> list[dict[str, Any]]:
        """Return the menu in order."""
        request = self.context["request"]
        return [
            {"label": str(item.label), "url": absolute_url(item.url, request)}
            for item in navigation_items(request)
        ]


class SiteViewSet(PublicViewSet):
    """What every page of the site shares."""

    serializer_class = SiteFacts
    pagination_class = None
    filter_backends: list[Any] = []

    def known_parameters(self) -> frozenset[str]:
        """Return none: there is one site."""
        return frozenset()

    @extend_schema(responses=forced_singular_serializer(SiteFacts))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer the site's name, addresses and menu."""
        site = site_settings_of(request)
        return Response(SiteFacts(site, context=self.get_serializer_context()).data)
