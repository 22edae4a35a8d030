"""Sheets of the calendar against the printed pairs of solar and lunar days, and their order."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest

from genealogy.domain.lunar import LunarDate
from genealogy.domain.month_grid import (
    LunarMonthKey,
    SolarMonth,
    lunar_grid,
    lunar_month_of,
    lunar_months_of,
    next_lunar,
    next_solar,
    previous_lunar,
    read_lunar_month,
    read_solar_month,
    solar_grid,
    solar_month_of,
)
from tests.paths import SHARED_DATA

PAIRS = SHARED_DATA / "lunar_checks.csv"


def pairs():
    if not PAIRS.exists():
        return []
    with PAIRS.open(encoding="utf-8") as file:
        return [
            (
                date.fromisoformat(row["solar"]),
                LunarDate(
                    int(row["lunar_year"]),
                    int(row["lunar_month"]),
                    int(row["lunar_day"]),
                    row["leap"] == "1",
                ),
            )
            for row in csv.DictReader(file)
        ]


def inside(grid):
    return [one for week in grid.weeks for one in week if one.is_inside]


@pytest.mark.skipif(not PAIRS.exists(), reason="the oracle is not part of the project")
@pytest.mark.parametrize(("solar", "lunar"), pairs())
def test_every_printed_pair_stands_in_both_sheets(solar, lunar):
    by_day = {one.day: one.lunar for one in inside(solar_grid(solar_month_of(solar)))}
    assert by_day[solar] == lunar
    lunar_days = inside(lunar_grid(LunarMonthKey(lunar.year, lunar.month, lunar.leap)))
    assert lunar_days[lunar.day - 1].day == solar


#: First days of the year (Tết), domain notes 3.4: several differ from the Chinese calendar.
TET = [
    date(1968, 1, 29), date(1969, 2, 16), date(1985, 1, 21), date(2007, 2, 17), date(2025, 1, 29),
    date(2026, 2, 17), date(2030, 2, 2), date(2053, 2, 18),
]  # fmt: skip


@pytest.mark.parametrize("tet", TET)
def test_tet_is_named_in_its_cell(tet):
    cell = next(one for one in inside(solar_grid(solar_month_of(tet))) if one.day == tet)
    assert (cell.lunar.month, cell.lunar.day, cell.names_month) == (1, 1, True)


def test_the_year_of_thirteen_months_has_its_leap_month_behind_the_regular_one():
    keys = [month.key for month in lunar_months_of(2025)]
    assert keys[5:8] == ["2025-06", "2025-06n", "2025-07"]
    assert len(keys) == 13


def test_months_of_the_year_turn_stand_in_the_right_year():
    grid = solar_grid(SolarMonth(2027, 1))
    assert {one.lunar.year for one in inside(grid)} == {2026}
    assert lunar_month_of(date(2027, 1, 31)) == LunarMonthKey(2026, 12)


def test_weeks_begin_on_monday_and_hold_each_day_once():
    month = SolarMonth(1995, 1)
    while month.year < 2035:
        grid = solar_grid(month)
        days = [one.day for week in grid.weeks for one in week]
        assert days == [days[0] + timedelta(days=step) for step in range(len(days))]
        assert days[0].weekday() == 0
        assert len(days) % 7 == 0
        assert {one.day.month for one in inside(grid)} == {month.month}
        month = next_solar(month)


def test_going_forward_and_back_through_lunar_months_meets_every_day_once():
    month, last = LunarMonthKey(2016, 12), None
    for _step in range(200):
        grid = lunar_grid(month)
        assert 29 <= len(inside(grid)) <= 30
        assert last is None or grid.first == last + timedelta(days=1)
        assert read_lunar_month(month.key) == month
        after = next_lunar(month)
        assert previous_lunar(after) == month
        month, last = after, grid.last


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-1", "2026-00", "2026-13", "1799-12", "2200-01", "٢٠٢٦-11", "2026-11x"],
)
def test_what_is_no_solar_month_is_refused(text):
    assert read_solar_month(text) is None


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-06n", "1799-12", "2200-01", "2025-6", "2025-06N", "٢٠٢٥-06"]
)
def test_what_is_no_lunar_month_is_refused(text):
    assert read_lunar_month(text) is None


def test_both_ends_of_the_table_have_sheets():
    assert solar_grid(SolarMonth(1800, 1)).weeks[0][0].lunar is None
    assert inside(solar_grid(SolarMonth(2199, 12)))[-1].lunar is not None
    assert previous_lunar(lunar_months_of(1800)[0]) is None
    end = lunar_month_of(date(2199, 12, 31))
    assert lunar_grid(end).last == date(2199, 12, 31)
    assert next_lunar(end) is None
