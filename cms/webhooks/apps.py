from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Tells other machines what changed."""

    name = "cms.webhooks"
    label = "webhooks"
    verbose_name = _("Báo cho trang khác")

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.core.events import subscribe_inside
        from cms.jobs.companions import register_companion
        from cms.webhooks.marks import connect, tree_touched
        from cms.webhooks.turns import webhooks_turn
        from genealogy.public import TreeTouched

        connect()
        subscribe_inside(TreeTouched, tree_touched)
        register_companion("webhooks", webhooks_turn)
