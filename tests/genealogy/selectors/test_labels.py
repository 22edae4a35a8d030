"""The short words beside people."""

from __future__ import annotations

import pytest

from genealogy.enums import ParentKind, Standing, UnionRole
from genealogy.selectors.labels import (
    child_label,
    generation_label,
    parent_label,
    spouse_label,
    years_label,
)


@pytest.mark.parametrize(
    ("generation", "label"), [(4, "Đời 4"), (1, "Đời 1"), (0, "Trên thủy tổ"), (None, "")]
)
def test_ancestors_above_the_founder_have_a_title_and_no_number(generation, label):
    assert generation_label(generation) == label


@pytest.mark.parametrize(
    ("birth", "death", "label"),
    [
        (1762, 1820, "1762–1820"),
        (1762, None, "sinh 1762"),
        (None, 1820, "mất 1820"),
        (-44, 14, "44 TCN–14"),
        (None, None, ""),
    ],
)
def test_years_say_what_is_known(birth, death, label):
    assert years_label(birth, death) == label


@pytest.mark.parametrize(
    ("order", "is_only", "standing", "label"),
    [
        (1, True, "", "Vợ"),
        (1, False, "", "Vợ cả"),
        (2, False, "", "Vợ hai"),
        (9, False, "", "Vợ thứ 9"),
        (2, False, Standing.SUCCESSOR, "Kế thất"),
    ],
)
def test_wives_are_named_by_standing_else_by_order(order, is_only, standing, label):
    said = spouse_label(
        role=UnionRole.WIFE, standing=standing, sex="f", order=order, is_only=is_only
    )
    assert said == label


def test_husbands_and_partners_have_words_of_their_own():
    facts = {"standing": "", "order": 2, "is_only": False}
    assert spouse_label(role=UnionRole.HUSBAND, sex="m", **facts) == "Chồng thứ 2"
    assert spouse_label(role=UnionRole.PARTNER, sex="u", **facts) == "Bạn đời"
    said = spouse_label(role=UnionRole.HUSBAND, sex="m", is_divorced=True, **facts)
    assert said == "Chồng thứ 2, đã ly hôn"


@pytest.mark.parametrize(
    ("sex", "order", "kind", "label"),
    [
        ("m", 1, ParentKind.BIRTH, "con trai cả"),
        ("f", 3, ParentKind.BIRTH, "con gái thứ 3"),
        ("u", None, ParentKind.UNKNOWN, "con"),
        ("m", 2, ParentKind.ADOPTED, "con nuôi"),
    ],
)
def test_children_are_named_by_sex_order_and_kind(sex, order, kind, label):
    assert child_label(sex=sex, order=order, kind=kind) == label


def test_parents_are_named_by_kind():
    assert parent_label(sex="m") == "Cha"
    assert parent_label(sex="f", kind=ParentKind.STEP) == "Mẹ kế"
    assert parent_label(sex="m", kind=ParentKind.ADOPTED) == "Cha nuôi"
