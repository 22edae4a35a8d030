"""Setting the book as PDF, in a process of its own."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from genealogy.services.prints.storing import prints_folder

logger = logging.getLogger(__name__)

_APP: Final = Path(__file__).resolve().parents[2]
_TEMPLATE: Final = _APP / "book" / "book.typ"
_PROGRAM: Final = _APP / "book" / "press.py"
_FONTS: Final = _APP / "typefaces"
#: Seconds after which a volume is given up.
_LONGEST: Final = 600
#: Seconds between two looks at a volume that is being set.
_LOOK_EVERY: Final = 2.0
#: Settings until the pages are known; two are enough but for a number at the edge of a line.
_MOST_TURNS: Final = 6


class PressFailed(Exception):
    """The book could not be set; holds no facts of people."""


@dataclass(frozen=True)
class SetVolume:
    """A volume that was set: its bytes and what it cost."""

    content: bytes
    pages: int
    seconds: float
    megabytes: int


def volume_set(
    document: Mapping[str, Any], *, waiting: Callable[[float], None] | None = None
) -> SetVolume:
    """Set one volume as PDF with bookmarks, embedded typefaces, real text and right page numbers.

    Args:
        document: what `documents_of` gives.
        waiting: called now and then with the share that is done, to hold the lease of a job.

    Raises:
        PressFailed: the program ended badly, took too long, or pages never came to rest.
    """
    printable = _printable(document)
    seconds, megabytes = 0.0, 0
    with tempfile.TemporaryDirectory(prefix="book-", dir=prints_folder()) as name:
        folder = Path(name)
        shutil.copy(_TEMPLATE, folder / "book.typ")
        for turn in range(_MOST_TURNS):
            (folder / "book.json").write_text(
                json.dumps(printable, ensure_ascii=False), encoding="utf-8"
            )
            said = _run(folder, waiting, turn)
            seconds += said["seconds"]
            megabytes = max(megabytes, said["megabytes"])
            if said["is_settled"]:
                content = (folder / "book.pdf").read_bytes()
                return SetVolume(content, said["sheets"], round(seconds, 1), megabytes)
            printable["pages"] = said["pages"]
    raise PressFailed("unsettled")


def _run(folder: Path, waiting: Callable[[float], None] | None, turn: int) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_PROGRAM), str(folder), str(_FONTS)]
    # Nothing of what the program says is logged but its code: it may quote names.
    with subprocess.Popen(  # noqa: S603 our own program with paths of our own
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            for look in range(int(_LONGEST / _LOOK_EVERY)):
                try:
                    said, _errors = child.communicate(timeout=_LOOK_EVERY)
                except subprocess.TimeoutExpired:
                    if waiting is not None:
                        # Half of what is left at each turn; within a turn a guess that never ends.
                        waiting(1 - 0.5**turn * (1 - 0.5 * look / (look + 10)))
                else:
                    break
            else:
                raise PressFailed("too long")
        except BaseException:
            child.kill()
            raise
    if child.returncode != 0:
        logger.error("Book not set", extra={"event": "book", "code": child.returncode})
        raise PressFailed(str(child.returncode))
    answer: dict[str, Any] = json.loads(said)
    return answer


def _printable(value: Any) -> Any:
    """Take out the signs our typefaces have no shapes for, such as Hán and Nôm."""
    if isinstance(value, str):
        return value.translate(_SHAPELESS) if any(sign >= "\u2e80" for sign in value) else value
    if isinstance(value, Mapping):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(one) for one in value]
    return value


class _Shapeless(dict[int, None]):
    """Maps every sign beyond the Latin ones to nothing, for `str.translate`."""

    def __missing__(self, code: int) -> None:
        if code < 0x2E80:
            raise LookupError(code)
        return


_SHAPELESS: Final = _Shapeless()
