"""Find out the encoding of a GEDCOM file by its bytes.

What the file says of itself (`1 CHAR ...`) is often wrong, so it is believed only where the
bytes do not contradict it. The whole file is looked at once before it is read: a file in UTF-8
may have its first accented letter on its last line.
"""

from __future__ import annotations

import codecs
import re
import shutil
import tempfile
from typing import BinaryIO, Final, NamedTuple

from genealogy.domain.gedcom.ansel import misfit_share
from genealogy.domain.gedcom.encodings import Encoding, find_encoding
from genealogy.domain.gedcom.issues import IssueLog, excerpt, refused

HEAD_SIZE: Final = 65_536  # bytes looked at for marks, header and line ends
CHUNK_SIZE: Final = 262_144  # bytes read at a time

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)
_MAGIC: Final = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"%PDF", "PDF"),
    (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"RIFF", "RIFF"),
    (b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf", "7-Zip"), (b"Rar!", "RAR"), (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office"), (b"SQLite format 3", "SQLite"),
    (b"ID3", "MP3"), (b"\x7fELF", "program"), (b"MZ", "program"),
)  # fmt: skip
_WEB_PAGE: Final = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype|html|head|body|\?xml)", re.I | re.S)
_ESCAPED: Final = re.compile("[\udc80-\udcff]")
_HEAD_FIELD: Final = re.compile(r"[ \t]*([0-9])[ \t]+(CHAR|GEDC|VERS)\b[ \t]*(.*)")


class Sniffed(NamedTuple):
    r"""What the bytes of a file say.

    Attributes:
        encoding: The encoding to read it with.
        skip: Bytes of the byte order mark.
        declared: The encoding the file claims, as written, "" if none.
        declared_line: Line of that claim, 1 = first.
        version: GEDCOM version of the header, "" if none.
        line_end: "\n", "\r\n", "\r" or "\n\r".
        lenient: True if some bytes of a UTF-8 file are damaged.
    """

    encoding: Encoding
    skip: int = 0
    declared: str = ""
    declared_line: int = 1
    version: str = ""
    line_end: str = "\n"
    lenient: bool = False


class _Probe(NamedTuple):
    """Counts over the whole file, for encodings based on ASCII."""

    letters: int  # bytes of letters beyond their first, if read as UTF-8
    broken: int  # bytes that are no UTF-8
    misfits: int  # places that are no ANSEL
    scored: int  # places looked at for ANSEL


def seekable(stream: BinaryIO) -> BinaryIO:
    """Give the stream itself if it can be read twice, else a copy on disk at its start."""
    try:
        if stream.seekable():
            return stream
    except AttributeError:
        pass
    # Closed and deleted with the last reference; the caller holds it as long as it reads.
    copy = tempfile.TemporaryFile()  # noqa: SIM115
    shutil.copyfileobj(stream, copy, CHUNK_SIZE)
    copy.seek(0)
    return copy


def sniff(stream: BinaryIO, log: IssueLog, *, force: str | None = None) -> Sniffed:
    """Decide how to read a file, and report where it contradicts itself.

    Args:
        stream: Seekable; read from its current place, left there again.
        log: Takes the issues.
        force: Encoding to use whatever the file says.

    Raises:
        GedcomRefused: The file is empty, or plainly something else, or `force` is unknown.
    """
    start = stream.tell()
    head = stream.read(HEAD_SIZE)
    _refuse_other_kinds(head)
    marked, skip = _by_mark(head)
    forced = None if force is None else _forced(force, marked)
    encoding = forced or marked
    text = head[skip:].decode(_head_codec(encoding), "replace")
    if _WEB_PAGE.match(text):
        raise refused(1, "html_page")
    found = _head_fields(text)
    declared = find_encoding(found.declared)
    lenient = False
    if encoding is None or (forced is None and encoding == _UTF8):
        stream.seek(start + skip)
        encoding, lenient = _judge(_probe(stream), found, log, marked=marked is not None)
    elif forced is not None:
        lenient = forced == _UTF8
        if found.declared and declared != forced:
            _report(log, "encoding_forced", found, forced)
    elif found.declared and declared not in (encoding, _UTF16):
        _report(log, "encoding_contradicted", found, encoding)
    stream.seek(start)
    return found._replace(encoding=encoding, skip=skip, lenient=lenient)


def _named(name: str) -> Encoding:
    encoding = find_encoding(name)
    if encoding is None:
        raise LookupError(name)
    return encoding


_UTF8: Final = _named("UTF-8")
_UTF16: Final = _named("UNICODE")
_CP1252: Final = _named("CP1252")
_ASCII: Final = _named("ASCII")
_ANSEL: Final = _named("ANSEL")


