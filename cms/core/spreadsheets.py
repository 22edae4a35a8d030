"""Tables that editors download (CSV, XLSX): no cell runs as a formula, no sign breaks the file.

A name typed by a member as `=HYPERLINK(...)` would run on the computer of whoever opens the list.
Wagtail 8.0 writes such cells into CSV as they stand. This goes when its
`SpreadsheetExportMixin` defuses them itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

#: What Excel, LibreOffice and Google Sheets take for the beginning of a formula (OWASP, "CSV
#: Injection"); the last four are their full-width twins.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: Control signs that XML 1.0 forbids; openpyxl refuses the whole file for one of them.
_FORBIDDEN_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: Without it Excel reads Vietnamese letters of a CSV file in the code page of the machine.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()


def cell_defused(value: Any) -> Any:
    """Give a cell that is shown as written; numbers and dates stay what they are.

    >>> cell_defused("=1+1"), cell_defused("Dương Văn An"), cell_defused(-5)
    ("'=1+1", 'Dương Văn An', -5)
    """
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def exports_defuse(mixin: type[SpreadsheetExportMixin] = SpreadsheetExportMixin) -> None:
    """Make every export of the admin safe, Wagtail's own reports included; safe to repeat."""
    if getattr(mixin, "is_defused", False):
        return
    preprocess: Callable[..., Any] = mixin.preprocess_field_value
    stream: Callable[..., Iterator[bytes]] = mixin.stream_csv

    def preprocess_field_value(view: Any, field: str, value: Any, export_format: str) -> Any:
        cell = preprocess(view, field, value, export_format)
        if export_format == mixin.FORMAT_CSV:
            # What is no number is written by its text, which may be anything.
            return cell_defused(cell if isinstance(cell, (int, float)) else str(cell))
        return _FORBIDDEN_IN_XML.sub("", cell) if isinstance(cell, str) else cell

    def stream_csv(view: Any, queryset: Any) -> Iterator[bytes]:
        yield _BYTE_ORDER_MARK
        yield from stream(view, queryset)

    mixin.preprocess_field_value = preprocess_field_value
    mixin.stream_csv = stream_csv
    mixin.is_defused = True
