"""Numbers of a clan and its branches, counted for each audience and kept.

Order of dependence: counting, keeping, standing, asking, jobs.
"""

from __future__ import annotations

from genealogy.services.statistics.asking import (
    COUNT_JOB,
    ShownStatistics,
    statistics_count,
    statistics_for,
)
from genealogy.services.statistics.counting import ClanCount, clan_count
from genealogy.services.statistics.jobs import count_job
from genealogy.services.statistics.keeping import count_keep, count_keep_if_free
from genealogy.services.statistics.standing import Standing, kept_judge

__all__ = [
    "COUNT_JOB",
    "ClanCount",
    "ShownStatistics",
    "Standing",
    "clan_count",
    "count_job",
    "count_keep",
    "count_keep_if_free",
    "kept_judge",
    "statistics_count",
    "statistics_for",
]
