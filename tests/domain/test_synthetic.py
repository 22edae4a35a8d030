"""Invented clans: as many as asked for, the same for the same seed, true to the rules."""

from __future__ import annotations

from collections import Counter

import pytest

from genealogy.domain.name_order import looks_vietnamese
from genealogy.domain.synthetic import (
    GENERATIONS,
    SyntheticFamily,
    SyntheticPerson,
    synthetic_clan,
    synthetic_gedcom,
)


def split(count, seed=3):
    things = list(synthetic_clan(count, seed))
    people = {thing.number: thing for thing in things if isinstance(thing, SyntheticPerson)}
    families = {thing.number: thing for thing in things if isinstance(thing, SyntheticFamily)}
    return people, families


@pytest.mark.parametrize("count", [2, 3, 7, 40, 333, 5_000])
def test_there_are_exactly_as_many_people_as_asked_for(count):
    people, _families = split(count)
    assert sorted(people) == list(range(1, count + 1))


def test_one_person_is_no_clan():
    with pytest.raises(ValueError, match="two"):
        next(synthetic_clan(1, 1))


def test_same_seed_gives_the_same_file_and_another_gives_another():
    assert list(synthetic_gedcom(300, 9)) == list(synthetic_gedcom(300, 9))
    assert list(synthetic_gedcom(300, 9)) != list(synthetic_gedcom(300, 10))


def test_large_clan_has_eighteen_generations_each_larger_than_the_one_before():
    people, _families = split(5_000)
    sizes = Counter(person.generation for person in people.values())
    assert set(range(1, GENERATIONS + 1)) <= set(sizes)
    assert sizes[17] > sizes[10] > sizes[3]


def test_everybody_descends_from_the_founder_or_is_married_to_one_who_does():
    people, families = split(2_000)
    for person in people.values():
        if person.number == 1:
            continue
        if person.family is None:
            assert families[person.families[0]].wife == person.number
        else:
            family = families[person.family]
            assert person.number in family.children
            assert people[family.husband].generation == person.generation - 1


def test_children_are_born_after_their_father_and_in_order():
    people, families = split(2_000)
    for family in families.values():
        births = [people[child].birth_year for child in family.children]
        assert births == sorted(births)
        assert all(birth > people[family.husband].birth_year + 14 for birth in births)


def test_names_look_vietnamese():
    people, _families = split(500)
    assert all(
        looks_vietnamese(f"{person.middle} {person.given} /{person.surname}/")
        for person in people.values()
    )
