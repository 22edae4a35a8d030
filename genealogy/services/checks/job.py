"""Checking a large clan in the background."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.jobs.models import Job, JobState
from cms.jobs.registry import JobHandle, job_kind
from cms.jobs.services import job_start
from genealogy.models import Clan
from genealogy.services.checks.run import tree_check

KIND = "genealogy.check_tree"


@job_kind(KIND)
def run(job: JobHandle) -> None:
    """Check the clan; doing it again changes nothing."""
    clan = Clan.objects.filter(pk=job.arguments["clan"]).first()
    if clan is None:
        return
    findings = tree_check(clan, progress=job.progress, by=job.by)
    job.complete(_("%(count)s điều nghi ngờ") % {"count": len(findings)})


def check_start(clan: Clan, *, by: Any = None) -> Job:
    """Ask for a check in the background; one that waits or runs already is given back."""
    running = check_running(clan)
    if running is not None:
        return running
    title = _("Kiểm tra gia phả %(clan)s") % {"clan": clan.name}
    return job_start(KIND, arguments={"clan": clan.pk}, title=title, by=by, clan_key=clan.slug)


def check_running(clan: Clan) -> Job | None:
    """Give the check of this clan that waits or runs, if there is one."""
    waiting = Job.objects.filter(kind=KIND, clan_key=clan.slug)
    return waiting.filter(state__in=(JobState.QUEUED, JobState.RUNNING)).first()
