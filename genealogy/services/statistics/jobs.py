"""Counting a big clan in the background."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.jobs.errors import JobRefused
from cms.jobs.registry import JobHandle
from genealogy.models import Clan
from genealogy.services.statistics.asking import statistics_count


def count_job(job: JobHandle) -> None:
    """Count the clan and audience a job is about; done twice, it changes nothing.

    Raises:
        JobRefused: the clan is gone.
    """
    clan = Clan.objects.filter(pk=job.arguments["clan"]).first()
    if clan is None:
        raise JobRefused(_("Dòng họ không còn nữa."))
    people = clan.people.count()
    statistics_count(
        clan,
        job.arguments["audience"],
        progress=lambda done: job.progress(min(done, people), people),
    )
