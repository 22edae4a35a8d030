from __future__ import annotations

from datetime import date, timedelta

import pytest

from genealogy.domain.calendars import date_to_jdn
from genealogy.domain.privacy import (
    DECEASED,
    LIVING,
    KinDays,
    Life,
    Presumption,
    latest_birth,
    latest_births,
    presume_clan,
    presume_living,
)

TODAY = date(2026, 11, 23)
DEAD = Presumption(False, None)
NO_END = Presumption(True, None)


def day(year, month=1, number=1):
    return date_to_jdn(date(year, month, number))


def born(year, **more):
    return Life(birth_start=day(year), birth_end=day(year, 12, 31), **more)


def seen(year):
    return Life(first_seen=day(year), last_seen=day(year))


def until(year, month=1, number=1):
    return Presumption(True, date(year, month, number))


@pytest.mark.parametrize(
    ("life", "kin", "expected"),
    [
        # What the record says wins.
        (Life(), KinDays(), NO_END),
        (Life(DECEASED), KinDays(), DEAD),
        (Life(LIVING), KinDays(), NO_END),
        (born(1700, living_state=LIVING), KinDays(), NO_END),
        (born(2020, living_state=DECEASED), KinDays(), DEAD),
        (Life(LIVING, has_ended=True), KinDays(), NO_END),
        # A death or burial, dated or not.
        (Life(has_ended=True), KinDays(), DEAD),
        (born(2000, has_ended=True), KinDays(), DEAD),
        # Own dates.
        (born(1990), KinDays(), until(2110, 12, 31)),
        (born(1900), KinDays(), until(2020, 12, 31)),
        (born(1800), KinDays(), until(1920, 12, 31)),
        (seen(1850), KinDays(), until(1970)),
        (Life(birth_end=day(1850)), KinDays(), until(1970)),
        (Life(birth_start=day(1950)), KinDays(), NO_END),
        (Life(birth_start=day(1850), birth_end=day(1950), first_seen=day(1870)), KinDays(),
         until(1990)),
        # Own dates that contradict the birth are left out.
        (born(1990, first_seen=day(1890)), KinDays(), until(2110, 12, 31)),
        (Life(birth_start=day(1950)), KinDays(parents=[day(1700)]), NO_END),
        # Kin: parents + 45.
        (Life(), KinDays(parents=[day(1800)]), until(1965)),
        (Life(), KinDays(parents=[day(1990), day(1800)]), until(1965)),
        # Kin: spouse + 40.
        (Life(), KinDays(spouses=[day(1800)]), until(1960)),
        # Kin: marriage - 10.
        (Life(), KinDays(marriages=[day(1900)]), until(2010)),
        # Kin: child - 15, grandchild - 30.
        (Life(), KinDays(children=[day(1900)]), until(2005)),
        (Life(), KinDays(grandchildren=[day(1900)]), until(1990)),
        (Life(), KinDays(children=[day(1995), day(1960)]), until(2065)),
        # The earliest of all counts.
        (Life(), KinDays(parents=[day(1900)], spouses=[day(1850)]), until(2010)),
        # Heuristics of kin do not touch somebody whose birth is on record.
        (born(1995), KinDays(parents=[day(1700)], spouses=[day(1700)]), until(2115, 12, 31)),
        (born(1995), KinDays(marriages=[day(1800)]), until(2115, 12, 31)),
        (born(1995), KinDays(children=[day(1800)]), until(2115, 12, 31)),
        # Somebody seen alive later than kin would allow lives on.
        (Life(last_seen=day(2010)), KinDays(parents=[day(1700)]), NO_END),
        (Life(first_seen=day(2010), last_seen=day(2010)), KinDays(spouses=[day(1700)]),
         until(2130)),
        # Leap days and the ends of the calendar.
        (Life(birth_start=day(1980, 2, 29), birth_end=day(1980, 2, 29)), KinDays(),
         until(2100, 3, 1)),
        (Life(birth_end=1), KinDays(), Presumption(True, date.min)),
    ],
)  # fmt: skip
def test_presumption(life, kin, expected):
    judged = presume_living(life, kin)
    assert judged.presumed_living is expected.presumed_living
    assert (judged.until is None) is (expected.until is None)
    if expected.until is not None:
        # Years of kin are whole days, rounded to the side that keeps somebody living.
        assert timedelta(0) <= judged.until - expected.until <= timedelta(3 if any(kin) else 0)


@pytest.mark.parametrize(
    ("life", "is_living"),
    [
        (Life(), True),
        (Life(DECEASED), False),
        (born(1906), True),
        (born(1905), False),
        (Life(birth_start=day(1906, 11, 23), birth_end=day(1906, 11, 23)), True),
        (Life(birth_start=day(1906, 11, 22), birth_end=day(1906, 11, 22)), False),
    ],
)
def test_visibility_flips_with_the_calendar(life, is_living):
    assert presume_living(life).holds_on(TODAY) is is_living


def test_age_nobody_outlives_can_be_set():
    assert presume_living(born(1900), max_alive_age=100) == until(2000, 12, 31)


def test_latest_birth_is_the_earliest_bound():
    assert latest_birth(seen(1900), [day(1890)]) == day(1890) - 5478
    assert latest_birth(seen(1800), [day(1890)]) == day(1800)
    assert latest_birth(Life()) is None


def eighteen_generations():
    """A line of 18 without dates, but for the birth of the last one."""
    lives = {n: Life() for n in range(1, 19)}
    lives[18] = born(1985)
    return lives, {n: [n - 1] for n in range(2, 19)}


def test_a_descendants_date_proves_the_upper_generations_dead():
    lives, parents = eighteen_generations()
    judged, births = presume_clan(lives, parents_of=parents, spouses_of={}, marriages_of={})
    living = [n for n, presumption in judged.items() if presumption.holds_on(TODAY)]
    assert living == [13, 14, 15, 16, 17, 18]
    assert births[1] < day(1732)


def test_wives_and_brothers_of_proven_ancestors_are_dead_too():
    lives, parents = eighteen_generations()
    lives |= {101: Life(), 102: Life(), 103: Life()}
    parents |= {102: [4], 103: [17]}
    judged, _ = presume_clan(
        lives, parents_of=parents, spouses_of={101: [5], 5: [101]}, marriages_of={}
    )
    assert not judged[101].holds_on(TODAY)
    assert not judged[102].holds_on(TODAY)
    assert judged[103].holds_on(TODAY)


def test_misdated_grandchild_does_not_kill_a_grandparent_born_yesterday():
    lives = {1: born(1960), 2: Life(), 3: born(1760)}
    judged, _ = presume_clan(lives, parents_of={2: [1], 3: [2]}, spouses_of={}, marriages_of={})
    assert judged[1] == until(2080, 12, 31)


def test_a_contradicting_child_does_not_hide_what_another_tells():
    lives = {1: Life(birth_start=day(1850)), 2: seen(1800), 3: seen(1930)}
    assert latest_births(lives, {2: [1], 3: [1]})[1] == latest_birth(lives[1], [day(1930)])


def test_circle_of_parents_does_not_hang():
    lives = {1: Life(), 2: seen(1800), 3: Life()}
    assert latest_births(lives, {1: [2], 2: [1], 3: [1]})[2] == day(1800)


def test_parents_who_are_not_of_the_clan_are_ignored():
    assert latest_births({1: seen(1900)}, {1: [99]}) == {1: day(1900)}
