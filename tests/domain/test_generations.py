from __future__ import annotations

import random
from itertools import pairwise

import pytest

from genealogy.domain.generations import (
    Belonging,
    Founding,
    Kin,
    Place,
    derive,
    founding_line,
    path_range,
    place_person,
    sibling_key,
)
from genealogy.domain.lineage_paths import STEP, encode_step, root_step


def generations(*people, **options):
    return {pk: row.generation for pk, row in derive(people, **options).people.items()}


def memberships(*people, **options):
    tree = derive(people, **options)
    return {pk: row.membership for pk, row in tree.people.items()}


# A founder (1) with wife (2), son (3) with wife (4), daughter (5) with husband (6) and their
# child (7) who follows the husband's line.
SMALL_CLAN = (
    Kin(1, "m", spouses=(2,)),
    Kin(2, "f", spouses=(1,)),
    Kin(3, "m", 1, others=(2,), spouses=(4,), child_order=1),
    Kin(4, "f", spouses=(3,)),
    Kin(5, "f", 1, others=(2,), spouses=(6,), child_order=2),
    Kin(6, "m", spouses=(5,)),
    Kin(7, "f", 6, others=(5,)),
)


def test_founder_is_first_and_children_follow():
    assert generations(*SMALL_CLAN, founder=1) == {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 2, 7: 3}


def test_memberships_of_a_small_clan():
    assert memberships(*SMALL_CLAN, founder=1) == {
        1: Belonging.LINEAGE,
        2: Belonging.WIFE,
        3: Belonging.LINEAGE,
        4: Belonging.WIFE,
        5: Belonging.LINEAGE,
        6: Belonging.HUSBAND,
        7: Belonging.MATERNAL,
    }


def test_without_a_founder_nobody_has_a_generation():
    assert set(generations(*SMALL_CLAN).values()) == {None}
    assert set(memberships(*SMALL_CLAN).values()) == {Belonging.UNCONNECTED}


def test_ancestors_above_the_founder_count_down_below_one():
    people = (Kin(1), Kin(2, parent=1), Kin(3, parent=2), Kin(4, parent=1))
    assert generations(*people, founder=3) == {1: -1, 2: 0, 3: 1, 4: 0}


def test_founder_generation_of_the_clan_is_used():
    assert generations(Kin(1), Kin(2, parent=1), founder=1, founder_generation=5) == {1: 5, 2: 6}


def test_descendants_count_on_from_a_generation_set_by_hand():
    people = (Kin(1), Kin(2, parent=1, override=7), Kin(3, parent=2))
    assert generations(*people, founder=1) == {1: 1, 2: 7, 3: 8}


def test_generation_set_by_hand_above_the_founder_counts_up_from_there():
    people = (Kin(1), Kin(2, parent=1, override=-4), Kin(3, parent=2))
    assert generations(*people, founder=3) == {3: 1, 2: -4, 1: -5}


def test_unconnected_people_have_only_what_is_set_by_hand():
    people = (Kin(1), Kin(8), Kin(9, override=4), Kin(10, parent=9))
    assert generations(*people, founder=1) == {1: 1, 8: None, 9: 4, 10: 5}


def test_wife_keeps_a_generation_set_by_hand():
    people = (Kin(1, "m", spouses=(2,)), Kin(2, "f", spouses=(1,), override=3))
    assert generations(*people, founder=1)[2] == 3


def test_cousins_who_marry_both_stay_in_the_lineage():
    people = (
        Kin(1, "m"),
        Kin(2, "m", 1),
        Kin(3, "m", 1),
        Kin(4, "m", 2, spouses=(5,)),
        Kin(5, "f", 3, spouses=(4,)),
    )
    assert memberships(*people, founder=1)[5] is Belonging.LINEAGE


def test_widow_who_married_two_brothers_follows_her_first_marriage():
    people = (
        Kin(1, "m"),
        Kin(2, "m", 1, override=10, spouses=(4,)),
        Kin(3, "m", 1, spouses=(4,)),
        Kin(4, "f", spouses=(3, 2)),
    )
    assert generations(*people, founder=1)[4] == 2


@pytest.mark.parametrize(
    ("sex", "spouse_sex", "expected"),
    [
        ("f", "m", Belonging.WIFE),
        ("m", "f", Belonging.HUSBAND),
        ("u", "m", Belonging.WIFE),
        ("u", "f", Belonging.HUSBAND),
        ("f", "u", Belonging.WIFE),
        ("u", "u", Belonging.WIFE),
    ],
)
def test_in_law_is_wife_or_husband_by_sex(sex, spouse_sex, expected):
    people = (Kin(1, spouse_sex, spouses=(2,)), Kin(2, sex, spouses=(1,)))
    assert memberships(*people, founder=1)[2] is expected


def test_grandchildren_through_a_daughter_go_on_counting():
    people = (*SMALL_CLAN, Kin(8, "m", 9, others=(7,)), Kin(9, "m", spouses=(7,)))
    tree = derive(people, founder=1).people
    assert (tree[8].generation, tree[8].membership) == (4, Belonging.MATERNAL)
    assert (tree[9].generation, tree[9].membership) == (None, Belonging.UNCONNECTED)


def test_stepchild_of_a_wife_is_of_the_next_generation_but_not_of_the_lineage():
    tree = derive((*SMALL_CLAN, Kin(8, "m", 4)), founder=1).people
    assert (tree[8].generation, tree[8].membership) == (3, Belonging.UNCONNECTED)


