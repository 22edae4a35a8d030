"""The report "Kiểm tra gia phả": what looks wrong, where to mend it, what to let pass."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from genealogy.domain.viewer import Viewer
from genealogy.enums import Severity
from genealogy.models import Branch, CheckFinding, Clan, Person
from genealogy.selectors.findings import (
    FindingFilters,
    FindingRow,
    all_findings,
    filtered_findings,
    finding_rows,
    last_check,
    rule_counts,
    severity_counts,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.services.checks import (
    INLINE_PEOPLE,
    check_running,
    check_start,
    finding_dismiss,
    finding_restore,
    tree_check,
)

_PER_PAGE = 50


class FindingFilterForm(forms.Form):
    """What the report is sifted by; sent by GET, everything may be missing."""

    clan: forms.ModelChoiceField[Clan] = forms.ModelChoiceField(
        label=_("Dòng họ"), queryset=Clan.objects.all(), required=False, empty_label=None
    )
    branch: forms.ModelChoiceField[Branch] = forms.ModelChoiceField(
        label=_("Chi phái"),
        queryset=Branch.objects.none(),
        required=False,
        empty_label=_("Cả họ"),
    )
    rule = forms.ChoiceField(label=_("Điều kiểm tra"), required=False)
    q = forms.CharField(label=_("Tên người"), required=False, max_length=100)
    severity = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, clan: Clan, rules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = Branch.objects.filter(clan=clan)
        choices = [(code, f"{title} ({count})") for _severity, code, title, count in rules]
        self.fields["rule"].choices = [("", _("Tất cả")), *choices]


class FindingViewMixin(PermissionCheckedMixin):
    """What the views of findings share."""

    model = CheckFinding
    permission_policy = ModelPermissionPolicy(CheckFinding)
    header_icon = "circle-check"
    namespace = "genealogy_finding"

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    @cached_property
    def clan(self) -> Clan:
        """Give the clan asked for, or the first."""
        clans = Clan.objects.visible_to(self.viewer).order_by("pk")
        wanted = self.request.GET.get("clan", "") or self.request.POST.get("clan", "")
        if wanted:
            return get_object_or_404(clans, pk=wanted if wanted.isdecimal() else 0)
        clan = clans.first()
        return clan if clan is not None else Clan(pk=0)

    def back(self) -> HttpResponse:
        """Lead back to the page of the report the button stood on."""
        target = self.request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(target, allowed_hosts={self.request.get_host()}):
            target = reverse(f"{self.namespace}:index")
        return HttpResponseRedirect(target)


class FindingReportView(FindingViewMixin, WagtailAdminTemplateMixin, TemplateView):
    """The report of one clan."""

    any_permission_required = ("view", "change")
    template_name = "genealogy/admin/findings/report.html"
    page_title = _("Kiểm tra gia phả")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Name the page."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    @cached_property
    def filters(self) -> FindingFilters:
        """Read what the report is cut to; anything unknown does not cut."""
        asked = self.request.GET
        severity = asked.get("severity", "")
        branch = asked.get("branch", "")
        branches = Branch.objects.filter(clan=self.clan)
        return FindingFilters(
            severity=severity if severity in Severity.values else "",
            code=asked.get("rule", ""),
            branch=branches.filter(pk=branch).first() if branch.isdecimal() else None,
            query=asked.get("q", "").strip(),
            is_dismissed=severity == "dismissed",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of findings, the counts and the form."""
        if not self.clan.pk:
            return super().get_context_data(clan=None, **kwargs)
        filters = self.filters
        whole = filtered_findings(
            self.clan,
            FindingFilters(
                severity=filters.severity, branch=filters.branch, is_dismissed=filters.is_dismissed
            ),
            self.viewer,
        )
        rules = rule_counts(whole)
        form = FindingFilterForm(
            {**self.request.GET.dict(), "clan": self.clan.pk}, clan=self.clan, rules=rules
        )
        findings = filtered_findings(self.clan, filters, self.viewer)
        page = Paginator(findings, _PER_PAGE).get_page(self.request.GET.get("p"))
        counts = severity_counts(self.clan, self.viewer)
        return super().get_context_data(
            clan=self.clan,
            form=form,
            filters=filters,
            page=page,
            groups=self._groups(
                finding_rows(list(page.object_list), self.viewer),
                {code: count for _severity, code, _title, count in rule_counts(findings)},
            ),
            tabs=self._tabs(counts),
            checked=last_check(self.clan),
            job=check_running(self.clan),
            may_change=self.user_has_permission("change"),
            here=self.request.get_full_path(),
            page_query=self._query(),
            **kwargs,
        )

    def _groups(self, rows: list[FindingRow], counts: dict[str, int]) -> list[dict[str, Any]]:
        """Put the rows of one page under their rules; a rule's count is that of all pages."""
        return [
            {
                "title": group[0].title,
                "severity": group[0].finding.severity,
                "label": group[0].severity_label,
                "count": counts.get(code, len(group)),
                "query": self._query(rule=code),
                "rows": group,
            }
            for code, group in (
                (code, list(members))
                for code, members in groupby(rows, key=lambda row: row.finding.code)
            )
        ]

    def _tabs(self, counts: dict[str, int]) -> list[dict[str, Any]]:
        """Give the links by severity, with counts."""
        named = [("", _now("Tất cả"), sum(counts.values()) - counts["dismissed"])]
        named += [(level.value, str(level.label), counts[level.value]) for level in Severity]
        named.append(("dismissed", _now("Đã bỏ qua"), counts["dismissed"]))
        current = "dismissed" if self.filters.is_dismissed else self.filters.severity
        return [
            {
                "query": self._query(severity=value, rule=""),
                "label": label,
                "count": count,
                "value": value,
                "is_current": value == current,
            }
            for value, label, count in named
        ]

    def _query(self, **changes: str) -> str:
        """Write the address's query anew, the page number left out."""
        query = self.request.GET.copy()
        query.pop("p", None)
        for name, value in changes.items():
            if value:
                query[name] = value
            else:
                query.pop(name, None)
        return query.urlencode()


