"""The Vietnamese lunar calendar (âm lịch), lunar years 1800-2199.

The month table is that of Hồ Ngọc Đức ("Âm lịch Việt Nam", 2004) as published by the package
vnlunar 1.0.5: the historical Vietnamese calendar to 1967, UTC+7 from 1968. It differs from the
Chinese calendar; no Chinese library may stand in for it. Before 1800 no reliable table exists:
this module refuses, and dates.py gives estimates instead.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from vnlunar import get_year_info, get_year_month_lengths

from genealogy.domain.calendars import (
    date_to_jdn,
    jdn_to_date,
    jdn_to_julian,
    julian_to_jdn,
)
from genealogy.domain.errors import LunarDateOutOfRange, NoSuchLunarDate

__all__ = [
    "CAN",
    "CHI",
    "FIRST_DAY",
    "FIRST_LUNAR_YEAR",
    "LAST_DAY",
    "LAST_LUNAR_YEAR",
    "LunarDate",
    "LunarMonth",
    "can_chi_day",
    "can_chi_month",
    "can_chi_year",
    "check_lunar",
    "date_to_jdn",
    "jdn_to_date",
    "jdn_to_julian",
    "julian_to_jdn",
    "leap_month",
    "month_length",
    "month_start_jdn",
    "to_lunar",
    "to_solar",
    "year_months",
]

FIRST_LUNAR_YEAR = 1800
LAST_LUNAR_YEAR = 2199
FIRST_DAY = date(1800, 1, 25)
LAST_DAY = date(2199, 12, 31)
_LAST_JDN = date_to_jdn(LAST_DAY)

CAN = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
CHI = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A full lunar date (ngày âm lịch); `leap` marks the leap month (tháng nhuận)."""

    year: int
    month: int
    day: int
    leap: bool = False


class LunarMonth(NamedTuple):
    """One month of a lunar year: JDN of its first day, number 1-12, leap, 29 or 30 days."""

    start_jdn: int
    month: int
    leap: bool
    length: int


@lru_cache(maxsize=LAST_LUNAR_YEAR - FIRST_LUNAR_YEAR + 1)
def year_months(year: int) -> tuple[LunarMonth, ...]:
    """Return the 12 or 13 months of a lunar year in order.

    Raises:
        LunarDateOutOfRange: the lunar year is not in 1800-2199.
    """
    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
        raise LunarDateOutOfRange(year)
    return tuple(
        LunarMonth(month["jd"], month["month"], bool(month["leap"]), length)
        for month, length in zip(get_year_info(year), get_year_month_lengths(year), strict=True)
    )


def leap_month(year: int) -> int | None:
    """Return the number of the leap month (tháng nhuận) of a lunar year, or None.

    Raises:
        LunarDateOutOfRange: the lunar year is not in 1800-2199.

    >>> leap_month(2025), leap_month(2024)
    (6, None)
    """
    return next((month.month for month in year_months(year) if month.leap), None)


def _find_month(year: int, month: int, day: int | None, leap: bool) -> LunarMonth:
    """Return the month of the table.

    Raises:
        LunarDateOutOfRange: the lunar year is not in 1800-2199.
        NoSuchLunarDate: no such month in that year.
    """
    months = year_months(year)
    if not 1 <= month <= 12:
        raise NoSuchLunarDate(year, month, day, leap, reason="month")
    # Months stand in order, so a month is at its own place or, after the leap month, one later.
    for found in months[month - 1 : month + 1]:
        if found.month == month and found.leap == leap:
            return found
    raise NoSuchLunarDate(year, month, day, leap, reason="leap_month")


def month_length(year: int, month: int, leap: bool = False) -> int:
    """Return the days of a lunar month, 29 or 30.

    Raises:
        LunarDateOutOfRange: the lunar year is not in 1800-2199.
        NoSuchLunarDate: month not 1-12, or that year has no such leap month.

    >>> month_length(2025, 12), month_length(2025, 6, leap=True)
    (29, 29)
    """
    return _find_month(year, month, None, leap).length


