"""Reading GEDCOM date values: 5.5.1 and 7.0 grammar, and the slips common in real files.

Sources: "The GEDCOM Standard, Release 5.5.1" (2019), DATE_VALUE; "FamilySearch GEDCOM 7.0",
section 2.4 Date. Nothing here raises: what cannot be read keeps its text.
"""

from __future__ import annotations

import re

from genealogy.domain.calendars import gregorian_month_length
from genealogy.domain.dates_model import PartialDate, Qualifier
from genealogy.domain.dates_points import (
    Calendar,
    DatePoint,
    check_point,
    is_leap_hebrew_gap,
)
from genealogy.domain.dates_vietnamese import read_vietnamese
from genealogy.domain.errors import DomainError
from genealogy.domain.text import nfc

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name[:3].upper(): number for number, name in enumerate(_ENGLISH, 1)}
_LONG_MONTHS = {name.upper(): number for number, name in enumerate(_ENGLISH, 1)} | {
    "SEPT": 9,
    "JUNE": 6,
    "JULY": 7,
}
#: GEDCOM month codes in the order of their calendar.
SOLAR_MONTHS = tuple(name[:3].upper() for name in _ENGLISH)
FRENCH_MONTHS = (
    *("VEND", "BRUM", "FRIM", "NIVO", "PLUV", "VENT"),
    *("GERM", "FLOR", "PRAI", "MESS", "THER", "FRUC", "COMP"),
)
HEBREW_MONTHS = (
    *("TSH", "CSH", "KSL", "TVT", "SHV", "ADR", "ADS"),
    *("NSN", "IYR", "SVN", "TMZ", "AAV", "ELL"),
)
_MONTHS_OF = {
    Calendar.GREGORIAN: _MONTHS | _LONG_MONTHS,
    Calendar.JULIAN: _MONTHS | _LONG_MONTHS,
    Calendar.FRENCH: {name: number for number, name in enumerate(FRENCH_MONTHS, 1)},
    Calendar.HEBREW: {name: number for number, name in enumerate(HEBREW_MONTHS, 1)},
}
_CALENDARS = {
    "GREGORIAN": Calendar.GREGORIAN,
    "JULIAN": Calendar.JULIAN,
    "FRENCH R": Calendar.FRENCH,
    "FRENCH_R": Calendar.FRENCH,
    "HEBREW": Calendar.HEBREW,
}
_CALENDAR_OF_MONTH = dict.fromkeys(FRENCH_MONTHS, Calendar.FRENCH) | dict.fromkeys(
    HEBREW_MONTHS, Calendar.HEBREW
)

_QUALIFIERS = {
    "ABT": Qualifier.ABOUT,
    "ABOUT": Qualifier.ABOUT,
    "CIRCA": Qualifier.ABOUT,
    "CIR": Qualifier.ABOUT,
    "CA": Qualifier.ABOUT,
    "C": Qualifier.ABOUT,
    "SAY": Qualifier.ABOUT,
    "BEF": Qualifier.BEFORE,
    "BEFORE": Qualifier.BEFORE,
    "AFT": Qualifier.AFTER,
    "AFTER": Qualifier.AFTER,
    "CAL": Qualifier.CALCULATED,
    "CALCULATED": Qualifier.CALCULATED,
    "EST": Qualifier.ESTIMATED,
    "ESTIMATED": Qualifier.ESTIMATED,
    "WFT EST": Qualifier.ESTIMATED,
}

# The two commonest shapes by far, so they are tried before anything else.
_SIMPLE = re.compile(r"(?:(\d{1,2}) +)?(?:([A-Za-z]{3}) +)?(\d{3,4})").fullmatch
_FAST_QUALIFIERS = {
    "ABT ": Qualifier.ABOUT,
    "BEF ": Qualifier.BEFORE,
    "AFT ": Qualifier.AFTER,
    "CAL ": Qualifier.CALCULATED,
    "EST ": Qualifier.ESTIMATED,
}

