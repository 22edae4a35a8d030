from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    name = "cms.council"
    label = "council"
    verbose_name = _("Hội đồng")

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.council.selectors import event_mentions
        from genealogy.public import register_mentions

        register_mentions(event_mentions)
