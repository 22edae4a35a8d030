"""The Vietnamese lunar calendar against printed dates, the table's package and itself."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise

import pytest
import vnlunar
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain import calendars, lunar
from genealogy.domain.errors import JulianDayOutOfRange, LunarDateOutOfRange, NoSuchLunarDate
from genealogy.domain.lunar import LunarDate, to_lunar, to_solar
from tests.paths import SHARED_DATA, needs_shared_data

# Leap months of Vietnam 1960-2058, as printed in Vietnamese almanacs; 1985 and 1987 differ from
# the Chinese calendar.
LEAP_MONTHS = {
    **{1960: 6, 1963: 4, 1966: 3, 1968: 7, 1971: 5, 1974: 4, 1976: 8, 1979: 6, 1982: 4, 1985: 2},
    **{1987: 7, 1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4},
    **{2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6, 2039: 5},
    **{2042: 2, 2044: 7, 2047: 5, 2050: 3, 2052: 8, 2055: 6, 2058: 4},
}

# First days of the year on which Vietnam and China disagree, and two known to everyone.
NEW_YEARS = {
    1968: date(1968, 1, 29),
    1969: date(1969, 2, 16),
    1985: date(1985, 1, 21),
    2007: date(2007, 2, 17),
    2020: date(2020, 1, 25),
    2026: date(2026, 2, 17),
    2030: date(2030, 2, 2),
    2053: date(2053, 2, 18),
}

table_days = st.dates(lunar.FIRST_DAY, lunar.LAST_DAY)


@needs_shared_data
def test_dates_of_printed_sources_convert_both_ways():
    with (SHARED_DATA / "lunar_checks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        solar = date.fromisoformat(row["solar"])
        expected = LunarDate(
            int(row["lunar_year"]),
            int(row["lunar_month"]),
            int(row["lunar_day"]),
            row["leap"] == "1",
        )
        assert to_lunar(solar) == expected, row
        assert to_solar(expected) == solar, row
        assert lunar.can_chi_year(expected.year) == row["can_chi_year"], row


def test_every_day_of_the_table_goes_there_and_back_and_agrees_with_the_package():
    day = lunar.FIRST_DAY
    one = timedelta(days=1)
    while day <= lunar.LAST_DAY:
        found = to_lunar(day)
        theirs = vnlunar.get_lunar_date(day.day, day.month, day.year)
        assert (found.year, found.month, found.day, found.leap) == (
            theirs["year"],
            theirs["month"],
            theirs["day"],
            bool(theirs["leap"]),
        ), day
        assert to_solar(found) == day
        day += one


@given(table_days)
def test_the_package_brings_a_lunar_day_back_to_the_same_solar_day(day):
    found = to_lunar(day)
    there = vnlunar.convert_lunar_to_solar(found.day, found.month, found.year, int(found.leap))
    assert there == (day.day, day.month, day.year)


def test_leap_months_are_those_of_vietnamese_almanacs():
    years = range(min(LEAP_MONTHS), max(LEAP_MONTHS) + 1)
    found = {year: lunar.leap_month(year) for year in years}
    assert {year: month for year, month in found.items() if month} == LEAP_MONTHS


def test_new_year_falls_on_the_vietnamese_day():
    assert {year: to_solar(LunarDate(year, 1, 1)) for year in NEW_YEARS} == NEW_YEARS


def test_chap_has_29_days_eight_years_running():
    assert {lunar.month_length(year, 12) for year in range(2024, 2032)} == {29}


@pytest.mark.parametrize(
    ("impossible", "reason", "length"),
    [
        (LunarDate(2025, 2, 30), "day", 29),
        (LunarDate(2025, 2, 0), "day", 29),
        (LunarDate(2024, 6, 1, leap=True), "leap_month", None),
        (LunarDate(2025, 5, 1, leap=True), "leap_month", None),
        (LunarDate(2025, 13, 1), "month", None),
        (LunarDate(2025, 0, 1), "month", None),
    ],
)
def test_a_lunar_day_that_does_not_exist_is_refused_with_its_reason(impossible, reason, length):
    with pytest.raises(NoSuchLunarDate) as caught:
        to_solar(impossible)
    facts = caught.value.facts()
    assert (facts["reason"], facts["month_length"]) == (reason, length)
    assert (facts["year"], facts["month"], facts["day"], facts["leap"]) == (
        impossible.year,
        impossible.month,
        impossible.day,
        impossible.leap,
    )


@pytest.mark.parametrize("day", [date(1800, 1, 24), date(2200, 1, 1), date(1, 1, 1)])
def test_days_outside_the_table_are_refused(day):
    with pytest.raises(LunarDateOutOfRange):
        to_lunar(day)


@pytest.mark.parametrize("day", [LunarDate(1799, 12, 1), LunarDate(2200, 1, 1)])
def test_lunar_years_outside_the_table_are_refused(day):
    with pytest.raises(LunarDateOutOfRange):
        to_solar(day)


def test_the_last_lunar_year_ends_with_the_table():
    last = to_lunar(lunar.LAST_DAY)
    with pytest.raises(LunarDateOutOfRange):
        to_solar(LunarDate(last.year, 12, lunar.month_length(last.year, 12)))


def test_a_yearly_day_is_held_to_twelve_months_of_thirty_days():
    lunar.check_lunar(None, 12, 30)
    lunar.check_lunar(None, 2, None, leap=True)
    with pytest.raises(NoSuchLunarDate, match="day"):
        lunar.check_lunar(None, 1, 31)
    with pytest.raises(NoSuchLunarDate, match="month"):
        lunar.check_lunar(None, None, 3)


@pytest.mark.parametrize(
    ("year", "name"),
    [(1984, "Giáp Tý"), (1819, "Kỷ Mão"), (1847, "Đinh Mùi"), (2025, "Ất Tỵ"), (4, "Giáp Tý")],
)
def test_years_are_named_by_can_and_chi(year, name):
    assert lunar.can_chi_year(year) == name


def test_months_and_days_are_named_by_can_and_chi():
    # Month 1 of a Giáp year is Bính Dần; 1 January 1900 was a Giáp Tuất day.
    assert lunar.can_chi_month(1984, 1) == "Bính Dần"
    assert lunar.can_chi_month(1984, 11) == "Bính Tý"
    assert lunar.can_chi_day(lunar.date_to_jdn(date(1900, 1, 1))) == "Giáp Tuất"


@given(st.dates())
def test_julian_day_numbers_go_there_and_back(day):
    jdn = calendars.date_to_jdn(day)
    assert calendars.jdn_to_date(jdn) == day
    assert calendars.gregorian_to_jdn(day.year, day.month, day.day) == jdn
    assert calendars.jdn_to_gregorian(jdn) == (day.year, day.month, day.day)


@given(st.integers(min_value=0, max_value=5_000_000))
def test_julian_dates_go_there_and_back(jdn):
    assert calendars.julian_to_jdn(*calendars.jdn_to_julian(jdn)) == jdn


def test_a_day_number_without_a_date_is_refused():
    with pytest.raises(JulianDayOutOfRange):
        calendars.jdn_to_date(0)


@pytest.mark.parametrize(
    ("jdn", "day"),
    [
        # The day after 4 October 1582, Julian.
        (calendars.julian_to_jdn(1582, 10, 5), date(1582, 10, 15)),
        # The October revolution began on 25 October 1917, Julian.
        (calendars.julian_to_jdn(1917, 10, 25), date(1917, 11, 7)),
        # 18 Brumaire VIII and the last day of the Republican calendar, 10 Nivôse XIV.
        (calendars.french_to_jdn(8, 2, 18), date(1799, 11, 9)),
        (calendars.french_to_jdn(14, 4, 10), date(1805, 12, 31)),
        # Rosh Hashanah 5784; the founding of Israel on 5 Iyar 5708; Passover 5785.
        (calendars.hebrew_to_jdn(5784, 1, 1), date(2023, 9, 16)),
        (calendars.hebrew_to_jdn(5708, 9, 5), date(1948, 5, 14)),
        (calendars.hebrew_to_jdn(5785, 8, 15), date(2025, 4, 13)),
    ],
)
def test_other_calendars_give_known_days(jdn, day):
    assert calendars.jdn_to_date(jdn) == day


def test_hebrew_years_have_legal_lengths():
    starts = [calendars.hebrew_to_jdn(year, 1, 1) for year in range(5300, 6000)]
    lengths = {after - before for before, after in pairwise(starts)}
    assert lengths == {353, 354, 355, 383, 384, 385}
