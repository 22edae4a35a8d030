"""Writing partial dates as GEDCOM date values, 5.5.1 or 7.0.

GEDCOM has no Vietnamese calendar. A lunar date is written as the solar date it is, with the lunar
words as its phrase, which `parse_gedcom` reads back; other programs at least keep the words.
"""

from __future__ import annotations

from typing import NamedTuple

from genealogy.domain.calendars import date_to_jdn, jdn_to_gregorian
from genealogy.domain.dates_gedcom import FRENCH_MONTHS, HEBREW_MONTHS, SOLAR_MONTHS
from genealogy.domain.dates_model import PartialDate, Qualifier
from genealogy.domain.dates_points import Calendar, DatePoint, historical_year

_MONTHS = {
    Calendar.GREGORIAN: SOLAR_MONTHS,
    Calendar.JULIAN: SOLAR_MONTHS,
    Calendar.FRENCH: FRENCH_MONTHS,
    Calendar.HEBREW: HEBREW_MONTHS,
}
_PREFIXES_551 = {
    Calendar.JULIAN: "@#DJULIAN@ ",
    Calendar.FRENCH: "@#DFRENCH R@ ",
    Calendar.HEBREW: "@#DHEBREW@ ",
}
_PREFIXES_70 = {
    Calendar.JULIAN: "JULIAN ",
    Calendar.FRENCH: "FRENCH_R ",
    Calendar.HEBREW: "HEBREW ",
}
_TEMPLATES = {
    Qualifier.EXACT: "{first}",
    Qualifier.ABOUT: "ABT {first}",
    Qualifier.BEFORE: "BEF {first}",
    Qualifier.AFTER: "AFT {first}",
    Qualifier.BETWEEN: "BET {first} AND {second}",
    Qualifier.FROM_TO: "FROM {first} TO {second}",
    Qualifier.FROM: "FROM {first}",
    Qualifier.TO: "TO {first}",
    Qualifier.CALCULATED: "CAL {first}",
    Qualifier.ESTIMATED: "EST {first}",
    Qualifier.INTERPRETED: "{first}",
}
_LUNAR_WORDS = {
    Qualifier.EXACT: "{first}",
    Qualifier.ABOUT: "khoảng {first}",
    Qualifier.BEFORE: "trước {first}",
    Qualifier.AFTER: "sau {first}",
    Qualifier.BETWEEN: "giữa {first} và {second}",
    Qualifier.FROM_TO: "từ {first} đến {second}",
    Qualifier.FROM: "từ {first}",
    Qualifier.TO: "đến {first}",
    Qualifier.CALCULATED: "{first}",
    Qualifier.ESTIMATED: "khoảng {first}",
    Qualifier.INTERPRETED: "{first}",
}


class GedcomDate(NamedTuple):
    """The payload of `DATE` and, in 7.0, of the `PHRASE` beneath it (empty: none)."""

    value: str
    phrase: str = ""


def format_gedcom(value: PartialDate, *, version: str = "5.5.1") -> GedcomDate:
    """Write a date for a GEDCOM file of `version` "5.5.1" or "7.0".

    In 5.5.1 the phrase is part of the value, `INT date (phrase)` or `(phrase)`; of a range or an
    approximate date it is left out, since the grammar has no room for it.

    >>> format_gedcom(PartialDate.from_lunar(27, 9, 1847)).value
    'INT 4 NOV 1847 (27/9/1847 âm lịch)'
    >>> format_gedcom(PartialDate.from_lunar(27, 9), version="7.0")
    GedcomDate(value='', phrase='27/9 âm lịch')
    """
    is_70 = version.startswith("7")
    prefixes = _PREFIXES_70 if is_70 else _PREFIXES_551
    points = [point for point in (value.first, value.second) if point is not None]
    if value.qualifier is Qualifier.PHRASE or not points:
        return _with_phrase("", value.phrase or value.text, is_70)
    if any(point.calendar is Calendar.LUNAR for point in points):
        return _with_phrase(_solar_range(value, is_70), _lunar_words(value), is_70)
    words = [_point(point, prefixes, is_70) for point in points]
    if "" in words:
        return _with_phrase("", value.text, is_70)
    date = _TEMPLATES[value.qualifier].format(first=words[0], second=words[-1])
    if is_70 or value.qualifier in (Qualifier.EXACT, Qualifier.INTERPRETED):
        return _with_phrase(date, value.phrase, is_70)
    return GedcomDate(date)


def _with_phrase(date: str, phrase: str, is_70: bool) -> GedcomDate:
    """Join a date and its phrase, either of which may be empty, as the version wants it."""
    if is_70 or not phrase:
        return GedcomDate(date, phrase)
    # Brackets inside would end the phrase early for other readers.
    inside = " ".join(phrase.replace("(", "[").replace(")", "]").split())
    return GedcomDate(f"INT {date} ({inside})" if date else f"({inside})")


def _point(point: DatePoint, prefixes: dict[Calendar, str], is_70: bool) -> str:
    """Write one point, or "" when GEDCOM cannot say it (no year, or another calendar)."""
    if point.year is None or point.calendar not in _MONTHS:
        return ""
    parts = [
        "" if point.day is None else str(point.day),
        "" if point.month is None else _MONTHS[point.calendar][point.month - 1],
        str(abs(point.year)),
        "" if point.year > 0 else ("BCE" if is_70 else "B.C."),
    ]
    return prefixes.get(point.calendar, "") + " ".join(part for part in parts if part)


def _gregorian(jdn: int, is_70: bool) -> str:
    """Write a Julian day number as a Gregorian day."""
    year, month, day = jdn_to_gregorian(jdn)
    return _point(DatePoint(Calendar.GREGORIAN, historical_year(year), month, day), {}, is_70)


def _solar_range(value: PartialDate, is_70: bool) -> str:
    """Write the solar days that a lunar date may be: a day, or a range where a phrase may stand.

    5.5.1 allows a phrase beside a single date only, so a longer span is cut to its year there.
    """
    day = value.solar
    if day is not None and value.qualifier is Qualifier.EXACT:
        return _gregorian(date_to_jdn(day), is_70)
    if not is_70:
        return "" if value.year is None else str(value.year)
    start, end = value.start_jdn, value.end_jdn
    if start is not None and end is not None:
        return f"BET {_gregorian(start, is_70)} AND {_gregorian(end, is_70)}"
    if start is not None:
        return f"AFT {_gregorian(start - 1, is_70)}"
    return "" if end is None else f"BEF {_gregorian(end + 1, is_70)}"


def _lunar_words(value: PartialDate) -> str:
    """Write a lunar date in the short words that `read_vietnamese` reads."""
    words = [_lunar_point(point) for point in (value.first, value.second) if point is not None]
    return _LUNAR_WORDS[value.qualifier].format(first=words[0], second=words[-1])


def _lunar_point(point: DatePoint) -> str:
    """Write one end of a lunar date; a solar end keeps its figures."""
    figures = "/".join(
        str(part) for part in (point.day, point.month, point.year) if part is not None
    )
    if point.calendar is not Calendar.LUNAR:
        return f"{figures} dương lịch"
    prefix = "tháng " if point.day is None and point.month is not None else ""
    return f"{prefix}{figures}{' nhuận' if point.leap_month else ''} âm lịch"
