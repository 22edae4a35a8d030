"""Relationships of a real family, worked out by hand from the books.

The dynasty of the shared data (domain study, 7.3) is read into rows by a loader of these tests
alone. Every expectation says why.
"""

from __future__ import annotations

import csv
import re

import pytest

from genealogy.enums import ParentKind, Standing, UnionRole
from genealogy.selectors.kin_answers import RelationKind
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.relationship import relationship
from genealogy.services.derived import rebuild_after
from genealogy.services.families import child_link, union_create
from tests.genealogy.factories import ClanFactory, PersonFactory, found
from tests.paths import SHARED_DATA, needs_shared_data

pytestmark = [pytest.mark.django_db, needs_shared_data]


def load_dynasty():
    with (SHARED_DATA / "dynasty.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    clan = ClanFactory(name="Họ Nguyễn Phúc", slug="ho-nguyen-phuc-thu")
    people, unions = {}, {}
    with rebuild_after(clan):
        for key, row in rows.items():
            order = re.match(r"trai \(?(\d+)", row["child_order"])
            surname, _, given = row["name"].partition(" ")
            people[key] = PersonFactory(
                clan=clan,
                sex=row["sex"],
                surname=surname,
                middle_name="",
                given_name=given,
                child_order=int(order[1]) if order else None,
            )
        for key, row in rows.items():
            if row["spouse_of"]:
                unions[frozenset((key, row["spouse_of"]))] = marry(people, key, row)
        for key, row in rows.items():
            couple = unions.get(frozenset((row["father"], row["mother"])))
            for parent in filter(None, (row["father"], row["mother"])):
                child_link(child=people[key], parent=people[parent], union=couple)
            for parent in filter(None, (row["adoptive_father"], row["adoptive_mother"])):
                child_link(child=people[key], parent=people[parent], kind=ParentKind.ADOPTED)
    found(people["N1"])
    return people


def marry(people, key, row):
    number = int(row["spouse_rank"] or 1)
    standing = {1: Standing.PRINCIPAL, 2: Standing.SECONDARY}.get(number, Standing.NONE)
    spouse, partner = people[key], people[row["spouse_of"]]
    if row["sex"] == "f":
        members = [(partner, UnionRole.HUSBAND, number), (spouse, UnionRole.WIFE, 1, standing)]
    else:
        members = [(spouse, UnionRole.HUSBAND, 1), (partner, UnionRole.WIFE, number)]
    return union_create(clan=partner.clan, members=members)


@pytest.fixture
def ask(editor):
    people = load_dynasty()

    def _ask(first, second):
        both = [person_by_uuid(people[key].uuid, editor) for key in (first, second)]
        return relationship(*both, editor)

    return _ask


def told(answer):
    return [(line.kind.value, line.code, line.term, line.reciprocal) for line in answer.lines]


def test_golden_family_of_the_adopted_sons(ask):
    # Tự Đức (V4, second son of V3) had no child and took in sons of two younger brothers.
    father = ask("V5", "V4")
    assert father.kind == RelationKind.ADOPTION
    # The direct line comes before the collateral one; the birth father HY, fourth son, is younger
    # than V4, so V4 is bác by blood. V4 and HY have different mothers.
    assert [line.term for line in father.lines] == ["bố", "bác"]
    assert [line.code for line in father.lines] == ["F:adopted", "F.eB+f"]
    assert father.main.note == "con nuôi"
    # V5 (of HY) and V9 (of HC, twenty-sixth son): cousins by blood, HY the elder house; and
    # brothers by the adoption. Blood counts first.
    cousins = ask("V5", "V9")
    assert (cousins.kind, cousins.main.term) == (RelationKind.BLOOD, "em họ")
    assert any(line.code.endswith("B:adopted") for line in cousins.others)
    # V7 and V9 are brothers by birth, of HC and HCW1: nearer than their adoption by V4. The
    # common parents are the couple, not the uncle who took both in.
    brothers = ask("V7", "V9")
    assert (brothers.main.code, brothers.main.term) == ("eB", "anh trai")
    assert [card.name for card in brothers.main.common_ancestors] == [
        "Nguyễn Phúc Hồng Cai",
        "Bùi Thị Thanh",
    ]


def test_golden_family_of_the_cousins_who_married(ask):
    # N9, first son of N8 (first son of N7), took N9W3, daughter of N8f (twelfth son of N7).
    # A wife is a wife before she is a cousin (decision 10); the blood line stands below.
    couple = ask("N9", "N9W3")
    assert [line.term for line in couple.lines] == ["vợ", "em họ"]
    assert [line.kind for line in couple.lines] == [RelationKind.MARRIAGE, RelationKind.BLOOD]
    assert [card.name for card in couple.lines[1].common_ancestors] == ["Nguyễn Phúc Chu"]
    # Their son N10 calls her mẹ; by his father's side she is also cô họ.
    assert [line.term for line in ask("N10", "N9W3").lines] == ["mẹ", "cô họ"]
    # To N8 she is his younger brother's daughter and his son's wife.
    assert [line.term for line in ask("N8", "N9W3").lines] == ["cháu", "con dâu"]


def test_golden_family_of_the_two_wives(ask):
    # N5 had N6a and N6d with the first wife, N6 with the second; the sons are numbered 1, 2, 4.
    for first, second, term in (("N6a", "N6", "em trai"), ("N6", "N6d", "em trai")):
        brothers = ask(first, second)
        assert brothers.main.term == f"{term} cùng cha khác mẹ"
        assert [card.name for card in brothers.main.common_ancestors] == ["Nguyễn Phúc Tần"]
    assert ask("N6a", "N6d").main.term == "em trai"
    # The father's first wife is đích mẫu to the son of the second.
    assert ask("N6", "N5W1").main.term == "đích mẫu"
    assert ask("N5W1", "N5W2").kind == RelationKind.MARRIAGE


def test_ten_generations_are_no_limit(ask):
    main = ask("V1", "N1").main
    assert (main.generation_difference, len(main.path)) == (10, 11)
    assert main.code == ".".join(["F"] * 10)
    assert ask("V13a", "N1").main.generation_difference == 17


def test_a_daughter_s_son_is_kin_by_his_mother(ask):
    # Nobody wrote whether Ngọc Bảo was older than Hoàng: both answers.
    answer = ask("N2", "TT")
    assert answer.main.is_uncertain
    assert {option.reciprocal for option in answer.main.options} == {"bác", "cậu"}
    assert answer.main.generation_difference == -1
