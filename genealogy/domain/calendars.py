"""Arithmetic of the solar calendars and the Hebrew one, all by Julian day number (JDN).

A JDN counts whole days; JDN 2451545 is 1 January 2000, Gregorian. Years here are astronomical
(0 is 1 BC, -1 is 2 BC) unless a docstring says otherwise. Formulas: E. G. Richards, "Calendars",
in Explanatory Supplement to the Astronomical Almanac, 3rd ed. (2013), ch. 15; for the Hebrew
calendar the molad arithmetic with its four postponements, as described there.
"""

from __future__ import annotations

from datetime import date

from genealogy.domain.errors import JulianDayOutOfRange, NoSuchDate

#: JDN of the day before 1 January of year 1, proleptic Gregorian (`date.toordinal() == 0`).
_ORDINAL_OFFSET = 1721425
_LAST_ORDINAL = date.max.toordinal()

_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: 1 Vendémiaire of year I: 22 September 1792, Gregorian.
_FRENCH_EPOCH = 2375840
FRENCH_LAST_YEAR = 14

#: 1 Tishri of year 1: 7 October 3761 BC, Julian.
_HEBREW_EPOCH = 347998
HEBREW_LAST_YEAR = 9999


def date_to_jdn(day: date) -> int:
    """Return the Julian day number of a Gregorian date.

    >>> date_to_jdn(date(2000, 1, 1))
    2451545
    """
    return day.toordinal() + _ORDINAL_OFFSET


def jdn_to_date(jdn: int) -> date:
    """Return the Gregorian date of a Julian day number.

    Raises:
        JulianDayOutOfRange: outside the years 1-9999.

    >>> jdn_to_date(2451545)
    datetime.date(2000, 1, 1)
    """
    ordinal = jdn - _ORDINAL_OFFSET
    if not 1 <= ordinal <= _LAST_ORDINAL:
        raise JulianDayOutOfRange(jdn)
    return date.fromordinal(ordinal)


def gregorian_month_length(year: int, month: int) -> int:
    """Return the days of a month (1-12) of the proleptic Gregorian calendar."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_DAYS[month]


def julian_month_length(year: int, month: int) -> int:
    """Return the days of a month (1-12) of the Julian calendar."""
    return 29 if month == 2 and year % 4 == 0 else _MONTH_DAYS[month]


def gregorian_to_jdn(year: int, month: int, day: int) -> int:
    """Return the JDN of a proleptic Gregorian date; the date is not checked."""
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def julian_to_jdn(year: int, month: int, day: int) -> int:
    """Return the JDN of a Julian calendar date; the date is not checked.

    >>> jdn_to_date(julian_to_jdn(1582, 10, 5))
    datetime.date(1582, 10, 15)
    """
    shift = (14 - month) // 12
    y = year + 4800 - shift
    m = month + 12 * shift - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - 32083


def _month_and_day(days_since_march: int) -> tuple[int, int, int]:
    """Return (year shift, month, day) from days since 1 March."""
    m = (5 * days_since_march + 2) // 153
    return m // 10, m + 3 - 12 * (m // 10), days_since_march - (153 * m + 2) // 5 + 1


def jdn_to_gregorian(jdn: int) -> tuple[int, int, int]:
    """Return (year, month, day), proleptic Gregorian, for any JDN; year 0 is 1 BC."""
    a = jdn + 32044
    era = (4 * a + 3) // 146097
    c = a - 146097 * era // 4
    d = (4 * c + 3) // 1461
    shift, month, day = _month_and_day(c - 1461 * d // 4)
    return 100 * era + d - 4800 + shift, month, day


def jdn_to_julian(jdn: int) -> tuple[int, int, int]:
    """Return (year, month, day), Julian calendar, for any JDN; year 0 is 1 BC."""
    c = jdn + 32082
    d = (4 * c + 3) // 1461
    shift, month, day = _month_and_day(c - 1461 * d // 4)
    return d - 4800 + shift, month, day


def french_month_length(year: int, month: int) -> int:
    """Return the days of a Republican month: 30, and 5 or 6 for month 13 (Sansculottides)."""
    if month < 13:
        return 30
    return 6 if year % 4 == 3 else 5


def french_to_jdn(year: int, month: int, day: int) -> int:
    """Return the JDN of a French Republican date, years 1-14 (in force 1792-1805).

    Raises:
        NoSuchDate: the year is not one of those in force.
    """
    if not 1 <= year <= FRENCH_LAST_YEAR:
        raise NoSuchDate(year, month, day, reason="year", calendar="french")
    return _FRENCH_EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1


def _hebrew_elapsed_days(year: int) -> int:
    """Return days from the epoch to the molad of Tishri, Sunday/Wednesday/Friday rule applied."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    """Return the JDN of 1 Tishri, with the two postponements that keep year lengths legal."""
    before, this, after = (_hebrew_elapsed_days(year + step) for step in (-1, 0, 1))
    if after - this == 356:
        this += 2
    elif this - before == 382:
        this += 1
    return _HEBREW_EPOCH + this


def _hebrew_month_lengths(year: int) -> tuple[int, ...]:
    """Return 13 lengths, Tishri first; Adar II (number 7) is 0 in a common year."""
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    leap = (7 * year + 1) % 19 < 7
    cheshvan = 30 if length % 10 == 5 else 29
    kislev = 29 if length % 10 == 3 else 30
    adars = (30, 29) if leap else (29, 0)
    return (30, cheshvan, kislev, 29, 30, *adars, 30, 29, 30, 29, 30, 29)


def hebrew_month_length(year: int, month: int) -> int:
    """Return the days of a Hebrew month; 1 is Tishri, 7 Adar II (0 days in a common year)."""
    return _hebrew_month_lengths(year)[month - 1]


def hebrew_to_jdn(year: int, month: int, day: int) -> int:
    """Return the JDN of a Hebrew date, years 1-9999; month 1 is Tishri, 13 is Elul.

    Raises:
        NoSuchDate: the year is out of range.

    >>> jdn_to_date(hebrew_to_jdn(5784, 1, 1))
    datetime.date(2023, 9, 16)
    """
    if not 1 <= year <= HEBREW_LAST_YEAR:
        raise NoSuchDate(year, month, day, reason="year", calendar="hebrew")
    return _hebrew_new_year(year) + sum(_hebrew_month_lengths(year)[: month - 1]) + day - 1
