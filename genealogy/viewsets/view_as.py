"""Looking at the site as somebody else, for administrators: begin, and end. Both are logged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.accounts.access import record_access
from cms.accounts.models.duties import AccessKind
from genealogy.models import Branch
from genealogy.selectors.viewing_as import (
    ACCOUNT,
    BRANCH,
    GUEST,
    KINDS,
    LASTS_MINUTES,
    MEMBER,
    SESSION_KEY,
    mask_for,
    stored_mask,
)

_CHOICES = {
    GUEST: _("khách, chưa đăng nhập"),
    MEMBER: _("thành viên chưa nhận mình là ai"),
    BRANCH: _("trưởng của một chi"),
    ACCOUNT: _("một tài khoản"),
}


class BranchOfClanField(forms.ModelChoiceField):
    """Branches told apart by their clan."""

    def label_from_instance(self, branch: Branch) -> str:
        """Write clan and title."""
        return f"{branch.clan}: {branch.title}"


class ViewAsForm(forms.Form):
    """As whom."""

    kind = forms.ChoiceField(
        label=_("Xem như"),
        choices=[(kind, _CHOICES[kind]) for kind in KINDS],
        initial=GUEST,
        widget=forms.RadioSelect,
    )
    branch = BranchOfClanField(
        label=_("Chi phái"),
        queryset=Branch.objects.select_related("clan"),
        required=False,
        help_text=_("Chỉ cần khi xem như trưởng chi."),
    )
    account = forms.CharField(
        label=_("Tên đăng nhập"),
        required=False,
        max_length=150,
        help_text=_("Chỉ cần khi xem như một tài khoản."),
    )

    def clean_account(self) -> Any:
        """Find the account."""
        name = self.cleaned_data["account"].strip()
        if not name:
            return None
        account = get_user_model().objects.filter(username=name).first()
        if account is None:
            raise forms.ValidationError(_("Không có tài khoản này. Xem lại tên đăng nhập."))
        return account

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs."""
        data = super().clean() or {}
        for name in (BRANCH, ACCOUNT):
            if data.get("kind") == name and not data.get(name) and name not in self.errors:
                self.add_error(name, _now("Hãy điền mục này."))
        return data

    @property
    def key(self) -> int | None:
        """Give the branch or the account chosen."""
        chosen = self.cleaned_data.get(self.cleaned_data["kind"])
        return chosen.pk if chosen is not None else None


class AdministratorsOnly:
    """Refuses whoever is no administrator."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Look at the account first."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc] # of the view


class ViewAsView(AdministratorsOnly, WagtailAdminTemplateMixin, FormView):
    """Asks as whom to look, and begins."""

    form_class = ViewAsForm
    template_name = "genealogy/admin/view_as.html"
    page_title = _("Xem như người khác")
    header_icon = "view"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Say where this is."""
        return [*self.breadcrumbs_items, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how long it lasts."""
        return super().get_context_data(minutes=LASTS_MINUTES, **kwargs)

    def form_valid(self, form: ViewAsForm) -> HttpResponse:
        """Begin; what was begun before ends."""
        end(self.request)
        mask = mask_for(form.cleaned_data["kind"], form.key)
        self.request.session[SESSION_KEY] = mask.to_session()
        _log(self.request, _now("bắt đầu"), mask.kind, mask.key)
        return HttpResponseRedirect("/")


class ViewAsEndView(AdministratorsOnly, View):
    """Ends it."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest) -> HttpResponse:
        """End, and go back to the form."""
        end(request)
        return HttpResponseRedirect(reverse("genealogy_view_as:index"))


def end(request: HttpRequest) -> None:
    """Stop looking as somebody else, if one does; an end by the clock is logged as that."""
    mask = stored_mask(request)
    request.session.pop(SESSION_KEY, None)
    if mask is not None:
        is_over = mask.until <= timezone.now()
        word = _now("hết giờ") if is_over else _now("kết thúc")
        _log(request, word, mask.kind, mask.key)


def _log(request: HttpRequest, word: str, kind: str, key: int | None) -> None:
    about = f"{kind} {key}" if key is not None else kind
    record_access(request.user, AccessKind.VIEW_AS, detail=f"{word}: {about}")


class ViewAsMenuItem(MenuItem):
    """Shows to administrators alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Look at the account."""
        return bool(request.user.is_superuser)


class ViewAsViewSet(ViewSet):
    """Looking as somebody else."""

    icon = "view"
    menu_label = _("Xem như…")
    menu_order = 900
    menu_item_class = ViewAsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the two views."""
        return [
            path("", self.construct_view(ViewAsView), name="index"),
            path("thoi/", self.construct_view(ViewAsEndView), name="end"),
        ]


view_as_viewset = ViewAsViewSet("genealogy_view_as", url_prefix="gia-pha/xem-nhu")