_QUALIFIED = re.compile(
    r"(WFT EST|ABT|ABOUT|CIRCA|CIR|CA|C|SAY|BEF|BEFORE|AFT|AFTER|CAL|CALCULATED|EST|ESTIMATED)"
    r"(?:\. ?| |(?=[\d@]))(.+)"
).fullmatch
_BETWEEN = re.compile(r"(?:BET|BETWEEN|BTW)\.? ?(.+?) ?(?: AND |&| - |-) ?(.+)").fullmatch
_FROM_TO = re.compile(r"FROM (.+?) TO (.+)").fullmatch
_FROM = re.compile(r"FROM (.+)").fullmatch
_TO = re.compile(r"TO (.+)").fullmatch
_DASH = re.compile(r"(\d{3,4}) ?[-/\u2013] ?(\d{3,4})").fullmatch
_DECADE = re.compile(r"(\d{3}0)(?:'|\u2019)?S").fullmatch
#: Signs that a value was written by a Vietnamese program or hand.
_VIETNAMESE = re.compile(r"[^\x00-\x7f]|\b(?:al|dl|am lich|nhuan)\b", re.IGNORECASE).search
_INTERPRETED = re.compile(r"INT\.? +([^(]+?) *\((.*?)\)?", re.IGNORECASE | re.DOTALL).fullmatch

_ESCAPE = re.compile(r"@#D([A-Z_ ]+)@ ?(.+)").fullmatch
_CALENDAR_WORD = re.compile(r"(GREGORIAN|JULIAN|FRENCH_R|HEBREW) (.+)").fullmatch
_EPOCH = re.compile(r"(.+?) ?(?:B\.? ?C\.?(?: ?E\.?)?)").fullmatch
_POINT = re.compile(
    r"(?:(?:(?P<day>\d{1,2})(?:ST|ND|RD|TH)? ?[-. ]? ?)?(?P<month>[A-Z]{3,9})\.?,? ?[-/]? ?)?"
    r"(?P<year>\d{1,4})(?:/(?P<dual>\d{1,4}))?"
).fullmatch
_MONTH_FIRST = re.compile(
    r"(?P<month>[A-Z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{3,4})"
).fullmatch
_DAY_OF_MONTH = re.compile(r"(?:(?P<day>\d{1,2}) )?(?P<month>[A-Z]{3})").fullmatch
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?").fullmatch
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})").fullmatch

_GREGORIAN = Calendar.GREGORIAN
_EXACT = Qualifier.EXACT


def parse_gedcom(value: str, phrase: str = "") -> PartialDate:
    """Read a GEDCOM date value; `phrase` is the GEDCOM 7.0 `PHRASE` beneath it, if any.

    Never raises. What cannot be read gives the qualifier `phrase`, the text as it stood and
    `is_understood` False. Of a numeric date whose day and month cannot be told apart the year is
    kept as the first point, for sorting.

    >>> parse_gedcom("BET 1850 AND 1860").qualifier.value
    'between'
    >>> parse_gedcom("STILLBORN").is_understood
    False
    """
    text = value.strip()
    fast = _parse_fast(text)
    if fast is not None and not phrase:
        return fast
    text = nfc(text)
    phrase = nfc(phrase).strip()
    parsed = fast or _parse_slow(text)
    if parsed is None and text:
        parsed = _read_foreign(text)
    if parsed is None:
        parsed = PartialDate(text, Qualifier.PHRASE, _year_of_unclear(text))
    if phrase and not parsed.phrase:
        parsed = PartialDate(text, parsed.qualifier, parsed.first, parsed.second, phrase)
    return _prefer_phrase(parsed)


def _read_foreign(text: str) -> PartialDate | None:
    """Read a Vietnamese date that stands bare where GEDCOM wants its own grammar."""
    if _VIETNAMESE(text) is None:
        return None
    try:
        return read_vietnamese(text)
    except DomainError:
        return None