class FindingStepView(FindingViewMixin, View):
    """A step asked for by a button."""

    http_method_names = ["post"]
    permission_required = "change"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, say how it went, and go back."""
        self.step()
        return self.back()

    def step(self) -> None:
        """Do it; for subclasses."""
        raise NotImplementedError

    def finding(self) -> CheckFinding:
        """Give the finding the address names."""
        clan = get_object_or_404(
            Clan.objects.visible_to(self.viewer).filter(findings__pk=self.kwargs["pk"])
        )
        return get_object_or_404(all_findings(clan, self.viewer), pk=self.kwargs["pk"])


class FindingDismissView(FindingStepView):
    """Lets a finding pass, with a reason."""

    def step(self) -> None:
        """Keep the reason; without one nothing is done."""
        try:
            reason = self.request.POST.get("reason", "")
            finding_dismiss(self.finding(), reason=reason, by=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            messages.success(self.request, _now("Đã bỏ qua điều này."))


class FindingRestoreView(FindingStepView):
    """Opens a finding again."""

    def step(self) -> None:
        """Take the dismissal back."""
        finding_restore(self.finding())
        messages.success(self.request, _now("Điều này lại hiện trong danh sách."))


class CheckAgainView(FindingStepView):
    """Checks the whole clan anew, at once when it is small, else in the background."""

    def step(self) -> None:
        """Check, or ask for it."""
        people = Person.objects.visible_to(self.viewer).filter(clan=self.clan)
        if people.count() < INLINE_PEOPLE:
            tree_check(self.clan, by=self.request.user)
            counts = severity_counts(self.clan, self.viewer)
            text = _now("Đã kiểm tra: %(error)s lỗi, %(warning)s cảnh báo, %(info)s lưu ý.")
            messages.success(self.request, text % counts)
            return
        check_start(self.clan, by=self.request.user)
        messages.success(
            self.request, _now("Đang kiểm tra, khoảng một phút. Trang này tự cập nhật khi xong.")
        )


class FindingViewSet(ViewSet):
    """Findings."""

    icon = "circle-check"
    menu_label = _("Kiểm tra gia phả")
    menu_order = 650
    permission_policy = FindingViewMixin.permission_policy

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""

        def view(kind: type[View]) -> Any:
            return self.construct_view(kind, namespace=self.url_namespace)

        return [
            path("", view(FindingReportView), name="index"),
            path("kiem-tra-lai/", view(CheckAgainView), name="again"),
            path("<int:pk>/bo-qua/", view(FindingDismissView), name="dismiss"),
            path("<int:pk>/lay-lai/", view(FindingRestoreView), name="restore"),
        ]

    def get_menu_item(self, order: int | None = None) -> Any:
        """Show the item to those who may look."""
        item = super().get_menu_item(order=order)
        policy = self.permission_policy

        def is_shown(request: HttpRequest) -> bool:
            return policy.user_has_any_permission(request.user, {"view", "change"})

        item.is_shown = is_shown
        return item


finding_viewset = FindingViewSet("genealogy_finding", url_prefix="gia-pha/kiem-tra")
