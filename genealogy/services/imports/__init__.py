"""GEDCOM into the tree: read into staging rows, applied as a whole, undone as a whole.

Order of dependence: bulk, errors, keeping, vocabulary, when, links, cycles, resolve, facts,
reading, shape, messages, staging, naming, coordinates, shared, attaching, placing, rows,
clearing, apply, undo, whole, report.
"""

from __future__ import annotations

from genealogy.services.imports.apply import import_apply
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
    import_preview,
    run_issues,
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
    "StaleStaging",
    "UndoBlocked",
    "UnknownRoot",
    "WrongImportState",
    "import_apply",
    "import_discard",
    "import_file",
    "import_preview",
    "import_stage",
    "import_undo",
    "refusal_lines",
    "refusal_text",
    "run_issues",
    "undo_blockers",
]