def _prefer_phrase(parsed: PartialDate) -> PartialDate:
    """Take the date out of a Vietnamese phrase, where exports put what GEDCOM cannot say.

    `(27/9 âm lịch)` becomes that lunar day; `INT 4 NOV 1847 (27/9/1847 âm lịch)` as well, since
    both halves can be the same day. Any other phrase beside a date stays a phrase.
    """
    if not parsed.phrase:
        return parsed
    written = _read_foreign(parsed.phrase)
    if written is None or written.first is None:
        return parsed
    if parsed.first is None and parsed.qualifier is Qualifier.PHRASE:
        return written
    is_lunar = written.first.calendar is Calendar.LUNAR
    return written if is_lunar and _overlap(written, parsed) else parsed


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    """Tell whether two dates, both bounded on both sides, can be the same day."""
    bounds = (one.start_jdn, one.end_jdn, other.start_jdn, other.end_jdn)
    if None in bounds:
        return False
    start, end, other_start, other_end = bounds
    return start <= other_end and other_start <= end  # type: ignore[operator]


def _parse_fast(text: str) -> PartialDate | None:
    """Read "1 JAN 1900", "JAN 1900" and "1900", bare or behind a three-letter qualifier."""
    qualifier = _FAST_QUALIFIERS.get(text[:4])
    found = _SIMPLE(text) if qualifier is None else _SIMPLE(text[4:].lstrip())
    if found is None:
        return None
    day_text, month_text, year_text = found.groups()
    year = int(year_text)
    if month_text is None:
        if day_text is not None or year == 0:
            return None
        point = DatePoint(_GREGORIAN, year)
    else:
        month = _MONTHS.get(month_text.upper())
        if month is None or year == 0:
            return None
        if day_text is None:
            point = DatePoint(_GREGORIAN, year, month)
        else:
            day = int(day_text)
            if day == 0 or (day > 28 and day > gregorian_month_length(year, month)):
                return None
            point = DatePoint(_GREGORIAN, year, month, day)
    return PartialDate(text, qualifier or _EXACT, point)


def _parse_slow(text: str) -> PartialDate | None:
    """Read the whole grammar, or return None."""
    if text.startswith("("):
        inner = text[1:].removesuffix(")").strip()
        return PartialDate(text, Qualifier.PHRASE, None, None, inner) if inner else None
    interpreted = _INTERPRETED(text)
    if interpreted is not None:
        point = _point(_normal(interpreted[1]))
        if point is None:
            return None
        return PartialDate(text, Qualifier.INTERPRETED, point, None, interpreted[2].strip())
    normal = _normal(text)
    for read in (_read_range, _read_qualified):
        parsed = read(text, normal)
        if parsed is not None:
            return parsed
    point = _point(normal)
    return None if point is None else PartialDate(text, Qualifier.EXACT, point)


def _normal(text: str) -> str:
    """Return the text in capitals with single spaces."""
    return " ".join(text.upper().split())


def _read_range(text: str, normal: str) -> PartialDate | None:
    """Read the forms with two dates, and periods open on one side."""
    for match, qualifier in (
        (_BETWEEN, Qualifier.BETWEEN),
        (_FROM_TO, Qualifier.FROM_TO),
    ):
        found = match(normal)
        if found is not None:
            first, second = _point(found[1]), _point(found[2])
            if first is not None and second is not None:
                return PartialDate(text, qualifier, first, second)
    for match, qualifier in ((_FROM, Qualifier.FROM), (_TO, Qualifier.TO)):
        found = match(normal)
        if found is not None:
            point = _point(found[1])
            return None if point is None else PartialDate(text, qualifier, point)
    return None


