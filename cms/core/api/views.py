"""Base of our own endpoints: read only, strict about parameters, listed in the OpenAPI schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from cms.core.api.pagination import EnvelopePagination

#: The public answers of anonymous readers may rest in caches this long, in seconds.
PUBLIC_SECONDS = 60
#: What the answers of the API depend on besides their address.
VARY = ("Accept", "Authorization", "Cookie")
PAGING_PARAMETERS = frozenset({"limit", "offset"})


class _NoModel(Model):
    """Stands where Wagtail's router asks which model an endpoint is for: none of the site's.

    Wagtail links its own objects to the endpoint of their model; ours link themselves.
    """

    class Meta:
        abstract = True


class CacheHeaders:
    """Mixin: say for each answer who may keep it, and what is left to a program's key."""

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Let answers made for nobody in particular rest in caches for a minute."""
        response = super().finalize_response(request, response, *args, **kwargs)  # type: ignore[misc] # a viewset stands behind
        # Two readers of one address get different answers only by who they are.
        patch_vary_headers(response, VARY)
        for name, value in getattr(request, "api_answer_headers", {}).items():
            response[name] = value
        if response.status_code == 200 and _is_for_anybody(request):
            response["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
        else:
            response["Cache-Control"] = "private, no-store"
        return response


def _is_for_anybody(request: Request) -> bool:
    """Say whether nothing of the caller went into the answer to this reading request."""
    if request.method not in {"GET", "HEAD"} or getattr(request, "api_token", None) is not None:
        return False
    return not getattr(getattr(request, "user", None), "is_authenticated", False)


class WagtailEndpoint(CacheHeaders):
    """Mixin for Wagtail's own endpoints: JSON only, problems instead of its own errors."""

    renderer_classes = [JSONRenderer]

    def handle_exception(self, exception: Exception) -> Response:
        """Give Wagtail's own refusals the shape of all our errors."""
        return GenericViewSet.handle_exception(self, exception)  # type: ignore[arg-type] # a viewset stands behind

    def find_object(self, queryset: Any, request: Request) -> Any:
        """Find by `?id=`; what is no number is nobody's (Wagtail 8.0 breaks on it)."""
        number = request.GET.get("id", "0")
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        return super().find_object(queryset, request)  # type: ignore[misc] # a viewset stands behind


class PublicViewSet(CacheHeaders, GenericViewSet):
    """A list and a detail of things anybody may read.

    An endpoint that also takes something new has `create`, names its `write_scope` and adds
    "post" to its methods.

    A parameter the endpoint does not know is an error (400), never silently ignored: a filter
    that is misspelt would else answer with everything.
    """

    in_public_schema = True
    model = _NoModel
    http_method_names = ["get", "head", "options"]
    #: What a program's key must hold to write here; empty for endpoints that only read.
    write_scope = ""
    pagination_class: type[EnvelopePagination] | None = EnvelopePagination  # type: ignore[assignment] # None for answers without pages
    filter_backends = [DjangoFilterBackend]
    #: Allow-listed filters; None for no filters.
    filterset_class: type[FilterSet] | None = None
    #: Parameters besides filters and paging, per action.
    extra_parameters: dict[str, frozenset[str]] = {}
    #: URL converter of the detail address, for example "int:pk" or "uuid:uuid".
    detail_route = "int:pk"
    #: Further addresses under the detail: action -> path.
    detail_actions: dict[str, str] = {}
    #: Further addresses beside the list: action -> path.
    list_actions: dict[str, str] = {}

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the addresses of this endpoint, for Wagtail's router."""
        listing: dict[str, Any] = {"get": "list"}
        if hasattr(cls, "create"):
            listing["post"] = "create"
        patterns = [path("", cls.as_view(listing, detail=False), name="listing")]
        patterns += [
            path(route, cls.as_view({"get": action}, detail=False), name=action)
            for action, route in cls.list_actions.items()
        ]
        if hasattr(cls, "retrieve"):
            detail = cls.as_view({"get": "retrieve"}, detail=True)
            patterns.append(path(f"<{cls.detail_route}>/", detail, name="detail"))
        patterns += [
            path(
                f"<{cls.detail_route}>/{route}",
                cls.as_view({"get": action}, detail=True),
                name=action,
            )
            for action, route in cls.detail_actions.items()
        ]
        return patterns

    def known_parameters(self) -> frozenset[str]:
        """Return the parameters the current action understands."""
        known = self.extra_parameters.get(self.action or "", frozenset())
        if self.action == "list":
            known |= PAGING_PARAMETERS
            if self.filterset_class is not None:
                known |= frozenset(self.filterset_class.base_filters)
        return known

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters the endpoint does not know, naming those it does."""
        super().initial(request, *args, **kwargs)
        known = self.known_parameters()
        unknown = sorted(set(request.query_params) - known)
        if unknown:
            words = ", ".join(sorted(known)) or _("không có tham số nào")
            sentence = _("không có tham số này; dùng được: %(known)s") % {"known": words}
            raise ValidationError({name: [sentence] for name in unknown})

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer one page of the list."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.serialized(rows or []))

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn rows into plain data."""
        return self.get_serializer(rows, many=True).data