def test_branch_is_that_of_the_nearest_ancestor_who_founded_one():
    people = (
        Kin(1),
        Kin(2, parent=1, spouses=(5,)),
        Kin(3, parent=2),
        Kin(4, parent=3),
        Kin(5, spouses=(2,)),
    )
    tree = derive(people, founder=1, branch_founders={2: 70, 3: 71}).people
    assert {pk: row.branch_id for pk, row in tree.items()} == {1: None, 2: 70, 3: 71, 4: 71, 5: 70}


def test_descendants_are_counted_by_lineage_links():
    tree = derive(SMALL_CLAN, founder=1).people
    assert {pk: row.descendant_count for pk, row in tree.items()} == {
        1: 2, 2: 0, 3: 0, 4: 0, 5: 0, 6: 1, 7: 0,
    }  # fmt: skip


def test_siblings_stand_in_order_of_rank():
    people = [
        Kin(1),
        Kin(2, parent=1),
        Kin(3, parent=1, birth=2_400_000),
        Kin(4, parent=1, mother_order=2),
        Kin(5, parent=1, mother_order=1, birth=2_400_000),
        Kin(6, parent=1, mother_order=1, birth=2_300_000),
        Kin(7, parent=1, child_order=2),
        Kin(8, parent=1, child_order=3),
        Kin(9, parent=1, child_order=9, rank_override=2),
    ]
    random.Random(5).shuffle(people)
    tree = derive(people, founder=1).people
    below = sorted((row.lineage_path, pk) for pk, row in tree.items() if pk != 1)
    assert [pk for _, pk in below] == [9, 7, 8, 6, 5, 4, 3, 2]


def test_path_order_is_the_order_of_the_book():
    tree = derive(SMALL_CLAN, founder=1).people
    assert tree[1].lineage_path == "0000"
    assert tree[3].lineage_path == "00000001"
    assert tree[5].lineage_path == "00000002"
    assert tree[6].lineage_path == "0006"
    assert tree[7].lineage_path == "00060001"
    assert len(tree[2].lineage_path) == len(tree[4].lineage_path) == 4


def test_founder_alone_has_a_path():
    assert derive([Kin(4), Kin(5)], founder=4).people[4].lineage_path == "0000"


def test_path_range_finds_exactly_the_descendants():
    rng = random.Random(2)
    people = [Kin(1)] + [Kin(n, parent=rng.randint(max(1, n - 60), n - 1)) for n in range(2, 400)]
    tree = derive(people, founder=1).people
    for pk, row in tree.items():
        low, high = path_range(row.lineage_path)
        within = [other for other in tree.values() if low <= other.lineage_path < high]
        assert len(within) == row.descendant_count + 1, pk


@pytest.mark.parametrize("path", ["0000", "0000000z", "000000zz", "0000zzzy", "z00000010001", ""])
def test_path_range_holds_children_and_no_siblings(path):
    low, high = path_range(path)
    assert not path or low <= path + encode_step(1) < high
    assert not path or low <= path + "zzzz" < high
    following = path[:-STEP] + encode_step(int(path[-STEP:] or "0", 36) + 1)
    assert not low <= following < high


def test_no_root_step_begins_another():
    ids = [1, 35, 36, 1_632_959, 1_632_960, 1_632_961, 5_000_000, 900_000_000]
    steps = sorted(map(root_step, ids))
    assert len(set(steps)) == len(ids)
    assert not any(after.startswith(before) for before, after in pairwise(steps))


def test_path_stops_growing_at_128_steps():
    people = [Kin(1)] + [Kin(n, parent=n - 1) for n in range(2, 2_000)]
    tree = derive(people, founder=1).people
    assert tree[1_999].generation == 1_999
    assert len(tree[1_999].lineage_path) == 128 * STEP


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([Kin(1, parent=1)], [[1]]),
        ([Kin(1, parent=2), Kin(2, parent=1), Kin(3, parent=2)], [[1, 2]]),
        ([Kin(5, parent=7), Kin(6, parent=5), Kin(7, parent=6), Kin(1)], [[5, 6, 7]]),
    ],
)
def test_circles_are_reported_and_do_not_hang(people, expected):
    tree = derive(people, founder=people[0].id)
    assert tree.cycles == expected
    assert len(tree.people) == len(people)


def test_circle_through_mixed_links_is_reported():
    # 3 and 4 are each other's parents, once by lineage and once not.
    tree = derive([Kin(1), Kin(3, parent=4), Kin(4, others=(3,))], founder=1)
    assert tree.cycles == [[3, 4]]


def test_links_to_people_left_out_are_ignored():
    assert generations(Kin(2, parent=99, others=(98,), spouses=(97,)), founder=2) == {2: 1}


def test_place_of_one_person_follows_from_the_parents_place():
    founding = Founding(founding_line([(1, None)], 1), 1, {3: 70})
    parent = Place(4, Belonging.LINEAGE, 60, "0000")
    kin = Kin(3, parent=2)
    assert place_person(kin, founding=founding, path="00000001", parent=parent) == Place(
        5, Belonging.LINEAGE, 70, "00000001"
    )


def test_rank_set_by_hand_goes_before_an_equal_number():
    assert sibling_key(Kin(9, rank_override=1)) < sibling_key(Kin(2, child_order=1))
