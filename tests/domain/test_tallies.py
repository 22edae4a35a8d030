"""Counting without a database: medians, periods, lines that ended, adding tallies up."""

import json
import statistics as oracle
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.statistics import Statistics, age_between, century_of, period_of
from genealogy.domain.tallies import Counted, Tally


def person(**facts):
    usual = {
        "generation": 1, "membership": "lineage", "sex": "m", "surname": "Dương",
        "middle_name": "Văn", "given_name": "An", "birth_year": None, "death_year": None,
        "memorial_month": None, "is_dead": True,
    }  # fmt: skip
    return Counted(**(usual | facts))


people = st.builds(
    person,
    generation=st.one_of(st.none(), st.integers(-2, 6)),
    membership=st.sampled_from(["lineage", "wife", "husband", "maternal", "unconnected"]),
    sex=st.sampled_from("mfu"),
    given_name=st.sampled_from(["An", "Ân", "Đức", "ĐỨC", "đức", "Duc", ""]),
    birth_year=st.one_of(st.none(), st.integers(-300, 2026)),
    death_year=st.one_of(st.none(), st.integers(-300, 2026)),
    memorial_month=st.one_of(st.none(), st.integers(1, 12)),
    is_dead=st.booleans(),
)


def counted(rows):
    tally = Tally()
    for row in rows:
        tally.add_person(row)
    return tally


@given(st.lists(people, max_size=40))
def test_medians_are_those_of_the_standard_library(rows):
    numbers = counted(rows).statistics(tells_living=True)
    for row in numbers.longevity:
        ages = [
            age
            for one in rows
            if (age := age_between(one.birth_year, one.death_year)) is not None
            and century_of(one.death_year) == row.century
            and one.sex == row.sex
        ]
        assert row.people == len(ages)
        assert row.median == oracle.median(ages)
        assert (row.lowest, row.highest) == (min(ages), max(ages))


@given(st.lists(people, max_size=30), st.lists(people, max_size=30))
def test_two_tallies_added_up_are_one_tally_of_all(some, others):
    merged = counted(some)
    merged.merge(counted(others))
    together = counted([*some, *others])
    assert merged.statistics(tells_living=True) == together.statistics(tells_living=True)


@given(st.lists(people, max_size=40))
def test_nobody_is_counted_twice_or_left_out(rows):
    numbers = counted(rows).statistics(tells_living=True)
    assert sum(row.people for row in numbers.generations) == len(rows) == numbers.people
    assert numbers.living + numbers.dead == len(rows)
    assert sum(row.births for row in numbers.periods) == numbers.with_birth
    assert not numbers.periods or numbers.periods[-1].total == numbers.with_birth
    assert sum(numbers.memorials) == numbers.with_memorial


@given(st.lists(people, max_size=40))
def test_numbers_survive_json(rows):
    numbers = counted(rows).statistics(tells_living=False)
    assert Statistics.from_data(json.loads(json.dumps(numbers.to_data()))) == numbers


def test_names_keep_their_marks_but_not_their_capitals():
    rows = [person(given_name=name) for name in ("Đức", "ĐỨC", "đức", "Duc", "Dức")]
    names = counted(rows).statistics(tells_living=True).names_of_men
    assert Counter(dict(names)) == Counter({"Đức": 3, "Duc": 1, "Dức": 1})


def test_names_of_equal_use_stand_in_the_order_of_the_dictionary():
    rows = [person(given_name=name) for name in ("Đào", "Dũng", "Ân", "An")]
    names = counted(rows).statistics(tells_living=True).names_of_men
    assert [row.name for row in names] == ["An", "Ân", "Dũng", "Đào"]


def test_a_line_ends_with_a_man_who_left_no_son():
    childless, with_daughter, with_son = (person() for _ in range(3))
    rows = [childless, with_daughter, with_son, person(sex="f"), person(membership="husband")]
    tally = counted([*rows, person(is_dead=False), person(birth_year=1800, death_year=1810)])
    tally.add_father(with_daughter, children=1, heirs=0)
    tally.add_father(with_son, children=2, heirs=1)
    assert tally.statistics(tells_living=True).ended == 2
    assert tally.statistics(tells_living=False).ended is None


def test_there_is_no_year_nought():
    assert age_between(-1, 1) == 1
    assert (century_of(1), century_of(100), century_of(101)) == (1, 1, 2)
    assert (century_of(-1), century_of(-100), century_of(-101)) == (-1, -1, -2)
    assert period_of(-1) == -25


def test_ages_no_human_reaches_are_left_out():
    assert age_between(1500, 1621) is None
    assert age_between(1800, 1790) is None
