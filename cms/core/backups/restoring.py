"""Putting a backup back: checked whole before anything is touched."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from cms.core.backups.databases import database_is_empty, database_load, live_counts
from cms.core.backups.errors import BackupRefused
from cms.core.backups.files import files_check, files_restore
from cms.core.backups.making import Tell
from cms.core.backups.manifest import Manifest, manifest_check, manifest_read
from cms.core.backups.steps import restore_steps


@dataclass
class Restored:
    """What a restore did."""

    manifest: Manifest
    files: int = 0
    files_deleted: int = 0
    migrated: int = 0
    lines: list[str] = field(default_factory=list)


def backup_restore(
    folder: Path, *, overwrite: bool = False, tell: Tell = lambda line: None
) -> Restored:
    """Put database and files back, then have every app do what it does after a restore.

    Nothing is touched before the whole backup was read and found good. Workers and web processes
    must stand still meanwhile.

    Args:
        folder: as `backup_make` left it.
        overwrite: put it in place of a database that is in use; files the backup does not know
            are deleted, for they belong to no row any more.
        tell: gets a line of progress.

    Raises:
        BackupRefused: the backup is broken, of another engine or of a newer program, or the place
            is not empty.
    """
    manifest = manifest_read(folder)
    tell(_("Kiểm tra bản sao lưu …"))
    manifest_check(folder, manifest)
    files_check(folder)
    _fits(manifest)
    if not overwrite and not database_is_empty():
        raise BackupRefused(
            _("Cơ sở dữ liệu đang có người dùng. Thêm --overwrite nếu thật muốn ghi đè.")
        )
    done = Restored(manifest)
    tell(_("Đặt lại cơ sở dữ liệu …"))
    database_load(folder)
    _compare(manifest)
    done.migrated = _migrate(manifest)
    tell(_("Đặt lại ảnh và tài liệu …"))
    done.files, done.files_deleted = files_restore(folder)
    for step in restore_steps():
        line = step(folder / "kept")
        if line:
            done.lines.append(line)
    for cache in caches.all(initialized_only=False):
        cache.clear()
    return done


def _fits(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        words = {"theirs": manifest.engine, "ours": connection.vendor}
        raise BackupRefused(
            _("Bản sao lưu là của %(theirs)s, còn ở đây đang dùng %(ours)s.") % words
        )
    newer = sorted(set(manifest.migrations) - _known_migrations())
    if newer:
        raise BackupRefused(
            _("Bản sao lưu do chương trình mới hơn tạo ra (%(name)s). Hãy cập nhật trước.")
            % {"name": newer[0]}
        )


def _known_migrations() -> set[str]:
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    for migration in loader.disk_migrations.values():
        known |= {f"{app}.{name}" for app, name in migration.replaces}
    return known


def _compare(manifest: Manifest) -> None:
    """Count what is there now.

    Raises:
        BackupRefused: a table has more or fewer rows than when the backup was made.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not set(manifest.counts) <= tables:
        raise BackupRefused(_("Thiếu bảng trong cơ sở dữ liệu sau khi đặt lại."))
    counts = live_counts() if _is_current(manifest) else {}
    for table, count in counts.items():
        if manifest.counts.get(table, count) != count:
            words = {"table": table, "now": count, "then": manifest.counts[table]}
            raise BackupRefused(
                _("Bảng %(table)s có %(now)s dòng, lúc sao lưu có %(then)s.") % words
            )


def _is_current(manifest: Manifest) -> bool:
    return _known_migrations() <= set(manifest.migrations)


def _migrate(manifest: Manifest) -> int:
    """Bring an older backup up to this program; give how many migrations that took."""
    loader = MigrationLoader(connection)
    waiting = set(loader.disk_migrations) - set(loader.applied_migrations)
    missing = [node for node in loader.graph.nodes if node in waiting]
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    return len(missing)
