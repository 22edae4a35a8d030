"""Base of our own endpoints: read only, strict about parameters, listed in the OpenAPI schema."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.exceptions import ValidationError as ModelError
from django.db.models import DateField, Model
from django.http import Http404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.metadata import BaseMetadata
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet
from wagtail.api.v2.utils import BadRequestError

from cms.core.api.caching import CacheHeaders
from cms.core.api.deprecation import Deprecated, deprecation_say
from cms.core.api.facets import Facet
from cms.core.api.filters import LANGUAGE, MOST_LETTERS, no_language, too_many_letters
from cms.core.api.pagination import PAGING_PARAMETERS, EnvelopePagination
from cms.core.api.parameters import parameters_check
from cms.core.api.rendering import FastJSONRenderer
from cms.core.api.selection import (
    SELECTING,
    Selectable,
    Selection,
    read_selection,
    usual_names,
)
from cms.core.api.wagtail_refusals import said_in_our_words
from cms.core.api.wagtail_shapes import SLUG


class _NoModel(Model):
    """Stands where Wagtail's router asks which model an endpoint is for: none of the site's.

    Wagtail links its own objects to the endpoint of their model; ours link themselves.
    """

    class Meta:
        abstract = True


class PlainMetadata(BaseMetadata):
    """What `OPTIONS` says: which methods there are. The rest stands in the description.

    DRF's own asks for the serializer of what may be written, which Wagtail's endpoints do not have.
    """

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        """Return the methods and where the description is."""
        return {
            "methods": view.allowed_methods,
            "openapi": request.build_absolute_uri("/api/v2/openapi.json"),
        }


class PlainNegotiation(DefaultContentNegotiation):
    """JSON, whatever `?format=` says: to DRF a kind that is not there is a page that is not."""

    settings = SimpleNamespace(URL_FORMAT_OVERRIDE=None)


class WagtailEndpoint(CacheHeaders):
    """Mixin for Wagtail's own endpoints: JSON only, our paging, problems instead of its errors."""

    in_public_schema = True
    renderer_classes = [FastJSONRenderer]
    pagination_class = EnvelopePagination
    metadata_class = PlainMetadata
    content_negotiation_class = PlainNegotiation
    http_method_names = ["get", "head", "options"]
    #: Parameters of a record beside those that find it.
    detail_parameters = frozenset({"fields", "rich_text_format"})
    #: Habits of Wagtail that are taken and not recommended.
    silent_parameters = frozenset({"format", "_"})

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Hold the query to the rule of all endpoints; Wagtail looks at that of lists only."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc] # a viewset stands behind
        action = self.action  # type: ignore[attr-defined] # a viewset's
        if request.query_params.get("format", "json") != "json" and action != "metadata":
            raise ValidationError({"format": [_("chỉ nhận: json")]})
        if action == "detail_view":
            parameters_check(request, self.detail_parameters, silent=self.silent_parameters)
        elif action == "find_view":
            found_by = self.find_query_parameters  # type: ignore[attr-defined] # Wagtail's
            known = self.detail_parameters | found_by
            parameters_check(request, known, silent=self.silent_parameters)

    def find_view(self, request: Request) -> Any:
        """Lead on to the record; Wagtail leaves a question mark behind where nothing is asked."""
        response = super().find_view(request)  # type: ignore[misc] # a viewset stands behind
        response["Location"] = response["Location"].removesuffix("?")
        return response

    def check_query_parameters(self, queryset: Any) -> None:
        """Refuse parameters of a list that nobody knows, naming those there are."""
        fields = self.get_available_fields(queryset.model, db_fields_only=True)  # type: ignore[attr-defined] # Wagtail's
        known = self.known_query_parameters | PAGING_PARAMETERS | set(fields)  # type: ignore[attr-defined] # Wagtail's
        silent = self.silent_parameters
        parameters_check(self.request, known - silent, silent=silent)  # type: ignore[attr-defined] # a viewset's
        asked = self.request.query_params  # type: ignore[attr-defined] # a viewset's
        errors = _no_days(queryset.model, {name: asked[name] for name in fields if name in asked})
        if asked.get("search_operator", "and") not in {"and", "or"}:
            # Wagtail 8.0 hands it on to the search, which breaks on it.
            errors["search_operator"] = [_("chỉ nhận: and, or")]
        if len(asked.get("search", "")) > MOST_LETTERS:
            errors["search"] = [too_many_letters()]
        if "locale" in asked and not re.fullmatch(LANGUAGE, asked["locale"]):
            errors["locale"] = [no_language()]
        if "slug" in asked and not re.fullmatch(SLUG, asked["slug"]):
            errors["slug"] = [_("phải là phần cuối của địa chỉ, không dấu, như trao-hoc-bong")]
        if errors:
            raise ValidationError(errors)

    def get_renderer_context(self) -> dict[str, Any]:
        """Write JSON without Wagtail's indents, which double the bytes."""
        return GenericViewSet.get_renderer_context(self)  # type: ignore[arg-type] # a viewset stands behind

    def handle_exception(self, exception: Exception) -> Response:
        """Give Wagtail's own refusals the shape of all our errors."""
        if isinstance(exception, BadRequestError):
            errors = said_in_our_words(str(exception))
            if str(exception).endswith("page doesn't exist"):
                # A page that is hidden and one that is not there answer alike, here as elsewhere.
                exception = Http404()
            elif errors:
                exception = ValidationError(errors)
        return GenericViewSet.handle_exception(self, exception)  # type: ignore[arg-type] # a viewset stands behind

    def find_object(self, queryset: Any, request: Request) -> Any:
        """Find by `?id=`; what is no number is nobody's (Wagtail 8.0 breaks on it)."""
        number = request.GET.get("id", "0")
        if not (number.isascii() and number.isdecimal() and len(number) < 19):
            return None
        return super().find_object(queryset, request)  # type: ignore[misc] # a viewset stands behind


