"""Delete previews whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.preview.services import tokens_clear


class Command(BaseCommand):
    help = (
        "Xoá các mã xem trước đã hết hạn. Chạy mỗi ngày một lần; mỗi lần tạo mã mới cũng tự xoá,"
        " chạy lại không sao."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Đã xoá %(count)s mã xem trước.") % {"count": tokens_clear()})
