"""The yearly giỗ and the days of mourning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain import lunar
from genealogy.domain.errors import NoSuchLunarDate
from genealogy.domain.lunar import LunarDate, to_lunar
from genealogy.domain.memorials import (
    MemorialItem,
    ShortMonthPolicy,
    eve,
    memorial_in_lunar_year,
    memorials_between,
    mourning_days,
    mourning_memorial,
    next_memorial,
    upcoming,
)


def test_the_public_memorial_of_the_hung_kings_falls_on_its_holiday():
    assert memorial_in_lunar_year(3, 10, 2024) == date(2024, 4, 18)
    assert memorial_in_lunar_year(3, 10, 2025) == date(2025, 4, 7)


def test_a_year_with_the_leap_month_keeps_the_regular_month():
    # 2025 has a sixth month and a leap sixth month, which begins on 25 July.
    assert memorial_in_lunar_year(6, 1, 2025) == date(2025, 6, 25)
    assert memorial_in_lunar_year(6, 1, 2025, observe_leap=True) == date(2025, 7, 25)
    assert memorial_in_lunar_year(6, 1, 2026, observe_leap=True) == memorial_in_lunar_year(
        6, 1, 2026
    )


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (ShortMonthPolicy.LAST_DAY, date(2026, 2, 16)),
        (ShortMonthPolicy.FIRST_OF_NEXT, date(2026, 2, 17)),
        (ShortMonthPolicy.SKIP, None),
    ],
)
def test_a_missing_30th_follows_the_policy(policy, expected):
    # Tháng Chạp of Ất Tỵ has 29 days; Tết Bính Ngọ is 17 February 2026.
    assert memorial_in_lunar_year(12, 30, 2025, policy=policy) == expected


def test_a_30th_moved_over_the_new_year_is_found_on_that_day():
    found = next_memorial(12, 30, today=date(2026, 2, 17), policy=ShortMonthPolicy.FIRST_OF_NEXT)
    assert found == (date(2026, 2, 17), 2025)


def test_a_skipped_30th_waits_for_a_long_month():
    found = next_memorial(12, 30, today=date(2025, 1, 29), policy=ShortMonthPolicy.SKIP)
    assert found is not None
    assert to_lunar(found.date) == LunarDate(2032, 12, 30)


def test_today_counts_as_the_next_memorial():
    assert next_memorial(3, 10, today=date(2025, 4, 7)).date == date(2025, 4, 7)
    assert next_memorial(3, 10, today=date(2025, 4, 8)).date == date(2026, 4, 26)


def test_there_is_none_when_the_table_ends():
    last = to_lunar(lunar.LAST_DAY)
    assert next_memorial(last.month, last.day - 1, today=lunar.LAST_DAY) is None


def test_a_familys_own_custom_goes_before_that_of_the_clan():
    # Chạp of 2025 has 29 days.
    items = [MemorialItem(policy, 12, 30, policy=policy) for policy in ShortMonthPolicy]
    items.append(MemorialItem("clan", 12, 30))
    found = memorials_between(
        items,
        first=date(2026, 2, 1),
        last=date(2026, 3, 1),
        policy=ShortMonthPolicy.FIRST_OF_NEXT,
    )
    assert {memorial.key: memorial.date for memorial in found} == {
        ShortMonthPolicy.LAST_DAY: date(2026, 2, 16),
        ShortMonthPolicy.FIRST_OF_NEXT: date(2026, 2, 17),
        "clan": date(2026, 2, 17),
    }
    assert {memorial.lunar_year for memorial in found} == {2025}


def test_an_observed_leap_month_has_its_own_missing_30th():
    # The leap sixth month of 2025 has 29 days and begins on 25 July.
    kept = memorial_in_lunar_year(6, 30, 2025, observe_leap=True)
    moved = memorial_in_lunar_year(
        6, 30, 2025, observe_leap=True, policy=ShortMonthPolicy.FIRST_OF_NEXT
    )
    assert (kept, moved) == (date(2025, 8, 22), date(2025, 8, 23))


def test_an_impossible_yearly_day_is_refused():
    with pytest.raises(NoSuchLunarDate):
        next_memorial(13, 1, today=date(2025, 1, 1))
    with pytest.raises(NoSuchLunarDate):
        memorial_in_lunar_year(1, 31, 2025)


@given(
    st.integers(1, 12),
    st.integers(1, 30),
    st.dates(date(1801, 1, 1), date(2197, 1, 1)),
    st.sampled_from([ShortMonthPolicy.LAST_DAY, ShortMonthPolicy.FIRST_OF_NEXT]),
)
def test_the_next_memorial_comes_within_13_months_on_its_lunar_day(month, day, today, policy):
    found = next_memorial(month, day, today=today, policy=policy)
    assert found is not None
    assert today <= found.date <= today + timedelta(days=385)
    on = to_lunar(found.date)
    if day < 30:
        assert (on.month, on.day, on.leap) == (month, day, False)
    else:
        assert on.day in (30, 29, 1)


@given(st.dates(date(1801, 1, 1), date(2197, 1, 1)), st.integers(0, 400))
def test_upcoming_agrees_with_the_next_memorial_of_each(today, days):
    items = [MemorialItem((month, day), month, day) for month in (1, 6, 12) for day in (1, 15, 30)]
    found = upcoming(items, today=today, days=days)
    assert [memorial.date for memorial in found] == sorted(memorial.date for memorial in found)
    last = today + timedelta(days=days)
    for key, month, day, *_ in items:
        following = next_memorial(month, day, today=today)
        dates = [memorial.date for memorial in found if memorial.key == key]
        assert dates[:1] == ([following.date] if following and following.date <= last else [])


def test_a_span_of_two_years_holds_each_memorial_twice():
    items = [MemorialItem("a", 3, 10), MemorialItem("b", 7, 15)]
    found = memorials_between(items, first=date(2024, 1, 1), last=date(2025, 12, 31))
    assert [memorial.key for memorial in found] == ["a", "b", "a", "b"]


def test_a_span_outside_the_table_is_empty():
    item = MemorialItem("a", 3, 10)
    assert memorials_between([item], first=date(1700, 1, 1), last=date(1750, 1, 1)) == []


def test_the_eve_is_the_day_before():
    assert eve(date(2025, 4, 7)) == date(2025, 4, 6)


def test_mourning_counts_a_leap_month_as_a_month():
    # The printed example: died 9/10 of 2018; with leap 4 in 2020 the 24th month ends at 9/9/2020.
    days = mourning_days(LunarDate(2018, 10, 9))
    assert to_lunar(days.second_year_by_months) == LunarDate(2020, 9, 9)
    assert days.second_year is not None
    assert to_lunar(days.second_year) == LunarDate(2020, 10, 9)
    assert to_lunar(days.first_year_by_months) == LunarDate(2019, 10, 9)
    died = lunar.to_solar(LunarDate(2018, 10, 9))
    assert (days.day_49 - died, days.day_100 - died) == (timedelta(days=48), timedelta(days=99))


def held_in(death: LunarDate, lunar_year: int):
    held = memorial_in_lunar_year(death.month, death.day, lunar_year)
    assert held is not None
    return mourning_memorial(death, lunar_year=lunar_year, held=held)


def test_the_first_and_second_memorial_are_told_with_the_count_of_months():
    # The printed example of the leap rule: died 9/10/2018, leap 4 in 2020.
    death = LunarDate(2018, 10, 9)
    assert held_in(death, 2019) == (1, None)
    assert held_in(death, 2020) == (2, lunar.to_solar(LunarDate(2020, 9, 9)))
    assert held_in(death, 2021) is None
    assert held_in(death, 2018) is None


def test_a_leap_month_just_after_the_death_moves_the_count_too():
    # 2025 has a leap sixth month: twelve months from 10/6/2025 end in the fifth month of 2026.
    found = held_in(LunarDate(2025, 6, 10), 2026)
    assert found is not None
    assert (found.number, to_lunar(found.by_months)) == (1, LunarDate(2026, 5, 10))


def test_a_death_in_the_leap_month_counts_from_it():
    assert held_in(LunarDate(2025, 6, 10, leap=True), 2026) == (1, None)


def test_a_missing_30th_alone_is_no_other_day():
    # Died 30/12/2022; Chạp of 2023 has 30 days, of 2024 has 29.
    death = LunarDate(2022, 12, 30)
    found = mourning_memorial(death, lunar_year=2024, held=date(2025, 1, 29))
    assert found is not None
    assert found.by_months is None or to_lunar(found.by_months).month != 12


def test_the_count_of_months_ends_with_the_table():
    found = held_in(LunarDate(2198, 5, 5), 2199)
    assert found is not None
    assert found.number == 1
    assert mourning_memorial(LunarDate(2199, 5, 5), lunar_year=2200, held=date(2200, 6, 1)) == (
        1,
        None,
    )
