"""Running jobs: one at a time, each to its end."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from cms.jobs.errors import JobRefused, LeaseLost, UnknownJobKind
from cms.jobs.models import Job, JobState
from cms.jobs.queue import queue_is_ready
from cms.jobs.registry import job_function
from cms.jobs.services import (
    job_claim,
    job_fail,
    job_finish,
    job_hold,
    job_retry,
    jobs_take_back,
)

logger = logging.getLogger(__name__)

#: Seconds between two notes of progress.
_NOTE_EVERY = 0.5
#: Seconds between two looks for notes made inside a transaction.
_RELAY_EVERY = 1.0


class RunningJob:
    """A job in the hands of its function; see `registry.JobHandle`."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.is_complete = False
        self._noted = 0.0
        #: Set by `heartbeat`: notes made inside a transaction are written by its own connection,
        #: because nobody else sees what this one writes before the commit.
        self.is_relayed = False
        self.unwritten: dict[str, Any] = {}

    @property
    def arguments(self) -> Mapping[str, Any]:
        """Return what `job_start` was given."""
        return self.job.arguments

    @property
    def by(self) -> Any:
        """Return the account that asked for it, None when it is gone."""
        return self.job.by

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far it is; notes in quick succession are left out but the first and last.

        Inside a transaction the notes are written from outside, as soon as the database lets a
        second writer in: at once on PostgreSQL, after the commit on SQLite.

        Raises:
            LeaseLost: another worker has the job.
        """
        now = time.monotonic()
        if 0 < done < total and now - self._noted < _NOTE_EVERY:
            return
        self._noted = now
        changes: dict[str, Any] = {"done": done, "total": total}
        if message:
            changes["message"] = message[:250]
        if self.is_relayed and connection.in_atomic_block:
            self.unwritten = changes
        elif not job_hold(self.job, **changes):
            raise LeaseLost

    def complete(self, message: str = "") -> None:
        """Mark it done in the transaction that is open now: the work and the mark, or neither.

        Raises:
            LeaseLost: another worker has the job; the transaction must be rolled back.
        """
        if not job_finish(self.job, message):
            raise LeaseLost
        self.is_complete = True


def job_execute(job: Job, handle: RunningJob | None = None) -> None:
    """Run a job that was lent to this worker, and note how it ended."""
    handle = handle or RunningJob(job)
    facts = {"event": "job", "kind": job.kind, "job": str(job.uuid)}
    try:
        job_function(job.kind)(handle)
        if not handle.is_complete:
            handle.complete()
    except LeaseLost:
        logger.warning("Job taken over by another worker", extra=facts)
    except JobRefused as error:
        job_fail(job, str(error))
    except UnknownJobKind:
        job_fail(job, _("Chương trình không còn biết loại việc này."))
    except ValidationError as error:
        # The texts of a refusal name people; the code does not.
        job_fail(job, _("Bị từ chối (%(codes)s).") % {"codes": ", ".join(refusal_codes(error))})
    except Exception as error:  # noqa: BLE001 whatever happens, the job must not stay "running"
        # The message of an error may quote a row, so only its class is kept and logged.
        logger.error("Job failed", extra={**facts, "error": type(error).__name__})
        job_retry(job, _("Lỗi %(error)s.") % {"error": type(error).__name__})


def refusal_codes(error: ValidationError) -> list[str]:
    """Give the codes of a refusal, which name nobody."""
    by_field = getattr(error, "error_dict", None)
    errors = error.error_list if by_field is None else [e for es in by_field.values() for e in es]
    return sorted({str(one.code) for one in errors if one.code})


def job_run_pending(worker: str = "inline") -> int:
    """Run everything that may run now, in this thread; give how many jobs.

    For tests and for `run_worker --once`.
    """
    count = 0
    jobs_take_back()
    while (job := job_claim(worker)) is not None:
        job_execute(job)
        count += 1
    return count


def job_run_now(uuid: str | UUID) -> None:
    """Run one waiting job whatever its turn."""
    job = Job.objects.select_related("by").get(uuid=uuid)
    taken = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.RUNNING, leased_by="direct", attempts=job.attempts + 1
    )
    if taken:
        job.refresh_from_db()
        job_hold(job)
        job_execute(job)


def worker_turn(worker: str) -> bool:
    """Take back the jobs of dead workers and run one job; say whether there was one.

    Nothing is locked while nothing waits.
    """
    jobs_take_back()
    if not queue_is_ready():
        return False
    job = job_claim(worker)
    if job is None:
        return False
    handle = RunningJob(job)
    with heartbeat(handle):
        job_execute(job, handle)
    return True


@contextmanager
def heartbeat(handle: RunningJob) -> Iterator[None]:
    """Hold the lease and write notes from a second thread while a job is busy."""
    over = threading.Event()
    handle.is_relayed = True

    def beat() -> None:
        held = time.monotonic()
        try:
            while not over.wait(_RELAY_EVERY):
                is_due = time.monotonic() - held > settings.JOB_LEASE_SECONDS / 4
                if handle.unwritten or is_due:
                    held = time.monotonic()
                    _beat_once(handle)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="job-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=1)


def _beat_once(handle: RunningJob) -> None:
    changes, handle.unwritten = handle.unwritten, {}
    try:
        job_hold(handle.job, **changes)
    except DatabaseError:
        # SQLite has one writer; the next beat comes in time.
        logger.info("Heartbeat late", extra={"event": "job", "job": str(handle.job.uuid)})
