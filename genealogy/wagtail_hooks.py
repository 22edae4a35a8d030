"""Registers the gia phả with Wagtail's admin; the classes live in `choosers` and `viewsets`."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from genealogy.choosers import CHOOSERS
from genealogy.viewsets.group import GenealogyGroup

_ICONS = ("gp-tree", "gp-hall", "gp-branch", "gp-couple", "gp-place", "gp-book")


@hooks.register("register_admin_viewset")
def register_choosers() -> list[ViewSet]:
    """Give every foreign key to people, branches, unions, places, sources and clans a chooser."""
    return CHOOSERS


@hooks.register("register_admin_viewset")
def register_genealogy() -> ViewSetGroup:
    """Add the menu "Gia phả"."""
    return GenealogyGroup()


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """Add our icons."""
    return [*icons, *(f"genealogy/icons/{name}.svg" for name in _ICONS)]


@hooks.register("insert_global_admin_css")
def admin_styles() -> str:
    """Add the few rules our lists need on a phone."""
    return format_html('<link rel="stylesheet" href="{}">', static("genealogy/admin.css"))
