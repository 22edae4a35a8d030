"""Erasing a person for good: from rows, history, drafts, logs, indexes, files and backups.

Order of dependence: subject, outside_rows, mentions_left, tree_rows, history_rows, machine_rows,
personal_rows, files, register, storage, erase.
"""

from __future__ import annotations

from genealogy.services.erasing.erase import (
    ErasureReport,
    PersonErased,
    erasures_replay,
    person_erase,
    person_of_erasure,
)
from genealogy.services.erasing.register import register_path, register_read
from genealogy.services.erasing.storage import Sweep, freed_pages_clear
from genealogy.services.erasing.tree_rows import UnknownRelation, relations_known

__all__ = [
    "ErasureReport",
    "PersonErased",
    "Sweep",
    "UnknownRelation",
    "erasures_replay",
    "freed_pages_clear",
    "person_erase",
    "person_of_erasure",
    "register_path",
    "register_read",
    "relations_known",
]
