"""The export as a background job, and the archive of it that the admin offers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cms.jobs.errors import JobRefused
from cms.jobs.models import Job
from cms.jobs.registry import JobHandle
from cms.jobs.services import job_start
from home.export.folder import PARTIAL, Folder

KIND = "home.export_static"
_PROGRESS = re.compile(r"(\d+)/(\d+)\s*")
#: One moment for all files of an archive, so that equal copies make equal archives.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def export_folder() -> Path:
    """Return the folder the job writes."""
    return Path(settings.VAR_DIR) / "static-site"


def archive_path() -> Path:
    """Return where the archive stands, when there is one."""
    return Path(settings.VAR_DIR) / "export" / "ban-tinh.zip"


def export_start(*, by: Any, is_light: bool = False) -> Job:
    """Ask for an export; a light one has fewer files."""
    title = _("Xuất bản tĩnh gọn") if is_light else _("Xuất bản tĩnh")
    return job_start(KIND, arguments={"is_light": is_light}, title=title, by=by)


def export_job(job: JobHandle) -> None:
    """Write the static copy in a process of its own, then pack it; done twice, it changes nothing.

    Raises:
        JobRefused: the export says why it cannot be done.
    """
    command = [
        sys.executable,
        str(Path(settings.BASE_DIR) / "manage.py"),
        "export_static",
        "--output",
        str(export_folder()),
        "--address",
        settings.STATIC_SITE_ADDRESS,
        "--workers",
        str(os.cpu_count() or 1),
        *(["--light"] if job.arguments.get("is_light") else []),
    ]
    # The words are ours and an address of the operator; no shell reads them.
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        last = ""
        for line in process.stderr or ():
            found = _PROGRESS.fullmatch(line)
            if found:
                job.progress(int(found[1]), int(found[2]))
            elif line.strip():
                last = line.strip()
    if process.returncode:
        raise JobRefused(last[:200] or _("Không xuất được bản tĩnh."))
    archive_write(export_folder(), archive_path())


def archive_write(folder: Path, archive: Path) -> None:
    """Pack a folder; the old archive stands until the new one is whole."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    beside = archive.with_name(f"{archive.name}{PARTIAL}")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(Folder(folder).files()):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, (folder / name).read_bytes())
    beside.replace(archive)
