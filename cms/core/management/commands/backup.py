"""Copy the whole site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.core.backups import BackupRefused, backup_make

REFUSED = 1


class Command(BaseCommand):
    help = (
        "Sao lưu cả trang: cơ sở dữ liệu (chép được cả khi đang có người ghi), ảnh, tài liệu, mã"
        " kiểm tra. Bản sao chứa dữ liệu riêng của người sống: hãy cất như cất chính gia phả."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path, help="thư mục trống để chép vào")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            manifest = backup_make(folder, tell=self.stderr.write)
        except BackupRefused as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        facts = {
            "folder": folder,
            "rows": sum(manifest.counts.values()),
            "files": manifest.files,
            "mega": round(manifest.bytes / 1_000_000, 1),
        }
        self.stdout.write(
            _("Đã sao lưu vào %(folder)s: %(rows)s dòng, %(files)s tệp (%(mega)s MB), đã đọc lại.")
            % facts
        )
