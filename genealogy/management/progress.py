"""Progress of long work, on the error stream, so that the output stays clean."""

from __future__ import annotations

import time
from typing import Any

from django.utils.translation import gettext as _

#: Seconds between two lines.
PAUSE = 0.5


class ProgressLine:
    """Writes how far a step is; on a terminal over itself, in a log at every tenth."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._told_at = 0.0
        self._told: tuple[str, int] = ("", -1)
        self._is_open = False

    def __call__(self, step: str, done: int, total: int) -> None:
        """Tell how far a step is; most calls pass silently."""
        percent = 100 if done >= total else done * 100 // total
        if self._is_terminal:
            now = time.monotonic()
            if now - self._told_at < PAUSE and percent < 100:
                return
            self._told_at = now
            self._stream.write(f"\r{self._words(step, percent)}", ending="")
            self._is_open = True
            return
        tenth = percent // 10
        if (step, tenth) != self._told:
            self._told = (step, tenth)
            self._stream.write(self._words(step, percent))

    def _words(self, step: str, percent: int) -> str:
        words = _("Đọc tệp") if step == "read" else _("Ghi vào gia phả")
        return f"{words}: {percent} %"

    def end(self) -> None:
        """Leave the line."""
        if self._is_open:
            self._stream.write("")
            self._is_open = False