def _forced(name: str, marked: Encoding | None) -> Encoding:
    forced = find_encoding(name)
    if forced is None:
        raise refused(None, "unknown_encoding", encoding=excerpt(name))
    # "UTF-16" leaves the order of bytes to the mark.
    return marked if forced == _UTF16 and marked is not None and marked != _UTF8 else forced


def _head_codec(encoding: Encoding | None) -> str:
    """Codec that reads at least the ASCII of the header."""
    return "latin-1" if encoding is None or encoding.ascii_based else encoding.name


def _refuse_other_kinds(head: bytes) -> None:
    if not head.strip(b" \t\r\n\0"):
        raise refused(None, "empty_file")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise refused(None, "zip_file")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise refused(None, "binary_file", kind=kind)
    if head[4:8] == b"ftyp":
        raise refused(None, "binary_file", kind="video")


def _by_mark(head: bytes) -> tuple[Encoding | None, int]:
    """Recognise byte order marks, and UTF-16 without one by its zero bytes."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return _named(name), len(mark)
    sample = head[: min(len(head) // 2 * 2, 512)]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return _named("UTF-16-LE"), 0
    if even > half * 0.7 and odd < half * 0.1:
        return _named("UTF-16-BE"), 0
    return None, 0


def _head_fields(text: str) -> Sniffed:
    """Read the claims of the header record and the line ends, without parsing."""
    match = re.search("\r\n|\n\r(?!\n)|\r|\n", text)
    line_end = match.group() if match else "\n"
    lines = re.split(line_end if len(line_end) == 2 else "\r\n|\r|\n", text)
    declared, declared_line, version, in_gedc = "", 1, "", False
    records = 0
    for number, line in enumerate(lines, 1):
        if line.lstrip(" \t").startswith("0 "):
            records += 1
            if records > 1:
                break
        field = _HEAD_FIELD.match(line)
        if field is None:
            continue
        level, tag, value = field.groups()
        if level == "1" and tag == "CHAR" and not declared:
            declared, declared_line = value.strip(), number
        elif level == "1":
            in_gedc = tag == "GEDC"
        elif level == "2" and tag == "VERS" and in_gedc and not version:
            version = value.strip()
    return Sniffed(_UTF8, 0, declared, declared_line, version, line_end)


def _probe(stream: BinaryIO) -> _Probe:
    """Count what speaks for and against UTF-8 and ANSEL, over the whole file."""
    strict = codecs.getincrementaldecoder("utf-8")("strict")
    tolerant = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    letters = broken = misfits = scored = 0
    while chunk := stream.read(CHUNK_SIZE):
        if not broken:
            state = strict.getstate()
            try:
                letters += len(chunk) - len(strict.decode(chunk))
                continue
            except UnicodeDecodeError:
                tolerant.setstate(state)
        text = tolerant.decode(chunk)
        escaped = len(_ESCAPED.findall(text))
        broken += escaped
        letters += len(chunk) - len(text)
        if escaped and scored < 10_000:
            bad, seen = misfit_share(chunk)
            misfits += bad
            scored += seen
    held = strict if not broken else tolerant
    broken += len(held.getstate()[0])  # the file ends within a letter
    return _Probe(letters, broken, misfits, scored)


def _judge(probe: _Probe, found: Sniffed, log: IssueLog, *, marked: bool) -> tuple[Encoding, bool]:
    """Choose among encodings based on ASCII; `marked`: with the mark of UTF-8.

    Returns:
        (encoding, whether it is UTF-8 with damaged bytes)
    """
    declared = find_encoding(found.declared)
    if not probe.broken:
        if found.declared and declared is None:
            _report(log, "encoding_unknown", found, _UTF8)
        elif (
            declared not in (None, _UTF8)
            and declared is not None
            and (probe.letters or marked or not declared.ascii_based)
        ):
            _report(log, "encoding_contradicted", found, _UTF8)
        return _UTF8, False
    if marked or (probe.letters > probe.broken and declared in (None, _UTF8, _UTF16, _ASCII)):
        return _UTF8, True
    if declared is None:
        code = "encoding_unknown" if found.declared else "encoding_guessed"
        _report(log, code, found, _CP1252)
        return _CP1252, False
    ansel_fits = probe.misfits <= 2 or probe.misfits * 5 <= probe.scored
    if (
        declared in (_UTF8, _ASCII)
        or not declared.ascii_based
        or (declared == _ANSEL and not ansel_fits)
    ):
        _report(log, "encoding_contradicted", found, _CP1252)
        return _CP1252, False
    if declared.ambiguous:
        _report(log, "encoding_ambiguous", found, declared)
    return declared, False


def _report(log: IssueLog, code: str, found: Sniffed, used: Encoding) -> None:
    log.add(code, found.declared_line, declared=excerpt(found.declared), used=used.name)
