"""The jobs of the gia phả; `cms.jobs` imports this at start."""

from __future__ import annotations

from functools import partial

from cms.jobs.registry import job_kind
from genealogy.services import book, drawings_prints
from genealogy.services.duplicates.job import FIND_JOB, find_job
from genealogy.services.move_jobs import MOVE_KINDS, move_job
from genealogy.services.prints import PRINT_JOB, print_job
from genealogy.services.statistics import COUNT_JOB, count_job

for _kind in MOVE_KINDS:
    job_kind(_kind)(partial(move_job, kind=_kind))

job_kind(COUNT_JOB)(count_job)
job_kind(FIND_JOB)(find_job)
job_kind(PRINT_JOB)(print_job)

#: What makes the prints; each registers when it is imported.
PRINT_MAKERS = (book, drawings_prints)
