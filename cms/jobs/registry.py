"""Which function does which kind of job, and what runs a job.

    @job_kind("genealogy.father_change")
    def run(job: JobHandle) -> None:
        ...

Apps register theirs in a module `jobs`, which is imported at start. The same job may be begun
twice, when a worker dies in between: either doing it again changes nothing, or the function ends
with `job.complete()` in the transaction that does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from cms.jobs.errors import UnknownJobKind


class JobHandle(Protocol):
    """What a job's function holds in its hand."""

    @property
    def arguments(self) -> Mapping[str, Any]:
        """Return what `job_start` was given."""

    @property
    def by(self) -> Any:
        """Return the account that asked for it, None when it is gone."""

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far it is; holds the lease."""

    def complete(self, message: str = "") -> None:
        """Mark it done in the transaction that is open now."""


JobFunction = Callable[[JobHandle], None]

_functions: dict[str, JobFunction] = {}
#: At most one; a list, so that it can be said after this module was imported.
_runners: list[Callable[[str], None]] = []


def job_kind(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Register the function that does jobs of a kind, named `<app>.<what>`."""

    def register(function: JobFunction) -> JobFunction:
        _functions[kind] = function
        return function

    return register


def job_function(kind: str) -> JobFunction:
    """Give the function of a kind.

    Raises:
        UnknownJobKind: nobody registered it.
    """
    try:
        return _functions[kind]
    except KeyError:
        raise UnknownJobKind(kind) from None


def job_runner_set(run: Callable[[str], None]) -> None:
    """Say what runs one job by its uuid: the queue calls it, and stands below the worker."""
    _runners[:] = [run]


def job_runner() -> Callable[[str], None]:
    """Give what runs one job by its uuid; set when the app starts."""
    return _runners[0]
