"""`/paths/`: every address a static copy of the site fetches, and what changed since the last."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.addresses import absolute_url
from cms.core.api.parameters import whole_number
from cms.core.api.views import PublicViewSet
from home.selectors_addresses import ForeignAddress, read_address
from home.selectors_paths import (
    STAGES,
    PathItem,
    PathPage,
    Place,
    all_paths,
    changed_paths,
    last_number,
)

USUAL, MOST = 500, 1000
_LONGEST_CURSOR = 400


class PathFields(serializers.Serializer):
    """An address to fetch; one of kind `gone` is to be taken away."""

    path = serializers.CharField(help_text="from the root of the site, percent-decoded")
    kind = serializers.ChoiceField(choices=["page", "clan", "branch", "person", "redirect", "gone"])
    type = serializers.CharField(help_text="news.NewsPage, genealogy.Person ...")
    endpoint = serializers.CharField(
        allow_null=True, help_text="null for pages whose type has no endpoint of its own"
    )
    id = serializers.CharField(source="key", help_text="as the endpoint knows it")
    detail_url = serializers.SerializerMethodField()
    changed_at = serializers.DateTimeField(allow_null=True, help_text="null when nobody kept it")

    def get_detail_url(self, item: PathItem) -> str:
        """Return where the record stands in this API."""
        path = f"/api/v2/{item.endpoint or 'pages'}/{item.key}/"
        return str(absolute_url(path, self.context["request"]))


class PathsMeta(serializers.Serializer):
    """Where a reader goes on."""

    next = serializers.CharField(
        allow_null=True, help_text="`since` of the next page; null on the last one"
    )
    cursor = serializers.CharField(help_text="`since` of the next copy, after the last page")


class PathsPage(serializers.Serializer):
    """One page of addresses."""

    meta = PathsMeta()
    items = PathFields(many=True)


def cursor_of(place: Place) -> str:
    """Write a place down as a cursor; it holds nothing but public ids and numbers of changes."""
    plain = f"{place.number}.{place.row}.{place.stage}.{place.after}"
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def place_of(cursor: str) -> Place:
    """Read a cursor.

    Raises:
        ValueError: it is none of ours.
    """
    if len(cursor) > _LONGEST_CURSOR:
        raise ValueError(cursor)
    try:
        plain = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)).decode()
    except binascii.Error as error:
        raise ValueError(cursor) from error
    number, row, stage, after = plain.split(".", 3)
    place = Place(int(number[:18]), int(row[:18]), stage, after)
    is_whole = (not stage and not after) or (stage in STAGES and "\x00" not in after)
    if not is_whole or cursor_of(place) != cursor or place.number < 0 or place.row < 0:
        raise ValueError(cursor)
    if stage in {"page", "redirect"} and after and not after.isdecimal():
        raise ValueError(cursor)
    return place


class PathsViewSet(PublicViewSet):
    """Every address strangers can open, for builds of static sites.

    Without `since` all of them; with the cursor of the last build the pages and redirects that
    changed or went away after it, in order, then all records of the gia phả: ask for those with
    their ETag, and take away what is not listed any more. Whoever goes through all pages until
    `next` is null has missed nothing, also of what changed meanwhile.
    """

    serializer_class = PathFields
    pagination_class = None
    filter_backends: list[Any] = []
    extra_parameters = {"list": frozenset({"since", "limit"})}

    def known_parameters(self) -> frozenset[str]:
        """Return both."""
        return self.extra_parameters["list"]

    @extend_schema(
        responses=forced_singular_serializer(PathsPage),
        parameters=[
            OpenApiParameter("since", str, description="`meta.next` or `meta.cursor`, as given."),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
                description="Addresses a page.",
            ),
        ],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer one page of addresses."""
        limit = whole_number(request, "limit", USUAL, lowest=1, highest=MOST)
        try:
            site = read_address("/", request._request).site
        except ForeignAddress:
            site = 0
        page = _page(request.query_params.get("since"), site, limit)
        context = self.get_serializer_context()
        return Response(
            {
                "meta": {
                    "next": cursor_of(page.goes_on) if page.goes_on else None,
                    "cursor": cursor_of(page.next_time),
                },
                "items": PathFields(page.items, many=True, context=context).data,
            }
        )


def _page(since: str | None, site: int, limit: int) -> PathPage:
    if since is None:
        return all_paths(Place(last_number(), stage=STAGES[0]), site=site, limit=limit)
    try:
        place = place_of(since)
        if place.number > last_number():
            raise ValueError(since)
        if place.stage:
            return all_paths(place, site=site, limit=limit)
        return changed_paths(place, site=site, limit=limit)
    except ValueError:
        sentence = _("không đọc được con trỏ này; bỏ since để lấy lại từ đầu")
        raise ValidationError({"since": [sentence]}) from None
