"""`/search/`: the site's own search, for programs."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.deprecation import Deprecated
from cms.core.api.fields import AbsoluteURL, ListMeta
from cms.core.api.filters import WORDS
from cms.core.api.parameters import refusal
from cms.core.api.views import PublicViewSet
from genealogy.public import branch_of_uuid, understood, viewer_of
from home.search import KINDS, MAX_QUERY, SearchAnswer, SiteSearch
from home.search_hits import SearchHit

#: Hits of each kind when all are asked for, and of one kind unless `limit` says otherwise.
_OF_EACH = 12
_USUAL, _MOST = 20, 100
_LAST_GENERATION = 99
_QUESTION = {**WORDS, "maxLength": MAX_QUERY}
#: What an item calls itself.
_TYPES = ("person", "clan", "branch", "news", "programme", "episode", "event", "document", "page")


class SearchHitFields(serializers.Serializer):
    """One hit; `kind` says what it is."""

    kind = serializers.ChoiceField(choices=_TYPES, source="type")
    title = serializers.CharField(source="name")
    url = AbsoluteURL(allow_null=True)
    detail_url = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()

    def get_detail_url(self, hit: SearchHit) -> str:
        """Return where the thing stands in this API."""
        return self.context["request"].build_absolute_uri(f"/api/v2/{hit.api_path}")

    def get_summary(self, hit: SearchHit) -> str:
        """Return the sentence in which the words stand, or what is known beside the title."""
        return hit.summary or ", ".join(hit.facts)


class SearchMeta(ListMeta):
    """How many hits there are, in all and of each kind, and how the question was understood."""

    counts = serializers.DictField(child=serializers.IntegerField())
    has_more = serializers.BooleanField(help_text="Whether a kind has more than was counted.")
    understood = serializers.ListField(
        child=serializers.CharField(), help_text="What was asked beside words, in Vietnamese."
    )
    did_you_mean = serializers.CharField(
        allow_null=True, help_text="A question that finds something, when this one finds nothing."
    )


class SearchResult(serializers.Serializer):
    """The best hits, of each kind or of one."""

    meta = SearchMeta()
    items = SearchHitFields(many=True)


class SearchViewSet(PublicViewSet):
    """One search over everything the caller may see, with or without Vietnamese marks.

    Words in any order, phrases between quotation marks, and facts of people: "đời 7 chi 2", "con cụ
    Nghệ", "giỗ 15/3", "sinh 1890-1900".
    """

    serializer_class = SearchHitFields
    pagination_class = None
    filter_backends: list[Any] = []
    extra_parameters = {
        "list": frozenset({"q", "type", "kind", "generation", "branch", "limit", "offset"})
    }

    deprecated = {"kind": Deprecated(date(2026, 11, 23), date(2027, 12, 1), instead="type")}

    def known_parameters(self) -> frozenset[str]:
        """Return the parameters; `kind` is another name for `type`."""
        return self.extra_parameters["list"]

    @extend_schema(
        responses=forced_singular_serializer(SearchResult),
        parameters=[
            OpenApiParameter("q", _QUESTION, required=True, description="The question."),
            OpenApiParameter("type", str, enum=KINDS, description="Hits of this kind only."),
            OpenApiParameter("kind", str, enum=KINDS, description="The older name of `type`."),
            OpenApiParameter(
                "generation",
                {"type": "integer", "minimum": 0, "maximum": _LAST_GENERATION},
                description="People of this đời only.",
            ),
            OpenApiParameter("branch", UUID, description="People of this branch and below."),
            OpenApiParameter(
                "limit",
                {"type": "integer", "minimum": 0, "maximum": _MOST, "default": _USUAL},
                description="Hits; with `type` only.",
            ),
            OpenApiParameter(
                "offset",
                {"type": "integer", "minimum": 0, "maximum": 10_000, "default": 0},
                description="Hits to pass over; with `type` only.",
            ),
        ],
    )
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer the best hits of each kind, or a page of those of one."""
        query = _query(request)
        kind = _kind(request)
        search = SiteSearch(
            request._request,
            query,
            kinds=[kind] if kind else KINDS,
            generation=_number(request, "generation", _LAST_GENERATION),
            branch=_branch(request),
        )
        found = search.answer()
        shown = SearchAnswer(found.question, []) if found.guess else found
        start = _number(request, "offset", 10_000) or 0
        wanted = _number(request, "limit", _MOST)
        limit = _USUAL if wanted is None else wanted
        rows = slice(start, start + limit) if kind else slice(_OF_EACH)
        hits = [hit for group in shown.groups for hit in search.hits(group, found.question, rows)]
        context = self.get_serializer_context()
        return Response(
            {
                "meta": {
                    "total_count": shown.total,
                    "counts": {name: shown.group(name).count for name in search.kinds},
                    "has_more": shown.has_more,
                    "understood": understood(search.question),
                    "did_you_mean": found.guess or None,
                },
                "items": SearchHitFields(hits, many=True, context=context).data,
            }
        )


def _query(request: Request) -> str:
    query = request.query_params.get("q", "").strip()
    if not query:
        raise ValidationError({"q": [_("cần có từ để tìm")]})
    if len(query) > MAX_QUERY:
        raise ValidationError({"q": [_("không quá %(most)s chữ") % {"most": MAX_QUERY}]})
    return query


def _kind(request: Request) -> str | None:
    name = "type" if "type" in request.query_params else "kind"
    kind = request.query_params.get(name)
    if kind and kind not in KINDS:
        raise ValidationError({name: [refusal(kind, KINDS, what=_("không có loại này"))]})
    return kind or None


def _number(request: Request, name: str, most: int) -> int | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= most:
        return int(text)
    raise ValidationError({name: [_("cần một số từ 0 đến %(most)s") % {"most": most}]})


def _branch(request: Request) -> Any:
    """Give the branch asked for; unknown and closed ones are refused alike."""
    text = request.query_params.get("branch", "")
    if not text:
        return None
    branch = branch_of_uuid(text, viewer_of(request._request))
    if branch is None:
        raise ValidationError({"branch": [_("không có chi này")]})
    return branch
