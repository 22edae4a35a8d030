"""`/clans/` and `/branches/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from cms.core.api.views import PublicViewSet
from genealogy.api.anniversaries import AnniversaryActions
from genealogy.api.charts import OverviewActions
from genealogy.api.filters import BRANCH_TREE, BranchFilterSet, ClanFilterSet
from genealogy.api.serializers import BranchDetail, BranchItem, ClanDetail, ClanItem
from genealogy.api.statistics import StatisticsActions
from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.clans import (
    branch_view,
    clan_by_slug,
    clan_summaries,
    clan_view,
    clans_visible,
)
from genealogy.selectors.viewers import viewer_of


class ClanViewSet(AnniversaryActions, OverviewActions, StatisticsActions, PublicViewSet):
    """Clans the caller may open, with numbers of visible people."""

    serializer_class = ClanItem
    filterset_class = ClanFilterSet
    shapes = {"list": ClanItem, "retrieve": ClanDetail}
    detail_route = "slug:slug"
    detail_actions = {
        **AnniversaryActions.ANNIVERSARY_ACTIONS,
        **OverviewActions.OVERVIEW_ACTIONS,
        **StatisticsActions.statistics_actions,
    }
    extra_parameters = {
        **AnniversaryActions.ANNIVERSARY_PARAMETERS,
        **StatisticsActions.statistics_parameters,
    }

    def get_queryset(self) -> QuerySet[Clan]:
        """Return the clans by name."""
        return clans_visible(viewer_of(self.request))

    def serialized(self, rows: Sequence[Any]) -> Any:
        """Turn clans into summaries."""
        summaries = clan_summaries(rows, viewer_of(self.request))
        return ClanItem(summaries, many=True, context=self.get_serializer_context()).data

    @extend_schema(responses=ClanDetail)
    def retrieve(self, request: Request, slug: str) -> Response:
        """Answer one clan."""
        viewer = viewer_of(request)
        clan = clan_by_slug(slug, viewer)
        if clan is None:
            raise Http404
        view = clan_view(clan, viewer)
        return Response(ClanDetail(view, context=self.get_serializer_context()).data)

    def counted(self, viewer: Viewer, **key: Any) -> tuple[Clan, Branch | None]:
        """Return the clan."""
        clan = clan_by_slug(key["slug"], viewer)
        if clan is None:
            raise Http404
        return clan, None


class BranchViewSet(StatisticsActions, PublicViewSet):
    """Branches (chi, phái, ngành ...) of clans the caller may open."""

    serializer_class = BranchItem
    filterset_class = BranchFilterSet
    shapes = {"list": BranchItem, "retrieve": BranchDetail}
    detail_route = "uuid:uuid"
    detail_actions = {**StatisticsActions.statistics_actions}
    extra_parameters = {**StatisticsActions.statistics_parameters}

    def get_queryset(self) -> QuerySet[Branch]:
        """Return the branches, clan by clan."""
        return (
            Branch.objects.visible_to(viewer_of(self.request))
            .select_related("clan", "parent", "hall")
            .order_by(*BRANCH_TREE)
        )

    @extend_schema(responses=BranchDetail)
    def retrieve(self, request: Request, uuid: Any) -> Response:
        """Answer one branch with its founder, head and generations."""
        branch = self.get_queryset().filter(uuid=uuid).first()
        if branch is None:
            raise Http404
        context = {**self.get_serializer_context(), "key": branch.pk}
        if self.wants("founder", "head", "generations", "mentions"):
            context["branch_view"] = branch_view(branch, viewer_of(request))
        return Response(BranchDetail(branch, context=context).data)

    def counted(self, viewer: Viewer, **key: Any) -> tuple[Clan, Branch | None]:
        """Return the branch with its clan."""
        branch = self.get_queryset().filter(uuid=key["uuid"]).first()
        if branch is None:
            raise Http404
        return branch.clan, branch
