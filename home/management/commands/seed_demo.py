from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from home.demo.seed import NoFrontPage, demo_seed


@contextmanager
def _wagtail_hushed() -> Iterator[None]:
    """Keep Wagtail's three log lines for each page out of the progress."""
    logger = logging.getLogger("wagtail")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


class Command(BaseCommand):
    help = (
        "Nạp dữ liệu minh hoạ: ba cuốn gia phả, tin bài, chương trình, sự kiện, hình vẽ và các tài"
        " khoản. Chạy lại không đổi gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--logins",
            type=Path,
            metavar="TỆP",
            help="Ghi tên đăng nhập và mật khẩu của các tài khoản vừa tạo vào tệp này.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()

        def say(line: str) -> None:
            self.stdout.write(line)
            self.stdout.flush()

        try:
            with _wagtail_hushed():
                demo_seed(say=say, logins=options["logins"])
        except NoFrontPage as error:
            raise CommandError(
                "Trang mặc định chưa dẫn đến trang chủ nào. Hãy chạy migrate trước."
            ) from error
        say(f"Xong sau {time.monotonic() - started:.0f} giây.")
