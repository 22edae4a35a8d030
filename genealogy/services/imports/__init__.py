"""GEDCOM into the tree: read into staging rows, applied as a whole, undone as a whole.

Order of dependence: bulk, errors, keeping, vocabulary, when, links, cycles, resolved, ordering,
resolve, facts, reading, shape, messages, staging, naming, coordinates, shared, attaching,
placing, rows, clearing, apply, undo, whole, report.
"""

from __future__ import annotations

from genealogy.services.imports.apply import import_apply, import_is_stuck
from genealogy.services.imports.errors import (
    ImportRefusal,
    StaleStaging,
    UndoBlocked,
    UnknownRoot,
    WrongImportState,
)
from genealogy.services.imports.events import ClanImported, ClanImportUndone
from genealogy.services.imports.messages import refusal_lines, refusal_text
from genealogy.services.imports.report import (
    ImportPreview,
    ReportedIssue,
    SampledPerson,
    import_preview,
    issues_report,
    run_issues,
    run_people_sample,
)
from genealogy.services.imports.staging import import_stage
from genealogy.services.imports.undo import import_discard, import_undo, undo_blockers
from genealogy.services.imports.whole import import_file

__all__ = [
    "ClanImportUndone",
    "ClanImported",
    "ImportPreview",
    "ImportRefusal",
    "ReportedIssue",
    "SampledPerson",
    "StaleStaging",
    "UndoBlocked",
    "UnknownRoot",
    "WrongImportState",
    "import_apply",
    "import_discard",
    "import_file",
    "import_is_stuck",
    "import_preview",
    "import_stage",
    "import_undo",
    "issues_report",
    "refusal_lines",
    "refusal_text",
    "run_issues",
    "run_people_sample",
    "undo_blockers",
]