def _read_qualified(text: str, normal: str) -> PartialDate | None:
    """Read one date behind ABT, BEF and their kin; "EST 1850-1860" is a range."""
    found = _QUALIFIED(normal)
    date_text = normal if found is None else found[2]
    point = None if found is None else _point(date_text)
    if found is not None and point is not None:
        return PartialDate(text, _QUALIFIERS[found[1]], point)
    if found is not None and _QUALIFIERS[found[1]] in (Qualifier.BEFORE, Qualifier.AFTER):
        return None
    years = _DASH(date_text) or _DECADE(date_text)
    if years is None:
        return None
    first = DatePoint(_GREGORIAN, int(years[1]))
    last = DatePoint(_GREGORIAN, int(years[2]) if years.re.groups == 2 else int(years[1]) + 9)
    return PartialDate(text, Qualifier.BETWEEN, first, last)


def _point(text: str) -> DatePoint | None:
    """Read one date with its calendar; None when it is no date or no such day exists."""
    calendar: Calendar | None = Calendar.GREGORIAN
    found = _ESCAPE(text) or _CALENDAR_WORD(text)
    if found is not None:
        calendar, text = _CALENDARS.get(found[1].strip()), found[2]
        if calendar is None:
            return None
    assert calendar is not None  # noqa: S101 - narrows the type for mypy
    point = _read_point(text, calendar, is_stated=found is not None)
    if point is None:
        return None
    if is_leap_hebrew_gap(point):
        point = DatePoint(point.calendar, point.year, 6, point.day)
    try:
        check_point(point)
    except DomainError:
        return None
    return point


def _read_point(text: str, calendar: Calendar, *, is_stated: bool) -> DatePoint | None:
    """Read the day, month and year of a date whose calendar is known or Gregorian by default."""
    epoch = _EPOCH(text)
    if epoch is not None:
        text = epoch[1]
    found = _POINT(text) or _MONTH_FIRST(text)
    if found is None:
        return None if epoch is not None else _read_bare(text, calendar)
    parts = found.groupdict()
    month = None
    if parts["month"] is not None:
        if not is_stated:
            calendar = _CALENDAR_OF_MONTH.get(parts["month"], calendar)
        month = _MONTHS_OF[calendar].get(parts["month"])
        if month is None:
            return None
    year = _year(parts["year"], parts.get("dual"))
    # "17 OCT 86" is nearly always 1986 cut short: taken for year 86 it would make a living person
    # look long dead, so it is left unread unless the calendar or the era is stated.
    is_cut_short = len(parts["year"]) < 3 and calendar is Calendar.GREGORIAN
    if year is None or (is_cut_short and not is_stated and epoch is None):
        return None
    day = None if parts["day"] is None else int(parts["day"])
    return DatePoint(calendar, -year if epoch is not None else year, month, day)


def _read_bare(text: str, calendar: Calendar) -> DatePoint | None:
    """Read shapes outside the grammar: a day without a year, ISO, and clear numeric dates."""
    found = _DAY_OF_MONTH(text)
    if found is not None:
        month = _MONTHS_OF[calendar].get(found["month"])
        day = found["day"]
        return (month and DatePoint(calendar, None, month, int(day) if day else None)) or None
    found = _ISO(text)
    if found is not None:
        day = found["day"]
        month = int(found["month"])
        return DatePoint(calendar, int(found["year"]), month, int(day) if day else None)
    found = _NUMERIC(text)
    if found is None:
        return None
    a, b, year = (int(part) for part in found.groups())
    if a > 12 >= b or a == b:
        return DatePoint(calendar, year, b, a)
    if b > 12 >= a:
        return DatePoint(calendar, year, a, b)
    return None


def _year(text: str, dual: str | None) -> int | None:
    """Return the year, of a dual year (1699/00) the later one, from which January counts.

    None when the second number does not follow the first.
    """
    year = int(text)
    if dual is None:
        return year or None
    following = year + 1
    return following if str(following).endswith(dual) else None


def _year_of_unclear(text: str) -> DatePoint | None:
    """Return the year of a numeric date whose day and month cannot be told apart."""
    found = _NUMERIC(text)
    return None if found is None or int(found[3]) == 0 else DatePoint(_GREGORIAN, int(found[3]))
