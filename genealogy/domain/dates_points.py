"""One point of a partial date: a year, month or day of some calendar, each part optional."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from genealogy.domain import calendars, lunar
from genealogy.domain.errors import NoSuchDate


class Calendar(StrEnum):
    """The calendar in which a date was written.

    `lunar` is the Vietnamese one (âm lịch), `other` any that this program cannot reckon with.
    """

    GREGORIAN = "gregorian"
    JULIAN = "julian"
    LUNAR = "lunar"
    FRENCH = "french"
    HEBREW = "hebrew"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A year, a month of a year, a full day, or a yearly day (month and day, no year).

    Months count from 1 in the order of the calendar's own year (Hebrew: Tishri = 1, Elul = 13,
    Adar = 6, Adar II = 7; French: Sansculottides = 13). A year before our era is negative: -44 is
    44 BC, and there is no year 0. Nothing is checked here; `check_point` does.
    """

    calendar: Calendar
    year: int | None = None
    month: int | None = None
    day: int | None = None
    leap_month: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the known parts as plain values."""
        data: dict[str, Any] = {"calendar": self.calendar.value}
        for name in ("year", "month", "day"):
            value = getattr(self, name)
            if value is not None:
                data[name] = value
        if self.leap_month:
            data["leap_month"] = True
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> DatePoint:
        """Rebuild a point from `to_json`.

        Raises:
            ValueError: unknown calendar.
        """
        return cls(
            Calendar(data["calendar"]),
            data.get("year"),
            data.get("month"),
            data.get("day"),
            data.get("leap_month", False),
        )


#: Span of possible days as Julian day numbers, both ends included.
Span = tuple[int, int]

_LENGTHS = {
    Calendar.GREGORIAN: calendars.gregorian_month_length,
    Calendar.JULIAN: calendars.julian_month_length,
    Calendar.FRENCH: calendars.french_month_length,
    Calendar.HEBREW: calendars.hebrew_month_length,
}
_TO_JDN = {
    Calendar.GREGORIAN: calendars.gregorian_to_jdn,
    Calendar.JULIAN: calendars.julian_to_jdn,
    Calendar.FRENCH: calendars.french_to_jdn,
    Calendar.HEBREW: calendars.hebrew_to_jdn,
}
_LAST_MONTH = {
    Calendar.GREGORIAN: 12,
    Calendar.JULIAN: 12,
    Calendar.FRENCH: 13,
    Calendar.HEBREW: 13,
}
_LAST_YEAR = {
    Calendar.GREGORIAN: 9999,
    Calendar.JULIAN: 9999,
    Calendar.FRENCH: calendars.FRENCH_LAST_YEAR,
    Calendar.HEBREW: calendars.HEBREW_LAST_YEAR,
}
#: A leap year of each calendar, to judge a day whose year is not known.
_LONG_YEAR = {
    Calendar.GREGORIAN: 2000,
    Calendar.JULIAN: 2000,
    Calendar.FRENCH: 3,
    Calendar.HEBREW: 5784,
}


def astronomical_year(year: int) -> int:
    """Turn a historical year (-44 is 44 BC, no year 0) into an astronomical one (-43)."""
    return year + 1 if year < 0 else year


def historical_year(year: int) -> int:
    """Turn an astronomical year (0 is 1 BC) into a historical one (-1)."""
    return year if year > 0 else year - 1


def is_leap_hebrew_gap(point: DatePoint) -> bool:
    """Tell whether the point is in Adar II of a common year, which some writers mean as Adar."""
    return (
        point.calendar is Calendar.HEBREW
        and point.month == 7
        and point.year is not None
        and calendars.hebrew_month_length(point.year, 7) == 0
    )


def check_point(point: DatePoint) -> None:
    """Refuse a point that cannot exist.

    Raises:
        NoSuchDate: a solar (or Hebrew) year, month or day that does not exist.
        NoSuchLunarDate: a lunar month, leap month or day that does not exist.
    """
    calendar, year, month, day = point.calendar, point.year, point.month, point.day
    if calendar is Calendar.LUNAR:
        lunar.check_lunar(year, month, day, point.leap_month)
        if year is not None and not 1 <= year <= 9999:
            raise NoSuchDate(year, month, day, reason="year", calendar=calendar)
        return
    if calendar is Calendar.OTHER:
        return
    first_year = -9999 if calendar in (Calendar.GREGORIAN, Calendar.JULIAN) else 1
    if year is not None and (year == 0 or not first_year <= year <= _LAST_YEAR[calendar]):
        raise NoSuchDate(year, month, day, reason="year", calendar=calendar)
    if month is None:
        if day is not None:
            raise NoSuchDate(year, month, day, reason="month", calendar=calendar)
        return
    if not 1 <= month <= _LAST_MONTH[calendar]:
        raise NoSuchDate(year, month, day, reason="month", calendar=calendar)
    sample_year = _LONG_YEAR[calendar] if year is None else astronomical_year(year)
    length = _LENGTHS[calendar](sample_year, month)
    if length == 0:
        raise NoSuchDate(year, month, day, reason="month", calendar=calendar)
    if day is not None and not 1 <= day <= length:
        raise NoSuchDate(year, month, day, reason="day", month_length=length, calendar=calendar)


def is_outside_lunar_table(point: DatePoint) -> bool:
    """Tell whether a lunar point has a year for which no reliable table exists."""
    return (
        point.calendar is Calendar.LUNAR
        and point.year is not None
        and not lunar.FIRST_LUNAR_YEAR <= point.year <= lunar.LAST_LUNAR_YEAR
    )


def point_span(point: DatePoint) -> Span | None:
    """Return the first and last possible Julian day number, or None without a known year.

    Lunar years outside 1800-2199 give an estimate wide enough to hold the true day.
    The point must be one that `check_point` accepts.
    """
    calendar, year, month, day = point.calendar, point.year, point.month, point.day
    if year is None or calendar is Calendar.OTHER:
        return None
    if calendar is Calendar.LUNAR:
        if is_outside_lunar_table(point):
            return _estimated_lunar_span(year, month, day, point.leap_month)
        return _lunar_span(year, month, day, point.leap_month)
    to_jdn = _TO_JDN[calendar]
    number = astronomical_year(year)
    if month is None:
        last = _LAST_MONTH[calendar]
        return to_jdn(number, 1, 1), to_jdn(number, last, _LENGTHS[calendar](number, last))
    if day is None:
        return to_jdn(number, month, 1), to_jdn(number, month, _LENGTHS[calendar](number, month))
    jdn = to_jdn(number, month, day)
    return jdn, jdn


def _lunar_span(year: int, month: int | None, day: int | None, leap: bool) -> Span:
    """Return the span of a lunar year, month or day that the table holds."""
    if month is None:
        months = lunar.year_months(year)
        return months[0].start_jdn, months[-1].start_jdn + months[-1].length - 1
    start = lunar.month_start_jdn(year, month, leap)
    if day is None:
        return start, start + lunar.month_length(year, month, leap) - 1
    return start + day - 1, start + day - 1


def _estimated_lunar_span(year: int, month: int | None, day: int | None, leap: bool) -> Span:
    """Return a span sure to hold a lunar date for which there is no table.

    A regular month holds its principal term (trung khí), which for month 1 is near 20 February,
    Gregorian, and a twelfth of a year later for each next month; a leap month holds none and
    follows. The offsets are the widest of the table 1800-2199 and one day more, which also holds
    for the mean-sun terms of the older calendars.
    """
    first_term = calendars.gregorian_to_jdn(year, 2, 20)
    if month is None:
        return first_term - 32, calendars.gregorian_to_jdn(year + 1, 2, 20) + 3
    term = first_term + round((month - 1) * 365.2425 / 12)
    earliest, latest = (term - 3, term + 5) if leap else (term - 32, term + 4)
    if day is None:
        return earliest, latest + 29
    return earliest + day - 1, latest + day - 1
