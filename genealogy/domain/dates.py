"""The door to partial dates: reading, keeping and showing them.

Order of dependence: dates_points, dates_model, dates_words, dates_forms,
dates_vietnamese, dates_gedcom, dates_gedcom_write, dates_parse, dates_show.
"""

from __future__ import annotations

from genealogy.domain.dates_gedcom import parse_gedcom
from genealogy.domain.dates_gedcom_write import GedcomDate, format_gedcom
from genealogy.domain.dates_model import (
    POINT_QUALIFIERS,
    UNKNOWN_SORT_KEY,
    PartialDate,
    Qualifier,
)
from genealogy.domain.dates_parse import parse_vietnamese
from genealogy.domain.dates_points import Calendar, DatePoint, check_point, point_span
from genealogy.domain.dates_show import describe, describe_full

__all__ = [
    "POINT_QUALIFIERS",
    "UNKNOWN_SORT_KEY",
    "Calendar",
    "DatePoint",
    "GedcomDate",
    "PartialDate",
    "Qualifier",
    "check_point",
    "describe",
    "describe_full",
    "format_gedcom",
    "parse_gedcom",
    "parse_vietnamese",
    "point_span",
]
