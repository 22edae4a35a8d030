"""Remind compilers and administrators of what the law gives a day for."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from genealogy.services.duties import duties_remind


class Command(BaseCommand):
    help = (
        "Nhắc người phụ trách về yêu cầu dữ liệu sắp hoặc đã quá hạn và sự cố chưa báo."
        " Chạy mỗi ngày một lần; chạy lại không nhắc trùng."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = duties_remind()
        self.stdout.write(_("Đã gửi %(count)s lời nhắc.") % {"count": count})
