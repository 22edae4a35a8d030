"""Long work of the site as a whole."""

from __future__ import annotations

from cms.jobs.registry import job_kind
from home.export.job import KIND, export_job
from home.front_caches import PURGE_JOB, purge_job

job_kind(KIND)(export_job)
job_kind(PURGE_JOB)(purge_job)
