"""Reading dates as Vietnamese families write them: solar, lunar (âm lịch), with or without year.

Strict where a guess could be wrong: "27/9" alone is refused, since it may be solar or lunar. Text
is compared folded, so marks and case do not matter.
"""

from __future__ import annotations

import re

from genealogy.domain.calendars import jdn_to_date
from genealogy.domain.dates_forms import (
    Marks,
    Parts,
    begins_with_year_name,
    build_point,
    day_and_month,
    match_parts,
    read_point,
    take_marks,
)
from genealogy.domain.dates_model import PartialDate, Qualifier
from genealogy.domain.dates_points import (
    Calendar,
    DatePoint,
    check_point,
    is_outside_lunar_table,
    point_span,
)
from genealogy.domain.dates_words import LUNAR_MONTHS, can_chi_index_of_year
from genealogy.domain.eras import year_of_era
from genealogy.domain.errors import DateNotUnderstood, DatesDisagree, DomainError
from genealogy.domain.lunar import to_lunar
from genealogy.domain.text import fold, nfc

_QUALIFIED = re.compile(
    r"(?P<about>(?:vao )?khoang|chung|uoc chung|uoc|do|~)|"
    r"(?P<before>truoc)|(?P<after>sau)|(?P<to>(?:cho )?den|toi)|(?P<from>tu)"
)
_RANGE = re.compile(r"(?:tu )(.+?) (?:cho )?(?:den|toi) (.+)")
_BETWEEN = re.compile(r"(?:trong khoang |khoang )?(?:giua|tu giua) (.+?) va (.+)")
_YEARS = re.compile(r"(?:nam )?(\d{3,4}) ?[-\u2013\u2014] ?(\d{3,4})")
_CENTURY = re.compile(r"(?:(dau|giua|cuoi) )?(?:the ky|tk) (?:thu )?(\d{1,2}|[ivx]+)")
_DECADE = re.compile(r"(?:thap nien|thap ky|nhung nam) (\d{3}0)")

BOTH_CALENDARS = re.compile(r"(.+?),? (?:\((?:tuc )?(?:la )?(.+)\)|tuc (?:la )?(.+))")
#: Longer text is prose, not a date.
_LONGEST = 200


def read_vietnamese(text: str) -> PartialDate:
    """Read a date written in Vietnamese; see `dates.parse_vietnamese` for the forms.

    Raises:
        DateNotUnderstood: unknown form, calendar or year unclear, or a range in reverse.
        NoSuchDate: a solar day that does not exist.
        NoSuchLunarDate: a lunar day, month or leap month that does not exist.
    """
    written = nfc(text).strip()
    folded = fold(written).rstrip(" .;,")
    if not folded:
        raise DateNotUnderstood(written, reason="empty")
    if len(folded) > _LONGEST:
        raise DateNotUnderstood(written)
    parsed = (
        _read_range(written, folded)
        or _read_both_calendars(written, folded)
        or _read_one(written, folded)
    )
    parsed.check()
    return parsed


def _read_range(written: str, folded: str) -> PartialDate | None:
    """Read the forms with two ends: từ ... đến, giữa ... và, centuries and decades."""
    for pattern, qualifier in ((_BETWEEN, Qualifier.BETWEEN), (_RANGE, Qualifier.FROM_TO)):
        found = pattern.fullmatch(folded)
        if found is not None:
            shared = Marks()
            # A calendar said once, at the end, holds for both ends.
            last = take_marks(found[2], Marks())[1]
            shared.is_lunar, shared.is_solar = last.is_lunar, last.is_solar
            first = read_point(written, found[1], shared)
            return PartialDate(written, qualifier, first, read_point(written, found[2], Marks()))
    found = _YEARS.fullmatch(folded)
    if found is not None:
        return _years(written, Qualifier.FROM_TO, int(found[1]), int(found[2]))
    found = _DECADE.fullmatch(folded)
    if found is not None:
        return _years(written, Qualifier.BETWEEN, int(found[1]), int(found[1]) + 9)
    found = _CENTURY.fullmatch(folded)
    return None if found is None else _century(written, found[1], found[2])


def _years(written: str, qualifier: Qualifier, first: int, last: int) -> PartialDate:
    """Return a range of whole Gregorian years."""
    points = (DatePoint(Calendar.GREGORIAN, first), DatePoint(Calendar.GREGORIAN, last))
    return PartialDate(written, qualifier, *points)


