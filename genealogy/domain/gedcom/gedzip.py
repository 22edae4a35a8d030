"""Open GEDZIP archives (.gdz, or a .zip with a GEDCOM file): the text, and the media beside it.

Names in an archive are only compared with each other and with FILE values; nothing is ever
written or opened by them. Sizes are held by what is really read, not by what the archive says.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any, BinaryIO, Final, TypeVar, cast

from genealogy.domain.gedcom.issues import IssueLog, excerpt, refused

MAX_MEMBERS: Final = 10_000
MAX_TOTAL: Final = 4_000_000_000  # bytes unpacked, all members
MAX_DIRECTORY: Final = 8_000_000  # bytes of the list of members
MAX_RATIO: Final = 100  # unpacked to packed
RATIO_FREE: Final = 1_000_000  # bytes; small members may be packed as tight as they like

GEDCOM_NAME: Final = "gedcom.ged"

_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06")
_END: Final = b"PK\x05\x06"
_ARCHIVES: Final = (".zip", ".gdz", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_FAILURES: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)

Result = TypeVar("Result")


def is_archive(stream: BinaryIO) -> bool:
    """Tell by its first bytes whether a seekable stream is a zip archive."""
    start = stream.tell()
    head = stream.read(4)
    stream.seek(start)
    return head in _MAGIC


class Gedzip:
    """An opened archive.

    Attributes:
        media: Names of the members besides the GEDCOM file, NFC, as FILE values name them.
    """

    def __init__(self, stream: BinaryIO, log: IssueLog | None = None) -> None:
        """Check the list of members.

        Raises:
            GedcomRefused: The archive is damaged, unsafe, or holds no GEDCOM file.
        """
        self._log = IssueLog() if log is None else log
        _check_directory(stream)
        self._archive = _guarded(lambda: zipfile.ZipFile(stream))
        members = _checked(self._archive.infolist(), self._archive.start_dir)
        self._gedcom = self._choose(members)
        self._members = members
        self.media = tuple(name for name in members if name != self._gedcom)

    def _choose(self, members: dict[str, zipfile.ZipInfo]) -> str:
        if GEDCOM_NAME in members:
            return GEDCOM_NAME
        found = [name for name in members if name.lower().endswith(".ged")]
        if not found:
            raise refused(None, "zip_without_gedcom")
        if len(found) > 1:
            raise refused(None, "zip_several_gedcoms")
        self._log.add("gedcom_name", 1, name=excerpt(found[0]))
        return found[0]

    def open_gedcom(self) -> BinaryIO:
        """Open the GEDCOM file; seekable.

        Raises:
            GedcomRefused: It is damaged (also while reading).
        """
        return self.open_media(self._gedcom)

    def open_media(self, name: str) -> BinaryIO:
        """Open a member by its name in `media`.

        Raises:
            KeyError: There is no such member.
            GedcomRefused: It is damaged (also while reading).
        """
        member = self._members[name]
        raw = _guarded(lambda: self._archive.open(member))
        return cast(BinaryIO, io.BufferedReader(_Member(raw), 262_144))

    def close(self) -> None:
        """Close the archive, not the stream it was read from."""
        self._archive.close()


class _Member(io.RawIOBase):
    """A member whose damage shows as a refusal."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        view = memoryview(buffer).cast("B")
        data = _guarded(lambda: self._raw.read(len(view)))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return _guarded(lambda: self._raw.seek(offset, whence))

    def tell(self) -> int:
        return self._raw.tell()

    def close(self) -> None:
        self._raw.close()
        super().close()


def _guarded(work: Callable[[], Result]) -> Result:
    try:
        return work()
    except _FAILURES as error:
        if "password" in str(error) or "encrypted" in str(error):
            raise refused(None, "zip_encrypted") from error
        raise refused(None, "zip_damaged", detail=excerpt(str(error))) from error


def _check_directory(stream: BinaryIO) -> None:
    """Look at the size of the list of members before anything reads it into memory."""
    start = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(start, size - 65_557))
    tail = stream.read()
    stream.seek(start)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise refused(None, "zip_damaged", detail="no end of archive")
    count, length = struct.unpack_from("<HI", tail, place + 10)
    # The largest values stand for a zip64 archive, which a family file never needs.
    if count > MAX_MEMBERS or length > MAX_DIRECTORY:
        raise refused(None, "zip_too_many_members", limit=MAX_MEMBERS)


def _checked(infos: list[zipfile.ZipInfo], end: int) -> dict[str, zipfile.ZipInfo]:
    """Check all members; return those that are files, by NFC name."""
    if len(infos) > MAX_MEMBERS:
        raise refused(None, "zip_too_many_members", limit=MAX_MEMBERS)
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise refused(None, "zip_too_large", limit=MAX_TOTAL)
    seen: set[str] = set()
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = unicodedata.normalize("NFC", info.orig_filename)
        shown = excerpt(name)
        _check_name(name, shown)
        if name.casefold() in seen:
            raise refused(None, "zip_duplicate_name", name=shown)
        seen.add(name.casefold())
        _check_member(info, shown)
        if not info.is_dir():
            members[name] = info
    _check_overlap(infos, end)
    return members


def _check_name(name: str, shown: str) -> None:
    unsafe = (
        not name
        or "\0" in name
        or "\\" in name
        or name.startswith("/")
        or _DRIVE.match(name)
        or ".." in name.split("/")
    )
    if unsafe:
        raise refused(None, "zip_unsafe_name", name=shown)
    if name.lower().endswith(_ARCHIVES):
        raise refused(None, "zip_nested", name=shown)


def _check_member(info: zipfile.ZipInfo, shown: str) -> None:
    if info.flag_bits & 0x1:
        raise refused(None, "zip_encrypted")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise refused(None, "zip_link", name=shown)
    if info.file_size > RATIO_FREE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        ratio = info.file_size // max(info.compress_size, 1)
        raise refused(None, "zip_ratio", name=shown, ratio=ratio)


def _check_overlap(infos: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse members that share bytes, a way to unpack far more than was packed."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for info, following in zip(ordered, [*ordered[1:], None], strict=True):
        limit = end if following is None else following.header_offset
        # 30 is the least a local header takes besides the name.
        least = info.header_offset + 30 + len(info.orig_filename) + info.compress_size
        if least > limit:
            raise refused(None, "zip_overlap", name=excerpt(info.orig_filename))
