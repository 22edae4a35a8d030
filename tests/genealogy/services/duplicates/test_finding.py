"""Pairs found in the database, waved off and taken back."""

from __future__ import annotations

import pytest

from genealogy.models import DuplicateDismissal, DuplicatePair, Person
from genealogy.services.duplicates import (
    duplicate_dismiss,
    duplicate_restore,
    duplicates_find,
    duplicates_of,
)
from genealogy.services.duplicates.sketches import read_sketches
from tests.genealogy.factories import PersonFactory, WomanFactory, family, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(clan):
    """One man typed in twice, under two rows of the same father, and his brother."""
    father = PersonFactory(clan=clan, given_name="Bình")
    again = PersonFactory(clan=clan, given_name="Bình")
    rows = [PersonFactory(clan=clan, given_name="Ẩn", death="2/3 âm lịch") for _ in range(2)]
    brother = PersonFactory(clan=clan, given_name="Lộc", death="9/9 âm lịch")
    family(father, None, rows[0], brother)
    family(again, None, rows[1])
    found(father)
    return rows


def pairs() -> set[tuple[int, int]]:
    return set(DuplicatePair.objects.values_list("first_id", "second_id"))


def test_a_man_typed_in_twice_is_found_with_the_reasons(clan, twins):
    one, other = twins
    assert duplicates_find(clan) >= 1
    pair = DuplicatePair.objects.get(first=one, second=other)
    assert pair.score >= 90
    assert {"same_name", "same_father_name", "same_memorial"} <= set(pair.reasons)


def test_sketches_hold_what_the_database_says(clan, twins):
    wife = WomanFactory(clan=clan, given_name="Mai")
    family(twins[0], wife)
    sketches = {sketch.id: sketch for sketch in read_sketches(clan)}
    mine = sketches[twins[0].pk]
    assert (mine.name, mine.given, mine.sex) == ("duong van an", "an", "m")
    assert (mine.generation, mine.memorial, mine.death) == (2, (3, 2), None)
    assert mine.fathers == {"duong van binh"}
    assert (mine.spouses, mine.spouse_names) == ({wife.pk}, {"le thi mai"})
    assert list(read_sketches(clan, {twins[0].pk})) == [mine]


def test_other_names_find_their_bearer(clan):
    names = [{"kind": "huy", "value": "Ẩn"}, {"kind": "title", "value": "Tiến sĩ"}]
    person = PersonFactory(clan=clan, given_name="Tuấn", names=names)
    (sketch,) = read_sketches(clan, {person.pk})
    assert sketch.aliases == {"duong an"}


def test_finding_again_changes_nothing_and_forgets_what_is_gone(clan, twins):
    duplicates_find(clan)
    before = pairs()
    duplicates_find(clan)
    assert pairs() == before
    Person.objects.filter(pk=twins[1].pk).delete()
    duplicates_find(clan)
    assert not [pair for pair in pairs() if twins[1].pk in pair]


def test_a_dismissed_pair_stays_away_until_it_is_taken_back(clan, twins, admin_user):
    one, other = twins
    duplicates_find(clan)
    duplicate_dismiss(one=other, other=one, by=admin_user, reason="hai anh em con bác")
    row = DuplicateDismissal.objects.get()
    assert (row.first, row.second, row.created_by) == (one, other, admin_user)
    assert (one.pk, other.pk) not in pairs()
    duplicates_find(clan)
    assert (one.pk, other.pk) not in pairs()
    assert other not in [person for person, _like in duplicates_of(one)]
    duplicate_restore(one=one, other=other)
    assert (one.pk, other.pk) in pairs()
    assert not DuplicateDismissal.objects.exists()


def test_staged_people_and_other_clans_are_left_out(clan, twins):
    Person.objects.filter(pk=twins[1].pk).update(is_staged=True)
    stranger = PersonFactory(given_name="Ẩn", death="2/3 âm lịch")
    duplicates_find(clan)
    assert not [pair for pair in pairs() if twins[1].pk in pair]
    assert duplicates_of(twins[0]) == []
    assert duplicates_of(stranger) == []


def test_people_like_one_person_come_with_the_likest_first(clan, twins):
    weaker = PersonFactory(clan=clan, given_name="An", death="2/3 âm lịch")
    found_people = duplicates_of(twins[0])
    assert found_people[0][0] == twins[1]
    scores = [like.score for _person, like in found_people]
    assert scores == sorted(scores, reverse=True)
    assert weaker in [person for person, _like in found_people]


def test_people_of_the_very_name_are_looked_at_before_those_of_similar_ones(
    clan, twins, monkeypatch
):
    monkeypatch.setattr("genealogy.services.duplicates.finding._MOST_CANDIDATES", 2)
    assert twins[1] in [person for person, _like in duplicates_of(twins[0])]
    crowd = [PersonFactory(clan=clan, middle_name="Văn An", given_name="Ẩn") for _ in range(3)]
    assert twins[0] in [person for person, _like in duplicates_of(twins[1])]
    assert crowd


def test_finding_asks_the_same_number_of_questions_however_large_the_clan(
    clan, twins, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        duplicates_find(clan)
    for _ in range(15):
        PersonFactory(clan=clan)
    with django_assert_max_num_queries(25):
        duplicates_find(clan)
    with django_assert_max_num_queries(12):
        duplicates_of(twins[0])
