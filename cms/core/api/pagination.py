"""Wagtail's list envelope for all lists, with strict limits, cursors, and a count one may leave."""

from __future__ import annotations

import zlib
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.core.api.counts import count_of
from cms.core.api.cursors import Cursor, cursor_read, rows_after, with_whole_order
from cms.core.api.facets import Facet, facet_counts
from cms.core.api.parameters import whole_number, yes_or_no

DEFAULT_LIMIT = 20
PAGING_PARAMETERS = frozenset({"limit", "offset", "cursor", "count"})
#: Parameters that change what is shown of the rows, not which rows there are.
_NOT_OF_THE_QUESTION = PAGING_PARAMETERS | {"fields", "include", "facets"}
#: Parameters that leave all rows of the list in it.
_NARROWS_NOTHING = _NOT_OF_THE_QUESTION | {"order"}


class EnvelopePagination(BasePagination):
    """`{"meta": {"total_count", "next_cursor", "facets"}, "items": [...]}`.

    `limit` and `offset` as Wagtail has them; `cursor` instead of `offset` goes on behind the last
    row shown; `count=0` leaves the number of rows, and its query, out; `facets` counts rows.
    """

    meta: dict[str, Any]

    def paginate_queryset(  # type: ignore[override] # ours are always querysets
        self, queryset: QuerySet, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Return one page of rows; counts the rows the viewer may see, never more."""
        highest = settings.WAGTAILAPI_LIMIT_MAX
        limit = whole_number(request, "limit", DEFAULT_LIMIT, highest=highest)
        offset = whole_number(request, "offset", 0, highest=settings.API_DEEPEST_OFFSET)
        text = request.query_params.get("cursor")
        if text is not None and "offset" in request.query_params:
            raise ValidationError({"cursor": [_("không dùng cùng với offset")]})
        self.meta = {}
        if yes_or_no(request, "count", default=True):
            is_whole = _NARROWS_NOTHING.issuperset(request.query_params)
            self.meta["total_count"] = count_of(queryset, request, is_whole=is_whole)
        if "facets" in request.query_params:
            self.meta["facets"] = facet_counts(queryset, facets_of(view), request)
        if not isinstance(queryset, QuerySet) or getattr(queryset.query, "order_by", ()) == ("?",):
            # Hits of a search stand by their rank, and those in random order nowhere.
            if text is not None:
                what = "order=random" if isinstance(queryset, QuerySet) else "search"
                raise ValidationError({"cursor": [_("không dùng được với %s") % what]})
            self.meta["next_cursor"] = None
            return list(queryset[offset : offset + limit])
        return self._page(queryset, _question(request), limit, offset, text, _key(view))

    def _page(
        self, queryset: QuerySet, question: str, limit: int, offset: int, text: str | None, key: str
    ) -> list[Any]:
        ordered, terms = with_whole_order(queryset)
        behind = None
        if text is not None:
            cursor = cursor_read(text, question)
            offset = cursor.position
            behind = rows_after(ordered, terms, key, cursor.anchor)
        # One row more than asked for tells whether there are more.
        if behind is not None:
            rows = list(behind[: limit + 1])
        else:
            rows = list(ordered[offset : offset + limit + 1])
        has_more = len(rows) > limit > 0
        rows = rows[:limit]
        last = Cursor(question, offset + limit, str(getattr(rows[-1], key))) if has_more else None
        self.meta["next_cursor"] = str(last) if last else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """Wrap the page."""
        return Response({"meta": self.meta, "items": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope for OpenAPI."""
        return {
            "type": "object",
            "required": ["meta", "items"],
            "properties": {"meta": {"$ref": "#/components/schemas/PageMeta"}, "items": schema},
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe the parameters of paging for OpenAPI."""
        highest = settings.WAGTAILAPI_LIMIT_MAX
        limit = {"type": "integer", "minimum": 0, "maximum": highest, "default": DEFAULT_LIMIT}
        offset = {
            "type": "integer",
            "minimum": 0,
            "maximum": settings.API_DEEPEST_OFFSET,
            "default": 0,
        }
        found = [
            _parameter("limit", "Items a page; 0 for the numbers alone.", limit),
            _parameter("offset", "Items to skip. Not together with `cursor`.", offset),
            _parameter(
                "cursor",
                "`meta.next_cursor` of the page before: goes on behind its last item, whatever "
                "was added or removed meanwhile. Keep filters and order.",
                {"type": "string", "minLength": 1, "maxLength": 400},
            ),
            _parameter(
                "count",
                "false: without `meta.total_count`, which is then not counted.",
                {"type": "boolean", "default": True},
            ),
        ]
        facets = facets_of(view)
        if facets:
            names = {"type": "string", "enum": sorted(facets)}
            found.append(
                {
                    **_parameter(
                        "facets",
                        "Numbers by these, over everything the filters leave.",
                        {"type": "array", "minItems": 1, "items": names},
                    ),
                    "style": "form",
                    "explode": False,
                }
            )
        return found


def facets_of(view: Any) -> dict[str, Facet]:
    """Return the facets of a list."""
    return getattr(view, "facets", {})


def _key(view: Any) -> str:
    """Return the name of the public id in the addresses of the endpoint's records."""
    return getattr(view, "detail_route", "int:pk").partition(":")[2]


def _question(request: Request) -> str:
    """Return a short fingerprint of which rows are asked for and in which order."""
    asked = sorted(
        (name, value)
        for name, value in request.query_params.items()
        if name not in _NOT_OF_THE_QUESTION
    )
    return f"{zlib.crc32(repr(asked).encode()):08x}"


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}
