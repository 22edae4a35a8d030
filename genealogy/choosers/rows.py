"""What every chooser of the gia phả has in common: folded search, one clan, one viewer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role, Viewer
from genealogy.selectors.editable import scope_of
from genealogy.selectors.viewers import viewer_of

PER_PAGE = 15
#: No key of a row has so many digits, and SQLite refuses to look for it.
KEY_LENGTH = 19


class FoldedSearchForm(BaseFilterForm):
    """Asks for words; the view looks for them folded, in any order."""

    q = forms.CharField(
        label=_("Tìm"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Ví dụ: duong van tung")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Note what is looked for; the rows are cut by the view, which knows who looks."""
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        return objects


class OpenChoiceWidget(BaseChooser):
    """Names what was chosen, where the account that looks (`asked_by`) may know of it.

    What it may not know of, and what does not exist, keeps its number and is not named, so that
    saving a form loses no choice of another editor.
    """

    asked_by: Any = None

    def all_rows(self) -> QuerySet[Any]:
        """Give what may be chosen at all; for subclasses."""
        raise NotImplementedError

    def rows_of(self, user: Any) -> QuerySet[Any]:
        """Give what this account may know of; for subclasses."""
        raise NotImplementedError

    def get_instance(self, value: Any) -> Any:
        """Find what was chosen, in one query; None for what is not to be named."""
        key = str(value.pk if isinstance(value, Model) else value or "")
        if not (key.isdecimal() and len(key) < KEY_LENGTH):
            return None
        rows = self.all_rows() if self.asked_by is None else self.rows_of(self.asked_by)
        return rows.filter(pk=key).first()

    def get_value_data(self, value: Any) -> dict[str, Any] | None:
        """Give the name, or say that it is not for this account."""
        data = super().get_value_data(value)
        if data is None and value and self.asked_by is not None:
            key = value.pk if isinstance(value, Model) else value
            data = {"id": key, "edit_url": "", self.display_title_key: _("Không hiện tên với bạn")}
        return data


class RowsMixin:
    """Rows of one model, cut to the viewer, to one clan if the form names it, and to the words."""

    per_page = PER_PAGE
    filter_form_class = FoldedSearchForm
    preserve_url_parameters = ("multiple", "clan")
    #: Column of the rows that names the clan.
    clan_column = "clan_id"

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    def rows(self) -> QuerySet[Any]:
        """Give the rows this viewer may choose."""
        raise NotImplementedError

    def search(self, objects: QuerySet[Any], query: str) -> QuerySet[Any]:
        """Keep the rows that match."""
        raise NotImplementedError

    def get_object_list(self) -> QuerySet[Any]:
        """Start from what may be seen."""
        clan = self.request.GET.get("clan", "")
        rows = self.rows()
        if not clan.isdecimal():
            return rows
        is_key = len(clan) < KEY_LENGTH
        return rows.filter(**{self.clan_column: int(clan)}) if is_key else rows.none()

    def filter_object_list(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Cut to the words asked for."""
        objects = super().filter_object_list(objects)
        query = self.filter_form.search_query
        return self.search(objects, query) if query else objects

    def get_object(self, pk: str) -> Model:
        """Give one chosen row, if it may be seen."""
        if not str(pk).isdecimal():
            raise Http404
        return self.rows().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        """Give several chosen rows, of those that may be seen."""
        return self.rows().filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class EditorRowsMixin(RowsMixin):
    """Rows that compilers of the genealogy look through, and branch editors in part."""

    def editor_rows(self) -> QuerySet[Any]:
        """Give all rows."""
        raise NotImplementedError

    def branch_rows(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Give what branch editors may choose of all rows; nothing unless a subclass says so."""
        return rows.none()

    def rows(self) -> QuerySet[Any]:
        """Give all rows to compilers, a part to branch editors, none to others."""
        rows = self.editor_rows()
        if self.viewer.role >= Role.EDITOR:
            return rows
        return self.branch_rows(rows) if scope_of(self.request.user) else rows.none()


class RowsChooserViewSet(ChooserViewSet):
    """A chooser whose views all work on the rows of one `RowsMixin`."""

    rows_class: type[RowsMixin]
    preserve_url_parameters = ["multiple", "clan"]
    per_page = PER_PAGE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        for name, view in _VIEWS.items():
            bound = type(view.__name__, (self.rows_class, view), {"__doc__": view.__doc__})
            kwargs.setdefault(name, bound)
        super().__init__(*args, **kwargs)


_VIEWS = {
    "choose_view_class": ChooseView,
    "choose_results_view_class": ChooseResultsView,
    "chosen_view_class": ChosenView,
    "chosen_multiple_view_class": ChosenMultipleView,
}


def with_words(objects: QuerySet[Any], query: str, column: str = "search_fold") -> QuerySet[Any]:
    """Keep rows whose folded column holds every word of the query at a word's start."""
    for word in fold_tokens(query):
        objects = objects.filter(**{f"{column}__contains": f" {word}"})
    return objects


def column(name: str, label: Any, accessor: Callable[[Any], Any] | str) -> Column:
    """Make a plain column."""
    return Column(name, label=label, accessor=accessor)
