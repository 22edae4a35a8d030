"""Paths of kinship: written, turned round, put in words, read from a line of the graph."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from genealogy.domain.kinship import (
    KinPath,
    KinPathNotUnderstood,
    Seniority,
    SiblingRank,
    describe,
    path_in_words,
    path_of_line,
    seniority_of,
)
from genealogy.domain.placement import Kin, sibling_key

ELDER, YOUNGER, UNKNOWN = Seniority


@pytest.mark.parametrize(
    "text",
    ["", "F", "F.eB.S", "H.F.F.yZ.D.H", "P.uG.C.X", "F:heir.yB+f:adopted.S:step", "F.W=successor"],
)
def test_written_paths_come_back_as_written(text):
    assert str(KinPath.parse(text)) == text


def test_sibling_without_rank_is_of_unknown_rank():
    assert str(KinPath.parse("F.B")) == "F.uB"


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("F.Q", "Q"),
        ("F..S", ""),
        ("eF", "eF"),
        ("F.eS", "eS"),
        ("W:heir", "W:heir"),
        ("F:bought", "F:bought"),
        ("F=principal", "F=principal"),
        ("W=queen", "W=queen"),
        ("S+f", "S+f"),
        ("f", "f"),
        ("F. eB", " eB"),
    ],
)
def test_what_is_no_step_is_refused_by_name(text, token):
    with pytest.raises(KinPathNotUnderstood) as caught:
        KinPath.parse(text)
    assert caught.value.facts() == {"text": text, "token": token}


@pytest.mark.parametrize(
    ("text", "sex", "back", "back_sex"),
    [
        ("F", "m", "S", "m"),
        ("M", "u", "C", "f"),
        ("eB", "f", "yZ", "m"),
        ("F.eB.D", "m", "F.yB.S", "f"),
        ("S.W", "f", "H.M", "f"),
        ("F:heir.uB+m.S", "m", "F.uB+m.S:heir", "m"),
        ("F.W=secondary", "m", "H=secondary.S", "f"),
        ("", "f", "", "f"),
    ],
)
def test_inverse_is_the_way_back(text, sex, back, back_sex):
    path = KinPath.parse(text, sex)
    assert str(path.inverse()) == back
    assert path.inverse().ego_sex == back_sex
    assert path.inverse().inverse() == path


def test_inverse_may_be_told_a_sex_the_path_does_not_know():
    assert str(KinPath.parse("F", "u").inverse("f")) == "D"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("F.F.yB", "em trai của ông nội"),
        ("M.F.eZ.D", "con gái của chị gái của ông ngoại"),
        ("F.M.F", "bố của bà nội"),
        ("F.F.yB.S.W", "vợ của con trai của em trai của ông nội"),
        ("F.uB", "anh hoặc em trai của bố"),
        ("P.G.X", "vợ hoặc chồng của anh, chị hoặc em của bố hoặc mẹ"),
        ("F:adopted.F", "bố của bố nuôi"),
        ("M:step", "mẹ kế"),
        ("eB+f", "anh trai cùng cha khác mẹ"),
        ("F.F.F.F.F.yB.S.S.S.S", "con cháu đời 5 của em trai của cụ tổ 6 đời bên nội"),
        ("", "chính mình"),
    ],
)
def test_paths_in_words(text, words):
    assert path_in_words(KinPath.parse(text)) == words


# What ranks siblings, from the strongest down: mine, theirs, does the clan rank by mother, theirs
# seen from mine.
RANKS = [
    (SiblingRank(child_order=1), SiblingRank(child_order=2), False, YOUNGER),
    (SiblingRank(child_order=3, birth=10), SiblingRank(child_order=2, birth=20), False, ELDER),
    # By hand: goes before the numbers, and before an equal number.
    (SiblingRank(1, child_order=5), SiblingRank(child_order=2), False, YOUNGER),
    (SiblingRank(2, child_order=5), SiblingRank(child_order=2), False, YOUNGER),
    (SiblingRank(4), SiblingRank(1), False, ELDER),
    (SiblingRank(1, birth=20), SiblingRank(birth=10), False, UNKNOWN),
    (
        SiblingRank(2, child_order=1, birth=30),
        SiblingRank(2, child_order=2, birth=20),
        False,
        ELDER,
    ),
    # By mother, where the clan says so.
    (SiblingRank(None, 4, 1), SiblingRank(None, 2, 2), True, YOUNGER),
    (SiblingRank(None, 4, 1), SiblingRank(None, 2, 2), False, ELDER),
    (SiblingRank(None, 4, 1), SiblingRank(None, 2, None), True, ELDER),
    (SiblingRank(1, 9, 3), SiblingRank(None, 2, 1), True, YOUNGER),
    # No number on a side: the mothers, then the births of these two.
    (SiblingRank(None, None, 1, 50), SiblingRank(None, 1, 2, 40), False, YOUNGER),
    (SiblingRank(birth=50), SiblingRank(birth=40), False, ELDER),
    (SiblingRank(birth=50), SiblingRank(birth=50), False, UNKNOWN),
    (SiblingRank(birth=50), SiblingRank(), False, UNKNOWN),
    (SiblingRank(child_order=1), SiblingRank(), False, UNKNOWN),
    (SiblingRank(), SiblingRank(), True, UNKNOWN),
    # Vague births that overlap tell nothing.
    (SiblingRank(birth=1, birth_end=365), SiblingRank(birth=60), False, UNKNOWN),
    (SiblingRank(birth=1, birth_end=365), SiblingRank(birth=366), False, YOUNGER),
    # Numbers counted in two houses do not compare; births do.
    (
        SiblingRank(child_order=1, birth=9, parent=1),
        SiblingRank(child_order=5, birth=3, parent=2),
        False,
        ELDER,
    ),
    (SiblingRank(child_order=1, parent=1), SiblingRank(child_order=5, parent=2), False, UNKNOWN),
]


@pytest.mark.parametrize(("mine", "theirs", "by_mother", "expected"), RANKS)
def test_rank_of_siblings(mine, theirs, by_mother, expected):
    assert seniority_of(mine, theirs, ranks_by_mother=by_mother) is expected
    assert seniority_of(theirs, mine, ranks_by_mother=by_mother) is expected.opposite


def test_rank_agrees_with_the_order_in_which_siblings_are_shown():
    for mine, theirs, by_mother, expected in RANKS:
        if by_mother or expected is UNKNOWN or mine.parent is not None:
            continue
        keys = [
            sibling_key(
                Kin(
                    number,
                    rank_override=rank.rank_override,
                    child_order=rank.child_order,
                    mother_order=rank.mother_order,
                    birth=rank.birth,
                )
            )
            for number, rank in enumerate((mine, theirs))
        ]
        if mine.child_order is None and theirs.child_order is not None:
            continue  # the list puts who has no number last, which says nothing of the rank
        assert (keys[1] < keys[0]) is (expected is ELDER)


@dataclass(frozen=True)
class Step:
    kind: str
    bond: str = "birth"


@dataclass(frozen=True)
class Line:
    people: tuple[int, ...]
    steps: tuple[Step, ...]


def line(people, kinds):
    return Line(tuple(people), tuple(Step(kind) for kind in kinds))


# 1 and his wife 2 have 3 and, by another wife 4, the elder 5; 3 has the son 6, 5 the daughter 7.
SEXES = dict(zip(range(1, 9), "mfmfmmfm", strict=True))
RANKED = {3: SiblingRank(None, 2, 1), 5: SiblingRank(None, 1, 2)}
PARENTS = {3: (1, 2), 5: (1, 4), 6: (3,), 7: (5,)}


def read(people, kinds, **options):
    return path_of_line(
        line(people, kinds),
        sex_of=SEXES.__getitem__,
        rank_of=lambda pk: RANKED.get(pk, SiblingRank()),
        **options,
    )


def test_line_turns_at_the_siblings_below_the_common_parent():
    path = read((6, 3, 1, 5, 7), ("parent", "parent", "child", "child"))
    assert (str(path), path.ego_sex) == ("F.eB.D", "m")


def test_line_follows_the_rule_of_the_clan_about_mothers():
    kinds = ("parent", "parent", "child", "child")
    assert str(read((6, 3, 1, 5, 7), kinds, ranks_by_mother=True)) == "F.yB.D"


def test_line_tells_half_siblings_where_the_parents_are_known():
    kinds = ("parent", "child")
    assert str(read((3, 1, 5), kinds)) == "eB"
    assert str(read((3, 1, 5), kinds, parents_of=PARENTS.__getitem__)) == "eB+f"
    unsure = {3: (1, 2), 5: (1,)}
    assert str(read((3, 1, 5), kinds, parents_of=unsure.__getitem__)) == "eB"


def test_line_keeps_bonds_and_standings():
    path = path_of_line(
        Line((6, 3, 4), (Step("parent", "heir"), Step("spouse"))),
        sex_of=SEXES.__getitem__,
        rank_of=RANKED.get,
        standing_of=lambda one, other: "principal",
    )
    assert str(path) == "F:heir.W=principal"


def test_line_of_lineage_links_is_known_as_such():
    kinds = ("parent", "parent", "child", "child")
    fathers = {6: 3, 3: 1, 5: 1, 7: 5}
    assert read((6, 3, 1, 5, 7), kinds, lineage_parent_of=fathers.get).is_lineage
    assert not read((6, 3, 1, 5, 7), kinds, lineage_parent_of={**fathers, 7: 8}.get).is_lineage
    assert not read((6, 3, 1, 5, 7), kinds).is_lineage


def test_nobody_is_their_own_line():
    path = read((6,), ())
    assert (str(path), path.ego_sex) == ("", "m")


def test_age_does_not_make_a_nephew_an_uncle():
    # The nephew may well be the older: 5 is the elder brother of 3, so his child is cháu to 3.
    assert describe(read((3, 1, 5, 7), ("parent", "child", "child"))).term == "cháu"
