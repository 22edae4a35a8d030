"""The uploaded files of a backup, wherever the storage keeps them, each with its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, NamedTuple

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from cms.core.backups.errors import BackupRefused

LIST: Final = "media.jsonl"
FOLDER: Final = "media"
_PIECE: Final = 1024 * 1024


class StoredFile(NamedTuple):
    """One file: its name in the storage, bytes, SHA-256."""

    name: str
    size: int
    sha256: str


def files_copy(folder: Path) -> tuple[int, int]:
    """Copy every file of the storage and write the list; give how many files and bytes.

    A file that goes while this runs belongs to no row of the copied database and is left out.
    """
    count = size = 0
    with (folder / LIST).open("w", encoding="utf-8") as listing:
        for name in _stored_names():
            target = folder / FOLDER / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with default_storage.open(name) as source, target.open("wb") as copy:
                    digest, length = _poured(source, copy)
            except FileNotFoundError:
                target.unlink(missing_ok=True)
                continue
            listing.write(json.dumps(StoredFile(name, length, digest)._asdict()) + "\n")
            count, size = count + 1, size + length
    return count, size


def files_listed(folder: Path) -> list[StoredFile]:
    """Read the list.

    Raises:
        BackupRefused: the list is broken, or names a file outside the backup.
    """
    found = []
    for line in (folder / LIST).read_text(encoding="utf-8").splitlines():
        try:
            one = StoredFile(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise BackupRefused(_("Danh sách tệp của bản sao lưu bị hỏng.")) from error
        path = PurePosixPath(one.name)
        if path.is_absolute() or ".." in path.parts:
            raise BackupRefused(_("Danh sách tệp của bản sao lưu chỉ ra ngoài thư mục."))
        found.append(one)
    return found


def files_check(folder: Path) -> None:
    """Read every copied file again.

    Raises:
        BackupRefused: one is missing or is not what the list says.
    """
    for one in files_listed(folder):
        path = folder / FOLDER / one.name
        if not path.is_file() or file_digest(path) != one.sha256:
            raise BackupRefused(_("Tệp %(name)s trong bản sao lưu bị hỏng.") % {"name": one.name})


def files_restore(folder: Path) -> tuple[int, int]:
    """Put the files back and delete those no backup knows; give how many of each.

    Nothing is deleted before everything of the backup is there.
    """
    listed = {one.name: one for one in files_listed(folder)}
    before = set(_stored_names())
    for name, one in listed.items():
        if name in before:
            with default_storage.open(name) as there:
                if _digest_of(there) == one.sha256:
                    continue
            default_storage.delete(name)
        with (folder / FOLDER / name).open("rb") as source:
            stored = default_storage.save(name, File(source))
        if stored != name:
            words = {"name": name}
            raise BackupRefused(_("Không đặt lại được tệp %(name)s vào đúng tên.") % words)
    strangers = sorted(before - listed.keys())
    for name in strangers:
        default_storage.delete(name)
    return len(listed), len(strangers)


def file_digest(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return _digest_of(file)


def _digest_of(file: Any) -> str:
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _poured(source: Any, target: IO[bytes]) -> tuple[str, int]:
    digest, length = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        digest.update(piece)
        target.write(piece)
        length += len(piece)
    return digest.hexdigest(), length


def _stored_names(below: str = "") -> Iterator[str]:
    try:
        folders, names = default_storage.listdir(below)
    except FileNotFoundError:
        return
    for name in sorted(names):
        yield f"{below}{name}"
    for folder in sorted(folders):
        yield from _stored_names(f"{below}{folder}/")
