"""Put a copy of the whole site back."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.core.backups import BackupRefused, backup_restore

REFUSED = 1


class Command(BaseCommand):
    help = (
        "Phục hồi từ bản sao lưu: kiểm tra trọn bản sao, đặt lại cơ sở dữ liệu rồi ảnh và tài liệu,"
        " xoá lại những người đã được xoá hẳn. Hãy dừng trang web và worker trước khi chạy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="thư mục của bản sao lưu")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="ghi đè dữ liệu đang có; tệp mà bản sao lưu không biết thì bị xoá",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = backup_restore(
                options["folder"], overwrite=options["overwrite"], tell=self.stderr.write
            )
        except BackupRefused as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        facts = {
            "at": done.manifest.made_at,
            "rows": sum(done.manifest.counts.values()),
            "files": done.files,
            "deleted": done.files_deleted,
        }
        self.stdout.write(
            _(
                "Đã phục hồi bản sao lưu lúc %(at)s: %(rows)s dòng, %(files)s tệp"
                " (bỏ %(deleted)s tệp lạ)."
            )
            % facts
        )
        if done.migrated:
            self.stdout.write(
                _("Đã nâng cơ sở dữ liệu lên phiên bản này: %(count)s bước.")
                % {"count": done.migrated}
            )
        for line in done.lines:
            self.stdout.write(line)
