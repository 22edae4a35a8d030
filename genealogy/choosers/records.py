"""Choosing what compilers of the gia phả alone see: couples, places, sources."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import CreateView

from genealogy.choosers.rows import (
    EditorRowsMixin,
    OpenChoiceWidget,
    RowsChooserViewSet,
    column,
    with_words,
)
from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role
from genealogy.forms import PlaceQuickForm
from genealogy.models import Event, Place, Source, Union, UnionMember
from genealogy.querysets import detailed_people
from genealogy.selectors.editable import editable_unions, scope_of
from genealogy.selectors.viewers import viewer_for
from genealogy.services.places import place_get_or_create


class UnionRows(EditorRowsMixin):
    """Couples."""

    def editor_rows(self) -> QuerySet[Union]:
        """Give couples with their names."""
        return (
            Union.objects.filter(is_staged=False)
            .select_related("clan")
            .prefetch_related("members__person")
        )

    def branch_rows(self, rows: QuerySet[Union]) -> QuerySet[Union]:
        """Give the couples whose both sides are the account's to change."""
        own = editable_unions(self.request.user).order_by().values("pk")
        return rows.filter(pk__in=own)

    def search(self, objects: QuerySet[Union], query: str) -> QuerySet[Union]:
        """Match every word in one side's names or the other's."""
        return union_with_words(objects, query)

    @property
    def columns(self) -> list[Column]:
        """Show whose couple it is."""
        return [
            self.title_column,
            column("status", _("Tình trạng"), "get_status_display"),
            column("clan", _("Dòng họ"), "clan.name"),
        ]


def union_with_words(objects: QuerySet[Union], query: str) -> QuerySet[Union]:
    """Keep couples in which each word is in a name of one side."""
    for word in fold_tokens(query):
        members = UnionMember.objects.filter(person__search_fold__contains=f" {word}")
        objects = objects.filter(pk__in=members.values("union_id"))
    return objects


class UnionWidget(OpenChoiceWidget):
    """Shows the chosen couple by its names, in one query more."""

    def all_rows(self) -> QuerySet[Union]:
        """Give all couples with their names."""
        return Union.objects.prefetch_related("members__person")

    def rows_of(self, user: Any) -> QuerySet[Union]:
        """Give the couples this account is offered."""
        if viewer_for(user).role >= Role.EDITOR:
            return self.all_rows()
        return editable_unions(user).prefetch_related("members__person")


class UnionChooserViewSet(RowsChooserViewSet):
    """Choose a couple."""

    model = Union
    rows_class = UnionRows
    icon = "gp-couple"
    choose_one_text = _("Chọn cặp vợ chồng")
    choose_another_text = _("Chọn cặp khác")
    edit_item_text = _("Sửa cặp này")
    base_widget_class = UnionWidget


class PlaceRows(EditorRowsMixin):
    """Places by name."""

    def editor_rows(self) -> QuerySet[Place]:
        """Give the places of all clans."""
        return Place.objects.select_related("clan", "parent")

    def branch_rows(self, rows: QuerySet[Place]) -> QuerySet[Place]:
        """Give the places of lives the account may know; an address may tell of somebody."""
        known = Event.objects.filter(detailed_people(self.viewer, "person__"), is_sensitive=False)
        named = Event.objects.filter(place=OuterRef("pk"))
        return rows.filter(clan__in=scope_of(self.request.user).clans()).filter(
            ~Exists(named) | Q(pk__in=known.order_by().values("place"))
        )

    def search(self, objects: QuerySet[Place], query: str) -> QuerySet[Place]:
        """Match old and present names."""
        return with_words(objects, query)

    @property
    def columns(self) -> list[Column]:
        """Show where the place lies."""
        return [
            self.title_column,
            column("parent", _("Thuộc"), lambda row: row.parent or ""),
            column("current_name", _("Tên hiện nay"), "current_name"),
            column("clan", _("Dòng họ"), "clan.name"),
        ]


class PlaceCreateView(CreateView):
    """A place added while an event is written."""

    def save_form(self, form: PlaceQuickForm) -> Place:
        """Use the place again when the clan has it already."""
        user, clan = self.request.user, form.cleaned_data["clan"]
        if not user.has_perm("genealogy.add_place") and clan.pk not in scope_of(user).clans():
            raise PermissionDenied
        return place_get_or_create(by=self.request.user, **form.cleaned_data)


class PlaceChooserViewSet(RowsChooserViewSet):
    """Choose a place, or add one."""

    model = Place
    rows_class = PlaceRows
    icon = "gp-place"
    choose_one_text = _("Chọn địa danh")
    choose_another_text = _("Chọn địa danh khác")
    edit_item_text = _("Sửa địa danh này")
    search_tab_label = _("Tìm")
    create_action_label = _("Thêm mới")
    creation_form_class = PlaceQuickForm
    create_view_class = PlaceCreateView


class SourceRows(EditorRowsMixin):
    """Sources by title."""

    def editor_rows(self) -> QuerySet[Source]:
        """Give the sources of all clans."""
        return Source.objects.select_related("clan")

    def search(self, objects: QuerySet[Source], query: str) -> QuerySet[Source]:
        """Match title and author as written; sources keep no folded column."""
        words = query.split()
        for word in words:
            objects = objects.filter(title__icontains=word)
        return objects


class SourceChooserViewSet(RowsChooserViewSet):
    """Choose a source."""

    model = Source
    rows_class = SourceRows
    icon = "gp-book"
    choose_one_text = _("Chọn nguồn")
    choose_another_text = _("Chọn nguồn khác")
    edit_item_text = _("Sửa nguồn này")
