from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = _("Nền chung")

    def ready(self) -> None:
        # Models are loaded only now.
        from django.core.signals import request_started
        from django.db import connections
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate
        from wagtail.signals import page_published

        from cms.core import versions
        from cms.core.backups.steps import register_restore_step
        from cms.core.full_text import quotes_escape
        from cms.core.kept_connections import place_note, replaced_close
        from cms.core.search import index_published_page
        from cms.core.spreadsheets import exports_defuse
        from cms.core.version_watch import watch_connection

        connection_created.connect(watch_connection, dispatch_uid="watch_connection")
        connection_created.connect(place_note, dispatch_uid="place_note")
        request_started.connect(replaced_close, dispatch_uid="replaced_close")
        for connection in connections.all(initialized_only=True):
            watch_connection(connection)
        post_migrate.connect(versions.begin, sender=self, dispatch_uid="versions_begin")
        register_restore_step("core.versions", versions.restored, order=1)
        exports_defuse()
        quotes_escape()
        page_published.connect(index_published_page, dispatch_uid="index_published_page")
