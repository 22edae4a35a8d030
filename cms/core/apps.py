from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Nền chung")

    def ready(self) -> None:
        # Models are loaded only now.
        from wagtail.signals import page_published

        from cms.core.full_text import quotes_escape
        from cms.core.search import index_published_page
        from cms.core.spreadsheets import exports_defuse

        exports_defuse()
        quotes_escape()
        page_published.connect(index_published_page, dispatch_uid="index_published_page")
