"""What a call of the API costs, in points of the caller's budget, and what is too much for any.

The cost follows from the address alone, never from what is found: a hidden person and one that
does not exist cost the same. A plain record or a list of twenty is one point.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest

API = "/api/v2/"
#: Endpoints, and addresses below a record (`people/chart` is `people/{id}/chart/`), above 1 point.
POINTS: Mapping[str, int] = {
    "search": 5,
    "openapi.json": 5,
    "people/ancestors": 2,
    "people/descendants": 5,
    "people/relationship": 5,
    "people/chart": 5,
    "people/branch-below": 5,
    "clans/overview": 5,
    "clans/statistics": 3,
    "clans/statistics/chart.svg": 5,
    "branches/statistics": 3,
    "branches/statistics/chart.svg": 5,
    "clans/anniversaries": 3,
    "clans/anniversaries.ics": 3,
}
#: Parameters that make a list dearer, whatever they say.
PARAMETER_POINTS: Mapping[str, int] = {"search": 4, "q": 0, "facets": 4}
#: Parts of a list that are read for each item.
WHOLE_PARTS = frozenset({"body", "people", "*"})
WRITE_POINTS = 5
UPLOAD_POINTS = 20
#: An answer of which nothing was sent again, in parts of its cost.
NOT_MODIFIED_PART = 0.2
#: Items in one started step of a long list.
STEP = 20
UPLOADS = frozenset({"images", "documents", "media"})


def points_of(request: HttpRequest) -> int:
    """Give what a request costs."""
    endpoint, _, rest = request.path[len(API) :].strip("/").partition("/")
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        return UPLOAD_POINTS if endpoint in UPLOADS else WRITE_POINTS
    action = rest.partition("/")[2]
    points = POINTS.get(f"{endpoint}/{action}" if action else endpoint, 1)
    return points + _points_of_parameters(request) if request.META.get("QUERY_STRING") else points


def _points_of_parameters(request: HttpRequest) -> int:
    asked = request.GET
    extra = sum(points for name, points in PARAMETER_POINTS.items() if name in asked)
    steps = -(-min(_number(asked.get("limit")), settings.WAGTAILAPI_LIMIT_MAX) // STEP)
    parts = ",".join(asked.getlist("include") + asked.getlist("fields")).split(",")
    has_whole_parts = not WHOLE_PARTS.isdisjoint(part.strip() for part in parts)
    return extra + max(0, steps - 1) * (2 if has_whole_parts else 1) + has_whole_parts


def _number(text: str | None) -> int:
    if not text or not text.isascii() or not text.isdigit() or len(text) > 9:
        return 0
    return int(text)


def is_too_deep(request: HttpRequest) -> bool:
    """Say whether a list is to be read so far in that a database walks past thousands of rows."""
    return (
        "offset" in request.META.get("QUERY_STRING", "")
        and _number(request.GET.get("offset")) > settings.API_DEEPEST_OFFSET
    )


def most_bytes(request: HttpRequest) -> int:
    """Give the most bytes the body of a request may have."""
    endpoint = request.path[len(API) :].partition("/")[0]
    most: int = settings.API_UPLOAD_BYTES.get(endpoint, settings.API_BODY_BYTES)
    return most
