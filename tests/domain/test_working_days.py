"""Working days in Vietnam; holidays from the labour code and the calendars of the years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from genealogy.domain.working_days import (
    add_days,
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "is_work"),
    [
        (date(2026, 11, 23), True),  # a Monday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 1, 1), False),
        (date(2026, 2, 17), False),  # mùng một Tết Bính Ngọ
        (date(2027, 2, 8), False),  # mùng ba Tết Đinh Mùi
        (date(2025, 4, 7), False),  # 10/3 Ất Tỵ, giỗ tổ Hùng Vương
        (date(2027, 4, 16), False),  # 10/3 Đinh Mùi
        (date(2026, 4, 27), False),  # giỗ tổ on a Sunday, the Monday is given instead
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), False),
        (date(2026, 9, 2), False),
        (date(2026, 9, 3), True),
    ],
)
def test_a_day_is_a_working_day_or_not(day, is_work):
    assert is_working_day(day) is is_work


@pytest.mark.parametrize(
    ("received", "answer_due"),
    [
        (date(2026, 11, 23), date(2026, 11, 25)),
        (date(2026, 11, 20), date(2026, 11, 24)),  # over a weekend
        (date(2026, 11, 21), date(2026, 11, 24)),  # received on a Saturday
        (date(2026, 4, 28), date(2026, 5, 4)),  # over 30 April and 1 May
        (date(2026, 2, 13), date(2026, 2, 24)),  # over Tết
    ],
)
def test_two_working_days_do_not_count_the_first_day_nor_days_off(received, answer_due):
    assert add_working_days(received, 2) == answer_due


def test_a_term_of_days_that_ends_on_a_day_off_ends_on_the_next_working_day():
    assert add_days(date(2026, 11, 7), 15) == date(2026, 11, 23)
    assert add_days(date(2026, 11, 9), 15) == date(2026, 11, 24)


def test_counting_back_and_forth_agrees():
    start = date(2026, 2, 10)
    for count in range(15):
        end = add_working_days(start, count)
        assert working_days_between(start, end) == count
        assert working_days_between(end, start) == -count


def test_the_next_working_day_is_never_far():
    for number in range(730):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert timedelta(0) <= next_working_day(day) - day <= timedelta(days=10)
