"""Registers the pages of webhooks with Wagtail's admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.webhooks.viewsets import WebhookViewSet


@hooks.register("register_admin_viewset")
def register_webhooks() -> ViewSet:
    """Add the pages to the settings menu."""
    return WebhookViewSet()
