"""The list of erasures that stands outside the database, so that no restore brings anybody back.

One JSON object a line: {"uuid", "at"}. It holds no name. Whoever keeps backups keeps the newest
copy of this file beside them: a restore on another machine reads it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone

FILE_NAME: Final = "erasures.jsonl"


def register_path() -> Path:
    """Give the file."""
    return Path(settings.VAR_DIR) / FILE_NAME


def register_add(uuids: Iterable[UUID]) -> None:
    """Write lines to the end of the list and make sure they reached the disk."""
    path = register_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    at = timezone.now().isoformat(timespec="seconds")
    known = set(register_read(path))
    with path.open("a", encoding="utf-8") as file:
        for uuid in sorted(set(uuids) - known):
            file.write(json.dumps({"uuid": str(uuid), "at": at}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


def register_read(path: Path) -> list[UUID]:
    """Give the UUIDs of a list, oldest first; a line cut off by a crash is passed over."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(UUID(json.loads(line)["uuid"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found
