"""Read a GEDCOM file as blocks of whole lines, in one form of line end and of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, Final

from genealogy.domain.gedcom.ansel import MARKS, ORPHAN
from genealogy.domain.gedcom.issues import IssueLog, excerpt, refused
from genealogy.domain.gedcom.sniff import CHUNK_SIZE, Sniffed

MAX_LINE: Final = 1_000_000  # characters

_ESCAPED: Final = re.compile("[\udc80-\udcff]")
_SPLIT_UTF8: Final = re.compile(
    "([\udcc2-\udcf4][\udc80-\udcbf]{0,2})(\n[ \t]*[0-9]{1,2} CONC )([\udc80-\udcbf]{1,3})"
)
_SPLIT_ANSEL: Final = re.compile(f"{ORPHAN}([{MARKS}]+)(\n[ \t]*[0-9]{{1,2}} CONC )(\\w)")


class LineBlocks:
    r"""Iterate over a file as `(number of the first line, block of whole lines)`.

    The lines of a block are parted by "\n", without one at its end. Text is NFC. Never holds
    more than a chunk and one line.

    Attributes:
        bytes_read: Bytes taken from the stream so far, for progress.
    """

    def __init__(self, stream: BinaryIO, found: Sniffed, log: IssueLog) -> None:
        self._stream = stream
        self._found = found
        self._log = log
        self._ansel = found.encoding.name == "ANSEL"
        # Sign that stands for bytes that could not be read, once there are any.
        self._damage = "\ufffd" if self._ansel else ""
        self.bytes_read = 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Read to the end.

        Raises:
            GedcomRefused: A line is longer than `MAX_LINE` characters.
        """
        number = 1
        rest = ""
        for text, final in self._decoded():
            rest += text
            cut = len(rest) if final else self._cut(rest)
            if cut == 0:
                if len(rest) > MAX_LINE:
                    raise refused(number, "line_too_long", limit=MAX_LINE)
                continue
            block, rest = rest[:cut], rest[cut:]
            block = self._one_line_end(block)
            if not final or block.endswith("\n"):
                block = block.removesuffix("\n")
            elif not block:
                break
            block = self._repaired(block, number)
            lines = block.count("\n") + 1
            if len(block) > MAX_LINE:
                for offset, line in enumerate(block.split("\n")):
                    if len(line) > MAX_LINE:
                        raise refused(number + offset, "line_too_long", limit=MAX_LINE)
            yield number, block
            number += lines

    def _decoded(self) -> Iterator[tuple[str, bool]]:
        stream, encoding = self._stream, self._found.encoding
        stream.seek(self._found.skip, 1)
        strict = encoding.decoder("surrogateescape" if self._found.lenient else "strict")
        damaged = encoding.decoder("replace")
        while True:
            chunk = stream.read(CHUNK_SIZE)
            self.bytes_read += len(chunk)
            state = strict.getstate()
            try:
                text = strict.decode(chunk, not chunk)
            except UnicodeDecodeError:
                damaged.setstate(state)
                text = damaged.decode(chunk, not chunk)
                strict.setstate(damaged.getstate())
                self._damage = "\ufffd"
            yield text, not chunk
            if not chunk:
                return

    def _cut(self, text: str) -> int:
        """Find the end of the last line that is surely whole; 0 if there is none."""
        end = len(text)
        if self._found.line_end == "\r":
            cut = text.rfind("\r", 0, end - 1) + 1
            if cut and text[cut] == "\n":
                cut += 1
        else:
            cut = text.rfind("\r" if self._found.line_end == "\n\r" else "\n") + 1
        if not cut:
            cut = max(text.rfind("\n", 0, end - 1), text.rfind("\r", 0, end - 1)) + 1
            if cut and text[cut] in "\r\n":
                cut += 1
        # A letter cut by the line end is mended together with the line that follows.
        while cut and not text.isascii() and self._ends_torn(text, cut):
            cut = max(text.rfind("\n", 0, cut - 2), text.rfind("\r", 0, cut - 2)) + 1
        return cut

    def _ends_torn(self, text: str, cut: int) -> bool:
        last = text[max(0, cut - 3) : cut].rstrip("\r\n")[-1:]
        return "\udc80" <= last <= "\udcff" or (
            self._ansel and last in MARKS and ORPHAN in text[cut - 12 : cut]
        )

    def _one_line_end(self, block: str) -> str:
        if "\r" not in block:
            return block
        if self._found.line_end == "\n\r":
            block = block.replace("\n\r", "\n")
        return block.replace("\r\n", "\n").replace("\r", "\n")

    def _repaired(self, block: str, number: int) -> str:
        """Undo damage: NULs, letters cut by line ends, stray bytes. `number`: first line."""
        if "\0" in block:
            self._log.add("nul_removed", number + block[: block.index("\0")].count("\n"))
            block = block.replace("\0", "")
        if block.isascii():
            return block
        if ORPHAN in block and self._ansel:
            mended = _SPLIT_ANSEL.sub(r"\2\3\1", block)
            if mended != block:
                at = block.index(ORPHAN)
                self._log.add("character_rejoined", number + block[:at].count("\n"))
            block = mended.replace(ORPHAN, "")
        if self._found.lenient and _ESCAPED.search(block):
            block = self._without_escapes(block, number)
        if self._damage and self._damage in block:
            self._report_damage(block, number, re.compile(self._damage))
        if not unicodedata.is_normalized("NFC", block):
            block = unicodedata.normalize("NFC", block)
        return block

    def _without_escapes(self, block: str, number: int) -> str:
        """Mend bytes that are no UTF-8 within a UTF-8 file: cut letters, else CP1252."""

        def join(match: re.Match[str]) -> str:
            raw = (match[1] + match[3]).encode("utf-8", "surrogateescape")
            try:
                return match[2] + raw.decode("utf-8")
            except UnicodeDecodeError:
                return match[0]

        mended = _SPLIT_UTF8.sub(join, block)
        if mended != block:
            before = _ESCAPED.split(block, maxsplit=1)[0]
            self._log.add("character_rejoined", number + before.count("\n"))
            block = mended
        if _ESCAPED.search(block):
            self._report_damage(block, number, _ESCAPED)
            block = _ESCAPED.sub(_cp1252_of_escape, block)
        return block

    def _report_damage(self, block: str, number: int, sign: re.Pattern[str]) -> None:
        for offset, line in enumerate(block.split("\n")):
            if sign.search(line):
                shown = _ESCAPED.sub(_cp1252_of_escape, line)
                self._log.add(
                    "bad_bytes",
                    number + offset,
                    encoding=self._found.encoding.name,
                    excerpt=excerpt(shown),
                )


def _cp1252_of_escape(match: re.Match[str]) -> str:
    raw = bytes([ord(match[0]) - 0xDC00])
    return raw.decode("cp1252", "replace")