def _century(written: str, part: str | None, number: str) -> PartialDate:
    """Return a century (1801-1900 for the 19th) or its first, middle or last third."""
    century = int(number) if number.isdigit() else _roman(number)
    if not 1 <= century <= 21:
        raise DateNotUnderstood(written)
    start = (century - 1) * 100 + 1
    first, last = {"dau": (0, 33), "giua": (33, 66), "cuoi": (66, 99)}.get(part or "", (0, 99))
    return _years(written, Qualifier.BETWEEN, start + first, start + last)


def _roman(number: str) -> int:
    """Return the value of a Roman numeral of i, v and x; 0 when it is none."""
    values = [{"i": 1, "v": 5, "x": 10}[sign] for sign in number]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def _read_one(written: str, folded: str) -> PartialDate:
    """Read one date with or without a word such as khoảng, trước, sau, từ, đến."""
    found = None if begins_with_year_name(folded) else _QUALIFIED.match(folded)
    qualifier = Qualifier.EXACT
    if found is not None and folded[found.end() :].startswith((" ", *"0123456789")):
        qualifier = Qualifier(str(found.lastgroup))
        folded = folded[found.end() :].strip()
    return PartialDate(written, qualifier, read_point(written, folded, Marks()))


def _read_both_calendars(written: str, folded: str) -> PartialDate | None:
    """Read "4/11/1847 (27/9 Đinh Mùi)" or the halves the other way round; keep the first half.

    Raises:
        DatesDisagree: the halves are different days.
    """
    found = BOTH_CALENDARS.fullmatch(folded)
    if found is None:
        return None
    halves = found[1], found[2] or found[3]
    read = []
    for half in halves:
        text, marks = take_marks(half, Marks())
        parts = match_parts(text)
        if parts is None or not parts.get("day") or not parts.get("month"):
            return None
        read.append((parts, marks))
    first_is_lunar = _says_lunar(*read[0])
    solar = build_point(written, *(read[1] if first_is_lunar else read[0]))
    check_point(solar)
    span = point_span(solar)
    if solar.calendar is not Calendar.GREGORIAN or span is None or solar.year is None:
        return None
    solar_text = f"{solar.day}/{solar.month}/{solar.year}"
    lunar = _lunar_half(written, read[0] if first_is_lunar else read[1], solar.year, span[0])
    if lunar is None:
        raise DatesDisagree(written, solar_text, _lunar_text(span[0]))
    if is_outside_lunar_table(lunar):
        # No table can give the lunar day back, so the lunar half is kept and the solar one noted.
        return PartialDate(written, Qualifier.EXACT, lunar, None, solar_text)
    return PartialDate(written, Qualifier.EXACT, lunar if first_is_lunar else solar)


def _lunar_text(jdn: int) -> str:
    """Return the lunar day of a Julian day number as day/month/year, or "" without a table."""
    try:
        day = to_lunar(jdn_to_date(jdn))
    except DomainError:
        return ""
    return f"{day.day}/{day.month}{' nhuận' if day.leap else ''}/{day.year}"


def _lunar_half(
    written: str, half: tuple[Parts, Marks], solar_year: int, jdn: int
) -> DatePoint | None:
    """Return the lunar half as a point, if it can be the day `jdn` of a Gregorian year."""
    parts, marks = half
    marks.is_lunar = True
    day, month, _ = day_and_month(written, parts, marks)
    # The lunar year is that of the solar one, or until Tết the year before.
    for year in (solar_year, solar_year - 1):
        if parts.get("year") not in (None, str(year)):
            continue
        if marks.can_chi not in (None, can_chi_index_of_year(year)):
            continue
        if marks.era is not None and year_of_era(*marks.era) != year:
            continue
        point = DatePoint(Calendar.LUNAR, year, month, day, marks.is_leap)
        try:
            check_point(point)
        except DomainError:
            continue
        span = point_span(point)
        if span is not None and span[0] <= jdn <= span[1]:
            return point
    return None


def _says_lunar(parts: Parts, marks: Marks) -> bool:
    """Tell whether a half is marked as lunar by its words."""
    month_is_lunar = (parts.get("month") or "") in LUNAR_MONTHS
    has_year_name = marks.can_chi is not None or marks.era is not None
    return marks.is_lunar or marks.is_leap or has_year_name or month_is_lunar
