"""The queue: rows of django-tasks-db, each naming a job that waits.

That package keeps what waits, in which order and from when, and hands each row to one worker. It
has no lease, so a row taken by a worker that dies stays "running" for ever; no second try; and it
keeps whole tracebacks, which may hold names of the living. So a row is taken out of its table in
the transaction that lends the job to a worker, and everything after that is kept with `Job`.
Its own worker also opens a write transaction every second, which on SQLite stands in the way of
editors; here the table is only looked at until something waits.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import router, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from cms.jobs.registry import job_runner

#: The backend of `settings.TASKS` that keeps jobs, and the queue in it.
BACKEND = "jobs"
QUEUE = "jobs"


@task(backend=BACKEND, queue_name=QUEUE)
def run_job(uuid: str) -> None:
    """Run a job at once: what django-tasks-db's own worker would do with a row of ours."""
    job_runner()(uuid)


def queue_add(uuid: UUID, *, after: datetime | None = None) -> None:
    """Let a job wait for a worker, from `after` on."""
    run_job.using(run_after=after).enqueue(str(uuid))


def queue_is_ready() -> bool:
    """Say whether some job may run now; takes no lock."""
    return _ready().exists()


def queue_take() -> UUID | None:
    """Take the next job out of the queue; must be called in a transaction.

    On PostgreSQL rows another worker is taking are skipped; on SQLite there is one writer.
    """
    with transaction.atomic(using=router.db_for_write(DBTaskResult)):
        row = _ready().get_locked()
        if row is None:
            return None
        (uuid,) = row.args_kwargs["args"]
        row.delete()
    return UUID(uuid)


def _ready() -> DBTaskResultQuerySet:
    return DBTaskResult.objects.ready().filter(backend_name=BACKEND, queue_name=QUEUE)
