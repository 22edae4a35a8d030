"""Pairs that may be one person, in the admin: find them, look, wave off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan, DuplicateDismissal, Person
from genealogy.selectors.clans import branch_and_below
from genealogy.selectors.duplicates import (
    dismissed_pairs_of,
    last_found,
    likely_pairs_of,
    pair_rows,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.services.duplicates import (
    INLINE_PEOPLE,
    duplicate_dismiss,
    duplicate_restore,
    duplicates_find,
    find_running,
    find_start,
)

_PER_PAGE = 20
LONGEST_REASON = 500


def may_merge(user: Any) -> bool:
    """Say whether an account may make one person of two: it changes one row and deletes one."""
    policy = DuplicateMixin.permission_policy
    return all(policy.user_has_permission(user, action) for action in ("change", "delete"))


class PairFilterForm(forms.Form):
    """What the list is cut to."""

    clan: forms.ModelChoiceField[Clan] = forms.ModelChoiceField(
        label=_("Dòng họ"), queryset=Clan.objects.all(), empty_label=None
    )
    branch: forms.ModelChoiceField[Branch] = forms.ModelChoiceField(
        label=_("Chi phái"),
        queryset=Branch.objects.none(),
        required=False,
        empty_label=_("Tất cả"),
    )
    score = forms.ChoiceField(
        label=_("Giống nhau"),
        required=False,
        choices=[
            ("", _("Tất cả")),
            ("75", _("từ 75 điểm")),
            ("85", _("từ 85 điểm")),
            ("95", _("từ 95 điểm")),
        ],
    )

    def __init__(self, *args: Any, clan: Clan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["branch"].queryset = Branch.objects.filter(clan=clan)


class DuplicateMixin(PermissionCheckedMixin):
    """What the views share: they are for those who may change people and delete them."""

    permission_policy = ModelPermissionPolicy(Person)
    permission_required = "change"
    header_icon = "copy"
    namespace = "genealogy_duplicate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the second permission too."""
        if not self.user_has_permission("delete"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def viewer(self) -> Viewer:
        """Give who looks."""
        return viewer_of(self.request)

    def url_of(self, name: str, *args: Any) -> str:
        """Give the address of another view of the set."""
        return reverse(f"{self.namespace}:{name}", args=args)

    @cached_property
    def clan(self) -> Clan:
        """Give the clan asked for, or the first."""
        clans = Clan.objects.visible_to(self.viewer).order_by("pk")
        wanted = self.request.GET.get("clan", "") or self.request.POST.get("clan", "")
        if wanted:
            return get_object_or_404(clans, pk=wanted if wanted.isdecimal() else 0)
        clan = clans.first()
        return clan if clan is not None else Clan(pk=0)

    def person(self, name: str) -> Person:
        """Give a person the address names."""
        people = Person.objects.visible_to(self.viewer).select_related("clan", "portrait")
        return get_object_or_404(people, pk=self.kwargs[name])

    def back(self) -> HttpResponse:
        """Lead back to the page the button stood on."""
        target = self.request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(target, allowed_hosts={self.request.get_host()}):
            target = self.url_of("index")
        return HttpResponseRedirect(target)

    def trail(self, *items: tuple[str, str]) -> list[dict[str, str]]:
        """Lead back to the list."""
        whole = [(self.url_of("index"), _now("Nghi trùng")), *items]
        return [{"url": url, "label": label} for url, label in whole]


class PairListView(DuplicateMixin, WagtailAdminTemplateMixin, TemplateView):
    """The pairs of one clan, the most alike first, or those known to be two."""

    template_name = "genealogy/admin/duplicates/list.html"
    page_title = _("Nghi trùng")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Name the page."""
        return [{"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of pairs, the counts and the form."""
        if not self.clan.pk:
            return super().get_context_data(clan=None, **kwargs)
        asked = {**self.request.GET.dict(), "clan": self.clan.pk}
        form = PairFilterForm(asked, clan=self.clan)
        form.is_valid()
        branch = form.cleaned_data.get("branch")
        branches = branch_and_below(branch) if branch else []
        score = int(form.cleaned_data.get("score") or 0)
        likely = likely_pairs_of(self.clan, self.viewer, branches=branches, lowest_score=score)
        dismissed = dismissed_pairs_of(self.clan, self.viewer, branches=branches)
        is_dismissed = bool(self.request.GET.get("dismissed"))
        page = Paginator(dismissed if is_dismissed else likely, _PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(
            clan=self.clan,
            form=form,
            page=page,
            rows=pair_rows(list(page.object_list), self.viewer),
            is_dismissed=is_dismissed,
            tabs=[
                self._tab(_now("Nghi trùng"), likely.count(), "", is_dismissed),
                self._tab(_now("Không phải một người"), dismissed.count(), "1", is_dismissed),
            ],
            found_at=last_found(self.clan),
            job=find_running(self.clan),
            here=self.request.get_full_path(),
            page_query=self._query(),
            **kwargs,
        )

    def _tab(self, label: str, count: int, value: str, is_dismissed: bool) -> dict[str, Any]:
        return {
            "label": label,
            "count": count,
            "query": self._query(dismissed=value),
            "is_current": bool(value) == is_dismissed,
        }

    def _query(self, **changes: str) -> str:
        """Write the address's query anew, the page number left out."""
        query = self.request.GET.copy()
        query.pop("p", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value:
                query[name] = value
        return query.urlencode()


class PairStepView(DuplicateMixin, View):
    """A step asked for by a button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, say how it went, and go back."""
        self.step()
        return self.back()

    def step(self) -> None:
        """Do it; for subclasses."""
        raise NotImplementedError


class FindAgainView(PairStepView):
    """Looks through the whole clan, at once when it is small, else in the background."""

    def step(self) -> None:
        """Look, or ask for it."""
        people = Person.objects.visible_to(self.viewer).filter(clan=self.clan)
        if people.count() < INLINE_PEOPLE:
            count = duplicates_find(self.clan, by=self.request.user)
            text = _now("Đã tìm xong: %(count)s cặp nghi trùng.") % {"count": count}
            messages.success(self.request, text)
            return
        find_start(self.clan, by=self.request.user)
        messages.success(
            self.request, _now("Đang tìm, khoảng một phút. Trang này tự cập nhật khi xong.")
        )


class DismissView(PairStepView):
    """Keeps in mind that two people are two."""

    def step(self) -> None:
        """Keep it, with the reason if one was given."""
        one, other = self.person("first"), self.person("second")
        if one.pk == other.pk or one.clan_id != other.clan_id:
            raise PermissionDenied
        reason = self.request.POST.get("reason", "").strip()[:LONGEST_REASON]
        duplicate_dismiss(one=one, other=other, by=self.request.user, reason=reason)
        messages.success(self.request, _now("Đã ghi là hai người khác nhau."))


class RestoreView(PairStepView):
    """Takes a dismissal back."""

    def step(self) -> None:
        """Compare the two again."""
        one, other = self.person("first"), self.person("second")
        get_object_or_404(DuplicateDismissal, first=one, second=other)
        duplicate_restore(one=one, other=other)
        messages.success(self.request, _now("Cặp này lại được đem so với nhau."))
