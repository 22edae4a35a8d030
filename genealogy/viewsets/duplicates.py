"""Pairs that may be one person, in the admin."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.viewsets.base import ViewSet

from genealogy.viewsets.merging import ChooseOtherView, MergeView
from genealogy.viewsets.pairs import (
    DismissView,
    FindAgainView,
    PairListView,
    RestoreView,
    may_merge,
)


class DuplicateViewSet(ViewSet):
    """Pairs that may be one person."""

    icon = "copy"
    menu_label = _("Nghi trùng")
    menu_order = 660

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""

        def view(kind: type[View]) -> Any:
            return self.construct_view(kind, namespace=self.url_namespace)

        return [
            path("", view(PairListView), name="index"),
            path("tim-lai/", view(FindAgainView), name="again"),
            path("<int:first>/<int:second>/hai-nguoi/", view(DismissView), name="dismiss"),
            path("<int:first>/<int:second>/so-lai/", view(RestoreView), name="restore"),
            path("<int:keep>/<int:drop>/gop/", view(MergeView), name="merge"),
            path("<int:pk>/chon/", view(ChooseOtherView), name="choose"),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to those who may merge."""
        item = super().get_menu_item(order=order)
        item.is_shown = lambda request: may_merge(request.user)
        return item


duplicate_viewset = DuplicateViewSet("genealogy_duplicate", url_prefix="gia-pha/nghi-trung")
