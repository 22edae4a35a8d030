"""`/people/`: lists, records, ancestors and descendants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponsePermanentRedirect
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.facets import Facet
from cms.core.api.fields import envelope
from cms.core.api.parameters import whole_number, yes_or_no
from cms.core.api.views import PublicViewSet
from genealogy.api.charts import ChartActions
from genealogy.api.filters import PersonFilterSet
from genealogy.api.relationship import RelationshipFacts, read_person_id, read_region
from genealogy.api.serializers import (
    AncestorItem,
    DescendantItem,
    PersonDetail,
    PersonItem,
    TimelineItem,
)
from genealogy.enums import KinshipRegion
from genealogy.models import Branch, Person
from genealogy.querysets import detailed_people
from genealogy.selectors.cards import cards_of, person_card
from genealogy.selectors.chart_overview import FEWEST
from genealogy.selectors.people import people_list, person_by_uuid, redirected_person
from genealogy.selectors.person_page import person_view
from genealogy.selectors.relationship import relationship
from genealogy.selectors.trees import ancestors, descendants, flatten
from genealogy.selectors.viewers import viewer_of

DEEPEST = 12


def branch_titles(uuids: list[Any]) -> dict[Any, str]:
    """Give the titles of branches by public id."""
    return {one.uuid: one.title for one in Branch.objects.filter(uuid__in=uuids)}


HIGHEST = 60


class PersonViewSet(ChartActions, PublicViewSet):
    """People of the gia phả the caller may see.

    Strangers see the dead; somebody hidden and somebody unknown answer alike (404).
    """

    serializer_class = PersonItem
    filterset_class = PersonFilterSet
    detail_route = "uuid:uuid"
    shapes = {"list": PersonItem, "retrieve": PersonDetail}
    facets = {
        "clan": Facet("clan__slug", "clan__name", floor=FEWEST),
        "branch": Facet("branch__uuid", floor=FEWEST, words=branch_titles),
        "generation": Facet("generation", floor=FEWEST),
        "sex": Facet(
            "sex", floor=FEWEST, among=lambda request: detailed_people(viewer_of(request))
        ),
    }
    detail_actions = {
        "timeline": "timeline/",
        "ancestors": "ancestors/",
        "descendants": "descendants/",
        "relationship": "relationship/",
        **ChartActions.CHART_ACTIONS,
    }
    extra_parameters = {
        "ancestors": frozenset({"depth", "lineage"}),
        "descendants": frozenset({"depth"}),
        "relationship": frozenset({"to", "region"}),
        **ChartActions.CHART_PARAMETERS,
    }

    def get_queryset(self) -> QuerySet[Person]:
        """Return visible people in the order of the book."""
        return people_list(viewer_of(self.request))

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn people into cards with their fathers' names."""
        viewer = viewer_of(self.request)
        if self.wants("father"):
            cards = cards_of(rows, viewer)
        else:
            cards = [person_card(person, viewer) for person in rows]
        return PersonItem(cards, many=True, context=self.get_serializer_context()).data

    def _person(self, uuid: Any) -> Person:
        person = person_by_uuid(uuid, viewer_of(self.request))
        if person is None:
            raise Http404
        return person

    def _other_person(self, uuid: UUID) -> Person:
        """Give somebody named in a parameter, who may have been merged since."""
        viewer = viewer_of(self.request)
        person = person_by_uuid(uuid, viewer) or redirected_person(uuid, viewer)
        if person is None:
            raise Http404
        return person

    def handle_exception(self, exc: Exception) -> Any:
        """Lead the id of somebody who was merged on to the person who stayed, if visible."""
        uuid = self.kwargs.get("uuid")
        if isinstance(exc, Http404) and uuid is not None:
            person = redirected_person(uuid, viewer_of(self.request))
            if person is not None:
                path = self.request.get_full_path().replace(str(uuid), str(person.uuid), 1)
                return HttpResponsePermanentRedirect(path)
        return super().handle_exception(exc)

    @extend_schema(responses=PersonDetail)
    def retrieve(self, request: Request, uuid: Any) -> Response:
        """Answer everything the caller may know of one person."""
        person = self._person(uuid)
        view = person_view(person, viewer_of(request), with_news=self.wants("mentions"))
        context = {**self.get_serializer_context(), "key": person.pk}
        return Response(PersonDetail(view, context=context).data)

    @extend_schema(responses=envelope(TimelineItem), filters=False)
    def timeline(self, request: Request, uuid: Any) -> Response:
        """Answer what is known of a life in its order, from birth to the grave."""
        view = person_view(self._person(uuid), viewer_of(request), with_news=False)
        items = TimelineItem(view.events, many=True).data
        return Response({"meta": {"total_count": len(items)}, "items": items})

    @extend_schema(
        responses=envelope(AncestorItem),
        filters=False,
        parameters=[
            OpenApiParameter(
                "depth",
                {"type": "integer", "minimum": 1, "maximum": HIGHEST},
                description="Generations up; all by default.",
            ),
            OpenApiParameter(
                "lineage", bool, description="true: only the line that counts for đời."
            ),
        ],
    )
    def ancestors(self, request: Request, uuid: Any) -> Response:
        """Answer the ancestors, generation by generation, father before mother."""
        depth = whole_number(request, "depth", HIGHEST, lowest=1, highest=HIGHEST)
        lineage_only = yes_or_no(request, "lineage", default=False)
        nodes = ancestors(
            self._person(uuid), viewer_of(request), depth=depth, lineage_only=lineage_only
        )
        items = AncestorItem(nodes, many=True, context=self.get_serializer_context()).data
        return Response({"meta": {"total_count": len(items)}, "items": items})

    @extend_schema(
        responses=envelope(DescendantItem),
        filters=False,
        parameters=[
            OpenApiParameter(
                "depth",
                {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": 3},
                description="Generations down.",
            )
        ],
    )
    def descendants(self, request: Request, uuid: Any) -> Response:
        """Answer the descendants in the order of the book, the person asked for first."""
        depth = whole_number(request, "depth", 3, lowest=1, highest=DEEPEST)
        tree = descendants(self._person(uuid), viewer_of(request), depth=depth)
        rows = flatten(tree)
        items = DescendantItem(rows, many=True, context=self.get_serializer_context()).data
        return Response({"meta": {"total_count": len(items)}, "items": items})

    @extend_schema(
        responses=RelationshipFacts,
        filters=False,
        parameters=[
            OpenApiParameter(
                "to", UUID, required=True, description="The other person, by public id."
            ),
            OpenApiParameter(
                "region",
                str,
                enum=KinshipRegion.values,
                description="Whose words of kinship; those of the clan by default.",
            ),
        ],
    )
    def relationship(self, request: Request, uuid: Any) -> Response:
        """Answer what two people call each other, and the line between them."""
        other_id, region = read_person_id(request, "to"), read_region(request)
        person, other = self._person(uuid), self._other_person(other_id)
        answer = relationship(person, other, viewer_of(request), region=region)
        return Response(RelationshipFacts(answer, context=self.get_serializer_context()).data)
