"""GEDCOM imports in the admin: upload, look at the report, take in or drop, undo."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from genealogy.domain.gedcom import known_encodings
from genealogy.enums import ImportState, Severity
from genealogy.models import Clan, ImportRun
from genealogy.services.imports import (
    ImportRefusal,
    import_apply,
    import_discard,
    import_is_stuck,
    import_stage,
    import_undo,
    issues_report,
    refusal_lines,
    run_people_sample,
)

#: Larger files go through `manage.py import_gedcom`, which no web server's patience cuts off.
MAX_UPLOAD = 10 * 1024 * 1024
_ISSUES_PER_PAGE = 50
_SAMPLE = 12


class ImportUploadForm(forms.Form):
    """A file and where it goes."""

    clan: forms.ModelChoiceField[Clan] = forms.ModelChoiceField(
        label=_("Dòng họ"),
        queryset=Clan.objects.all(),
        help_text=_("Người trong tệp sẽ vào dòng họ này, sau khi anh chị xem báo cáo và đồng ý."),
    )
    file = forms.FileField(
        label=_("Tệp GEDCOM"), help_text=_("Tệp .ged, hoặc gói .gdz. Chưa ghi gì vào gia phả.")
    )
    encoding = forms.ChoiceField(
        label=_("Bảng mã"),
        required=False,
        help_text=_("Chỉ chọn khi chữ trong báo cáo hiện sai."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, name) for name in known_encodings()]
        self.fields["encoding"].choices = [("", _("Tự nhận")), *choices]

    def clean_file(self) -> Any:
        """Refuse what a web request cannot carry."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise ValidationError(
                _("Tệp lớn hơn %(limit)s. Xin nhờ người quản trị nhập bằng lệnh import_gedcom."),
                code="too_large",
                params={"limit": filesizeformat(MAX_UPLOAD)},
            )
        return file


class ImportViewMixin(PermissionCheckedMixin):
    """What the views of imports share."""

    model = ImportRun
    permission_policy = ModelPermissionPolicy(ImportRun)
    header_icon = "upload"
    namespace = "genealogy_import"

    def url_of(self, name: str, *args: Any) -> str:
        """Give the address of another view of the set."""
        return reverse(f"{self.namespace}:{name}", args=args)

    @cached_property
    def run(self) -> ImportRun:
        """Give the run the address names."""
        return get_object_or_404(
            ImportRun.objects.select_related("clan", "created_by"), pk=self.kwargs["pk"]
        )

    def breadcrumbs(self, *items: tuple[str, str]) -> list[dict[str, str]]:
        """Lead back to the list."""
        whole = [(self.url_of("index"), _now("Các lần nhập GEDCOM")), *items]
        return [{"url": url, "label": label} for url, label in whole]


class ImportListView(ImportViewMixin, IndexView):
    """All runs, newest first."""

    any_permission_required = ("add", "change", "view")
    page_title = _("Các lần nhập GEDCOM")
    add_item_label = _("Nhập tệp GEDCOM")
    default_ordering = "-created_at"
    paginate_by = 30
    show_export_buttons = False
    list_display = [
        "file_name",
        Column("clan", label=_("Dòng họ")),
        Column("state", label=_("Tình trạng"), accessor="get_state_display"),
        Column("people", label=_("Số người"), accessor=lambda run: run.counts.get("people", "")),
        Column("created_by", label=_("Người nhập"), accessor=lambda run: run.created_by or ""),
        DateColumn("created_at", label=_("Lúc")),
    ]

    def get_base_queryset(self) -> Any:
        """Read clan and user along."""
        return ImportRun.objects.select_related("clan", "created_by")

    def get_edit_url(self, instance: ImportRun) -> str:
        """Lead to the report."""
        return self.url_of("run", instance.pk)


class ImportUploadView(ImportViewMixin, WagtailAdminTemplateMixin, FormView):
    """Takes a file into the staging area."""

    permission_required = "add"
    form_class = ImportUploadForm
    template_name = "genealogy/admin/imports/upload.html"
    page_title = _("Nhập tệp GEDCOM")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [*self.breadcrumbs_items, *self.breadcrumbs(("", str(self.page_title)))]

    def get_initial(self) -> dict[str, Any]:
        """Choose the clan when there is only one."""
        clans = list(Clan.objects.values_list("pk", flat=True)[:2])
        return {"clan": clans[0]} if len(clans) == 1 else {}

    def form_valid(self, form: ImportUploadForm) -> HttpResponse:
        """Read the file; a refusal is shown at the field, and leaves nothing behind."""
        file = form.cleaned_data["file"]
        run = import_stage(
            clan=form.cleaned_data["clan"],
            stream=file,
            file_name=file.name,
            encoding=form.cleaned_data["encoding"] or None,
            by=self.request.user,
        )
        if run.state == ImportState.REFUSED:
            form.add_error("file", run.error)
            run.delete()
            return self.form_invalid(form)
        return HttpResponseRedirect(self.url_of("run", run.pk))


