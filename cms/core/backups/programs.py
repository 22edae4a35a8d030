"""The programs of PostgreSQL that read and write a dump; they must be of the server's version."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from cms.core.backups.errors import BackupRefused

_FOLDERS: Final = Path("/usr/lib/postgresql")


def postgres_run(program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL against the site's database and give what it printed.

    The password goes by the environment of the child, never by the command line, which every
    account of the machine can read.

    Raises:
        BackupRefused: there is no such program of the server's version, or it failed.
    """
    where = connection.settings_dict
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PGDATABASE": where["NAME"]}
    for key, name in (("HOST", "PGHOST"), ("PORT", "PGPORT"), ("USER", "PGUSER")):
        if where.get(key):
            environment[name] = str(where[key])
    if where.get("PASSWORD"):
        environment["PGPASSWORD"] = where["PASSWORD"]
    done = subprocess.run(  # noqa: S603  a program of PostgreSQL with arguments of ours
        [_program(program), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = {"program": program, "error": done.stderr.strip()[-1000:]}
        raise BackupRefused(_("%(program)s báo lỗi: %(error)s") % words)
    return done.stdout


def _program(name: str) -> str:
    major = server_major()
    for path in _candidates(name, major):
        if _major_of(path) == major:
            return path
    words = {"program": name, "major": major}
    raise BackupRefused(
        _("Không tìm thấy %(program)s của PostgreSQL %(major)s, cùng phiên bản với máy chủ.")
        % words
    )


def server_major() -> int:
    """Give the server's major version."""
    server: Any = connection
    return int(server.pg_version) // 10_000


def _candidates(name: str, major: int) -> Iterator[str]:
    path = _FOLDERS / str(major) / "bin" / name
    if path.exists():
        yield str(path)
    found = shutil.which(name)
    if found:
        yield found


def _major_of(path: str) -> int:
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)  # noqa: S603  found above
    number = done.stdout.split()[2]
    return int(number.split(".")[0])
