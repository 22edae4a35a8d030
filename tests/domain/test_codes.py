"""Codes of order by hand-made families."""

from __future__ import annotations

import pytest

from genealogy.domain.codes import Child, code_paths, family_numbers, generation_code, order_code

FAMILY = [Child("0001", "m"), Child("0002", "f"), Child("0003", "m"), Child("0004", "f")]


def test_sons_are_numbered_among_sons_and_daughters_among_daughters():
    assert family_numbers(FAMILY, counts_daughters=False) == {
        "0001": "1",
        "0002": "g1",
        "0003": "2",
        "0004": "g2",
    }


def test_clan_may_number_all_together():
    numbers = family_numbers(FAMILY, counts_daughters=True)
    assert list(numbers.values()) == ["1", "2", "3", "4"]


def test_unknown_sex_counts_among_the_sons():
    children = [Child("0001", "u"), Child("0002", "m")]
    assert family_numbers(children, counts_daughters=False)["0002"] == "2"


def test_order_of_reading_does_not_matter():
    assert family_numbers(FAMILY[::-1], counts_daughters=False) == family_numbers(
        FAMILY, counts_daughters=False
    )


def test_code_follows_the_line_from_the_founder():
    numbers = {"00000003": "2", "000000030001": "4"}
    assert order_code("000000030001", "0000", numbers) == "1.2.4"
    assert order_code("0000", "0000", {}) == "1"


def test_founder_with_ancestors_above_still_has_one():
    assert order_code("00000002", "00000002", {}) == "1"
    assert order_code("000000020001", "00000002", {"000000020001": "1"}) == "1.1"


@pytest.mark.parametrize("path", ["", "0000", "00000001", "0abc"])
def test_who_is_not_below_the_founder_has_none(path):
    assert order_code(path, "00000002", {"00000001": "1"}) == ""


def test_gap_above_leaves_no_code():
    assert order_code("000000010001", "0000", {"000000010001": "1"}) == ""


def test_path_that_was_cut_leaves_no_code():
    assert code_paths("0001" * 128, "0001") == []


def test_code_of_generation_and_branch():
    assert generation_code(9, [2], 17) == "Đ9-C2-17"