class ImportRunView(ImportViewMixin, WagtailAdminTemplateMixin, TemplateView):
    """Shows what a run would bring or has brought, with everything odd by line."""

    any_permission_required = ("add", "change", "view")
    template_name = "genealogy/admin/imports/run.html"
    _show_breadcrumbs = True

    def get_page_title(self) -> str:
        """Name the file."""
        return self.run.file_name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [*self.breadcrumbs_items, *self.breadcrumbs(("", self.run.file_name))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the report."""
        run = self.run
        issues = run.issues.order_by("line", "pk")
        severity = self.request.GET.get("muc", "")
        if severity in Severity.values:
            issues = issues.filter(severity=severity)
        page = Paginator(issues, _ISSUES_PER_PAGE).get_page(self.request.GET.get("p"))
        counts = dict(run.issues.order_by().values_list("severity").annotate(Count("pk")))
        return super().get_context_data(
            run=run,
            page=page,
            issues=issues_report(page.object_list),
            severity=severity,
            severities=[
                (choice.value, choice.label, counts[choice.value])
                for choice in Severity
                if choice.value in counts
            ],
            sample=run_people_sample(run, _SAMPLE),
            may_apply=run.state == ImportState.STAGED and self.user_has_permission("add"),
            may_resume=run.state == ImportState.APPLYING
            and import_is_stuck(run)
            and self.user_has_permission("add"),
            may_discard=(run.state == ImportState.STAGED or import_is_stuck(run))
            and self.user_has_permission("add"),
            may_undo=run.state in (ImportState.APPLIED, ImportState.UNDOING)
            and self.user_has_permission("change"),
            asks_root=run.clan.founder_id is None,
            apply_url=self.url_of("apply", run.pk),
            discard_url=self.url_of("discard", run.pk),
            undo_url=self.url_of("undo", run.pk),
            **kwargs,
        )


class ImportStepView(ImportViewMixin, View):
    """A step of a run, asked for by a button; a refusal leads back to the run with the reason."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the step and say how it went."""
        back = self.url_of("run", pk)
        try:
            back = self.step() or back
        except ImportRefusal as error:
            messages.error(request, " ".join(refusal_lines(error)))
        return HttpResponseRedirect(back)

    def step(self) -> str | None:
        """Do it; give the address to go to, None = the run's. For subclasses."""
        raise NotImplementedError


class ImportApplyView(ImportStepView):
    """Takes a staged run into the tree."""

    permission_required = "add"

    def step(self) -> None:
        """Write all of it, or nothing."""
        root = self.request.POST.get("root", "").strip()
        run = import_apply(self.run, root_xref=root or None, resume=import_is_stuck(self.run))
        text = _now("Đã nhập %(people)s người, %(families)s gia đình vào %(clan)s.")
        facts = {**run.counts, "clan": run.clan.name}
        messages.success(self.request, text % facts)


class ImportDiscardView(ImportStepView):
    """Drops a run nobody wants."""

    permission_required = "add"

    def step(self) -> str:
        """Drop it and go back to the list."""
        name = self.run.file_name
        import_discard(self.run)
        messages.success(self.request, _now("Đã bỏ %(file)s.") % {"file": name})
        return self.url_of("index")


class ImportUndoView(ImportStepView):
    """Takes an applied run back."""

    permission_required = "change"

    def step(self) -> None:
        """Hide at once, then delete; blocked by later work."""
        import_undo(self.run, by=self.request.user)
        text = _now("Đã hoàn tác lần nhập %(file)s.") % {"file": self.run.file_name}
        messages.success(self.request, text)


class ImportViewSet(ViewSet):
    """GEDCOM imports."""

    icon = "upload"
    menu_label = _("Nhập GEDCOM")
    menu_order = 700
    permission_policy = ImportViewMixin.permission_policy

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "add_url_name": self.get_url_name("add"),
        }

        def view(kind: type[View], **kwargs: Any) -> Any:
            return self.construct_view(kind, namespace=self.url_namespace, **kwargs)

        return [
            path("", view(ImportListView, **names), name="index"),
            path(
                "ket-qua/", view(ImportListView, results_only=True, **names), name="index_results"
            ),
            path("moi/", view(ImportUploadView), name="add"),
            path("<int:pk>/", view(ImportRunView), name="run"),
            path("<int:pk>/nhap/", view(ImportApplyView), name="apply"),
            path("<int:pk>/bo/", view(ImportDiscardView), name="discard"),
            path("<int:pk>/hoan-tac/", view(ImportUndoView), name="undo"),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to those who may import."""
        item = super().get_menu_item(order=order)
        policy = self.permission_policy

        def is_shown(request: HttpRequest) -> bool:
            return policy.user_has_any_permission(request.user, {"add", "change", "view"})

        item.is_shown = is_shown
        return item


import_viewset = ImportViewSet("genealogy_import", url_prefix="gia-pha/nhap-gedcom")
