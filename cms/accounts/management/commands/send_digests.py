from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.accounts.notices import digests_send


class Command(BaseCommand):
    help = (
        "Gửi cho mỗi tài khoản một thư gồm các thông báo chưa đọc mà chưa thư nào báo."
        " Chạy mỗi ngày một hai lần; chạy lại không gửi trùng."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        sent, failed = digests_send()
        self.stdout.write(_("Đã gửi %(count)s thư.") % {"count": sent})
        if failed:
            raise CommandError(
                _("%(count)s thư không gửi được; lần chạy sau sẽ gửi lại.") % {"count": failed}
            )
