"""The folder that is published: files appear whole, and go when they are no longer there."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

#: Ends the name of a file while it is written; left behind by a crash, swept by the next export.
PARTIAL = ".dang-ghi"


def digest_of(data: bytes) -> str:
    """Hash the bytes of a file."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Folder:
    """The folder of one static site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def put(self, file: str, data: bytes) -> bool:
        """Write a file beside its place and move it there; give False when it stood already."""
        path = self.root / file
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{uuid.uuid4().hex}{PARTIAL}")
        beside.write_bytes(data)
        os.replace(beside, path)
        return True

    def has(self, file: str) -> bool:
        """Say whether a file stands."""
        return (self.root / file).is_file()

    def size_of(self, file: str) -> int:
        """Return how many bytes a file has."""
        return (self.root / file).stat().st_size

    def read(self, file: str) -> bytes:
        """Return the bytes of a file."""
        return (self.root / file).read_bytes()

    def drop(self, files: Iterable[str]) -> None:
        """Delete files, and the folders this leaves empty."""
        for file in files:
            path = self.root / file
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == self.root or any(parent.iterdir()):
                    break
                parent.rmdir()

    def files(self) -> set[str]:
        """Return every file of the site; what a version control keeps there is none of it."""
        found = set()
        for parent, folders, names in os.walk(self.root):
            folders[:] = [name for name in folders if name != ".git"]
            place = Path(parent).relative_to(self.root)
            found |= {(place / name).as_posix() for name in names}
        return found

    def sweep(self) -> None:
        """Delete what a stopped export left half written."""
        self.drop([file for file in self.files() if file.endswith(PARTIAL)])
