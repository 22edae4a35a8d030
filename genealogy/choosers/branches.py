"""Choosing a branch or a clan."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from genealogy.choosers.rows import RowsChooserViewSet, RowsMixin, column
from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role
from genealogy.models import Branch, Clan


class BranchRows(RowsMixin):
    """Branches, clan by clan."""

    def rows(self) -> QuerySet[Branch]:
        """Give the branches of clans this viewer may open."""
        return Branch.objects.visible_to(self.viewer).select_related("clan", "parent", "founder")

    def search(self, objects: QuerySet[Branch], query: str) -> QuerySet[Branch]:
        """Match the printed title, which is no column; a clan has at most some hundreds."""
        words = fold_tokens(query)
        found = [
            branch.pk
            for branch in objects
            if all(
                any(token.startswith(word) for token in fold_tokens(branch.title)) for word in words
            )
        ]
        return objects.filter(pk__in=found)

    @property
    def columns(self) -> list[Column]:
        """Show where the branch hangs and who founded it."""
        columns = [self.title_column, column("parent", _("Thuộc"), lambda row: row.parent or "")]
        if self.viewer.role >= Role.EDITOR:
            columns.append(column("founder", _("Tổ chi"), lambda row: row.founder or ""))
        return [*columns, column("clan", _("Dòng họ"), "clan.name")]


class BranchChooserViewSet(RowsChooserViewSet):
    """Choose a branch."""

    model = Branch
    rows_class = BranchRows
    icon = "gp-branch"
    choose_one_text = _("Chọn chi phái")
    choose_another_text = _("Chọn chi phái khác")
    edit_item_text = _("Sửa chi phái này")


class ClanRows(RowsMixin):
    """Clans by name."""

    clan_column = "pk"

    def rows(self) -> QuerySet[Clan]:
        """Give the clans this viewer may open."""
        return Clan.objects.visible_to(self.viewer)

    def search(self, objects: QuerySet[Clan], query: str) -> QuerySet[Clan]:
        """Match the slug, which is the folded name."""
        for word in fold_tokens(query):
            objects = objects.filter(slug__contains=word)
        return objects


class ClanChooserViewSet(RowsChooserViewSet):
    """Choose a clan."""

    model = Clan
    rows_class = ClanRows
    icon = "gp-hall"
    choose_one_text = _("Chọn dòng họ")
    choose_another_text = _("Chọn dòng họ khác")
    edit_item_text = _("Sửa dòng họ này")
