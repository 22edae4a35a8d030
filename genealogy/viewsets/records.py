"""Places and sources in the admin."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from genealogy.choosers import with_words
from genealogy.domain.viewer import Role
from genealogy.models import Clan, Place, Source
from genealogy.panels import PLACE_PANELS, SOURCE_PANELS
from genealogy.services.places import place_delete, place_save
from genealogy.services.sources import source_delete, source_save
from genealogy.viewsets.base import (
    AddView,
    ChangeView,
    GenealogyViewSet,
    ListView,
    RemoveView,
    VisibleMixin,
)


class PlaceFilterSet(WagtailFilterSet):
    """What compilers sift places by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())

    class Meta:
        model = Place
        fields = ["clan"]


class RecordRowsMixin(VisibleMixin):
    """Rows for compilers alone."""

    def visible_rows(self) -> QuerySet:
        """Give all rows to compilers, none to others."""
        rows = self.model._default_manager.select_related("clan")
        return rows if self.viewer.role >= Role.EDITOR else rows.none()


class PlaceListView(RecordRowsMixin, ListView):
    """All places by name."""

    title_column = "text"
    list_columns = [
        Column("parent", label=_("Thuộc"), accessor=lambda place: place.parent or ""),
        Column("current_name", label=_("Tên hiện nay"), accessor="current_name"),
        Column("clan", label=_("Dòng họ"), accessor="clan.name"),
    ]

    def visible_rows(self) -> QuerySet[Place]:
        """Read the place above with each."""
        return super().visible_rows().select_related("clan", "parent")

    def match(self, queryset: QuerySet[Place], query: str) -> QuerySet[Place]:
        """Match old and present names."""
        return with_words(queryset, query)


class PlaceAddView(AddView):
    """Add a place."""

    def save_instance(self) -> Place:
        """Save with the search text."""
        return place_save(self.form.instance, by=self.request.user)


class PlaceChangeView(RecordRowsMixin, ChangeView):
    """Change a place."""

    def save_instance(self) -> Place:
        """Save with the search text."""
        data = self.form.cleaned_data
        return place_save(self.form.instance, by=self.request.user, **data)


class PlaceRemoveView(RecordRowsMixin, RemoveView):
    """Delete a place; what named it keeps the rest of its facts."""

    def remove(self) -> None:
        """Delete through the service."""
        place_delete(self.object, by=self.request.user)


class PlaceViewSet(GenealogyViewSet):
    """Places."""

    model = Place
    icon = "gp-place"
    menu_label = _("Địa danh")
    menu_order = 500
    ordering = "text"
    panels_of_model = PLACE_PANELS
    index_view_class = PlaceListView
    add_view_class = PlaceAddView
    edit_view_class = PlaceChangeView
    delete_view_class = PlaceRemoveView
    filterset_class = PlaceFilterSet


class SourceFilterSet(WagtailFilterSet):
    """What compilers sift sources by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())

    class Meta:
        model = Source
        fields = ["clan"]


class SourceListView(RecordRowsMixin, ListView):
    """All sources by title."""

    title_column = "title"
    list_columns = [
        Column("author", label=_("Tác giả"), accessor="author"),
        Column("repository", label=_("Nơi giữ"), accessor="repository"),
        Column("clan", label=_("Dòng họ"), accessor="clan.name"),
    ]

    def match(self, queryset: QuerySet[Source], query: str) -> QuerySet[Source]:
        """Match the title as written; sources keep no folded column."""
        for word in query.split():
            queryset = queryset.filter(title__icontains=word)
        return queryset


class SourceAddView(AddView):
    """Add a source."""

    def save_instance(self) -> Source:
        """Save through the service."""
        return source_save(self.form.instance, by=self.request.user)


class SourceChangeView(RecordRowsMixin, ChangeView):
    """Change a source."""

    def save_instance(self) -> Source:
        """Save through the service."""
        data = self.form.cleaned_data
        return source_save(self.form.instance, by=self.request.user, **data)


class SourceRemoveView(RecordRowsMixin, RemoveView):
    """Delete a source and the citations of it."""

    def remove(self) -> None:
        """Delete through the service."""
        source_delete(self.object, by=self.request.user)


class SourceViewSet(GenealogyViewSet):
    """Sources."""

    model = Source
    icon = "gp-book"
    menu_label = _("Nguồn")
    menu_order = 600
    ordering = "title"
    panels_of_model = SOURCE_PANELS
    index_view_class = SourceListView
    add_view_class = SourceAddView
    edit_view_class = SourceChangeView
    delete_view_class = SourceRemoveView
    filterset_class = SourceFilterSet
    add_to_reference_index = True
