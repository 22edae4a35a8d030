"""Registers the gia phả with Wagtail's admin; the classes live in `choosers` and `viewsets`."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from genealogy.choosers import CHOOSERS
from genealogy.selectors.duplicates import FOUND
from genealogy.selectors.findings import CHECKED
from genealogy.views.text_previews import text_preview
from genealogy.viewsets.date_reading import read_date_view
from genealogy.viewsets.group import GenealogyGroup
from genealogy.viewsets.moves import MoveViewSet
from genealogy.viewsets.policies import policies_register

_ICONS = ("gp-tree", "gp-hall", "gp-branch", "gp-couple", "gp-place", "gp-book")


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    """Give every foreign key to people, branches, unions, places, sources and clans a chooser."""
    return CHOOSERS


@hooks.register("register_admin_viewset")
def register_genealogy() -> ViewSetGroup:
    """Add the menu "Gia phả"; who may do what there must be known before."""
    policies_register()
    return GenealogyGroup()


@hooks.register("register_admin_viewset")
def register_moves() -> ViewSet:
    """Add the forms that move lines of the tree; a person's form leads to them."""
    return MoveViewSet()


@hooks.register("register_admin_urls")
def register_date_reading() -> list[URLPattern]:
    """Let the entry field of dates ask what a text means."""
    return [path("gia-pha/doc-ngay/", read_date_view, name="genealogy_read_date")]


@hooks.register("register_admin_urls")
def register_text_preview() -> list[URLPattern]:
    """Let the forms of texts show what is being typed."""
    route = "gia-pha/xem-truoc/<slug:kind>/<uuid:uuid>/"
    return [path(route, text_preview, name="genealogy_text_preview")]


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Add our icons."""
    return [*icons, *(f"genealogy/icons/{name}.svg" for name in _ICONS)]


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Add the few rules our lists need on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("genealogy/admin.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what stands in the log of a clan beside Wagtail's own actions."""
    actions.register_action(FOUND, _("Tìm người nghi trùng"), _("Đã tìm người nghi trùng"))
    actions.register_action(CHECKED, _("Kiểm tra gia phả"), _("Đã kiểm tra cả gia phả"))
