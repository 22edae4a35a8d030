"""The lunar table against new moons and solstices of the ephemeris, 1968-2199.

The rules of the calendar since 1968 are reckoned here anew: a month begins on the day (UTC+7) of
the new moon, the month of the winter solstice is the 11th, and of 13 months between two such the
first without a major term (a multiple of 30 degrees of the sun) is the leap one.
"""

from __future__ import annotations

from datetime import date

import ephem
import pytest

from genealogy.domain.calendars import date_to_jdn
from genealogy.domain.lunar import LAST_DAY, LAST_LUNAR_YEAR, LunarMonth, year_months
from tests.domain.ephemeris import EPOCH, new_moons, solar_term_moment, vietnamese_jdn

FIRST_YEAR = 1968
#: The new moon of 8 May 2054 falls 14 seconds after midnight; the table takes the day before.
KNOWN_DIFFERENCE = date(2054, 5, 7)


def _months() -> dict[int, tuple[int, int, bool]]:
    """Give first day (JDN) -> (lunar year, month, leap) of every month, by the rules."""
    moons = new_moons("1966/10/1", "2201/3/1")
    solstices = {
        year: vietnamese_jdn(ephem.next_winter_solstice(f"{year}/6/1") + EPOCH)
        for year in range(FIRST_YEAR - 1, LAST_LUNAR_YEAR + 2)
    }
    major = {
        vietnamese_jdn(solar_term_moment(date_to_jdn(date(year, 1, 21)) + 30.44 * step, term))
        for year in range(FIRST_YEAR - 1, LAST_LUNAR_YEAR + 3)
        for step, term in enumerate([20, 22, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18])
    }
    elevenths = {
        year: max(place for place, moon in enumerate(moons) if moon <= day)
        for year, day in solstices.items()
    }
    found = {}
    for year in range(FIRST_YEAR - 1, LAST_LUNAR_YEAR + 1):
        start, end = elevenths[year], elevenths[year + 1]
        has_leap, number, lunar_year = end - start == 13, 11, year
        for place in range(start, end):
            span = range(moons[place], moons[place + 1])
            is_leap = has_leap and place > start and not any(day in major for day in span)
            if is_leap:
                has_leap = False
            elif place > start:
                number = number % 12 + 1
                lunar_year += number == 1
            found[moons[place]] = (lunar_year, number, is_leap)
    return found


@pytest.fixture(scope="module")
def reckoned():
    return _months()


def _said(year: int, month: LunarMonth) -> tuple[int, int, bool]:
    return year, month.month, month.leap


def _table() -> dict[int, tuple[int, int, bool]]:
    """Give the table in the same shape, months that begin within 1968-2199."""
    return {
        month.start_jdn: _said(year, month)
        for year in range(FIRST_YEAR, LAST_LUNAR_YEAR + 1)
        for month in year_months(year)
        if month.start_jdn <= date_to_jdn(LAST_DAY)
    }


def test_every_month_of_the_table_is_that_of_the_sky_but_may_2054(reckoned):
    table = _table()
    assert len(table) == 2869
    wrong = [start for start, said in table.items() if reckoned.get(start) != said]
    assert wrong == [date_to_jdn(KNOWN_DIFFERENCE)]
    assert reckoned[wrong[0] + 1] == table[wrong[0]]


def test_no_month_of_the_sky_is_missing_in_the_table(reckoned):
    table = _table()
    inside = {start for start in reckoned if min(table) <= start <= max(table)}
    assert inside - table.keys() == {date_to_jdn(KNOWN_DIFFERENCE) + 1}
