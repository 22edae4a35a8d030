"""The release of the site: a mark of everything in it that is no data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

#: Kinds of file that shape what readers see.
_SHAPING = frozenset({".py", ".html", ".css", ".js", ".svg", ".txt", ".json", ".mo", ".woff2"})
_FOLDERS = ("cms", "home", "genealogy", "templates", "locale")
_LIBRARIES = ("django", "wagtail", "djangorestframework", "pillow")


@lru_cache(maxsize=1)
def release_mark() -> str:
    """Hash code, templates, static files and the versions of libraries."""
    told = hashlib.blake2b(digest_size=12)
    for name in _LIBRARIES:
        told.update(f"{name} {version(name)}\n".encode())
    for path in _files(Path(settings.BASE_DIR)):
        told.update(str(path).encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from sorted(
            path
            for path in (root / folder).rglob("*")
            if path.suffix in _SHAPING and "__pycache__" not in path.parts and path.is_file()
        )
