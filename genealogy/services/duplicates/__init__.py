"""People who may stand in the book twice: finding pairs, waving them off, making one of two.

Order of dependence: sketches, finding; choices, refusals, attached_rows, event_rows, family_rows,
mention_rows, then preview and merging; job after finding.
"""

from __future__ import annotations

from genealogy.services.duplicates.finding import (
    duplicate_dismiss,
    duplicate_restore,
    duplicates_find,
    duplicates_of,
)
from genealogy.services.duplicates.job import INLINE_PEOPLE, find_running, find_start
from genealogy.services.duplicates.merging import last_merge, person_merge
from genealogy.services.duplicates.preview import (
    FieldComparison,
    MergePreview,
    Moving,
    merge_preview,
)
from genealogy.services.duplicates.refusals import merge_refusal

__all__ = [
    "INLINE_PEOPLE",
    "FieldComparison",
    "MergePreview",
    "Moving",
    "duplicate_dismiss",
    "duplicate_restore",
    "duplicates_find",
    "duplicates_of",
    "find_running",
    "find_start",
    "last_merge",
    "merge_preview",
    "merge_refusal",
    "person_merge",
]
