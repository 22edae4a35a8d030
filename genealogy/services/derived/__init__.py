"""Derived columns of people: rebuilt whole, refreshed in part, verified.

Order of dependence: columns, reading, rebuild, neighbours, refresh.
"""

from __future__ import annotations

from genealogy.services.derived.columns import (
    DERIVED_COLUMNS,
    display_name,
    place_search_fold,
    search_text,
)
from genealogy.services.derived.rebuild import (
    ColumnFault,
    RebuildReport,
    rebuild_after,
    rebuild_clan,
    verify_clan,
)
from genealogy.services.derived.refresh import Placed, refresh_people

__all__ = [
    "DERIVED_COLUMNS",
    "ColumnFault",
    "Placed",
    "RebuildReport",
    "display_name",
    "place_search_fold",
    "rebuild_after",
    "rebuild_clan",
    "refresh_people",
    "search_text",
    "verify_clan",
]
