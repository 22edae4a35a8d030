"""Mail the giỗ that are due to the members who asked for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from genealogy.services.reminders import reminders_send


class Command(BaseCommand):
    help = (
        "Gửi thư nhắc giỗ đến hạn, mỗi tài khoản một thư."
        " Chạy mỗi ngày một lần vào buổi sáng; chạy lại không gửi trùng."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="ngày gửi (2026-11-23), thay cho hôm nay ở Việt Nam",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = reminders_send(today=options["today"])
        self.stdout.write(_("Đã gửi %(count)s thư nhắc giỗ.") % {"count": sent})
        if failed:
            raise CommandError(
                _("%(count)s thư không gửi được; lần chạy sau sẽ gửi lại.") % {"count": failed}
            )
