"""Graphs kept on disk, so that a process that starts need not read a big clan again.

One file for a clan, named by the clan, the life of the database, the version of its tree, the
format and a checksum; every process maps the same file. It comes into place by a rename, so nobody
sees half of one. What is broken, older than can be replayed or of another database is passed over
and a graph is built.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db.models import Max, QuerySet

from genealogy.domain.graph_arrays import FORMAT, NotAGraphFile, arrays_open, arrays_write
from genealogy.domain.graph_index import IndexGraph
from genealogy.models import Clan, ParentLink, UnionMember
from genealogy.selectors.graph_rows import TreeState, people_of, tree_state

logger = logging.getLogger(__name__)

_NAME: Final = re.compile(r"[0-9a-f]{32}-([0-9a-f]{12})-v(\d+)-f(\d+)-([0-9a-f]{8})\.npy")


class Snapshots:
    """The folder of graphs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, clan: Clan, state: TreeState) -> IndexGraph | None:
        """Give the newest graph on disk that changes written down can bring up to `state`."""
        for version, checksum, path in sorted(self._files(clan.uuid, state.token), reverse=True):
            if not state.replayable_from <= version <= state.version:
                continue
            try:
                arrays, about = arrays_open(path, checksum=checksum)
            except NotAGraphFile:
                logger.warning("Graph file passed over", extra={"event": "graph_file_broken"})
                continue
            if version < state.version or about == _about(clan, version):
                return IndexGraph(arrays, version=version)
        return None

    def save(self, clan: Clan, graph: IndexGraph) -> Path:
        """Put a graph without later changes into its file and sweep older files of the clan."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            dir=self._folder, prefix=".graph-", suffix=".tmp", delete=False
        ) as file:
            unfinished = Path(file.name)
        try:
            checksum = arrays_write(unfinished, graph.arrays, about=_about(clan, graph.version))
            token = tree_state(clan.pk).token
            name = f"{clan.uuid.hex}-{token}-v{graph.version}-f{FORMAT}-{checksum:08x}.npy"
            path = unfinished.rename(self._folder / name)
        finally:
            unfinished.unlink(missing_ok=True)
        self._sweep(clan.uuid, path, graph.version)
        return path

    @contextlib.contextmanager
    def building(self, clan: Clan) -> Iterator[None]:
        """Wait until no other process builds the graph of this clan, and keep others waiting."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{clan.uuid.hex}.lock").open("w") as lock:
            # The system lets go of it when the process ends, however it ends.
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _files(self, clan: UUID, token: str) -> Iterator[tuple[int, int, Path]]:
        for path in self._folder.glob(f"{clan.hex}-*.npy"):
            match = _NAME.fullmatch(path.name)
            if match and match[1] == token and int(match[3]) == FORMAT:
                yield int(match[2]), int(match[4], 16), path

    def _sweep(self, clan: UUID, kept: Path, version: int) -> None:
        """Delete other files of the clan, but none newer; who has one mapped keeps what it has."""
        for path in self._folder.glob(f"{clan.hex}-*.npy"):
            match = _NAME.fullmatch(path.name)
            is_newer = match and int(match[3]) == FORMAT and int(match[2]) > version
            if path != kept and not is_newer:
                path.unlink(missing_ok=True)


def _about(clan: Clan, version: int) -> dict[str, Any]:
    """Say of what rows a graph is, so that one of a database since restored is told apart."""
    last: dict[str, QuerySet[Any]] = {
        "person": people_of(clan.pk),
        "link": ParentLink.objects.all(),
        "member": UnionMember.objects.all(),
    }
    return {
        "clan": clan.uuid.hex,
        "version": version,
        **{name: rows.aggregate(last=Max("pk"))["last"] for name, rows in last.items()},
    }
