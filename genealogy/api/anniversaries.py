"""`/clans/<slug>/anniversaries/` and `.ics`: the giỗ and feasts of a clan in a span of days."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.fields import AbsoluteURL, envelope
from cms.core.api.filters import day_read
from cms.core.api.pagination import DEFAULT_LIMIT
from cms.core.api.parameters import whole_number
from genealogy.domain.lunar import FIRST_DAY, LAST_DAY
from genealogy.models import Branch, Clan
from genealogy.selectors.anniversaries import AnniversaryKind, anniversary_book
from genealogy.selectors.anniversary_calendar import CONTENT_TYPE, calendar_file
from genealogy.selectors.clans import clan_by_slug
from genealogy.selectors.viewers import viewer_of

#: Days asked for at once: two lunar years with a leap month each, and some more.
LONGEST_SPAN = 800
_USUAL_SPAN = timedelta(days=60)


class LunarDayField(serializers.Serializer):
    """The lunar day something is kept on, and the lunar year it is kept for."""

    year = serializers.IntegerField(source="lunar_year")
    month = serializers.IntegerField(source="lunar_month", min_value=1, max_value=12)
    day = serializers.IntegerField(source="lunar_day", min_value=1, max_value=30)
    text = serializers.CharField(source="lunar_text", help_text="18 tháng 10")


class AnniversaryItem(serializers.Serializer):
    """One giỗ or feast on one day."""

    kind = serializers.ChoiceField(choices=[kind.value for kind in AnniversaryKind])
    id = serializers.UUIDField(source="uuid", help_text="of the person, or of the feast")
    name = serializers.CharField(help_text="of the person or the feast")
    title = serializers.CharField(help_text="as a calendar writes it")
    date = serializers.DateField(source="day", help_text="Gregorian")
    eve = serializers.DateField(help_text="the day before (tiên thường), Gregorian")
    lunar = LunarDayField(source="*")
    url = AbsoluteURL(allow_null=True, help_text="the person's page; null for a feast")
    generation = serializers.IntegerField(allow_null=True, help_text="đời")
    branch = serializers.CharField(source="branch_title", help_text="chi, phái; may be empty")
    note = serializers.CharField(help_text="giỗ đầu (tiểu tường), giỗ hết (đại tường) or empty")
    counted_date = serializers.DateField(
        source="counted",
        allow_null=True,
        help_text="a first or second giỗ by the count of 12 or 24 lunar months, where it differs",
    )
    place = serializers.CharField(help_text="of a feast; may be empty")
    text = serializers.CharField(help_text="more words on a feast; may be empty")


_BRANCH = OpenApiParameter(
    "branch", OpenApiTypes.UUID, description="id of a branch; with those within it."
)


class AnniversaryActions:
    """Two addresses under a clan; mixed into the endpoint of clans."""

    ANNIVERSARY_ACTIONS = {
        "anniversaries": "anniversaries/",
        "anniversaries_calendar": "anniversaries.ics",
    }
    ANNIVERSARY_PARAMETERS = {
        "anniversaries": frozenset({"from", "to", "branch", "limit", "offset"}),
        "anniversaries_calendar": frozenset({"branch"}),
    }

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Let a phone that asks for text/calendar have it: the address itself says what it is."""
        is_calendar = self.action == "anniversaries_calendar"  # type: ignore[attr-defined] # a viewset's
        return super().perform_content_negotiation(request, force or is_calendar)  # type: ignore[misc] # a viewset stands behind

    @extend_schema(
        responses=envelope(AnniversaryItem),
        filters=False,
        parameters=[
            OpenApiParameter("from", OpenApiTypes.DATE, description="First day; today."),
            OpenApiParameter(
                "to",
                OpenApiTypes.DATE,
                description=f"Last day; 60 days later. {LONGEST_SPAN} days at most.",
            ),
            _BRANCH,
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 0, "maximum": 100, "default": DEFAULT_LIMIT},
                description="Items a page.",
            ),
            OpenApiParameter(
                "offset",
                {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": settings.API_DEEPEST_OFFSET,
                    "default": 0,
                },
                description="Items to skip.",
            ),
        ],
    )
    def anniversaries(self, request: Request, slug: str) -> Response:
        """Answer the giỗ and feasts of a span by date."""
        viewer = viewer_of(request)
        clan = _clan(request, slug)
        branch = _branch(request, clan)
        first, last = _span(request, viewer.today)
        book = anniversary_book(viewer, clan=clan, first=first, last=last, branch=branch)
        highest = settings.WAGTAILAPI_LIMIT_MAX
        limit = whole_number(request, "limit", DEFAULT_LIMIT, highest=highest)
        offset = whole_number(request, "offset", 0, highest=settings.API_DEEPEST_OFFSET)
        items = AnniversaryItem(
            book.part(offset, offset + limit),
            many=True,
            context=self.get_serializer_context(),  # type: ignore[attr-defined] # a viewset's
        ).data
        return Response({"meta": {"total_count": len(book)}, "items": items})

    @extend_schema(
        responses={(200, "text/calendar"): OpenApiTypes.STR}, filters=False, parameters=[_BRANCH]
    )
    def anniversaries_calendar(self, request: Request, slug: str) -> HttpResponse:
        """Answer this and the next lunar year as a calendar file (RFC 5545) to subscribe to."""
        clan = _clan(request, slug)
        body = calendar_file(
            viewer_of(request),
            clan=clan,
            branch=_branch(request, clan),
            host=request.build_absolute_uri("/").rstrip("/"),
        )
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        response = HttpResponse(body, content_type=CONTENT_TYPE)
        response["ETag"] = tag
        response["Content-Disposition"] = f'inline; filename="gio-{clan.slug}.ics"'
        return get_conditional_response(request, etag=tag, response=response) or response


def _clan(request: Request, slug: str) -> Clan:
    """Give the clan; one that is closed answers like one that does not exist."""
    clan = clan_by_slug(slug, viewer_of(request))
    if clan is None:
        raise Http404
    return clan


def _branch(request: Request, clan: Clan) -> Branch | None:
    """Give the branch asked for, None when none is; 404 when the clan has no such branch."""
    text = request.query_params.get("branch")
    if text is None:
        return None
    try:
        key = UUID(text)
    except ValueError:
        raise ValidationError({"branch": [_("phải là mã (id) của một chi")]}) from None
    found = Branch.objects.filter(clan=clan, uuid=key).select_related("clan").first()
    if found is None:
        raise Http404
    return found


def _span(request: Request, today: date) -> tuple[date, date]:
    """Read the first and last day.

    Raises:
        ValidationError: not dates, in the wrong order, too far apart, or outside the lunar table.
    """
    first = _day(request, "from") or today
    last = _day(request, "to") or min(first + _USUAL_SPAN, LAST_DAY)
    for name, day in (("from", first), ("to", last)):
        if not FIRST_DAY <= day <= LAST_DAY:
            limits = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
            raise ValidationError(
                {name: [_("lịch âm chỉ tính được từ %(first)s đến %(last)s") % limits]}
            )
    if last < first:
        raise ValidationError({"to": [_("phải là ngày không sớm hơn from")]})
    if (last - first).days > LONGEST_SPAN:
        raise ValidationError(
            {"to": [_("không quá %(days)s ngày sau from") % {"days": LONGEST_SPAN}]}
        )
    return first, last


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return day_read(text)
    except ValueError:
        raise ValidationError({name: [_("phải là ngày, viết như 2026-11-23")]}) from None
