"""Registers what administrators keep about accounts with Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.accounts import token_viewsets
from cms.accounts.viewsets import RegistersGroup
from cms.core.api.writing import LOG_ACTION


@hooks.register("register_admin_viewset")
def register_registers() -> ViewSetGroup:
    """Add the registers the law asks for."""
    return RegistersGroup()


@hooks.register("register_admin_viewset")
def register_tokens() -> list[ViewSet]:
    """Add the keys of the API."""
    return token_viewsets.viewsets


@hooks.register("register_log_actions")
def register_writes_of_programs(actions: LogActionRegistry) -> None:
    """Let the history of a page or file name the key that wrote it."""

    @actions.register_action(LOG_ACTION)
    class WriteFormatter(LogFormatter):
        label = _("Ghi qua API")

        def format_message(self, log_entry: Any) -> str:
            if "key" not in log_entry.data:
                return gettext("Ghi qua API")
            return gettext("Khoá API “%(key)s” (%(prefix)s…) ghi") % log_entry.data
