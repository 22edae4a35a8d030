"""Registers what administrators keep about accounts with Wagtail's admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from cms.accounts import token_viewsets
from cms.accounts.viewsets import RegistersGroup


@hooks.register("register_admin_viewset")
def register_registers() -> ViewSetGroup:
    """Add the registers the law asks for."""
    return RegistersGroup()


@hooks.register("register_admin_viewset")
def register_tokens() -> list[ViewSet]:
    """Add the keys of the API."""
    return token_viewsets.viewsets
