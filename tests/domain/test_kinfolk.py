"""Who stands within reach of somebody."""

from __future__ import annotations

import pytest

from genealogy.domain.graph_types import Bond, Family
from genealogy.domain.kinfolk import KinReach, kin_within


class Tree:
    """A small tree: children by parent, and couples."""

    def __init__(self, children, couples=()):
        self.people = {*children, *(one for row in children.values() for one in row)}
        self.people |= {one for pair in couples for one in pair}
        self.children = children
        self.couples = couples

    def parents(self, person):
        return tuple(Bond(one, "birth") for one, row in self.children.items() if person in row)

    def parents_above(self, person):
        found, row = {}, [person]
        while row:
            one = row.pop()
            found[one] = self.parents(one)
            row += [bond.relative for bond in found[one] if bond.relative not in found]
        return found

    def families(self, people):
        return {
            one: Family(
                self.parents(one),
                tuple(Bond(child, "birth") for child in self.children.get(one, ())),
                tuple(b if a == one else a for a, b in self.couples if one in (a, b)),
            )
            for one in people
        }


#: 1 founder; 2, 3 brothers; 4, 5 sons of 2; 6 son of 3; 7 son of 4; 40 wife of 4, 41 her father,
#: 42 her brother; 60 wife of 6.
CLAN = Tree(
    {1: (2, 3), 2: (4, 5), 3: (6,), 4: (7,), 40: (7,), 41: (40, 42)},
    ((4, 40), (6, 60)),
)


@pytest.mark.parametrize(
    ("reach", "people"),
    [
        (KinReach(up=1, down=0, degree=0), {2, 40, 41}),
        (KinReach(up=1, down=1, degree=1), {2, 5, 7, 40, 41, 42}),
        (KinReach(up=2, down=1, degree=2), {1, 2, 3, 5, 6, 60, 7, 40, 41, 42}),
        (KinReach(up=1, down=1, degree=2), {2, 3, 5, 6, 60, 7, 40, 41, 42}),
    ],
)
def test_the_reach_says_who_is_found(reach, people):
    assert kin_within(CLAN, 4, reach).keys() == people


def test_steps_are_the_least_and_a_spouse_counts_one():
    found = kin_within(CLAN, 4, KinReach(up=4, down=3, degree=3))
    assert found == {2: 1, 1: 2, 5: 2, 3: 3, 6: 4, 60: 5, 7: 1, 40: 1, 41: 2, 42: 3}


def test_nobody_is_kin_to_themselves():
    assert 4 not in kin_within(CLAN, 4, KinReach())


def test_somebody_who_wrongly_descends_from_themselves_ends_the_walk():
    wrong = Tree({1: (2,), 2: (1,)})
    assert kin_within(wrong, 1, KinReach()) == {2: 1}
