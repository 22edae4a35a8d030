"""Which rows look like one person."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.duplicates import THRESHOLD, Sketch, holds, likely_pairs, likeness

AN = Sketch(
    1,
    "duong van an",
    given="an",
    sex="m",
    generation=5,
    memorial=(3, 2),
    fathers=frozenset({"duong van binh"}),
)


def score(one, other):
    like = likeness(one, other)
    return None if like is None else like.score


def test_same_name_generation_father_and_memorial_are_very_alike():
    assert score(AN, replace(AN, id=2)) == 100


def test_a_homonym_of_the_same_generation_alone_is_not_reported():
    other = Sketch(2, "duong van an", given="an", sex="m", generation=5)
    assert score(AN, other) < THRESHOLD


@pytest.mark.parametrize(
    "change",
    [
        {"memorial": (9, 27)},
        {"fathers": frozenset({"duong van cuong"})},
        {"generation": 7},
    ],
)
def test_a_difference_speaks_against_it(change):
    assert score(AN, replace(AN, id=2, **change)) < score(AN, replace(AN, id=2))


def test_births_far_apart_speak_against_it():
    one = replace(AN, birth=1800)
    assert score(one, replace(one, id=2, birth=1860)) < THRESHOLD
    assert score(one, replace(one, id=2, birth=1801)) >= THRESHOLD


@pytest.mark.parametrize(
    "other",
    [
        replace(AN, id=2, sex="f"),
        replace(AN, id=2, parents=frozenset({1})),
        replace(AN, id=2, spouses=frozenset({1})),
    ],
)
def test_some_pairs_cannot_be_one_person(other):
    assert likeness(AN, other) is None


def test_two_numbered_children_of_one_father_are_two():
    one = replace(AN, parents=frozenset({9}), child_order=1)
    assert likeness(one, replace(one, id=2, child_order=2)) is None
    assert likeness(one, replace(one, id=2, child_order=None)).score >= THRESHOLD


@pytest.mark.parametrize("name", ["", "khuyet danh", "nguyen thi", "an"])
def test_unknown_names_do_not_match_each_other(name):
    one = Sketch(1, name, generation=5, memorial=(1, 1))
    assert likely_pairs([one, replace(one, id=2)]) == []


def test_another_name_finds_its_bearer():
    formal = replace(AN, name="duong cong tuan", aliases=frozenset({"duong van an"}), given="tuan")
    (pair,) = likely_pairs([formal, replace(AN, id=2)])
    assert pair.likeness.reasons[0] == "same_other_name"


def test_wives_of_the_same_name_are_found_by_their_husbands():
    one = Sketch(
        1, "le thi mai", given="mai", sex="f", generation=4, spouse_names=frozenset({"duong an"})
    )
    (pair,) = likely_pairs([one, replace(one, id=2)])
    assert "same_spouse_name" in pair.likeness.reasons


people = st.builds(
    Sketch,
    id=st.integers(1, 40),
    name=st.sampled_from(["duong van an", "duong van binh", "khuyet danh"]),
    given=st.sampled_from(["an", "binh"]),
    sex=st.sampled_from("mfu"),
    generation=st.none() | st.integers(4, 6),
    memorial=st.none() | st.tuples(st.integers(1, 3), st.integers(1, 3)),
    fathers=st.frozensets(st.sampled_from(["duong a cha", "duong b cha"]), max_size=1),
)


@given(st.lists(people, unique_by=lambda sketch: sketch.id, max_size=25))
def test_likeness_is_mutual_and_blocks_lose_no_strong_pair(sketches):
    found = {(pair.first, pair.second) for pair in likely_pairs(sketches)}
    for one, other in combinations(sketches, 2):
        assert likeness(one, other) == likeness(other, one)
        like = likeness(one, other)
        shares = one.memorial == other.memorial is not None or one.generation == other.generation
        if like is not None and like.score >= THRESHOLD and shares and "same_name" in like.reasons:
            assert (min(one.id, other.id), max(one.id, other.id)) in found


def test_a_name_of_hundreds_costs_no_square():
    crowd = [replace(AN, id=number, memorial=None, fathers=frozenset()) for number in range(3000)]
    assert likely_pairs(crowd) == []


@pytest.mark.parametrize(
    ("fuller", "lesser", "answer"),
    [
        ("3/2/1820", "1820", True),
        ("3/2/1820", "2/1820", True),
        ("1820", "3/2/1820", False),
        ("3/2/1820", "4/2/1820", False),
        ("3/2/1820", "khoảng 1820", False),
        ("khoảng 1820", "khoảng 1820", True),
        ("3/2/1820", "3/2 âm lịch", False),
        ("3/2 nhuận âm lịch", "3/2 âm lịch", False),
    ],
)
def test_a_fuller_date_holds_a_lesser_one(fuller, lesser, answer):
    assert holds(parse_vietnamese(fuller), parse_vietnamese(lesser)) is answer
