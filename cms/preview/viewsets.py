"""Previews in the admin: who made them, what they show, how often they were read, and their end."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.preview.models import PreviewToken
from cms.preview.selectors import labels_of, token_is_open, tokens_for
from cms.preview.services import token_revoke
from cms.preview.sharing import (
    NAME,
    SharePageView,
    ShareTextView,
    StaffOnly,
    label_of,
    own_token,
)


def state_of(token: PreviewToken) -> str:
    """Say in words whether a preview still opens anything."""
    if token.revoked_at is not None:
        return _now("đã thu hồi")
    if token.expires_at <= timezone.now():
        return _now("đã hết hạn")
    return _now("đang dùng được") if token_is_open(token) else _now("không còn dùng được")


def end_of(token: PreviewToken) -> str:
    """Write when a preview ends; Wagtail's own column says "just now" of what is to come."""
    return date_format(timezone.localtime(token.expires_at), "H:i d/m/Y")


def _revoke_url(token: PreviewToken) -> str | None:
    return None if token.revoked_at else reverse(f"{NAME}:revoke", args=[token.pk])


class PreviewListView(StaffOnly, IndexView):
    """Previews, newest first."""

    model = PreviewToken
    any_permission_required = None
    page_title = _("Mã xem trước")
    header_icon = "view"
    paginate_by = 30
    default_ordering = "-created_at"
    show_export_buttons = False
    is_searchable = False

    @cached_property
    def columns(self) -> list[Column]:
        """Give the columns; the name leads to revoking."""
        return [
            TitleColumn("label", label=_("Xem gì"), get_url=_revoke_url),
            Column("kind", label=_("Loại"), accessor="get_kind_display"),
            Column("maker", label=_("Người tạo"), classname="desk-only"),
            DateColumn("created_at", label=_("Tạo lúc"), classname="desk-only"),
            Column("expires_at", label=_("Hết hạn"), accessor=end_of),
            Column("use_count", label=_("Số lần xem"), classname="desk-only"),
            DateColumn("last_used_at", label=_("Xem lần cuối"), classname="desk-only"),
            Column("state", label=_("Tình trạng"), accessor=state_of),
        ]

    def get_base_queryset(self) -> QuerySet[PreviewToken]:
        """Start from the previews this account may see."""
        return tokens_for(self.request.user)

    def get_table(self, object_list: Any) -> Any:
        """Read what the rows show at once."""
        tokens = list(object_list)
        labels = labels_of(tokens, self.request.user)
        for token in tokens:
            token.label = labels[token.pk] or _now("(mục mới hoặc đã xoá)")
        return super().get_table(tokens)

    def get_add_url(self) -> None:
        """Give none: a preview begins at what it shows."""


class PreviewRevokeView(StaffOnly, WagtailAdminTemplateMixin, TemplateView):
    """One question before a preview ends."""

    template_name = "preview/admin/revoke.html"
    page_title = _("Thu hồi mã xem trước")
    header_icon = "view"
    _show_breadcrumbs = True

    @cached_property
    def token(self) -> PreviewToken:
        """Give the preview the address names, if this account may end it."""
        return own_token(self.request.user, self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Lead back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{NAME}:index"), "label": _now("Mã xem trước")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the preview."""
        return super().get_context_data(
            token=self.token,
            label=label_of(self.token, self.request.user),
            index_url=reverse(f"{NAME}:index"),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the preview."""
        token_revoke(token=self.token, by=request.user)
        messages.success(request, _now("Đã thu hồi; liên kết ấy không mở được nữa."))
        return HttpResponseRedirect(reverse(f"{NAME}:index"))


class PreviewViewSet(ViewSet):
    """Previews."""

    name = NAME
    url_prefix = "xem-truoc"
    icon = "view"
    add_to_settings_menu = True
    menu_label = _("Mã xem trước")
    menu_order = 910

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give the views."""
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }

        def listing(**kwargs: Any) -> Any:
            return self.construct_view(PreviewListView, **names, **kwargs)

        return [
            path("", listing(), name="index"),
            path("ket-qua/", listing(results_only=True), name="index_results"),
            path("<int:pk>/thu-hoi/", PreviewRevokeView.as_view(), name="revoke"),
            path("trang/<int:pk>/", SharePageView.as_view(), name="page"),
            path("van-ban/<slug:kind>/<uuid:uuid>/", ShareTextView.as_view(), name="text"),
        ]


viewset = PreviewViewSet()
