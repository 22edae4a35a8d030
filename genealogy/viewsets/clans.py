"""Clans and branches in the admin."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column

from genealogy.domain.ordinals import BranchTitle, branch_parse
from genealogy.domain.text import fold_tokens
from genealogy.models import Branch, Clan, Person
from genealogy.panels import BRANCH_PANELS, CLAN_PANELS
from genealogy.services.branches import branch_create, branch_delete, branch_update
from genealogy.services.clans import clan_create, clan_delete, clan_update
from genealogy.viewsets.base import (
    AddView,
    ChangeView,
    GenealogyViewSet,
    ListView,
    RemoveView,
    VisibleMixin,
)


class ClanRowsMixin(VisibleMixin):
    """Clans this viewer may open."""

    def visible_rows(self) -> QuerySet[Clan]:
        """Give the clans with founder."""
        return Clan.objects.visible_to(self.viewer).select_related("founder")


class ClanListView(ClanRowsMixin, ListView):
    """All clans."""

    title_column = "name"
    list_columns = [
        Column("founder", label=_("Thủy tổ"), accessor=lambda clan: clan.founder or ""),
        Column("people", label=_("Số người"), accessor="people_count"),
        BooleanColumn("is_public", label=_("Công khai"), accessor="is_public"),
    ]

    def match(self, queryset: QuerySet[Clan], query: str) -> QuerySet[Clan]:
        """Match the slug, which is the folded name."""
        for word in fold_tokens(query):
            queryset = queryset.filter(slug__contains=word)
        return queryset

    def get_table(self, object_list: Any) -> Any:
        """Count the people of one page of clans at once."""
        clans = list(object_list)
        counts = dict(
            Person.objects.visible_to(self.viewer)
            .filter(clan__in=clans)
            .order_by()
            .values_list("clan_id")
            .annotate(people=Count("pk"))
        )
        for clan in clans:
            clan.people_count = counts.get(clan.pk, 0)
        return super().get_table(clans)


class ClanAddView(AddView):
    """Open a book."""

    def save_instance(self) -> Clan:
        """Create through the service."""
        return clan_create(by=self.request.user, **self.form.cleaned_data)


class ClanChangeView(ClanRowsMixin, ChangeView):
    """Change a clan."""

    def save_instance(self) -> Clan:
        """Update through the service, which places everybody anew when it must."""
        return clan_update(self.form.instance, by=self.request.user, **self.form.cleaned_data)


class ClanRemoveView(ClanRowsMixin, RemoveView):
    """Close an empty book."""

    def remove(self) -> None:
        """Delete through the service, which refuses while people are in it."""
        clan_delete(self.object, by=self.request.user)


class ClanViewSet(GenealogyViewSet):
    """Clans."""

    model = Clan
    icon = "gp-hall"
    menu_label = _("Dòng họ")
    menu_order = 400
    ordering = "name"
    panels_of_model = CLAN_PANELS
    index_view_class = ClanListView
    add_view_class = ClanAddView
    edit_view_class = ClanChangeView
    delete_view_class = ClanRemoveView
    add_to_reference_index = True


class BranchFilterSet(WagtailFilterSet):
    """What compilers sift branches by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())

    class Meta:
        model = Branch
        fields = ["clan"]


class BranchRowsMixin(VisibleMixin):
    """Branches of clans this viewer may open."""

    def visible_rows(self) -> QuerySet[Branch]:
        """Give the branches with what the list shows."""
        return Branch.objects.visible_to(self.viewer).select_related(
            "clan", "parent", "founder", "head"
        )


class BranchListView(BranchRowsMixin, ListView):
    """All branches, clan by clan."""

    list_columns = [
        Column("parent", label=_("Thuộc"), accessor=lambda branch: branch.parent or ""),
        Column("founder", label=_("Tổ chi"), accessor=lambda branch: branch.founder or ""),
        Column("head", label=_("Trưởng chi"), accessor=lambda branch: branch.head or ""),
        Column("since", label=_("Từ đời"), accessor="since_generation"),
        Column("clan", label=_("Dòng họ"), accessor="clan.name"),
    ]

    def match(self, queryset: QuerySet[Branch], query: str) -> QuerySet[Branch]:
        """Match the printed title, which is no column, or level and number in any style.

        Branches are at most some hundreds.
        """
        words = fold_tokens(query)
        meant = branch_parse(query)
        found = [
            branch.pk
            for branch in queryset
            if all(
                any(token.startswith(word) for token in fold_tokens(branch.title)) for word in words
            )
            or (meant is not None and _is_meant(branch, meant))
        ]
        return queryset.filter(pk__in=found)


def _is_meant(branch: Branch, title: BranchTitle) -> bool:
    """Say whether a branch has this level and number, however it is printed."""
    same_level = fold_tokens(branch.label) == fold_tokens(title.label)
    return same_level and branch.ordinal is not None and branch.ordinal == title.ordinal.number


class BranchAddView(AddView):
    """Open a branch."""

    def save_instance(self) -> Branch:
        """Create through the service."""
        return branch_create(by=self.request.user, **self.form.cleaned_data)


class BranchChangeView(BranchRowsMixin, ChangeView):
    """Change a branch."""

    def save_instance(self) -> Branch:
        """Update through the service, which moves the people."""
        return branch_update(self.form.instance, by=self.request.user, **self.form.cleaned_data)


class BranchRemoveView(BranchRowsMixin, RemoveView):
    """Close a branch."""

    def remove(self) -> None:
        """Delete through the service; people fall to the branch above."""
        branch_delete(self.object, by=self.request.user)


class BranchViewSet(GenealogyViewSet):
    """Branches."""

    model = Branch
    icon = "gp-branch"
    menu_label = _("Chi phái")
    menu_order = 300
    panels_of_model = BRANCH_PANELS
    index_view_class = BranchListView
    add_view_class = BranchAddView
    edit_view_class = BranchChangeView
    delete_view_class = BranchRemoveView
    filterset_class = BranchFilterSet
    add_to_reference_index = True
