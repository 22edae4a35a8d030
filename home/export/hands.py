"""The processes that make pages. They are forked, so that all share what was read before."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.pool import Pool
from typing import Any, Self

from django.db import connections

from home.export.addresses import Address
from home.export.asking import read_in_peace
from home.export.ledger import Written
from home.export.rendering import Made, Renderer

Task = tuple[Address, Written | None]
#: What a forked process works with; set before it is forked, used after.
_held: dict[str, Any] = {}


class Hands:
    """Makes files, in this process or in several.

    Args:
        renderer: makes a renderer, in the process that will use it.
        workers: how many processes; 1 for this one.
    """

    def __init__(self, renderer: Callable[[], Renderer], workers: int) -> None:
        self._make_renderer = renderer
        self._workers = workers
        self._pool: Pool | None = None
        self._own: Renderer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()

    def make(self, tasks: list[Task]) -> Iterator[tuple[Address, Made]]:
        """Make pages; they come as they are done."""
        return self._do("make", tasks)

    def fetch(self, tasks: list[Task]) -> Iterator[tuple[Address, Made]]:
        """Fetch library files."""
        return self._do("fetch", tasks)

    def _do(self, deed: str, tasks: Iterable[Task]) -> Iterator[tuple[Address, Made]]:
        tasks = list(tasks)
        # A handful is done before processes have started.
        if self._workers <= 1 or len(tasks) < 4 * self._workers:
            if self._own is None:
                if not connections["default"].in_atomic_block:
                    read_in_peace()
                self._own = self._make_renderer()
            for task in tasks:
                yield _done(self._own, deed, task)
            return
        if self._pool is None:
            _held["renderer"] = self._make_renderer
            connections.close_all()
            context = multiprocessing.get_context("fork")
            self._pool = context.Pool(self._workers, initializer=_begin)
        work = ((deed, task) for task in tasks)
        yield from self._pool.imap_unordered(_in_worker, work, chunksize=8)


def _begin() -> None:
    connections.close_all()
    read_in_peace()
    _held["own"] = _held["renderer"]()


def _in_worker(work: tuple[str, Task]) -> tuple[Address, Made]:
    deed, task = work
    return _done(_held["own"], deed, task)


def _done(renderer: Renderer, deed: str, task: Task) -> tuple[Address, Made]:
    return task[0], getattr(renderer, deed)(*task)
