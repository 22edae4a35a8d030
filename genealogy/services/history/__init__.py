"""History of the tree: what was changed, by whom, and taking it back.

Order of dependence: outside, rows, watching, differences, standing, subjects, files, recording,
naming, errors, conflicts, undo, export.
"""

from __future__ import annotations

from genealogy.services.history.errors import Conflict, ConflictKind, UndoConflict, UndoRefused
from genealogy.services.history.export import clan_rows
from genealogy.services.history.recording import Recording, current_recording, recorded
from genealogy.services.history.undo import change_set_undo, refuse_undo, undo_conflicts

__all__ = [
    "Conflict",
    "ConflictKind",
    "Recording",
    "UndoConflict",
    "UndoRefused",
    "change_set_undo",
    "clan_rows",
    "current_recording",
    "recorded",
    "refuse_undo",
    "undo_conflicts",
]
