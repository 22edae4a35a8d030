"""What the admin views of the gia phả share: refusals shown as form errors, nothing lost."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from cms.core.page_forms import choosers_ask
from cms.core.previews import text_preview_buttons
from genealogy.domain.viewer import Viewer
from genealogy.messages import domain_message
from genealogy.selectors.texts import text_kind_of
from genealogy.selectors.viewers import viewer_of


class VisibleMixin:
    """Reads cut to the viewer, in lists and single rows alike."""

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    def visible_rows(self) -> QuerySet[Any]:
        """Give the rows this viewer may see; for subclasses."""
        return self.model._default_manager.all()

    def get_queryset(self) -> QuerySet[Any]:
        """Start from what may be seen."""
        return self.visible_rows()


class ListView(VisibleMixin, IndexView):
    """A list with folded search; columns come from `list_columns`."""

    list_columns: ClassVar[list[Column]] = []
    title_column = "__str__"

    @property
    def list_display(self) -> list[Any]:
        """Put the linked title first."""
        return [self.title_column, *self.list_columns]

    @property
    def is_searchable(self) -> bool:
        """Search is always offered; the words are matched by `match`."""
        return True

    def get_base_queryset(self) -> QuerySet[Any]:
        """Start from what may be seen."""
        return self.visible_rows()

    def get_queryset(self) -> QuerySet[Any]:
        """Order, filter and search as Wagtail's list does."""
        return IndexView.get_queryset(self)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows that match the words."""
        return self.match(queryset, self.search_query) if self.is_searching else queryset

    def match(self, queryset: QuerySet[Any], query: str) -> QuerySet[Any]:
        """Keep the rows that match; for subclasses."""
        raise NotImplementedError


class RefusalMixin:
    """Turns what a service refuses while saving into errors of the form; nothing typed is lost."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save in one transaction; on a refusal show the form again."""
        is_new = form.instance.pk is None
        try:
            with transaction.atomic():
                response = super().form_valid(form)
            for warning in date_warnings(form):
                messages.warning(self.request, warning)
            return response
        except ValidationError as error:
            if is_new:
                form.instance.pk = None
                form.instance._state.adding = True
                self.object = None
            add_refusal(form, error)
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


def date_warnings(form: Any) -> list[str]:
    """Say what in the dates of a saved form contradicts itself or was assumed."""
    parts = [form]
    for formset in getattr(form, "formsets", {}).values():
        parts += [part for part in formset.forms if part.has_changed()]
    return [
        _("%(text)s: %(doubt)s") % {"text": warning.text, "doubt": domain_message(warning)}
        for part in parts
        for field in part.fields.values()
        for warning in getattr(field, "warnings", ())
    ]


def add_refusal(form: Any, error: ValidationError) -> None:
    """Put a refusal at the fields it names, or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        is_field = name in form.fields and name != NON_FIELD_ERRORS
        form.add_error(name if is_field else None, errors)


class ChosenMixin:
    """Choosers of a form name only whom the account may know of."""

    def get_form(self, form_class: Any = None) -> Any:
        """Tell the form's choosers who looks."""
        form = super().get_form(form_class)
        choosers_ask(form, self.request.user)
        return form


class AddView(ChosenMixin, RefusalMixin, CreateView):
    """Adding a row."""


class ChangeView(ChosenMixin, VisibleMixin, RefusalMixin, EditView):
    """Changing a row."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Let a text be looked at and shared before it is saved."""
        kind = text_kind_of(self.model)
        buttons = list(super().header_more_buttons)
        if kind is None:
            return buttons
        seen = Button(
            _("Xem trước bản đang gõ"),
            icon_name="view",
            priority=35,
            attrs={
                "type": "submit",
                "form": "w-editor-form",
                "formaction": reverse("genealogy_text_preview", args=[kind, self.object.uuid]),
                "formtarget": "_blank",
            },
        )
        shared = text_preview_buttons(self.request, kind, self.object.uuid)
        return [*buttons, seen, *shared]


class RemoveView(VisibleMixin, DeleteView):
    """Deleting a row through a service; a refusal leads back to the row with the reason."""

    def remove(self) -> None:
        """Delete `self.object`; for subclasses."""
        raise NotImplementedError

    def delete_action(self) -> None:
        """Delete through the service, which logs it."""
        self.remove()

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete, or say why not."""
        try:
            return super().form_valid(form)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))


class OpenRowsMixin:
    """A view beside the form, of those rows alone that the form would open."""

    #: The view that knows which rows those are.
    form_view_class: ClassVar[type[VisibleMixin] | None] = None

    def get_base_object_queryset(self) -> QuerySet[Any]:
        """Start from what the form opens."""
        if self.form_view_class is None:
            return self.model._default_manager.none()
        form_view: Any = self.form_view_class()
        form_view.request, form_view.model = self.request, self.model
        return form_view.visible_rows()


class OpenHistoryView(OpenRowsMixin, HistoryView):
    """What was done to a row."""


class OpenUsageView(OpenRowsMixin, UsageView):
    """Where a row is named."""


class GenealogyViewSet(ModelViewSet):
    """A view set of the gia phả: no copying, because a copy of a person is nobody."""

    copy_view_enabled = False
    list_per_page = 30
    #: People link to each other by the hundred thousand; the index is for what pages use.
    add_to_reference_index = False
    panels_of_model: Any = None
    history_view_class = OpenHistoryView
    usage_view_class = OpenUsageView

    def get_history_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the view whose rows it may open."""
        if issubclass(self.history_view_class, OpenRowsMixin):
            kwargs["form_view_class"] = self._form_view_class
        return super().get_history_view_kwargs(**kwargs)

    def get_usage_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the view whose rows it may open."""
        kwargs["form_view_class"] = self._form_view_class
        return super().get_usage_view_kwargs(**kwargs)

    @property
    def _form_view_class(self) -> type[VisibleMixin] | None:
        has_rows = issubclass(self.edit_view_class, VisibleMixin)
        return self.edit_view_class if has_rows else None

    def get_edit_handler(self) -> Any:
        """Bind the form's panels to the model."""
        return self.panels_of_model.bind_to_model(self.model)
