"""History in the admin: what was changed, by whom, and taking it back. For compilers alone."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from genealogy.domain.viewer import Viewer
from genealogy.enums import ChangeKind, ChangeState
from genealogy.models import ChangeSet, Clan, Person
from genealogy.selectors.history import (
    HistoryEntry,
    change_sets_for,
    entries_of,
    person_change_sets,
    subjects_in_words,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.services.history import (
    UndoConflict,
    UndoRefused,
    change_set_undo,
    refuse_undo,
    undo_conflicts,
)

_PER_PAGE = 20


def authors(request: HttpRequest) -> QuerySet[Any]:
    """Give the accounts that changed anything."""
    changed = ChangeSet.objects.order_by().values("author_id").distinct()
    return get_user_model().objects.filter(pk__in=changed).order_by("username")


class HistoryFilterSet(WagtailFilterSet):
    """What compilers sift the history by."""

    clan = django_filters.ModelChoiceFilter(label=_("Dòng họ"), queryset=Clan.objects.all())
    author = django_filters.ModelChoiceFilter(label=_("Người sửa"), queryset=authors)
    kind = django_filters.ChoiceFilter(label=_("Việc"), choices=ChangeKind.choices)
    state = django_filters.ChoiceFilter(label=_("Tình trạng"), choices=ChangeState.choices)
    created_at = django_filters.DateFromToRangeFilter(
        label=_("Trong khoảng"), widget=DateRangePickerWidget
    )

    class Meta:
        model = ChangeSet
        fields = ["clan", "author", "kind", "state", "created_at"]


class HistoryMixin(PermissionCheckedMixin):
    """What the views of the history share: compilers use them, reviewers read them."""

    permission_policy = ModelPermissionPolicy(Person)
    any_permission_required: tuple[str, ...] | None = ("view", "change")
    header_icon = "history"
    namespace = "genealogy_history"

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    def url_of(self, name: str, *args: Any) -> str:
        """Give the address of another view of the set."""
        return reverse(f"{self.namespace}:{name}", args=args)


class ChangeSetPageMixin(HistoryMixin, WagtailAdminTemplateMixin):
    """A page about one change set."""

    _show_breadcrumbs = True

    @cached_property
    def change_set(self) -> ChangeSet:
        """Give the change set the address names."""
        return get_object_or_404(change_sets_for(self.viewer), pk=self.kwargs["pk"])

    @cached_property
    def entry(self) -> HistoryEntry:
        """Give it in words."""
        return entries_of([self.change_set], self.viewer)[0]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [
            {"url": self.url_of("index"), "label": _now("Lịch sử gia phả")},
            {"url": "", "label": capfirst(str(self.change_set))},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Give the change set in words, and what came of it."""
        context = super().get_context_data(**kwargs)
        undo = change_sets_for(self.viewer).filter(reverts=self.change_set).first()
        return {**context, "entry": self.entry, "change_set": self.change_set, "undo": undo}


def _address(change_set: ChangeSet) -> str:
    return reverse(f"{HistoryMixin.namespace}:change_set", args=[change_set.pk])


class ChangeSetListView(HistoryMixin, IndexView):
    """Everything that was changed, the last first."""

    model = ChangeSet
    page_title = _("Lịch sử gia phả")
    default_ordering = "-pk"
    paginate_by = 30
    show_export_buttons = False
    filterset_class = HistoryFilterSet
    list_display = [
        TitleColumn("about", label=_("Về ai"), get_url=_address),
        Column("kind", label=_("Việc"), accessor="get_kind_display"),
        Column("author", label=_("Người sửa"), accessor=lambda one: one.author or ""),
        DateColumn("created_at", label=_("Lúc")),
        Column("state", label=_("Tình trạng"), accessor="get_state_display", classname="desk-only"),
        Column("clan", label=_("Dòng họ"), accessor="clan.name", classname="desk-only"),
    ]

    def get_base_queryset(self) -> QuerySet[ChangeSet]:
        """Start from what may be read."""
        return change_sets_for(self.viewer)

    def get_table(self, object_list: Any) -> Any:
        """Name whom one page of change sets is about, at once."""
        sets = list(object_list)
        about = subjects_in_words(sets, self.viewer)
        for change_set in sets:
            change_set.about = about.get(change_set.pk) or change_set.reason or change_set.clan.name
        return super().get_table(sets)


