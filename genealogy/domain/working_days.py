"""Working days in Vietnam: Monday to Friday, without the public holidays.

Holidays are those of Bộ luật Lao động 2019, điều 112 (New Year, Tết, giỗ tổ Hùng Vương on 10/3
lunar, 30 April, 1 May, Quốc khánh) with the days given instead of one at a weekend, as the library
`holidays` keeps them for Vietnam. Days that the government moves by a decree of the year are known
only as far as that library knows them.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def _holidays_of(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Say whether offices in Vietnam work on a Gregorian day.

    >>> is_working_day(date(2026, 11, 23)), is_working_day(date(2026, 11, 22))
    (True, False)
    >>> is_working_day(date(2026, 4, 27))  # giỗ tổ 2026 falls on a Sunday
    False
    """
    return day.weekday() < 5 and day not in _holidays_of(day.year)


def add_working_days(start: date, count: int) -> date:
    """Give the last day of a term of working days; the day it begins on is not counted.

    Bộ luật Dân sự 2015, điều 147 and 148: the day of the event is not counted, and a term that
    ends on a day off ends on the next working day.

    Args:
        start: the Gregorian day, in Vietnam, on which a request came in.
        count: working days, 0 or more.

    >>> add_working_days(date(2026, 11, 20), 2)  # a Friday
    datetime.date(2026, 11, 24)
    """
    day = start
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def next_working_day(day: date) -> date:
    """Give the day itself when it is a working day, else the next one.

    >>> next_working_day(date(2026, 11, 22))
    datetime.date(2026, 11, 23)
    """
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_days(start: date, count: int) -> date:
    """Give the last day of a term of calendar days, moved on when it ends on a day off.

    >>> add_days(date(2026, 11, 7), 15)  # ends on a Sunday
    datetime.date(2026, 11, 23)
    """
    return next_working_day(start + timedelta(days=count))


def working_days_between(start: date, end: date) -> int:
    """Count the working days after `start` up to and with `end`; below zero when it is past.

    >>> working_days_between(date(2026, 11, 20), date(2026, 11, 24))
    2
    >>> working_days_between(date(2026, 11, 24), date(2026, 11, 20))
    -2
    """
    if end < start:
        return -working_days_between(end, start)
    span = (end - start).days
    return sum(is_working_day(start + timedelta(days=number)) for number in range(1, span + 1))
