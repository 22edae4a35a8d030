"""Delete the log of what was delivered long ago."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.webhooks.services import KEPT_DAYS, old_deliveries_delete


class Command(BaseCommand):
    """Run it once a day by cron."""

    help = "Xoá nhật ký các tin báo đã gửi xong hoặc đã bỏ từ lâu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=KEPT_DAYS, metavar="NGÀY", help="Giữ lại bao nhiêu ngày."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = old_deliveries_delete(days=max(1, options["days"]))
        self.stdout.write(_("Đã xoá %(count)s tin báo cũ.") % {"count": count})
