"""The days of clan feasts."""

from __future__ import annotations

from datetime import date

import pytest

from genealogy.domain.errors import NoSuchSolarTerm
from genealogy.domain.feasts import FeastRule, feast_days, next_feast_days
from genealogy.domain.memorials import ShortMonthPolicy
from genealogy.domain.solar_terms import THANH_MINH

YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}


def test_the_full_moon_of_the_seventh_month_is_not_that_of_a_leap_seventh():
    # 2006 had two seventh months; the feast is kept in the first.
    rule = FeastRule(month=7, day=15)
    assert feast_days(rule, first=date(2006, 1, 1), last=date(2006, 12, 31)) == [
        (date(2006, 8, 8), 2006)
    ]


def test_thanh_minh_is_found_in_each_gregorian_year():
    rule = FeastRule(solar_term=THANH_MINH)
    days = feast_days(rule, first=date(2024, 1, 1), last=date(2026, 12, 31))
    assert [held.date for held in days] == [date(2024, 4, 4), date(2025, 4, 4), date(2026, 4, 5)]


def test_a_solar_term_before_tet_belongs_to_the_lunar_year_that_ends():
    lap_xuan = FeastRule(solar_term=21)
    assert feast_days(lap_xuan, first=date(2026, 2, 1), last=date(2026, 2, 10)) == [
        (date(2026, 2, 4), 2025)
    ]


@pytest.mark.parametrize(
    ("policy", "days"),
    [
        (ShortMonthPolicy.LAST_DAY, [date(2026, 2, 16)]),
        (ShortMonthPolicy.FIRST_OF_NEXT, [date(2026, 2, 17)]),
        (ShortMonthPolicy.SKIP, []),
    ],
)
def test_a_feast_on_the_30th_follows_the_custom(policy, days):
    rule = FeastRule(month=12, day=30, policy=policy)
    found = feast_days(rule, first=date(2026, 2, 1), last=date(2026, 3, 1))
    assert [held.date for held in found] == days


def test_a_rule_without_a_day_and_a_span_outside_have_none():
    assert feast_days(FeastRule(), **YEAR) == []
    rule = FeastRule(solar_term=1)
    assert feast_days(rule, first=date(1700, 1, 1), last=date(1750, 1, 1)) == []


def test_an_unknown_solar_term_is_refused():
    with pytest.raises(NoSuchSolarTerm):
        feast_days(FeastRule(solar_term=24), **YEAR)


def test_the_next_days_begin_with_today():
    rule = FeastRule(month=7, day=15)
    found = next_feast_days(rule, today=date(2026, 8, 27), count=3)
    assert found == [date(2026, 8, 27), date(2027, 8, 16), date(2028, 9, 3)]


def test_a_skipped_30th_is_waited_for():
    # Chạp has 29 days in eight years running, 2024 to 2031.
    rule = FeastRule(month=12, day=30, policy=ShortMonthPolicy.SKIP)
    assert next_feast_days(rule, today=date(2025, 1, 29), count=1) == [date(2033, 1, 30)]


def test_the_next_days_end_with_the_table():
    assert next_feast_days(FeastRule(month=12, day=29), today=date(2199, 3, 1), count=3) == []
