"""Wagtail's list envelope for our own lists, and strict limits."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cms.core.api.parameters import whole_number

DEFAULT_LIMIT = 20


class EnvelopePagination(BasePagination):
    """`{"meta": {"total_count": n}, "items": [...]}` with `limit` and `offset`."""

    total_count: int

    def paginate_queryset(  # type: ignore[override] # ours are always querysets
        self, queryset: QuerySet, request: Request, view: APIView | None = None
    ) -> list[Any]:
        """Return one page of rows; counts the rows the viewer may see, never more."""
        highest = settings.WAGTAILAPI_LIMIT_MAX
        limit = whole_number(request, "limit", DEFAULT_LIMIT, highest=highest)
        offset = whole_number(request, "offset", 0)
        self.total_count = queryset.count()
        return list(queryset[offset : offset + limit])

    def get_paginated_response(self, data: Any) -> Response:
        """Wrap the page."""
        return Response({"meta": {"total_count": self.total_count}, "items": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe the envelope for OpenAPI."""
        return {
            "type": "object",
            "required": ["meta", "items"],
            "properties": {
                "meta": {
                    "type": "object",
                    "required": ["total_count"],
                    "properties": {"total_count": {"type": "integer", "minimum": 0}},
                },
                "items": schema,
            },
        }

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """Describe `limit` and `offset` for OpenAPI."""
        highest = settings.WAGTAILAPI_LIMIT_MAX
        return [
            {
                "name": "limit",
                "in": "query",
                "description": "Items a page.",
                "schema": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": highest,
                    "default": DEFAULT_LIMIT,
                },
            },
            {
                "name": "offset",
                "in": "query",
                "description": "Items to skip.",
                "schema": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 999_999_999,
                    "default": 0,
                },
            },
        ]
