from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "cms.programmes"
    label = "programmes"
    verbose_name = _("Truyền hình")

    def ready(self) -> None:
        # Models are loaded only now.
        from cms.programmes.selectors import episode_mentions
        from genealogy.public import register_mentions

        register_mentions(episode_mentions)
