"""Couples in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from genealogy.choosers import union_with_words
from genealogy.domain.viewer import Role
from genealogy.enums import UnionKind, UnionStatus
from genealogy.models import Clan, ParentLink, Union
from genealogy.panels import UNION_PANELS
from genealogy.selectors.editable import editable_unions
from genealogy.services.edits import union_edited, union_people
from genealogy.services.families import union_delete
from genealogy.services.history import recorded
from genealogy.viewsets.base import (
    AddView,
    ChangeView,
    GenealogyViewSet,
    ListView,
    RemoveView,
    VisibleMixin,
)


class UnionFilterSet(WagtailFilterSet):
    """What compilers sift couples by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())
    kind = django_filters.ChoiceFilter(
        label=_("Loại"),
        choices=UnionKind.choices,
        empty_label=_("Tất cả"),
        widget=forms.RadioSelect,
    )
    status = django_filters.ChoiceFilter(
        label=_("Tình trạng"),
        choices=UnionStatus.choices,
        empty_label=_("Tất cả"),
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Union
        fields = ["clan", "kind", "status"]


class UnionRowsMixin(VisibleMixin):
    """Couples are for compilers and reviewers, and for branch editors those of their branches.

    An unfinished import's are nobody's.
    """

    def visible_rows(self) -> QuerySet[Union]:
        """Give the couples with their names."""
        unions = Union.objects.filter(is_staged=False)
        if self.viewer.role < Role.EDITOR:
            unions = editable_unions(self.request.user)
        return unions.select_related("clan").prefetch_related("members__person")


class UnionListView(UnionRowsMixin, ListView):
    """All couples, newest last."""

    list_columns = [
        Column("children", label=_("Số con"), accessor="children_count"),
        Column("kind", label=_("Loại"), accessor="get_kind_display", sort_key="kind"),
        Column("status", label=_("Tình trạng"), accessor="get_status_display", sort_key="status"),
        Column("clan", label=_("Dòng họ"), accessor="clan.name"),
    ]

    def match(self, queryset: QuerySet[Union], query: str) -> QuerySet[Union]:
        """Match every word in one side's names or the other's."""
        return union_with_words(queryset, query)

    def get_table(self, object_list: Any) -> Any:
        """Count the children of one page of couples at once."""
        unions = list(object_list)
        counts = dict(
            ParentLink.objects.filter(union__in=unions)
            .order_by()
            .values_list("union_id")
            .annotate(children=Count("child", distinct=True))
        )
        for union in unions:
            union.children_count = counts.get(union.pk, 0)
        return super().get_table(unions)


class UnionSaveMixin:
    """Saving a couple: the form writes the rows, the services what follows from them."""

    def save_instance(self) -> Union:
        """Save and bring derived columns up to date in the same transaction."""
        union = self.form.instance
        known = [union.pk] if union.pk else []
        former = union_people(union) if known else set()
        with recorded(union.clan, by=self.request.user, unions=known) as recording:
            union = super().save_instance()
            recording.created(union)
            return union_edited(union, former_people=former)


class UnionAddView(UnionSaveMixin, AddView):
    """Join a couple."""


class UnionChangeView(UnionRowsMixin, UnionSaveMixin, ChangeView):
    """Change a couple."""


class UnionRemoveView(UnionRowsMixin, RemoveView):
    """Part a couple that was joined by mistake."""

    def remove(self) -> None:
        """Delete through the service; children keep their parents."""
        union_delete(self.object, by=self.request.user)


class UnionViewSet(GenealogyViewSet):
    """Couples."""

    model = Union
    icon = "gp-couple"
    menu_label = _("Vợ chồng")
    menu_order = 200
    ordering = "pk"
    panels_of_model = UNION_PANELS
    index_view_class = UnionListView
    add_view_class = UnionAddView
    edit_view_class = UnionChangeView
    delete_view_class = UnionRemoveView
    filterset_class = UnionFilterSet
