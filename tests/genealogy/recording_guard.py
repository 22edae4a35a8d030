"""Catches services and views that write to the tree with no recording open.

Used while the tests of the genealogy run, so every path they walk is watched. It looks at the SQL
itself: signals say nothing of `QuerySet.update`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from genealogy.models import Person, Place
from genealogy.services.derived import DERIVED_COLUMNS
from genealogy.services.history import current_recording
from genealogy.services.history.rows import RECORDED_MODELS

ROOT = Path(__file__).parents[2] / "genealogy"
WATCHED_PARTS = {"services", "viewsets", "views", "api", "forms.py"}
TABLES = {model._meta.db_table: model for model in RECORDED_MODELS}
#: What nobody typed may be written at any time.
UNTYPED = {
    Person: {*DERIVED_COLUMNS, "version", "updated_at"},
    Place: {"search_fold"},
}
#: An import is one change set with its own undo; a clan's history begins with the clan and goes
#: with it; a job of the worker that makes test data is no edit.
FREE = {
    ("services", "imports"),
    # What is erased must leave no history.
    ("services", "erasing"),
    ("services/clans.py", "clan_create"),
    ("services/clans.py", "clan_delete"),
}
_WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM) ["`]?(\w+)["`]?', re.IGNORECASE)
_SET = re.compile(r'["`](\w+)["`] = ')


class UnrecordedWrite(AssertionError):
    """A service or view wrote a row of the tree outside `recorded(...)`."""


def guard(execute, sql, params, many, context):
    """Refuse a statement that writes typed columns of the tree unrecorded."""
    match = _WRITE.match(sql)
    if match and match[2] in TABLES and current_recording() is None:
        is_typed = not _is_untyped_update(match[1].upper(), TABLES[match[2]], sql)
        place = writing_place()
        if is_typed and place is not None:
            raise UnrecordedWrite(f"{place} writes {match[2]} outside recorded(...)")
    return execute(sql, params, many, context)


def writing_place() -> str | None:
    """Name the function of ours that is writing, if it must record."""
    place = None
    frame = sys._getframe(2)
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(ROOT):
            path = file.relative_to(ROOT)
            if path.parts[:2] in FREE or (path.as_posix(), frame.f_code.co_name) in FREE:
                return None
            if place is None and path.parts[0] in WATCHED_PARTS:
                place = f"{path}: {frame.f_code.co_name}"
        frame = frame.f_back
    return place


def _is_untyped_update(verb: str, model: type, sql: str) -> bool:
    if verb != "UPDATE":
        return False
    assignments = sql.split(" WHERE ")[0]
    columns = set(_SET.findall(assignments))
    return bool(columns) and columns <= UNTYPED.get(model, set())
