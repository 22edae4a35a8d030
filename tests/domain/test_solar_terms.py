"""Solar terms against the ephemeris, every term of every year."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import floor

import pytest

from genealogy.domain import solar_terms
from genealogy.domain.calendars import jdn_to_date
from genealogy.domain.errors import NoSuchSolarTerm, SolarTermOutOfRange
from genealogy.domain.solar_terms import (
    FIRST_YEAR,
    LAST_YEAR,
    THANH_MINH,
    solar_term_date,
    solar_term_name,
)
from tests.domain.ephemeris import solar_term_moment

# Thanh minh as Vietnamese calendars print it.
PRINTED_THANH_MINH = {
    2020: date(2020, 4, 4),
    2023: date(2023, 4, 5),
    2024: date(2024, 4, 4),
    2025: date(2025, 4, 4),
    2026: date(2026, 4, 5),
}


def test_thanh_minh_falls_on_the_printed_day():
    assert {year: solar_term_date(year, THANH_MINH) for year in PRINTED_THANH_MINH} == (
        PRINTED_THANH_MINH
    )


def test_every_term_of_every_year_falls_on_the_day_of_the_ephemeris():
    """The moments differ by less than eight minutes, the days not at all."""
    worst_minutes = 0.0
    wrong = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for term in range(24):
            ours = solar_terms._moment(year, term)
            true = solar_term_moment(ours, term)
            worst_minutes = max(worst_minutes, abs(ours - true) * 1440)
            day = jdn_to_date(floor(true + 0.5 + 7 / 24))
            if solar_term_date(year, term) != day:
                wrong.append((year, term, day))
    assert wrong == []
    assert worst_minutes < 8


def test_the_terms_of_a_year_follow_each_other_by_14_to_17_days():
    order = [(term + 19) % 24 for term in range(24)]
    for year in range(FIRST_YEAR, LAST_YEAR):
        days = [solar_term_date(year, term) for term in order]
        days.append(solar_term_date(year + 1, order[0]))
        steps = {(after - before).days for before, after in pairwise(days)}
        assert steps <= {14, 15, 16, 17}, year
        assert {day.year for day in days[:-1]} == {year}


def test_the_winter_solstice_is_the_18th_term():
    assert solar_term_name(18) == "Đông chí"
    assert solar_term_date(2023, 18) == date(2023, 12, 22)


@pytest.mark.parametrize("year", [1799, 2200])
def test_years_outside_are_refused(year):
    with pytest.raises(SolarTermOutOfRange):
        solar_term_date(year, 1)


@pytest.mark.parametrize("term", [-1, 24])
def test_unknown_terms_are_refused(term):
    with pytest.raises(NoSuchSolarTerm):
        solar_term_date(2026, term)
    with pytest.raises(NoSuchSolarTerm):
        solar_term_name(term)