def _no_days(model: Any, asked: Mapping[str, str]) -> dict[str, list[str]]:
    """Say which filters by a day or a moment hold none; Wagtail 8.0 breaks on them."""
    errors = {}
    for name, text in asked.items():
        try:
            field = model._meta.get_field(name)
            if isinstance(field, DateField):
                field.to_python(text)
        except FieldDoesNotExist:
            continue
        except ModelError:
            errors[name] = [_("phải là ngày như 2026-01-31 hoặc thời điểm")]
    return errors


class PublicViewSet(CacheHeaders, GenericViewSet):
    """A list and a detail of things anybody may read.

    An endpoint that also takes something new has `create`, names its `write_scope` and adds
    "post" to its methods.

    A parameter the endpoint does not know is an error (400), never silently ignored: a filter
    that is misspelt would else answer with everything.

    Where `shapes` names a record for an action, callers choose its fields by `fields` and
    `include`; views ask `wants` before they read what only such a field needs.
    """

    in_public_schema = True
    model = _NoModel
    http_method_names = ["get", "head", "options"]
    #: What a program's key must hold to write here; empty for endpoints that only read.
    write_scope = ""
    metadata_class = PlainMetadata
    content_negotiation_class = PlainNegotiation
    pagination_class: type[EnvelopePagination] | None = EnvelopePagination  # type: ignore[assignment] # None for answers without pages
    filter_backends = [DjangoFilterBackend]
    #: Allow-listed filters; None for no filters.
    filterset_class: type[FilterSet] | None = None
    #: Records whose fields callers choose: action -> serializer.
    shapes: dict[str, type[Selectable]] = {}
    #: What rows of the list can be counted by.
    facets: dict[str, Facet] = {}
    #: Parameters that will go, with what takes their place.
    deprecated: dict[str, Deprecated] = {}
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
        if self.action in self.shapes:
            known |= SELECTING
        if self.action == "list":
            if self.pagination_class is not None:
                known |= PAGING_PARAMETERS | ({"facets"} if self.facets else frozenset())
            if self.filterset_class is not None:
                known |= frozenset(self.filterset_class.base_filters)
        return known

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse parameters the endpoint does not know, and read which fields are wanted."""
        super().initial(request, *args, **kwargs)
        if self.action is None or self.action == "metadata":
            # Another method (405 follows), or OPTIONS: what else is asked does not matter.
            return
        parameters_check(request, self.known_parameters())
        deprecation_say(request, self.deprecated)
        shape = self.shapes.get(self.action or "")
        if shape is not None:
            request.api_selection = read_selection(request, shape)  # type: ignore[attr-defined] # read by `selection_of`

    def wants(self, *names: str) -> bool:
        """Say whether the answer will show any of these fields."""
        shape = self.shapes[self.action or ""]
        chosen: Selection | None = getattr(self.request, "api_selection", None)
        return not (chosen.names if chosen else usual_names(shape)).isdisjoint(names)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer one page of the list."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.serialized(rows or []))

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn rows into plain data."""
        return self.get_serializer(rows, many=True).data
