"""What a backup says of itself; written last, so that half a backup has none."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from cms.core.backups.errors import BackupRefused
from cms.core.backups.files import LIST, file_digest

NAME: Final = "manifest.json"
FORMAT: Final = 1


@dataclass(frozen=True)
class Manifest:
    """A backup: when, of what, and by which digests it is told whole.

    `migrations` holds every migration applied, as "app.name"; `counts` the rows of each table.
    """

    made_at: str
    engine: str
    database: str
    database_sha256: str
    files: int
    bytes: int
    files_sha256: str
    versions: dict[str, str]
    migrations: list[str]
    counts: dict[str, int]
    kept: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def migrations_applied() -> list[str]:
    """Give the migrations of the database in use."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def manifest_write(folder: Path, manifest: Manifest) -> None:
    """Write it whole or not at all."""
    unfinished = folder / f"{NAME}.part"
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.rename(folder / NAME)


def manifest_read(folder: Path) -> Manifest:
    """Read what a backup says of itself.

    Raises:
        BackupRefused: there is none, or it is of a format this program does not know.
    """
    try:
        data: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise BackupRefused(_("Bản sao lưu này do một phiên bản khác của chương trình tạo ra."))
        return Manifest(**data)
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = {"folder": folder}
        raise BackupRefused(
            _("%(folder)s không phải là một bản sao lưu trọn vẹn (thiếu manifest.json).") % words
        ) from error


def manifest_check(folder: Path, manifest: Manifest) -> None:
    """Compare database, list of files and kept files with their digests.

    Raises:
        BackupRefused: one is missing or another.
    """
    digests = {
        manifest.database: manifest.database_sha256,
        LIST: manifest.files_sha256,
        **{f"kept/{name}": digest for name, digest in manifest.kept.items()},
    }
    for name, digest in digests.items():
        path = folder / name
        if not path.is_file() or file_digest(path) != digest:
            raise BackupRefused(_("Tệp %(name)s trong bản sao lưu bị hỏng.") % {"name": name})
