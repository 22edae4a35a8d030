"""Which jobs somebody may look at."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cms.jobs.models import Job, JobState


def jobs_for(user: Any) -> QuerySet[Job]:
    """Give all jobs to those who may view jobs, else the ones somebody asked for."""
    jobs = Job.objects.select_related("by")
    return jobs if user.has_perm("jobs.view_job") else jobs.filter(by=user)


def is_busy(jobs: QuerySet[Job]) -> bool:
    """Say whether any of these jobs still goes on."""
    return jobs.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).exists()