def month_start_jdn(year: int, month: int, leap: bool = False) -> int:
    """Return the JDN of the first day (mùng 1) of a lunar month; errors as `month_length`."""
    return _find_month(year, month, None, leap).start_jdn


def check_lunar(
    year: int | None, month: int | None, day: int | None = None, leap: bool = False
) -> None:
    """Refuse a lunar date that cannot exist; any part but the month of a day may be missing.

    Years outside 1800-2199 and dates without a year are held only to 12 months of 30 days.

    Raises:
        NoSuchLunarDate: with the reason and the length of the month.
    """
    if month is None:
        if day is not None or leap:
            raise NoSuchLunarDate(year, month, day, leap, reason="month")
        return
    if not 1 <= month <= 12:
        raise NoSuchLunarDate(year, month, day, leap, reason="month")
    length = 30
    if year is not None and FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
        length = _find_month(year, month, day, leap).length
    if day is not None and not 1 <= day <= length:
        raise NoSuchLunarDate(year, month, day, leap, reason="day", month_length=length)


def to_lunar(day: date) -> LunarDate:
    """Convert a Gregorian date to the Vietnamese lunar calendar.

    Raises:
        LunarDateOutOfRange: the day is not in 1800-01-25..2199-12-31.

    >>> to_lunar(date(1820, 2, 3))
    LunarDate(year=1819, month=12, day=19, leap=False)
    >>> to_lunar(date(2025, 7, 25))
    LunarDate(year=2025, month=6, day=1, leap=True)
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise LunarDateOutOfRange(day)
    jdn = date_to_jdn(day)
    year = day.year
    months = year_months(year)
    if jdn < months[0].start_jdn:
        year -= 1
        months = year_months(year)
    # (jdn + 1,) sorts after every month that starts on or before jdn.
    start, month, leap, _ = months[bisect_right(months, (jdn + 1,)) - 1]
    return LunarDate(year, month, jdn - start + 1, leap)


def to_solar(lunar: LunarDate) -> date:
    """Convert a lunar date to the Gregorian calendar.

    Raises:
        LunarDateOutOfRange: the lunar year is not in 1800-2199, or the day falls after 2199.
        NoSuchLunarDate: no such month, leap month or day in that year.

    >>> to_solar(LunarDate(1847, 9, 27))
    datetime.date(1847, 11, 4)
    """
    found = _find_month(lunar.year, lunar.month, lunar.day, lunar.leap)
    if not 1 <= lunar.day <= found.length:
        raise NoSuchLunarDate(
            lunar.year, lunar.month, lunar.day, lunar.leap, "day", month_length=found.length
        )
    jdn = found.start_jdn + lunar.day - 1
    if jdn > _LAST_JDN:
        raise LunarDateOutOfRange(lunar)
    return jdn_to_date(jdn)


def can_chi_year(year: int) -> str:
    """Return the sexagenary name (can chi) of a lunar year, any astronomical year.

    >>> can_chi_year(1984), can_chi_year(1819)
    ('Giáp Tý', 'Kỷ Mão')
    """
    return f"{CAN[(year + 6) % 10]} {CHI[(year + 8) % 12]}"


def can_chi_month(year: int, month: int) -> str:
    """Return the can chi of a lunar month (1-12); a leap month shares the name of its month.

    >>> can_chi_month(2024, 1)
    'Bính Dần'
    """
    return f"{CAN[(year * 12 + month + 3) % 10]} {CHI[(month + 1) % 12]}"


def can_chi_day(jdn: int) -> str:
    """Return the can chi of a day given as Julian day number.

    >>> can_chi_day(date_to_jdn(date(1900, 1, 1)))
    'Giáp Tuất'
    """
    return f"{CAN[(jdn + 9) % 10]} {CHI[(jdn + 1) % 12]}"
