"""Write the public site as files for a static host."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.export.checking import folder_check
from home.export.errors import ExportError, ExportRunning
from home.export.exporting import Order, Report, export_site
from home.export.placing import places_of
from home.export.rewriting import Places

#: What the narrowest of the free hosts takes.
_MOST_FILES = 20_000
_MB = 1024 * 1024


class Command(BaseCommand):
    help = (
        "Ghi trang công khai và API công khai thành tệp, để đặt ở nơi chứa tệp tĩnh miễn phí "
        "(GitHub, GitLab, Cloudflare Pages). Lần sau chỉ ghi lại những gì đã đổi."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("-o", "--output", required=True, type=Path, help="thư mục của bản tĩnh")
        parser.add_argument(
            "--address", default="", help="địa chỉ của bản tĩnh, ví dụ https://ho.example/ho-duong/"
        )
        parser.add_argument(
            "--living", default="", help="địa chỉ của trang chính, để bản tĩnh dẫn về"
        )
        parser.add_argument("--full", action="store_true", help="ghi lại mọi tệp")
        parser.add_argument(
            "--light",
            action="store_true",
            help="bản gọn, ít tệp hơn: API chỉ có danh sách, con cháu cứ ba đời một trang",
        )
        parser.add_argument(
            "--since-last", action="store_true", help="chỉ ghi những gì đã đổi (vốn là mặc định)"
        )
        parser.add_argument(
            "--check", action="store_true", help="chỉ kiểm tra thư mục: liên kết, tệp thiếu, tệp lạ"
        )
        parser.add_argument("--workers", type=int, default=1, help="số tiến trình, mặc định 1")

    def handle(self, *_args: Any, **options: Any) -> None:
        places = places_of(options["address"], options["living"])
        if options["check"]:
            self._check(options["output"], places)
            return
        order = Order(
            folder=options["output"],
            places=places,
            workers=max(1, options["workers"]),
            is_full=options["full"],
            is_light=options["light"],
        )
        try:
            report = export_site(order, self._progress)
        except ExportRunning as error:
            raise CommandError("Đang có lần xuất khác ghi vào thư mục này.") from error
        except ExportError as error:
            raise CommandError(f"Không xuất được: {error}") from error
        self._tell(report)

    def _progress(self, done: int, total: int, _message: str) -> None:
        if total:
            self.stderr.write(f"{done}/{total}")
            self.stderr.flush()

    def _tell(self, report: Report) -> None:
        self.stdout.write(
            f"Hỏi {report.asked} trang, ghi {len(report.written)} tệp, "
            f"xoá {len(report.deleted)} tệp; bản tĩnh có {report.files} tệp."
        )
        name, size = report.biggest
        self.stdout.write(
            f"Nặng {report.bytes / _MB:.0f} MB; tệp lớn nhất {name} {size / _MB:.1f} MB."
        )
        if report.files > _MOST_FILES:
            self.stdout.write(
                f"Cloudflare Pages miễn phí nhận {_MOST_FILES} tệp; muốn ít tệp hơn: --light."
            )
        for address in report.missing[:20]:
            self.stdout.write(f"Không có: {address}")

    def _check(self, folder: Path, places: Places) -> None:
        found = folder_check(folder, places.base, places.address)
        for line in found.told():
            self.stdout.write(line)
        if not found.is_whole:
            raise CommandError("Bản tĩnh không trọn.")
        self.stdout.write(f"Trọn vẹn: {found.files} tệp, {found.links} liên kết.")
