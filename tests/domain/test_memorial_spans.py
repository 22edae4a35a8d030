"""The days of a whole span against a walk through it day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genealogy.domain import lunar
from genealogy.domain.lunar import to_lunar
from genealogy.domain.memorial_spans import memorial_span
from genealogy.domain.memorials import ShortMonthPolicy

DAY = timedelta(days=1)


def walked(first, last, month, day, *, observe_leap, policy):
    """The oracle: walk from day to day and ask of each whether it is the one."""
    found = []
    today = first
    while today <= last:
        if year := kept_for(today, month, day, observe_leap=observe_leap, policy=policy):
            found.append((today, year))
        today += DAY
    return found


def kept_for(today, month, day, *, observe_leap, policy):
    """Give the lunar year for which a giỗ is held today, None when none is."""
    on = to_lunar(today)
    if is_its_month(on, month, observe_leap=observe_leap) and on.day == day:
        return on.year
    if day < 30:
        return None
    tomorrow, yesterday = today + DAY, today - DAY
    if policy is ShortMonthPolicy.LAST_DAY and on.day == 29 and tomorrow <= lunar.LAST_DAY:
        is_last = to_lunar(tomorrow).day == 1
        return on.year if is_last and is_its_month(on, month, observe_leap=observe_leap) else None
    if policy is ShortMonthPolicy.FIRST_OF_NEXT and on.day == 1 and yesterday >= lunar.FIRST_DAY:
        before = to_lunar(yesterday)
        was_short = before.day == 29
        return (
            before.year
            if was_short and is_its_month(before, month, observe_leap=observe_leap)
            else None
        )
    return None


def is_its_month(on, month, *, observe_leap):
    """Say whether a day stands in the month in which a giỗ is kept."""
    if on.month != month:
        return False
    has_leap = lunar.leap_month(on.year) == month
    return on.leap == (observe_leap and has_leap)


@settings(max_examples=120)
@given(
    st.dates(date(1800, 3, 1), date(2199, 11, 1)),
    st.integers(0, 800),
    st.integers(1, 12),
    st.one_of(st.integers(1, 29), st.just(30)),
    st.booleans(),
    st.sampled_from(ShortMonthPolicy),
)
def test_a_span_holds_what_a_walk_through_it_finds(first, days, month, day, observe_leap, policy):
    last = min(first + days * DAY, date(2199, 11, 30))
    span = memorial_span(first, last)
    key = span.yearly_day(month, day, observe_leap=observe_leap, policy=policy)
    assert list(span.held.get(key, ())) == walked(
        first, last, month, day, observe_leap=observe_leap, policy=policy
    )


@given(st.integers(1801, 2197), st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_every_memorial_is_held_exactly_once_in_each_lunar_year(year, month, day, observe_leap):
    first = lunar.to_solar(lunar.LunarDate(year - 1, 12, 1))
    last = lunar.to_solar(lunar.LunarDate(year + 1, 1, 29))
    span = memorial_span(first, last)
    for policy in (ShortMonthPolicy.LAST_DAY, ShortMonthPolicy.FIRST_OF_NEXT):
        key = span.yearly_day(month, day, observe_leap=observe_leap, policy=policy)
        assert [held.lunar_year for held in span.held[key]].count(year) == 1


def test_customs_stand_apart_only_where_they_matter():
    span = memorial_span(date(2026, 3, 1), date(2026, 5, 1))
    plain = span.yearly_day(2, 15, observe_leap=True, policy=ShortMonthPolicy.SKIP)
    assert plain == (2, 15, None, None)
    last = span.yearly_day(2, 30, observe_leap=False, policy=ShortMonthPolicy.SKIP)
    assert last.policy is ShortMonthPolicy.SKIP
    leap = memorial_span(date(2025, 6, 1), date(2025, 9, 1))
    assert leap.yearly_day(6, 1, observe_leap=True, policy=ShortMonthPolicy.SKIP).observe_leap


@pytest.mark.parametrize(
    ("first", "last"), [(date(1700, 1, 1), date(1750, 1, 1)), (date(2026, 2, 2), date(2026, 2, 1))]
)
def test_a_span_outside_the_table_or_turned_round_is_empty(first, last):
    assert memorial_span(first, last).held == {}
