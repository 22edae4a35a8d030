"""Checking a gia phả: whole, or around an edit, with what was found kept for the editors.

Order of dependence: clan_facts, reading, around, storing, run, job, dismissals, listening.
"""

from __future__ import annotations

from genealogy.domain.checks import CheckLimits, Finding
from genealogy.services.checks.dismissals import finding_dismiss, finding_restore
from genealogy.services.checks.job import check_running, check_start
from genealogy.services.checks.run import INLINE_PEOPLE, check_people, tree_check

__all__ = [
    "INLINE_PEOPLE",
    "CheckLimits",
    "Finding",
    "check_people",
    "check_running",
    "check_start",
    "finding_dismiss",
    "finding_restore",
    "tree_check",
]
