"""Registers previews with Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.preview.selectors import front_end_of_page
from cms.preview.sharing import NAME
from cms.preview.userbar import open_checker
from cms.preview.viewsets import viewset


@hooks.register("register_admin_viewset")
def register_previews() -> ViewSet:
    """Add the list of previews."""
    return viewset


@hooks.register("register_page_header_buttons")
def share_button(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None, **kwargs: Any
) -> Iterator[Button]:
    """Let a draft be shared from the menu of its form."""
    if view_name != "edit" or not page.pk or front_end_of_page(page, None) is None:
        return
    if page.permissions_for_user(user).can_edit():
        yield Button(
            _("Chia sẻ bản nháp…"),
            url=reverse(f"{NAME}:page", args=[page.pk]),
            icon_name="link",
            priority=35,
        )


@hooks.register("insert_editor_js")
def keep_warning() -> str:
    """Let a form that was only looked at go on warning of unsaved changes."""
    return format_html('<script src="{}"></script>', versioned_static("preview/keep-warning.js"))


hooks.register("construct_wagtail_userbar", open_checker)