class ChangeSetView(ChangeSetPageMixin, TemplateView):
    """One change set: every difference, before and after."""

    template_name = "genealogy/admin/history/change_set.html"
    page_title = _("Đợt thay đổi")

    def get_page_subtitle(self) -> str:
        """Say which."""
        return str(self.change_set)


class UndoView(ChangeSetPageMixin, TemplateView):
    """Asks before an undo, does it, or says what stands against it."""

    template_name = "genealogy/admin/history/undo.html"
    permission_required = "change"
    any_permission_required = None
    page_title = _("Hoàn tác")
    http_method_names = ("get", "post", "head", "options")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would come back, and what stands against it already."""
        try:
            refuse_undo(self.change_set)
        except UndoRefused as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(self.url_of("change_set", self.change_set.pk))
        context = self.get_context_data(conflicts=undo_conflicts(self.change_set))
        return self.render_to_response(context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo, or show the conflicts; then nothing was changed."""
        reason = request.POST.get("reason", "").strip()[:500]
        try:
            undo = change_set_undo(self.change_set, by=request.user, reason=reason)
        except UndoConflict as error:
            context = self.get_context_data(conflicts=error.conflicts)
            return self.render_to_response(context, status=409)
        except UndoRefused as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(self.url_of("change_set", pk))
        messages.success(request, _now("Đã hoàn tác. Muốn làm lại thì hoàn tác chính đợt này."))
        return HttpResponseRedirect(self.url_of("change_set", undo.pk))


class PersonHistoryView(HistoryMixin, WagtailAdminTemplateMixin, TemplateView):
    """What was changed of one person, page by page."""

    template_name = "genealogy/admin/history/person.html"
    page_title = _("Lịch sử")
    _show_breadcrumbs = True

    @cached_property
    def person(self) -> Person:
        """Give whose history it is."""
        people = Person.objects.visible_to(self.viewer)
        key = str(self.kwargs["pk"])
        return get_object_or_404(people, pk=key if key.isdecimal() else 0)

    def get_page_subtitle(self) -> str:
        """Name the person."""
        return str(self.person)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the person."""
        return [
            {"url": reverse("genealogy_person:index"), "label": _now("Người trong gia phả")},
            {
                "url": reverse("genealogy_person:edit", args=[self.person.pk]),
                "label": str(self.person),
            },
            {"url": "", "label": _now("Lịch sử của %(name)s") % {"name": self.person}},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put one page of change sets into words."""
        sets = person_change_sets(self.viewer, self.person.uuid)
        page = Paginator(sets, _PER_PAGE).get_page(self.request.GET.get("p"))
        entries = entries_of(page.object_list, self.viewer, seen_from=self.person.pk)
        context = super().get_context_data(**kwargs)
        return {**context, "person": self.person, "page": page, "entries": entries}


class HistoryViewSet(ViewSet):
    """The history of the tree; those who see everybody read it, compilers take back."""

    icon = "history"
    menu_label = _("Lịch sử")
    menu_order = 650

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }

        def view(kind: type[View], **kwargs: Any) -> Any:
            return self.construct_view(kind, namespace=self.url_namespace, **kwargs)

        return [
            path("", view(ChangeSetListView, **names), name="index"),
            path(
                "ket-qua/",
                view(ChangeSetListView, results_only=True, **names),
                name="index_results",
            ),
            path("<int:pk>/", view(ChangeSetView), name="change_set"),
            path("<int:pk>/hoan-tac/", view(UndoView), name="undo"),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to those who may read the history."""
        item = super().get_menu_item(order=order)

        def is_shown(request: HttpRequest) -> bool:
            wanted = HistoryMixin.any_permission_required
            return HistoryMixin.permission_policy.user_has_any_permission(request.user, wanted)

        item.is_shown = is_shown
        return item


history_viewset = HistoryViewSet("genealogy_history", url_prefix="gia-pha/lich-su")
