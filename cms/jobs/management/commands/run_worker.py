"""Run background jobs until told to stop."""

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

from cms.jobs.companions import companions_run_once, companions_start
from cms.jobs.worker import job_run_pending, worker_turn

#: Seconds a companion may need to end what it is about (a message on its way).
_COMPANION_SECONDS = 20


class Command(BaseCommand):
    """Takes jobs one after the other; SIGTERM and SIGINT let the job at hand end first."""

    help = (
        "Chạy các việc nền, từng việc một. SIGTERM hay Ctrl-C: làm xong việc đang làm rồi dừng;"
        " lần thứ hai thì dừng ngay, và việc ấy được làm lại khi hết hạn giữ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--once", action="store_true", help="Làm hết việc đang chờ rồi dừng, không đợi thêm."
        )
        parser.add_argument(
            "--interval", type=float, default=1.0, metavar="GIÂY", help="Bao lâu nhìn hàng đợi."
        )
        parser.add_argument(
            "--parent", type=int, metavar="PID", help="Dừng khi tiến trình cha này không còn."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until stopped."""
        worker = f"{socket.gethostname()[:40]}:{os.getpid()}"
        if options["once"]:
            count = job_run_pending(worker)
            companions_run_once(worker)
            self.stdout.write(_("Đã làm %(count)s việc.") % {"count": count})
            return
        stop = threading.Event()

        def ask_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()
            signal.signal(number, signal.SIG_DFL)

        signal.signal(signal.SIGTERM, ask_to_stop)
        signal.signal(signal.SIGINT, ask_to_stop)
        parent = options["parent"]
        self.stdout.write(_("Đang đợi việc nền."))
        self.stdout.flush()
        companions = companions_start(worker, stop, interval=options["interval"])
        try:
            while not stop.is_set():
                if parent is not None and os.getppid() != parent:
                    return
                if not self._turn(worker):
                    stop.wait(options["interval"])
        finally:
            stop.set()
            for thread in companions:
                thread.join(_COMPANION_SECONDS)

    def _turn(self, worker: str) -> bool:
        close_old_connections()
        try:
            return worker_turn(worker)
        except OperationalError as error:
            # The database is away or busy for a while: the queue waits, the worker too.
            self.stderr.write(f"{type(error).__name__}")
            return False
