from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Tells other machines what changed."""

    name = "cms.webhooks"
    label = "webhooks"
    verbose_name = _("Báo cho trang khác")
