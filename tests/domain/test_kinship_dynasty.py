"""Three families of the Nguyễn house, their terms worked by hand from the rules.

Every expectation names the line by its people, so the reader below only looks up sexes, bonds and
ranks. All are long dead.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from genealogy.domain.kinship import SiblingRank, describe, path_of_line
from genealogy.domain.kinship_order import order_lines
from tests.paths import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data


@dataclass(frozen=True)
class Step:
    kind: str
    bond: str = "birth"


@dataclass(frozen=True)
class Line:
    people: tuple[str, ...]
    steps: tuple[Step, ...]


@cache
def rows():
    with (SHARED_DATA / "dynasty.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def parents(person):
    row = rows()[person]
    kinds = {"father": "birth", "mother": "birth"}
    kinds |= {"adoptive_father": "adopted", "adoptive_mother": "adopted"}
    return {row[column]: bond for column, bond in kinds.items() if row[column]}


def lineage_parent(person):
    return rows()[person]["adoptive_father"] or rows()[person]["father"] or None


def rank(person):
    """Read "trai 4"; of an adopted son the number among the adopted, "con nuôi 2"."""
    row = rows()[person]
    adopted = bool(row["adoptive_father"])
    pattern, text = (
        (r"con nuôi (\d+)", row["note"]) if adopted else (r"trai \(?(\d+)", row["child_order"])
    )
    number = re.search(pattern, text)
    mother = row["adoptive_mother"] or row["mother"]
    born = row["birth"]
    return SiblingRank(
        child_order=int(number.group(1)) if number else None,
        mother_order=int(rows()[mother]["spouse_rank"]) if mother else None,
        birth=date.fromisoformat(born).toordinal() if len(born) == 10 else None,
    )


def standing(one, other):
    wife = one if rows()[one]["spouse_of"] == other else other
    return "principal" if rows()[wife]["spouse_rank"] == "1" else "secondary"


def step(here, there):
    if there in parents(here):
        return Step("parent", parents(here)[there])
    if here in parents(there):
        return Step("child", parents(there)[here])
    assert here in rows()[there]["spouse_of"] or there in rows()[here]["spouse_of"]
    return Step("spouse")


def path(people, **options):
    ids = tuple(people.split())
    line = Line(ids, tuple(step(*pair) for pair in pairwise(ids)))
    return path_of_line(
        line,
        sex_of=lambda person: rows()[person]["sex"],
        rank_of=rank,
        lineage_parent_of=lineage_parent,
        parents_of=lambda person: [
            parent for parent, bond in parents(person).items() if bond == "birth"
        ],
        standing_of=standing,
        **options,
    )


def terms(*lines, **options):
    """Give (A calls B, B calls A) of each line, the one to go by first."""
    found = order_lines([(path(line),) for line in lines], **options)
    return [(answer.term, answer.reciprocal) for answer in (describe(p) for (p,) in found)]


# Adoption: V4 (trai 2 of V3) has no child and adopts V5, son of HY (trai 4), then V9 and V7, sons
# of HC (trai 26). The lineage goes through V4.
ADOPTION = [
    # His own father by adoption: direct, R1. By birth V4 is his father's elder brother (2 before
    # 26), R8 bác. Direct goes before collateral.
    (["V7 HC V3 V4", "V7 V4"], [("bố", "con trai"), ("bác", "cháu")]),
    # The birth father stays a direct line; by adoption HC is the younger brother of V4, R9 chú.
    (["V7 V4 V3 HC", "V7 HC"], [("bố", "con trai"), ("chú", "cháu")]),
    # Both adopted, V5 first and V7 third: brothers, R6. By birth sons of two brothers, HY (4)
    # before HC (26), R7. Both collateral, so the lineage decides.
    (["V7 HC V3 HY V5", "V7 V4 V5"], [("anh trai", "em trai"), ("anh họ", "em họ")]),
    # V9 and V7 share HC and V4: brothers either way, V9 adopted second and born first; of one
    # mother, HCW1, so no half blood is told.
    (["V7 V4 V9", "V7 HC V9"], [("anh trai", "em trai"), ("anh trai", "em trai")]),
    # V8 stayed the son of HC by his second wife. In the adoptive house V7 is the son of the elder
    # V4, so V8 is em họ; by birth the younger half-brother (born 1871, V7 1869; the numbers are
    # counted in two houses and do not compare).
    (
        ["V7 HC V8", "V7 V4 V3 HC V8"],
        [
            ("em họ", "anh họ"),
            ("em trai cùng cha khác mẹ", "anh trai cùng cha khác mẹ"),
        ],
    ),
    # The rank of the adoptive father: HY (4) is below V4 (2) but above HC (26), so as V4's son V9
    # says chú where by birth he would say bác.
    (["V9 HC V3 HY", "V9 V4 V3 HY"], [("chú", "cháu"), ("bác", "cháu")]),
    # And V12, his son, says ông chú (R13: what his father says, with ông) rather than ông bác.
    (["V12 V9 HC V3 HY", "V12 V9 V4 V3 HY"], [("ông chú", "cháu"), ("ông bác", "cháu")]),
    # V10's father V5 was adopted first, V7 third: chú, R9. By birth V7 is of the younger house of
    # HC, one step further: chú họ, R12.
    (["V10 V5 HY V3 HC V7", "V10 V5 V4 V7"], [("chú", "cháu"), ("chú họ", "cháu họ")]),
    # His adoptive mother is V4W2; V4W1, the first wife of V4, is his đích mẫu.
    (["V7 V4W2"], [("mẹ", "con trai")]),
    (["V7 V4 V4W1"], [("đích mẫu", "con chồng")]),
]


@pytest.mark.parametrize(("lines", "expected"), ADOPTION)
def test_adopted_sons_take_the_rank_of_the_adoptive_father(lines, expected):
    assert terms(*lines) == expected


def test_adoption_is_told_beside_the_rank_word():
    answer = describe(path("V10 V5 V4 V7"))
    assert (answer.is_adoptive, answer.note) == (True, "con nuôi")
    assert not describe(path("V10 V5 HY V3 HC V7")).is_adoptive


# Cousin marriage: N9, son of N8 (trai 1 of N7), took N9W3, daughter of N8f (trai 12 of N7). Their
# son is N10; N10b is N9's son by his first wife.
COUSINS = [
    # Blood before marriage: the daughter of the younger house is em họ (R7), and his wife.
    (["N9 N9W3", "N9 N8 N7 N8f N9W3"], [("em họ", "anh họ"), ("vợ", "chồng")]),
    # His father-in-law is first his father's younger brother: R9, then R18.
    (["N9 N9W3 N8f", "N9 N8 N7 N8f"], [("chú", "cháu"), ("bố vợ", "con rể")]),
    # Her father-in-law is first her father's elder brother: R8, then R18.
    (["N9W3 N9 N8", "N9W3 N8f N7 N8"], [("bác", "cháu"), ("bố chồng", "con dâu")]),
    # The son has one ancestor twice: both lines are direct and as long; the all-male one leads.
    (
        ["N10 N9W3 N8f N7", "N10 N9 N8 N7"],
        [("cụ ông nội", "chắt"), ("cụ ông ngoại", "chắt")],
    ),
    # His mother's father (R2) is his grandfather's younger brother too (R13). Direct leads.
    (["N10 N9 N8 N7 N8f", "N10 N9W3 N8f"], [("ông ngoại", "cháu ngoại"), ("ông chú", "cháu")]),
    # His father's father is the elder brother of his mother's father: bác to her, so ông bác.
    (["N10 N9W3 N8f N7 N8", "N10 N9 N8"], [("ông nội", "cháu nội"), ("ông bác", "cháu")]),
    # His father is the son of his mother's uncle bác: bác họ on the mother's side (R10, R12).
    (["N10 N9W3 N8f N7 N8 N9", "N10 N9"], [("bố", "con trai"), ("bác họ", "cháu họ")]),
    # To the stepson she is a third wife (thứ mẫu), but first the daughter of the grandfather's
    # younger brother: cô họ (R9, R12).
    (
        ["N10b N9 N9W3", "N10b N9 N8 N7 N8f N9W3"],
        [("cô họ", "cháu họ"), ("thứ mẫu", "con chồng")],
    ),
    # Sons of N9 by two wives, trai 2 and trai 16; through her N10 is also the son of his cô họ,
    # one generation more on each side, younger house: em họ. The lineage line leads.
    (
        ["N10b N9 N8 N7 N8f N9W3 N10", "N10b N9 N10"],
        [
            ("em trai cùng cha khác mẹ", "anh trai cùng cha khác mẹ"),
            ("em họ", "anh họ"),
        ],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), COUSINS)
def test_cousin_marriage_gives_two_relations(lines, expected):
    assert terms(*lines) == expected


def test_as_a_wife_of_the_house_she_goes_by_her_husband():
    lines = ["N9W3 N8f N7 N8", "N9W3 N9 N8"]
    assert terms(*lines, ego_is_wife=True)[0] == ("bố chồng", "con dâu")
    assert terms("N9W3 N8f N7 N8 N9", "N9W3 N9", ego_is_wife=True)[0] == ("chồng", "vợ")


# Two wives: N5 has by N5W1 (chính thất) N6a (trai 1) and N6d (trai 4), by N5W2 (thứ thất) N6
# (trai 2) and N6c (trai 3). N7 is the son of N6.
TWO_WIVES = [
    # Number 1 before 2, one father and two mothers: R6 with the half blood told.
    (
        "N6 N5 N6a",
        ("anh trai cùng cha khác mẹ", "em trai cùng cha khác mẹ"),
        ("anh trai cùng cha khác mẹ", "em trai cùng cha khác mẹ"),
    ),
    # By number N6d (4) is the younger; where the first wife's sons stand above he is the elder.
    (
        "N6 N5 N6d",
        ("em trai cùng cha khác mẹ", "anh trai cùng cha khác mẹ"),
        ("anh trai cùng cha khác mẹ", "em trai cùng cha khác mẹ"),
    ),
    # Two sons of the second wife: the numbers alone decide under either rule.
    ("N6 N5 N6c", ("em trai", "anh trai"), ("em trai", "anh trai")),
    # Two sons of the first wife likewise.
    ("N6d N5 N6a", ("anh trai", "em trai"), ("anh trai", "em trai")),
    # The next generation follows: R9 chú by number, R8 bác by mother.
    ("N7 N6 N5 N6d", ("chú", "cháu"), ("bác", "cháu")),
    ("N7 N6 N5 N6a", ("bác", "cháu"), ("bác", "cháu")),
    ("N7 N6 N5 N6c", ("chú", "cháu"), ("chú", "cháu")),
    # And the generation after that: ông chú or ông bác (R13).
    ("N8 N7 N6 N5 N6d", ("ông chú", "cháu"), ("ông bác", "cháu")),
    # His mother is N5W2; the first wife of his father is his đích mẫu.
    ("N6 N5W2", ("mẹ", "con trai"), ("mẹ", "con trai")),
    ("N6 N5 N5W1", ("đích mẫu", "con chồng"), ("đích mẫu", "con chồng")),
    # To the first wife's son the second is thứ mẫu.
    ("N6a N5 N5W2", ("thứ mẫu", "con chồng"), ("thứ mẫu", "con chồng")),
    # The wives of one husband.
    (
        "N5W1 N5 N5W2",
        ("vợ thứ của chồng", "vợ cả của chồng"),
        ("vợ thứ của chồng", "vợ cả của chồng"),
    ),
]


@pytest.mark.parametrize(("line", "by_number", "by_mother"), TWO_WIVES)
def test_sons_of_two_wives_rank_by_the_rule_of_the_clan(line, by_number, by_mother):
    for rule, expected in ((False, by_number), (True, by_mother)):
        answer = describe(path(line, ranks_by_mother=rule))
        assert (answer.term, answer.reciprocal) == expected
