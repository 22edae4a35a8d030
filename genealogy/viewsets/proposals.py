"""Proposals in the admin: the queue to look over; each is decided on its own page of the site."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from genealogy.domain.viewer import Viewer
from genealogy.enums import ProposalKind, ProposalState
from genealogy.models import Proposal
from genealogy.selectors.offices import decision_scope
from genealogy.selectors.proposals import queue, shown_name, waiting_words
from genealogy.selectors.proposals_page import subject_names
from genealogy.selectors.viewers import viewer_of


class DecisionPolicy(BasePermissionPolicy):
    """Proposals are for whoever decides on some; nobody adds or edits them in the admin."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether the account may look."""
        return action == "view" and bool(decision_scope(user))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Say whether the account may look."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Say whether the account may look."""
        return self.user_has_permission(user, action)


class ProposalFilterSet(WagtailFilterSet):
    """What the queue is sifted by."""

    state = django_filters.ChoiceFilter(label=_("Tình trạng"), choices=ProposalState.choices)
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=ProposalKind.choices)

    class Meta:
        model = Proposal
        fields = ["state", "kind"]


def _address(proposal: Proposal) -> str:
    return reverse("genealogy:proposal", args=[proposal.uuid])


def _waiting(proposal: Proposal) -> str:
    if proposal.state != ProposalState.OPEN:
        return ""
    return waiting_words(proposal.created_at, timezone.now())


class ProposalListView(IndexView):
    """What was proposed in the branches the account answers for, the last first."""

    model = Proposal
    permission_policy = DecisionPolicy(Proposal)
    any_permission_required = ["view"]
    page_title = _("Đề nghị của thành viên")
    header_icon = "comment"
    default_ordering = "-pk"
    paginate_by = 30
    show_export_buttons = False
    is_searchable = False
    filterset_class = ProposalFilterSet
    list_display = [
        TitleColumn("about", label=_("Về ai"), get_url=_address),
        Column("kind", label=_("Loại"), accessor="get_kind_display"),
        Column("state", label=_("Tình trạng"), accessor="get_state_display"),
        Column("waiting", label=_("Chờ"), accessor=_waiting),
        Column("branch", label=_("Chi"), accessor=lambda one: one.branch or one.clan.name),
        Column("author", label=_("Người gửi"), accessor=lambda one: shown_name(one.author)),
        DateColumn("created_at", label=_("Lúc"), classname="desk-only"),
    ]

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    def get_base_queryset(self) -> QuerySet[Proposal]:
        """Start from what the account decides on."""
        return queue(decision_scope(self.request.user), self.viewer, state="")

    def get_table(self, object_list: Any) -> Any:
        """Name whom one page of proposals is about, at once."""
        rows = list(object_list)
        names = subject_names(rows, self.viewer)
        for row in rows:
            row.about = names.get(row.subject_id or 0) or row.get_kind_display()
        return super().get_table(rows)


class ProposalViewSet(ViewSet):
    """The queue of proposals, to read."""

    icon = "comment"
    menu_label = _("Đề nghị")
    menu_order = 120

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the list and its rows alone."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        return [
            path("", self.construct_view(ProposalListView, **names), name="index"),
            path(
                "ket-qua/",
                self.construct_view(ProposalListView, results_only=True, **names),
                name="index_results",
            ),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to whoever decides on something."""
        item = super().get_menu_item(order=order)

        def is_shown(request: HttpRequest) -> bool:
            return bool(decision_scope(request.user))

        item.is_shown = is_shown
        return item


proposal_viewset = ProposalViewSet("genealogy_proposal", url_prefix="gia-pha/de-nghi")
viewsets = [proposal_viewset]
