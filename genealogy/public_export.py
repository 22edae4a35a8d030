"""The door for a static export: whom strangers may see, and what has changed since last time.

Marks are hashes of rows. They hold hidden rows too, so they never leave the machine: the export
keeps them in its private list of what it wrote, and publishes none of them.
"""

from __future__ import annotations

from genealogy.selectors.export_marks import TreeMarks, row_mark, table_marks, tree_marks
from genealogy.selectors.export_people import (
    ExportedBranch,
    ExportedPerson,
    exported_branches,
    exported_clans,
    exported_lines,
    exported_people,
    exported_uuids,
    merged_people,
    month_names,
    stranger,
)

__all__ = [
    "ExportedBranch",
    "ExportedPerson",
    "TreeMarks",
    "exported_branches",
    "exported_clans",
    "exported_lines",
    "exported_people",
    "exported_uuids",
    "merged_people",
    "month_names",
    "row_mark",
    "stranger",
    "table_marks",
    "tree_marks",
]
