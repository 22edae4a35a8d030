"""Months of the calendar as sheets: weeks from Monday to Sunday, each day in both calendars.

A sheet is a solar month or a lunar one; both are laid in the same weeks, so that one table prints
either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from genealogy.domain.calendars import jdn_to_date
from genealogy.domain.errors import LunarDateOutOfRange
from genealogy.domain.lunar import (
    FIRST_DAY,
    LAST_DAY,
    LAST_LUNAR_YEAR,
    LunarDate,
    LunarMonth,
    to_lunar,
    year_months,
)

_DAY = timedelta(days=1)
_DAYS_OF_WEEK = 7
_SOLAR = re.compile(r"(\d{4})-(\d{2})")
_LUNAR = re.compile(r"(\d{4})-(\d{2})(n?)")


@dataclass(frozen=True, slots=True, order=True)
class SolarMonth:
    """A Gregorian month, wholly or partly within 1800-01-25..2199-12-31."""

    year: int
    month: int

    @property
    def key(self) -> str:
        """Return the month as addresses write it: "2026-11"."""
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class LunarMonthKey:
    """A month of a lunar year 1800-2199; `leap` marks the leap month (tháng nhuận)."""

    year: int
    month: int
    leap: bool = False

    @property
    def key(self) -> str:
        """Return the month as addresses write it: "2025-06", with an n behind a leap one."""
        return f"{self.year:04}-{self.month:02}{'n' if self.leap else ''}"


@dataclass(frozen=True, slots=True)
class GridDay:
    """A day of a sheet in both calendars; `is_inside` is false for days that fill up a week.

    `lunar` is None outside the lunar table. `names_month` says that the lunar month is written
    beside the day: on its first day and on the first day of the sheet.
    """

    day: date
    lunar: LunarDate | None
    is_inside: bool
    names_month: bool


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """A sheet: its first and last day, Gregorian, and its weeks of seven days from Monday."""

    first: date
    last: date
    weeks: tuple[tuple[GridDay, ...], ...]


def read_solar_month(text: str) -> SolarMonth | None:
    """Read "2026-11"; None for what is no month with a day in the lunar table.

    >>> read_solar_month("2026-11"), read_solar_month("2026-13"), read_solar_month("1799-12")
    (SolarMonth(year=2026, month=11), None, None)
    """
    found = _SOLAR.fullmatch(text)
    # Digits of other scripts would make a second address of the same month.
    if found is None or not text.isascii():
        return None
    month = SolarMonth(int(found[1]), int(found[2]))
    if not 1 <= month.month <= 12 or not is_known(month):
        return None
    return month


def is_known(month: SolarMonth) -> bool:
    """Say whether a Gregorian month has a day in the lunar table (1800-01 to 2199-12)."""
    first = SolarMonth(FIRST_DAY.year, FIRST_DAY.month)
    return first <= month <= SolarMonth(LAST_DAY.year, LAST_DAY.month)


def read_lunar_month(text: str) -> LunarMonthKey | None:
    """Read "2025-06" or, for a leap month, "2025-06n"; None for a month that does not exist.

    >>> read_lunar_month("2025-06n"), read_lunar_month("2026-06n")
    (LunarMonthKey(year=2025, month=6, leap=True), None)
    """
    found = _LUNAR.fullmatch(text)
    if found is None or not text.isascii():
        return None
    wanted = LunarMonthKey(int(found[1]), int(found[2]), bool(found[3]))
    try:
        months = year_months(wanted.year)
    except LunarDateOutOfRange:
        return None
    is_there = any((one.month, one.leap) == (wanted.month, wanted.leap) for one in months)
    return wanted if is_there and _span_of(wanted)[0] <= LAST_DAY else None


def solar_grid(month: SolarMonth) -> MonthGrid:
    """Lay out a Gregorian month.

    >>> grid = solar_grid(SolarMonth(2026, 11))
    >>> len(grid.weeks), grid.weeks[0][0].day.isoformat(), grid.first.isoformat()
    (6, '2026-10-26', '2026-11-01')
    """
    first = date(month.year, month.month, 1)
    following = next_solar(month)
    last = date(following.year, following.month, 1) - _DAY
    return _grid(first, last)


def lunar_grid(month: LunarMonthKey) -> MonthGrid:
    """Lay out a lunar month, one that `read_lunar_month` gave or that exists.

    >>> grid = lunar_grid(LunarMonthKey(2025, 6, leap=True))
    >>> grid.first.isoformat(), grid.last.isoformat()
    ('2025-07-25', '2025-08-22')
    """
    return _grid(*_span_of(month))


def solar_month_of(day: date) -> SolarMonth:
    """Give the Gregorian month of a day."""
    return SolarMonth(day.year, day.month)


def lunar_month_of(day: date) -> LunarMonthKey:
    """Give the lunar month of a day.

    Raises:
        LunarDateOutOfRange: the day is not in 1800-01-25..2199-12-31.
    """
    found = to_lunar(day)
    return LunarMonthKey(found.year, found.month, found.leap)


def next_solar(month: SolarMonth, step: int = 1) -> SolarMonth:
    """Give the Gregorian month so many months later; a negative step goes back.

    >>> next_solar(SolarMonth(2026, 12)), next_solar(SolarMonth(2026, 1), -1)
    (SolarMonth(year=2027, month=1), SolarMonth(year=2025, month=12))
    """
    number = month.year * 12 + month.month - 1 + step
    return SolarMonth(number // 12, number % 12 + 1)


def next_lunar(month: LunarMonthKey) -> LunarMonthKey | None:
    """Give the lunar month after this one, leap months counted; None at the end of the table.

    >>> next_lunar(LunarMonthKey(2025, 6)), next_lunar(LunarMonthKey(2025, 12))
    (LunarMonthKey(year=2025, month=6, leap=True), LunarMonthKey(year=2026, month=1, leap=False))
    """
    day = _span_of(month)[1] + _DAY
    return lunar_month_of(day) if day <= LAST_DAY else None


def previous_lunar(month: LunarMonthKey) -> LunarMonthKey | None:
    """Give the lunar month before this one; None at the beginning of the table."""
    day = _span_of(month)[0] - _DAY
    return lunar_month_of(day) if day >= FIRST_DAY else None


def lunar_months_of(year: int) -> tuple[LunarMonthKey, ...]:
    """Give the 12 or 13 months of a lunar year 1800-2199 in order.

    Raises:
        LunarDateOutOfRange: the lunar year is not in 1800-2199.
    """
    return tuple(LunarMonthKey(year, one.month, one.leap) for one in year_months(year))


def _find(month: LunarMonthKey) -> LunarMonth:
    return next(
        one for one in year_months(month.year) if (one.month, one.leap) == (month.month, month.leap)
    )


def _span_of(month: LunarMonthKey) -> tuple[date, date]:
    """Give first and last day of a lunar month; that of the last month ends with the table."""
    found = _find(month)
    first = jdn_to_date(found.start_jdn)
    last = jdn_to_date(found.start_jdn + found.length - 1)
    return first, min(last, LAST_DAY) if month.year == LAST_LUNAR_YEAR else last


def _grid(first: date, last: date) -> MonthGrid:
    start = first - timedelta(days=first.weekday())
    weeks = []
    while start <= last:
        days = (start + timedelta(days=number) for number in range(_DAYS_OF_WEEK))
        weeks.append(tuple(_grid_day(day, first, last) for day in days))
        start += timedelta(days=_DAYS_OF_WEEK)
    return MonthGrid(first, last, tuple(weeks))


def _grid_day(day: date, first: date, last: date) -> GridDay:
    lunar = to_lunar(day) if FIRST_DAY <= day <= LAST_DAY else None
    is_inside = first <= day <= last
    names_month = is_inside and lunar is not None and (lunar.day == 1 or day == first)
    return GridDay(day, lunar, is_inside, names_month)
