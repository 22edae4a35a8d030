"""Asking for jobs, and what becomes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs.models import Job, JobState
from cms.jobs.queue import queue_add, queue_take
from cms.jobs.registry import job_function


@transaction.atomic
def job_start(
    kind: str, *, arguments: dict[str, Any], title: str, by: Any = None, clan_key: str = ""
) -> Job:
    """Ask for a job; a worker takes it up after the transaction around this call has ended.

    Args:
        kind: what to do; a function must be registered for it.
        arguments: for the function; JSON values only, keys of rows rather than facts.
        title: what editors see in the list of jobs. It is kept: no facts of living people.
        by: the account that asks.
        clan_key: slug of the clan it is about, if of one.

    Raises:
        UnknownJobKind: nobody registered the kind.
    """
    job_function(kind)
    job = Job.objects.create(
        kind=kind, arguments=arguments, title=title[:250], by=by, clan_key=clan_key
    )
    queue_add(job.uuid)
    return job


@transaction.atomic
def job_claim(worker: str) -> Job | None:
    """Lend the next waiting job to a worker, None when none waits."""
    while (uuid := queue_take()) is not None:
        now = timezone.now()
        taken = Job.objects.filter(uuid=uuid, state=JobState.QUEUED).update(
            state=JobState.RUNNING,
            leased_by=worker,
            leased_until=now + lease(),
            attempts=F("attempts") + 1,
            started_at=now,
            error="",
        )
        # A row of the queue whose job is gone, or was lent already, is dropped.
        if taken:
            return Job.objects.select_related("by").get(uuid=uuid)
    return None


@transaction.atomic
def job_retry(job: Job, error: str) -> None:
    """Let a job that went wrong wait for its next try, or give it up after the last one."""
    if job.attempts >= settings.JOB_ATTEMPTS:
        job_fail(job, error)
        return
    back = _held(job).update(
        state=JobState.QUEUED, leased_by="", leased_until=None, error=error[:250]
    )
    if back:
        delay = settings.JOB_RETRY_SECONDS * 4 ** (job.attempts - 1)
        queue_add(job.uuid, after=timezone.now() + timedelta(seconds=delay))


def job_fail(job: Job, error: str) -> None:
    """Give a job up; `error` holds no facts of people."""
    _held(job).update(
        state=JobState.FAILED,
        error=error[:250],
        leased_by="",
        leased_until=None,
        finished_at=timezone.now(),
    )


def job_finish(job: Job, message: str = "") -> bool:
    """Mark a job done; False when this worker no longer has it."""
    changes: dict[str, Any] = {"message": message[:250]} if message else {}
    return bool(
        _held(job).update(
            state=JobState.DONE,
            done=F("total"),
            leased_by="",
            leased_until=None,
            finished_at=timezone.now(),
            **changes,
        )
    )


def job_hold(job: Job, **changes: Any) -> bool:
    """Lengthen the lease and note progress; False when this worker no longer has the job."""
    return bool(_held(job).update(leased_until=timezone.now() + lease(), **changes))


def jobs_take_back() -> int:
    """Put the jobs of dead workers back into the queue; give how many there were."""
    stale = Job.objects.filter(state=JobState.RUNNING, leased_until__lt=timezone.now())
    found = list(stale)
    for job in found:
        job_retry(job, _("Máy chạy việc này đã dừng giữa chừng."))
    return len(found)


def lease() -> timedelta:
    """Give how long a worker may be silent."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _held(job: Job) -> Any:
    """Give the row as long as it is lent in the same try: the number of tries is the fence."""
    return Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, attempts=job.attempts, leased_by=job.leased_by
    )
