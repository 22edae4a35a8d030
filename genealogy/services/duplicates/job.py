"""Looking through a large clan in the background."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from cms.jobs.models import Job, JobState
from cms.jobs.registry import JobHandle
from cms.jobs.services import job_start
from genealogy.models import Clan
from genealogy.services.duplicates.finding import duplicates_find

FIND_JOB: Final = "genealogy.find_duplicates"
#: A clan with fewer people is looked through while the compiler waits, in about a second.
INLINE_PEOPLE: Final = 5_000


def find_job(job: JobHandle) -> None:
    """Look through the clan; doing it again changes nothing."""
    clan = Clan.objects.filter(pk=job.arguments["clan"]).first()
    if clan is None:
        return
    count = duplicates_find(clan, job.progress, by=job.by)
    job.complete(_("%(count)s cặp nghi trùng") % {"count": count})


def find_start(clan: Clan, *, by: Any = None) -> Job:
    """Ask for it; a job for this clan that waits or runs already is given back."""
    running = find_running(clan)
    if running is not None:
        return running
    title = _("Tìm người nghi trùng trong %(clan)s") % {"clan": clan.name}
    return job_start(FIND_JOB, arguments={"clan": clan.pk}, title=title, by=by, clan_key=clan.slug)


def find_running(clan: Clan) -> Job | None:
    """Give the job of this clan that waits or runs, if there is one."""
    waiting = Job.objects.filter(kind=FIND_JOB, clan_key=clan.slug)
    return waiting.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).first()
