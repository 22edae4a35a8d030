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
)
from genealogy.domain.synthetic_gedcom import synthetic_gedcom


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
        if person.family is None and person.adopted is None:
            assert families[person.families[0]].wife == person.number
        elif person.family is None:
            assert person.number in families[person.adopted].adopted
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


def fathers(people, families, person):
    """Give the houses above: the families the person and the fathers were born or taken into."""
    while person.number != 1:
        house = families[person.family or person.adopted]
        yield house.number
        person = people[house.husband]


def test_a_few_wives_are_daughters_of_a_distant_line():
    people, families = split(5_000)
    couples = [
        (people[family.husband], people[family.wife])
        for family in families.values()
        if people[family.wife].family or people[family.wife].adopted
    ]
    assert 0.02 < len(couples) / len(families) < 0.08
    for husband, wife in couples:
        assert (husband.generation, wife.sex) == (wife.generation, "f")
        houses = [set(list(fathers(people, families, one))[:3]) for one in (husband, wife)]
        assert not houses[0] & houses[1]


def test_a_childless_man_takes_a_brothers_son_as_heir():
    people, families = split(20_000)
    heirs = [person for person in people.values() if person.is_heir]
    assert len(heirs) > 10
    for heir in heirs:
        born, taken = families[heir.family], families[heir.adopted]
        assert heir.number in born.children
        assert heir.number in taken.adopted
        assert people[born.husband].family == people[taken.husband].family
        assert not any(families[number].children for number in people[taken.husband].families)


def test_some_children_of_strangers_are_taken_in():
    people, _families = split(20_000)
    taken = [one for one in people.values() if one.adopted and not one.is_heir]
    assert len(taken) > 10
    assert all(one.family is None for one in taken)


def test_men_have_one_to_three_wives_in_order():
    people, families = split(5_000)
    counts = Counter(len(one.families) for one in people.values() if one.sex == "m")
    assert counts[1] > counts[2] > counts[3] > 0
    for person in people.values():
        if person.sex == "m":
            orders = [families[number].order for number in person.families]
            assert orders == list(range(1, len(orders) + 1))


def test_the_file_says_who_was_born_taken_in_or_made_heir():
    lines = list(synthetic_gedcom(20_000, 3))
    assert "2 PEDI adopted" in lines
    assert "2 PEDI heir" in lines
    assert all(
        lines[place - 1].startswith("1 FAMC")
        for place, line in enumerate(lines)
        if line.startswith("2 PEDI")
    )


def test_names_look_vietnamese():
    people, _families = split(500)
    assert all(
        looks_vietnamese(f"{person.middle} {person.given} /{person.surname}/")
        for person in people.values()
    )
