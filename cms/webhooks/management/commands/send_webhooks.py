"""Tell other machines what changed, until told to stop."""

from __future__ import annotations

import os
import signal
import socket
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils.translation import gettext as _

from cms.webhooks.turns import webhooks_turn


class Command(BaseCommand):
    """Compares and sends; any number of these may run beside each other and beside workers."""

    help = (
        "Báo cho các nơi nhận điều vừa thay đổi, cho tới khi được bảo dừng (SIGTERM, Ctrl-C)."
        " run_worker cũng làm việc này; chỉ cần lệnh này khi muốn tách riêng."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Làm một lượt rồi dừng.")
        parser.add_argument(
            "--interval", type=float, default=1.0, metavar="GIÂY", help="Nghỉ khi không có gì."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        if options["once"]:
            count = webhooks_turn(name)
            self.stdout.write(_("Đã làm %(count)s việc.") % {"count": count})
            return
        stop = threading.Event()

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()
            signal.signal(number, signal.SIG_DFL)

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        self.stdout.write(_("Đang đợi tin báo."))
        self.stdout.flush()
        while not stop.is_set():
            close_old_connections()
            try:
                done = webhooks_turn(name, stop)
            except OperationalError as error:
                # The database is away or busy for a while: what waits keeps waiting.
                self.stderr.write(f"{type(error).__name__}")
                done = 0
            if not done:
                stop.wait(options["interval"])
