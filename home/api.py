"""`/pages/`, `/redirects/`, `/search/` and `/site/`."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.redirects.api import RedirectsAPIViewSet

from cms.core.addresses import absolute_url
from cms.core.api.fields import AbsoluteURL, ListMeta, RichTextHTML
from cms.core.api.views import PublicViewSet, WagtailEndpoint
from cms.media.api import CoverField
from home.search import MAX_QUERY, SearchGroup, search_site
from home.selectors import navigation_items, site_settings_of


class PublicPages(WagtailEndpoint, PagesAPIViewSet):
    """Wagtail's `pages`: every live page under no restriction, whoever asks."""

    def get_queryset(self) -> QuerySet:
        """Return public pages with what each row needs, so that a list costs no query a row."""
        return super().get_queryset().select_related("locale", "content_type")


class PublicRedirects(WagtailEndpoint, RedirectsAPIViewSet):
    """Wagtail's `redirects`: where old addresses lead."""


class SearchHit(serializers.Serializer):
    """One hit; `kind` says what it is."""

    kind = serializers.ChoiceField(choices=["news", "episode", "page", "person"])
    title = serializers.CharField()
    url = AbsoluteURL(allow_null=True)
    detail_url = AbsoluteURL(allow_null=True)
    summary = serializers.CharField()


class SearchMeta(ListMeta):
    """How many hits there are, in all and of each kind."""

    counts = serializers.DictField(child=serializers.IntegerField())


class SearchAnswer(serializers.Serializer):
    """The best hits of each kind."""

    meta = SearchMeta()
    items = SearchHit(many=True)


ENDPOINTS = {
    "news": ("news", "news"),
    "episodes": ("episode", "episodes"),
    "pages": ("page", "pages"),
}
KINDS = [*ENDPOINTS, "people"]


def _page_hit(group: SearchGroup, page: Any, request: HttpRequest) -> dict[str, Any]:
    kind, endpoint = ENDPOINTS[group.kind]
    return {
        "kind": kind,
        "title": page.title,
        "url": page.get_url(request),
        "detail_url": f"/api/v2/{endpoint}/{page.pk}/",
        "summary": getattr(page, "lead", "") or page.search_description,
    }


def _person_hit(card: Any) -> dict[str, Any]:
    words = [card.generation_label, card.branch_title, card.years]
    return {
        "kind": "person",
        "title": card.name,
        "url": card.url,
        "detail_url": f"/api/v2/people/{card.uuid}/",
        "summary": ", ".join(word for word in words if word),
    }


class SearchViewSet(PublicViewSet):
    """One search over everything the caller may see, with or without Vietnamese marks."""

    serializer_class = SearchHit
    pagination_class = None
    filter_backends: list[Any] = []
    extra_parameters = {"list": frozenset({"q", "kind"})}

    def known_parameters(self) -> frozenset[str]:
        """Return `q` and `kind`; hits are few, so there are no pages of them."""
        return self.extra_parameters["list"]

    @extend_schema(
        responses=forced_singular_serializer(SearchAnswer),
        parameters=[
            OpenApiParameter("q", str, required=True, description="Words, in any order."),
            OpenApiParameter("kind", str, enum=KINDS),
        ],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer the best hits of each kind; `meta.counts` says how many there are in all."""
        query = request.query_params.get("q", "").strip()
        if not query:
            raise ValidationError({"q": [_("cần có từ để tìm")]})
        if len(query) > MAX_QUERY:
            raise ValidationError({"q": [_("không quá %(most)s chữ") % {"most": MAX_QUERY}]})
        kind = request.query_params.get("kind")
        if kind and kind not in KINDS:
            raise ValidationError(
                {"kind": [_("chọn một trong: %(known)s") % {"known": ", ".join(KINDS)}]}
            )
        groups = [group for group in search_site(query, request) if kind in (None, group.kind)]
        hits = [
            _person_hit(row) if group.kind == "people" else _page_hit(group, row, request)
            for group in groups
            for row in group.results
        ]
        counts = {group.kind: group.count for group in groups}
        items = SearchHit(hits, many=True, context=self.get_serializer_context()).data
        return Response(
            {"meta": {"total_count": sum(counts.values()), "counts": counts}, "items": items}
        )


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
