from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Tài khoản")

    def ready(self) -> None:
        from cms.accounts.tokens.desk import TokenDesk
        from cms.core.api.writing import register_desk

        register_desk(TokenDesk())
