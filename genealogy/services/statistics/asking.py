"""The numbers somebody asks for: kept ones while they are true, else counted now or soon."""

from __future__ import annotations

import logging
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.jobs.models import Job
from cms.jobs.selectors import is_busy
from cms.jobs.services import job_start
from genealogy.domain.statistics import Statistics
from genealogy.domain.viewer import Viewer
from genealogy.enums import Audience
from genealogy.models import Branch, Clan
from genealogy.selectors.statistics import (
    audience_of,
    kept_statistics,
    tree_version_of,
)
from genealogy.services.statistics.counting import Progress, clan_count
from genealogy.services.statistics.keeping import (
    count_keep,
    count_keep_if_free,
    impatient,
    row_restamp_if_free,
)
from genealogy.services.statistics.standing import Standing, kept_judge

logger = logging.getLogger(__name__)

COUNT_JOB = "genealogy.count_statistics"
#: A clan with fewer people is counted while the reader waits, in well under a second.
COUNTED_AT_ONCE = 20_000
#: Editors come to see what they have just changed, so they wait for more.
COUNTED_AT_ONCE_FOR_EDITORS = 100_000

# Readers who come together let the first one count.
_counting: defaultdict[tuple[int, str], Lock] = defaultdict(Lock)


@dataclass(frozen=True)
class ShownStatistics:
    """Numbers cut to an audience.

    `counted_at` is told of old numbers only: a row counted anew, for an edit the reader may not
    know of, must look like the one before.
    """

    statistics: Statistics
    audience: Audience
    is_current: bool = True
    counted_at: datetime | None = None


def statistics_for(clan: Clan, branch: Branch | None, viewer: Viewer) -> ShownStatistics:
    """Give the numbers of a clan, or of a branch with those within it, for a reader.

    Args:
        clan: a clan the viewer may open.
        branch: a branch of it, or None for the whole clan.
        viewer: who reads.

    Two queries while the kept numbers hold. A big clan whose tree has moved since answers with
    the old numbers and asks a worker for new ones, unless they would show somebody hidden since.
    """
    audience = audience_of(viewer)
    shown = _kept(clan, branch, viewer, audience)
    if shown is not None:
        return shown
    lock = _counting[clan.pk, audience]
    if not lock.acquire(blocking=False):
        with lock:
            shown = _kept(clan, branch, viewer, audience)
        if shown is not None:
            return shown
        lock.acquire()
    try:
        return _counted_now(clan, branch, viewer, audience)
    finally:
        lock.release()


def statistics_count(clan: Clan, audience: str, *, progress: Progress | None = None) -> None:
    """Count a clan with all its branches for one audience and keep the numbers."""
    version, counted_at = tree_version_of(clan), timezone.now()
    count = clan_count(clan, audience, today=timezone.localdate(), progress=progress)
    count_keep(clan, audience, count, version=version, counted_at=counted_at, with_roll=True)


def _counted_now(
    clan: Clan, branch: Branch | None, viewer: Viewer, audience: Audience
) -> ShownStatistics:
    version, counted_at = tree_version_of(clan), timezone.now()
    count = clan_count(clan, audience, today=viewer.today)
    whole = count.statistics[None].people
    count_keep_if_free(
        clan,
        audience,
        count,
        version=version,
        counted_at=counted_at,
        with_roll=whole >= _limit(audience),
    )
    key = None if branch is None else branch.pk
    return ShownStatistics(count.statistics.get(key, Statistics()), audience)


def _kept(
    clan: Clan, branch: Branch | None, viewer: Viewer, audience: Audience
) -> ShownStatistics | None:
    """Give kept numbers that may be shown; None when they are to be counted."""
    kept = kept_statistics(clan, branch, audience)
    if kept is None:
        return None
    if kept.is_current(viewer.today):
        return ShownStatistics(kept.statistics, audience)
    if kept.clan_people < _limit(audience):
        return None
    judgement = kept_judge(kept, clan, audience, viewer.today)
    if judgement.standing is Standing.UNSAFE:
        return None
    if judgement.standing is Standing.CURRENT:
        row_restamp_if_free(
            clan,
            None if branch is None else branch.pk,
            audience,
            seen=kept.version,
            now=kept.tree_version,
            until=judgement.until,
        )
        return ShownStatistics(kept.statistics, audience)
    _ask_for_count(clan, audience)
    return ShownStatistics(kept.statistics, audience, False, kept.counted_at)


def _limit(audience: str) -> int:
    return COUNTED_AT_ONCE_FOR_EDITORS if audience == Audience.EDITORS else COUNTED_AT_ONCE


def _ask_for_count(clan: Clan, audience: Audience) -> None:
    """Start one job for a clan and audience, if the database is free to take it."""
    waiting = Job.objects.filter(
        kind=COUNT_JOB, clan_key=clan.slug, arguments__audience=audience.value
    )
    if is_busy(waiting):
        return
    try:
        with impatient():
            job_start(
                COUNT_JOB,
                arguments={"clan": clan.pk, "audience": audience.value},
                title=_("Đếm lại số liệu của %(clan)s") % {"clan": clan.name},
                clan_key=clan.slug,
            )
    except DatabaseError:
        logger.warning("Count of statistics not asked for", extra={"event": "statistics.no_job"})
