"""Keys of the API in the admin: made and shown once, listed with their last use, revoked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.accounts.models import ApiToken
from cms.accounts.models.tokens import TokenScope
from cms.accounts.tokens.forms import TokenForm
from cms.accounts.tokens.rules import may_have_tokens
from cms.accounts.tokens.services import token_create, token_revoke

NAME = "api_tokens"


def tokens_for(user: Any) -> QuerySet[ApiToken]:
    """Give the keys an account may see and revoke: its own, and all for administrators."""
    tokens = ApiToken.objects.select_related("owner", "branch")
    return tokens if user.is_superuser else tokens.filter(owner=user)


def state_of(token: ApiToken) -> str:
    """Say in words whether a key still opens anything."""
    if token.revoked_at is not None:
        return _now("đã thu hồi")
    if token.expires_at <= timezone.now():
        return _now("đã hết hạn")
    if not may_have_tokens(token.owner):
        return _now("chủ khoá không còn quyền")
    return _now("đang dùng được")


def end_of(token: ApiToken) -> str:
    """Write when a key ends; Wagtail's own column says "just now" of what is to come."""
    return date_format(timezone.localtime(token.expires_at), "H:i d/m/Y")


def scopes_of(token: ApiToken) -> str:
    """Say in words what a key opens."""
    labels = [str(label) for value, label in TokenScope.choices if value in token.scopes]
    if token.branch is not None:
        labels.append(str(token.branch))
    return "; ".join(labels)


def _revoke_url(token: ApiToken) -> str | None:
    return None if token.revoked_at else reverse(f"{NAME}:revoke", args=[token.pk])


class StaffOnly:
    """Mixin: members have no keys, and learn nothing of this page."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse accounts that may have no keys."""
        if not may_have_tokens(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc] # a view stands behind


class TokenListView(StaffOnly, IndexView):
    """Keys, newest first."""

    model = ApiToken
    any_permission_required = None
    page_title = _("Khoá API")
    header_icon = "key"
    add_item_label = _("Tạo khoá")
    paginate_by = 30
    default_ordering = "-created_at"
    show_export_buttons = False
    is_searchable = False

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns; the name leads to revoking."""
        return [
            TitleColumn("name", label=_("Dùng cho"), get_url=_revoke_url),
            Column("prefix", label=_("Mã đầu")),
            Column("scopes", label=_("Được làm gì"), accessor=scopes_of, classname="desk-only"),
            Column("owner", label=_("Chủ khoá"), classname="desk-only"),
            DateColumn("last_used_at", label=_("Dùng lần cuối")),
            Column("expires_at", label=_("Hết hạn"), accessor=end_of, classname="desk-only"),
            Column("state", label=_("Tình trạng"), accessor=state_of),
        ]

    def get_base_queryset(self) -> QuerySet[ApiToken]:
        """Start from the keys this account may see."""
        return tokens_for(self.request.user)

    def get_add_url(self) -> str:
        """Give the address of the form; whoever sees the list may make a key."""
        return reverse(f"{NAME}:add")


class TokenView(StaffOnly, WagtailAdminTemplateMixin):
    """Base of the pages beside the list."""

    header_icon = "key"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": _now("Khoá API")},
            {"url": "", "label": str(self.page_title)},
        ]


class TokenCreateView(TokenView, FormView):
    """The form, and the key itself as the only answer that ever shows it."""

    form_class = TokenForm
    template_name = "accounts/admin/token_form.html"
    page_title = _("Tạo khoá API")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whose key it is."""
        return {**super().get_form_kwargs(), "owner": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(index_url=reverse(f"{NAME}:index"), **kwargs)

    def form_valid(self, form: TokenForm) -> HttpResponse:
        """Make the key and show it; a refusal stays on the form."""
        user: Any = self.request.user
        try:
            token, key = token_create(owner=user, by=user, **form.facts())
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        context = self.get_context_data(token=token, key=key, form=None)
        return TemplateResponse(self.request, "accounts/admin/token_made.html", context)


class TokenRevokeView(TokenView, TemplateView):
    """One question before a key ends."""

    template_name = "accounts/admin/token_revoke.html"
    page_title = _("Thu hồi khoá API")

    @cached_property
    def token(self) -> ApiToken:
        """Give the key the address names, if this account may revoke it."""
        open_tokens = tokens_for(self.request.user).filter(revoked_at=None)
        return get_object_or_404(open_tokens, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the key."""
        return super().get_context_data(
            token=self.token,
            scopes=scopes_of(self.token),
            index_url=reverse(f"{NAME}:index"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the key."""
        user: Any = request.user
        token_revoke(token=self.token, by=user)
        text = _now("Đã thu hồi khoá %(prefix)s…; không ai dùng được nữa.")
        messages.success(request, text % {"prefix": self.token.prefix})
        return HttpResponseRedirect(reverse(f"{NAME}:index"))


class TokenViewSet(ViewSet):
    """Keys of the API."""

    name = NAME
    url_prefix = "khoa-api"
    icon = "key"
    add_to_settings_menu = True
    menu_label = _("Khoá API")
    menu_order = 900

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            "add_url_name": self.get_url_name("add"),
        }

        def listing(**kwargs: Any) -> Any:
            return self.construct_view(TokenListView, **names, **kwargs)

        return [
            path("", listing(), name="index"),
            path("ket-qua/", listing(results_only=True), name="index_results"),
            path("them/", TokenCreateView.as_view(), name="add"),
            path("<int:pk>/thu-hoi/", TokenRevokeView.as_view(), name="revoke"),
        ]


viewsets = [TokenViewSet()]
