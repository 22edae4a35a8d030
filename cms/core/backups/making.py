"""Making a backup: database first, then files, then the manifest, then reading all of it again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import django
import wagtail
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.core.backups.databases import database_copy, database_file
from cms.core.backups.errors import BackupRefused
from cms.core.backups.files import LIST, file_digest, files_check, files_copy
from cms.core.backups.manifest import (
    Manifest,
    manifest_check,
    manifest_write,
    migrations_applied,
)
from cms.core.backups.steps import kept_files

Tell = Callable[[str], None]


def backup_make(folder: Path, *, tell: Tell = lambda line: None) -> Manifest:
    """Copy the site into an empty folder and check the copy.

    Args:
        folder: made when it is not there; its owner alone may open it.
        tell: gets a line of progress.

    Raises:
        BackupRefused: the folder holds something, or the copy is not whole.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(_("Thư mục %(folder)s không trống.") % {"folder": folder})
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made_at = timezone.now().isoformat(timespec="seconds")
    tell(_("Chép cơ sở dữ liệu …"))
    counts = database_copy(folder)
    tell(_("Chép ảnh và tài liệu …"))
    files, size = files_copy(folder)
    manifest = Manifest(
        made_at=made_at,
        engine=connection.vendor,
        database=database_file(),
        database_sha256=file_digest(folder / database_file()),
        files=files,
        bytes=size,
        files_sha256=file_digest(folder / LIST),
        versions={"django": django.get_version(), "wagtail": wagtail.__version__},
        migrations=migrations_applied(),
        counts=counts,
        kept=_kept_copy(folder),
    )
    tell(_("Đọc lại bản sao để kiểm tra …"))
    manifest_check(folder, manifest)
    files_check(folder)
    manifest_write(folder, manifest)
    return manifest


def _kept_copy(folder: Path) -> dict[str, str]:
    digests = {}
    for name, path in kept_files().items():
        target = folder / "kept" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
        digests[name] = file_digest(target)
    return digests
