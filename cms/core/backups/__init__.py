"""Copies of the whole site: database, files, a manifest to check them by; and the way back.

Order of dependence: errors, steps, programs, databases, files, manifest, making, restoring.
"""

from __future__ import annotations

from cms.core.backups.errors import BackupRefused
from cms.core.backups.making import backup_make
from cms.core.backups.manifest import Manifest, manifest_read
from cms.core.backups.restoring import backup_restore
from cms.core.backups.steps import register_kept_file, register_restore_step

__all__ = [
    "BackupRefused",
    "Manifest",
    "backup_make",
    "backup_restore",
    "manifest_read",
    "register_kept_file",
    "register_restore_step",
]
