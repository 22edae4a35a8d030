from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.accounts.recovery import account_named, second_factor_reset


class Command(BaseCommand):
    help = (
        "Gỡ bảo vệ hai lớp của một tài khoản đã mất điện thoại lẫn mã dự phòng, và kết thúc mọi"
        " phiên của nó. Hãy chắc chắn đúng người nhờ: gọi lại số bạn biết, đừng tin thư."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", help="Tên đăng nhập, số điện thoại hoặc thư điện tử.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_named(options["account"])
        if user is None:
            raise CommandError(_("Không có tài khoản nào như vậy, hoặc có nhiều hơn một."))
        count = second_factor_reset(user=user, by=None)
        self.stdout.write(_("Đã gỡ %(count)s lớp bảo vệ.") % {"count": count})
