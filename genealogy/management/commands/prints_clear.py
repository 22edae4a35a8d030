"""Delete the files of prints that are kept no more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from genealogy.services.prints import prints_clear


class Command(BaseCommand):
    help = "Xoá tệp bản in (phả đồ, sách) quá hạn giữ. Chạy mỗi ngày một lần; chạy lại không sao."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Đã xoá %(count)s tệp.") % {"count": prints_clear()})
