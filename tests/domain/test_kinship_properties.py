"""What must hold for every path of kinship, whoever stands on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genealogy.domain.kinship import (
    REGIONS,
    KinPath,
    KinToken,
    Seniority,
    SiblingRank,
    describe,
    path_in_words,
    path_of_line,
)
from genealogy.domain.kinship_order import order_lines

BONDS = ("birth", "birth", "birth", "adopted", "foster", "heir", "step", "unknown")
RANKED = (Seniority.ELDER, Seniority.YOUNGER)

links = st.builds(KinToken, st.sampled_from("FMSD"), bond=st.sampled_from(BONDS))
marriages = st.builds(
    KinToken, st.sampled_from("HW"), standing=st.sampled_from(("", "principal", "successor"))
)
siblings = st.builds(
    KinToken, st.sampled_from("BZ"), st.sampled_from(RANKED), half=st.sampled_from(("", "f", "m"))
)
unknown = st.one_of(
    st.builds(KinToken, st.sampled_from("PCX")),
    st.builds(KinToken, st.sampled_from("BZG"), st.sampled_from(Seniority)),
)


def paths(*tokens, sexes="mf", longest=10):
    return st.builds(
        lambda steps, sex: KinPath(tuple(steps), sex),
        st.lists(st.one_of(*tokens), max_size=longest),
        st.sampled_from(sexes),
    )


known_paths = paths(links, marriages, siblings)
all_paths = paths(links, marriages, siblings, unknown, sexes="mfu", longest=6)


def one_line(ups, turn, downs, sex, ends):
    lead, tail = ends
    parts = [*lead, *ups, *turn, *downs, *tail]
    return KinPath.parse(".".join(parts), sex)


# One common ancestor at most, of any depth, a marriage at either end or both.
ordinary_paths = st.builds(
    one_line,
    st.lists(st.sampled_from("FM"), max_size=14),
    st.lists(st.sampled_from(("eB", "yB", "eZ", "yZ")), min_size=1, max_size=1),
    st.lists(st.sampled_from("SD"), max_size=14),
    st.sampled_from("mf"),
    st.tuples(*(st.lists(st.sampled_from("HW"), max_size=1) for _ in range(2))),
)


@given(all_paths)
def test_written_paths_read_back(path):
    assert KinPath.parse(str(path), path.ego_sex) == path


@given(all_paths)
def test_inverse_of_the_inverse_is_the_path(path):
    assert path.inverse().inverse() == path
    assert path.inverse().delta == -path.delta


@given(known_paths, st.sampled_from(REGIONS))
def test_what_b_calls_a_is_the_term_of_the_way_back(path, region):
    there = describe(path, region=region)
    back = describe(path.inverse(), region=region)
    if there.is_uncertain:  # two links in a row may make siblings of unknown rank
        assert choices(there.reciprocal) == choices(back.term)
        return
    assert (there.reciprocal, there.reciprocal_address) == (back.term, back.address)
    assert (back.reciprocal, back.reciprocal_address) == (there.term, there.address)


def choices(text):
    return set(re.split(", | hoặc ", text))


@settings(max_examples=150)
@given(all_paths, st.sampled_from(REGIONS))
def test_every_path_has_an_answer(path, region):
    answer = describe(path, region=region)
    assert answer.term
    assert answer.address
    assert answer.reciprocal
    assert path_in_words(path)
    assert bool(answer.options) <= answer.is_uncertain


@given(ordinary_paths)
def test_ordinary_paths_are_certain_and_named_in_one(path):
    answer = describe(path)
    assert not answer.is_uncertain
    assert answer.delta == path.delta
    assert answer.term.count(" của ") <= 1


@given(ordinary_paths)
def test_distance_is_told_on_both_sides_or_neither(path):
    # R12: "họ" where neither of the two is a sibling of the other's ancestor.
    ups = sum(token.letter in "FM" for token in path.tokens)
    downs = sum(token.letter in "SD" for token in path.tokens)
    answer = describe(path)
    married = path.tokens[-1].letter in "HW" and path.delta > 2
    if not path.is_blood or married:
        return
    assert ("họ" in answer.term.split()) == (ups > 0 and downs > 0)
    assert ("họ" in answer.reciprocal.split()) == (ups > 0 and downs > 0)


@given(st.lists(ordinary_paths, min_size=1, max_size=6), st.randoms())
def test_the_order_does_not_depend_on_the_order_given(paths, random):
    lines = [(path,) for path in paths]
    best = describe(order_lines(lines)[0][0])
    random.shuffle(lines)
    again = order_lines(lines)
    assert sorted(map(str, paths)) == sorted(str(path) for (path,) in again)
    assert again[0][0].is_blood == any(path.is_blood for path in paths)
    assert describe(again[0][0]).delta == best.delta


@dataclass(frozen=True)
class Step:
    kind: str
    bond: str = "birth"


@dataclass(frozen=True)
class Line:
    people: tuple[int, ...]
    steps: tuple[Step, ...]


@st.composite
def climbs(draw):
    """Draw a line up and down, the ranks of its people, and new births for all but two."""
    ups, downs = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    people = range(ups + downs + 1)
    steps = [Step("parent")] * ups + [Step("child")] * downs
    sexes = draw(st.lists(st.sampled_from("mf"), min_size=len(people), max_size=len(people)))
    numbers = st.none() | st.integers(1, 5)
    births = st.none() | st.integers(2_000_000, 2_400_000)
    ranks = draw(
        st.lists(
            st.builds(SiblingRank, numbers, numbers, numbers, births),
            min_size=len(people),
            max_size=len(people),
        )
    )
    other = draw(st.lists(births, min_size=len(people), max_size=len(people)))
    return Line(tuple(people), tuple(steps)), sexes, ranks, other, {ups - 1, ups + 1}


def read(line, sexes, ranks, by_mother):
    return path_of_line(
        line, sex_of=sexes.__getitem__, rank_of=ranks.__getitem__, ranks_by_mother=by_mother
    )


@given(climbs(), st.booleans())
def test_no_age_but_the_siblings_at_the_split_is_ever_looked_at(climb, by_mother):
    line, sexes, ranks, births, split = climb
    aged = [
        rank
        if person in split
        else SiblingRank(rank.rank_override, rank.child_order, rank.mother_order, births[person])
        for person, rank in enumerate(ranks)
    ]
    before, after = (read(line, sexes, every, by_mother) for every in (ranks, aged))
    assert before == after
    assert describe(before) == describe(after)


@given(climbs(), st.booleans())
def test_where_the_book_numbers_the_siblings_no_age_counts_at_all(climb, by_mother):
    line, sexes, ranks, births, split = climb
    numbered = [
        SiblingRank(child_order=person, birth=rank.birth) for person, rank in enumerate(ranks)
    ]
    aged = [SiblingRank(child_order=person, birth=births[person]) for person, _ in enumerate(ranks)]
    first, second = sorted(split)
    path = read(line, sexes, numbered, by_mother)
    assert path == read(line, sexes, aged, by_mother)
    turn = next(token for token in path.tokens if token.seniority is not None)
    assert turn.seniority is (Seniority.YOUNGER if first < second else Seniority.ELDER)


@given(climbs(), st.booleans())
def test_the_line_read_from_b_is_the_inverse(climb, by_mother):
    line, sexes, ranks, _, _ = climb
    turned = {"parent": "child", "child": "parent"}
    back = Line(line.people[::-1], tuple(Step(turned[s.kind]) for s in reversed(line.steps)))
    there = read(line, sexes, ranks, by_mother)
    assert read(back, sexes, ranks, by_mother) == there.inverse()


@pytest.mark.parametrize("depth", [40, 200])
def test_depth_is_no_limit(depth):
    answer = describe("F." * depth + "yB" + ".S" * depth)
    assert (answer.term, answer.reciprocal) == ("em họ", "anh họ")
    assert describe(".".join("F" * depth)).term == f"cụ tổ {depth + 1} đời"
