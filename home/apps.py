from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Trang chủ")

    def ready(self) -> None:
        """Say what the front page shows and how the site is called; remember public addresses."""
        # Models are loaded only now.
        from cms.core.site_name import register_site_name
        from home.address_signals import connect
        from home.selectors import site_settings_of

        connect()
        register_site_name(lambda request: site_settings_of(request).site_name)
