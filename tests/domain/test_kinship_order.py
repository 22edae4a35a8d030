"""Which of several relations comes first (4.5 of the study of the domain)."""

from __future__ import annotations

import pytest

from genealogy.domain.kinship import KinPath
from genealogy.domain.kinship_order import is_all_male, is_direct, order_lines


def ordered(*texts, **options):
    return [str(path) for path, _ in order_lines([(KinPath.parse(t), t) for t in texts], **options)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # (1) blood before marriage, however far
        ("F.F.F.yB.S.S.D", "W"),
        ("M.M.F.uB", "H.F"),
        # (2) direct before collateral
        ("M.F", "F.F.yB"),
        ("F.F.F.F.F", "F.yB"),
        # (3) the all-male line
        ("F.F.F", "M.F.F"),
        ("F.F.F.eB.S.S.S", "M.eB.S"),
        # (4) the shorter
        ("F.yB", "F.F.F.yB.S"),
        ("F.eB.S", "F.F.eB.S.S"),
        # (5) B higher
        ("M.F.yB", "M.F.M.eB.S.S.S"),
        ("M.M.yB.D", "M.yB.D.D"),
        ("M.eB.S", "M.yB.S"),
    ],
)
def test_first_goes_before_second(first, second):
    assert ordered(second, first) == ordered(first, second) == [first, second]


def test_lineage_settles_birth_against_adoption():
    by_birth = KinPath.parse("eB")
    as_heir = KinPath(KinPath.parse("F:heir.yB.S").tokens, "m", is_lineage=True)
    assert [path for (path,) in order_lines([(by_birth,), (as_heir,)])] == [as_heir, by_birth]


def test_off_a_clans_pages_the_shorter_line_wins():
    assert ordered("F.F.yB.S.S", "M.yB.S", for_clan=False) == ["M.yB.S", "F.F.yB.S.S"]


def test_a_wife_goes_by_her_husbands_line():
    assert ordered("F.eB", "H.F", ego_is_wife=True) == ["H.F", "F.eB"]
    assert ordered("F.eB", "H.F") == ["F.eB", "H.F"]


def test_couples_may_come_first():
    assert ordered("F.yB.D", "W", couples_first=True) == ["W", "F.yB.D"]


def test_order_is_stable_and_keeps_everything():
    lines = [(KinPath.parse("F.uB"), number) for number in range(4)]
    assert order_lines(lines) == lines


def test_direct_and_all_male_lines():
    assert is_direct(KinPath.parse("S.S.D"))
    assert is_direct(KinPath.parse("W.F"))
    assert not is_direct(KinPath.parse("F.S"))
    assert not is_direct(KinPath.parse("S.M"))
    assert is_all_male(KinPath.parse("F.F.yZ"))
    assert not is_all_male(KinPath.parse("F.F.yZ.S"))
