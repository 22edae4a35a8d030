"""The data of the tree explorer (phả đồ): `chart/` and `branch-below/`, `overview/` of a clan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.fields import AbsoluteURL
from cms.core.api.parameters import whole_number
from genealogy.api.relationship import read_person_id
from genealogy.enums import ParentKind
from genealogy.models import Person
from genealogy.selectors.chart import Chart, branch_below, chart
from genealogy.selectors.chart_overview import FEWEST, clan_overview
from genealogy.selectors.clans import clan_by_slug
from genealogy.selectors.viewers import viewer_of

HIGHEST = 60
DEEPEST = 6

_SONS = OpenApiParameter(
    "sons",
    int,
    enum=[0, 1],
    description="1: leave out daughters below whom nobody is known; the counts follow.",
)
_DOWN = OpenApiParameter(
    "down",
    {"type": "integer", "minimum": 0, "maximum": DEEPEST, "default": 2},
    description="Generations below the person.",
)
_DOWN_AT_LEAST_ONE = OpenApiParameter(
    "down",
    {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": 2},
    description="Generations below the person.",
)


class ChartPerson(serializers.Serializer):
    """Who stands in a box, as far as the caller may know."""

    id = serializers.UUIDField(source="card.uuid")
    name = serializers.CharField(source="card.name")
    sex = serializers.ChoiceField(choices=["m", "f", "u"], source="card.sex")
    years = serializers.CharField(source="card.years", help_text="Gregorian: 1762–1820")
    generation_label = serializers.CharField(
        source="card.generation_label", help_text="đời in words; may be empty"
    )
    branch = serializers.CharField(source="card.branch_title", help_text="chi, phái; may be empty")
    url = AbsoluteURL(source="card.url")
    note = serializers.CharField(
        source="card.note", help_text="the place among the children: con trai thứ 2"
    )
    is_living = serializers.BooleanField(
        allow_null=True, help_text="presumed by published ages; null when not told"
    )


class ChartPartnerFacts(serializers.Serializer):
    """A wife or husband beside a box."""

    id = serializers.UUIDField(source="card.uuid")
    name = serializers.CharField(source="card.name")
    sex = serializers.ChoiceField(choices=["m", "f", "u"], source="card.sex")
    years = serializers.CharField(source="card.years")
    order = serializers.IntegerField(min_value=1, help_text="among the partners shown")
    label = serializers.CharField(help_text="vợ cả, chính thất")
    url = AbsoluteURL(source="card.url")
    clan_branch = serializers.CharField(
        allow_null=True,
        help_text="set for a partner of the same lineage, who has a box elsewhere",
    )


class ChartBoxFacts(serializers.Serializer):
    """A box of the drawing; without `person` it only holds others together."""

    key = serializers.CharField(help_text="the person's id; x1 and so on without a person")
    parent = serializers.CharField(allow_null=True, help_text="key of the box above")
    mother = serializers.UUIDField(
        allow_null=True, help_text="the partner of the box above under whom the child stands"
    )
    generation = serializers.IntegerField(allow_null=True, help_text="đời")
    rank = serializers.IntegerField(min_value=1, help_text="place among the children shown")
    line = serializers.ChoiceField(
        choices=ParentKind.values, help_text="how the child came into the line"
    )
    person = ChartPerson(allow_null=True)
    partners = ChartPartnerFacts(many=True)
    children = serializers.IntegerField(min_value=0, help_text="children who may be known")
    below = serializers.IntegerField(
        min_value=0, help_text="people below who may be known and are not in this answer"
    )
    open = serializers.BooleanField(
        source="is_open", help_text="all the children are in this answer"
    )


class ChartMeta(serializers.Serializer):
    """What the drawing is about."""

    focus = serializers.UUIDField(help_text="the person asked for; may stand as a partner")
    clan = serializers.CharField(source="clan_slug")
    root = serializers.UUIDField(allow_null=True, help_text="the founder of the clan, if visible")
    generations = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="first and last đời of the boxes; empty when none is known",
    )
    people = serializers.IntegerField(min_value=0, help_text="boxes with a person")


class ChartFacts(serializers.Serializer):
    """The boxes in the order of the book: a parent before the children, brothers by rank."""

    meta = ChartMeta(source="*")
    boxes = ChartBoxFacts(many=True)


class OverviewFounder(serializers.Serializer):
    """The founder of a branch (tổ chi)."""

    id = serializers.UUIDField(source="uuid")
    name = serializers.CharField()


class OverviewBranchFacts(serializers.Serializer):
    """A branch with all within it; numbers are those of people the caller may know."""

    slug = serializers.CharField()
    label = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="slug of the branch around it")
    founder = OverviewFounder(allow_null=True)
    since = serializers.IntegerField(allow_null=True, help_text="đời of its founder")
    generations = serializers.ListField(
        child=serializers.IntegerField(), help_text="first and last đời; empty below the floor"
    )
    people = serializers.IntegerField(allow_null=True, help_text=f"null for fewer than {FEWEST}")
    url = AbsoluteURL()


class OverviewFacts(serializers.Serializer):
    """The branches of a clan, each before those within it."""

    branches = OverviewBranchFacts(many=True)


def _sons(request: Request) -> bool:
    return bool(whole_number(request, "sons", 0, highest=1))


def _up(request: Request) -> int | None:
    """Read how many ancestors are asked for; None for all."""
    if request.query_params.get("up", "all") == "all":
        return None
    try:
        return whole_number(request, "up", 0, highest=HIGHEST)
    except ValidationError as error:
        sentence = _("chỉ nhận “all” hoặc số nguyên từ 0 đến %(highest)s") % {"highest": HIGHEST}
        raise ValidationError({"up": [sentence]}) from error


class ChartActions:
    """Mixin: `chart/` and `branch-below/` under a person."""

    CHART_ACTIONS = {"chart": "chart/", "branch_below": "branch-below/"}
    CHART_PARAMETERS = {
        "chart": frozenset({"up", "down", "sons", "to"}),
        "branch_below": frozenset({"down", "sons"}),
    }

    def _person(self, uuid: Any) -> Person:
        raise NotImplementedError

    def _other_person(self, uuid: UUID) -> Person:
        raise NotImplementedError

    def _answer(self, found: Chart | None) -> Response:
        if found is None:
            raise Http404
        context = self.get_serializer_context()  # type: ignore[attr-defined] # a viewset stands behind
        return Response(ChartFacts(found, context=context).data)

    @extend_schema(
        responses=ChartFacts,
        filters=False,
        parameters=[
            OpenApiParameter(
                "up",
                {
                    "oneOf": [
                        {"type": "integer", "minimum": 0, "maximum": HIGHEST},
                        {"type": "string", "const": "all"},
                    ],
                    "default": "all",
                },
                description=f"Ancestors above the person: all (when left out), or 0 to {HIGHEST}.",
            ),
            _DOWN,
            _SONS,
            OpenApiParameter(
                "to", UUID, description="Somebody else of the lineage, drawn in, by public id."
            ),
        ],
    )
    def chart(self, request: Request, uuid: Any) -> Response:
        """Answer the boxes around one person: the lineage, the brothers, some below."""
        up, down, sons = _up(request), self._down(request), _sons(request)
        asked = read_person_id(request, "to") if "to" in request.query_params else None
        person = self._person(uuid)
        other = self._other_person(asked) if asked is not None else None
        return self._answer(
            chart(person, viewer_of(request), up=up, down=down, sons=sons, other=other)
        )

    @extend_schema(responses=ChartFacts, filters=False, parameters=[_DOWN_AT_LEAST_ONE, _SONS])
    def branch_below(self, request: Request, uuid: Any) -> Response:
        """Answer the boxes below one person, whose own box is not among them."""
        down, sons = self._down(request, lowest=1), _sons(request)
        return self._answer(
            branch_below(self._person(uuid), viewer_of(request), down=down, sons=sons)
        )

    @staticmethod
    def _down(request: Request, lowest: int = 0) -> int:
        return whole_number(request, "down", 2, lowest=lowest, highest=DEEPEST)


class OverviewActions:
    """Mixin: `overview/` under a clan."""

    OVERVIEW_ACTIONS = {"overview": "overview/"}

    @extend_schema(responses=OverviewFacts, filters=False)
    def overview(self, request: Request, slug: str) -> Response:
        """Answer the branches of the clan with their places in the tree."""
        viewer = viewer_of(request)
        clan = clan_by_slug(slug, viewer)
        if clan is None:
            raise Http404
        context = self.get_serializer_context()  # type: ignore[attr-defined] # a viewset stands behind
        found = {"branches": clan_overview(clan, viewer)}
        return Response(OverviewFacts(found, context=context).data)
