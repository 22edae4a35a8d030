"""Rules that no database row can break, and the pure parts of the others."""

from __future__ import annotations

import pytest

from genealogy.domain.calendars import gregorian_to_jdn
from genealogy.domain.checks import (
    RULES,
    CheckLimits,
    ClanFacts,
    ClanTree,
    EventFacts,
    ParentFacts,
    PersonFacts,
    check_tree,
    circles,
    date_flaws,
)
from genealogy.domain.checks.facts import Span, same_words, surnames_agree
from genealogy.domain.dates import Calendar, DatePoint, PartialDate, Qualifier, parse_vietnamese

TODAY = gregorian_to_jdn(2026, 6, 1)


def day(year, month=1, day=1):
    return gregorian_to_jdn(year, month, day)


def person(key, **fields):
    fields = {"sex": "m", "surname": "Dương", "given": f"Tên{'abcdef'[key]}", **fields}
    birth, death = fields.pop("born", None), fields.pop("died", None)
    made = PersonFacts(key, **fields)
    made.events = tuple(
        EventFacts(kind, Span(*span)) for kind, span in (("birth", birth), ("death", death)) if span
    )
    made.settle_events()
    return made


def found(*people, limits=None):
    tree = ClanTree(ClanFacts(1), TODAY, {row.id: row for row in people})
    findings = check_tree(tree, limits=limits or CheckLimits())
    return {(finding.code, finding.person) for finding in findings}


def test_a_parent_of_oneself_and_two_lineages_are_found():
    child = person(1, parents=(ParentFacts(1), ParentFacts(2, is_lineage=True)))
    other = person(3, parents=(ParentFacts(2, is_lineage=True), ParentFacts(1, is_lineage=True)))
    codes = found(child, person(2), other)
    assert {("self_parent", 1), ("several_lineages", 3)} <= codes


def year(number):
    return day(number), day(number, 12, 31)


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        # The father was born on some day of 1800.
        (year(1813), "parent_gap_small"),
        (year(1814), "young_father"),
        (year(1817), "young_father"),
        (year(1818), None),
        (year(1865), None),
        (year(1866), "old_father"),
        (year(1870), "old_father"),
        (year(1871), "parent_gap_large"),
    ],
)
def test_the_age_of_a_father_is_doubted_only_where_the_years_are_certain(birth, code):
    father = person(1, born=year(1800), died=year(1880), sex="m")
    child = person(2, born=birth, died=year(1900), parents=(ParentFacts(1, is_lineage=True),))
    about_age = {"parent_gap_small", "young_father", "old_father", "parent_gap_large"}
    codes = {name for name, _ in found(father, child) if name in about_age}
    assert codes == ({code} if code else set())


def test_open_dates_prove_nothing():
    father = person(1, born=(day(1800), None), died=(None, day(1880)))
    child = person(2, born=(None, day(1850)), parents=(ParentFacts(1, is_lineage=True),))
    assert not {code for code, _ in found(father, child)} & {"born_before_parent", "young_father"}


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ({1: [2], 2: [3]}, []),
        ({1: [2], 2: [1]}, [[1, 2]]),
        ({1: [2], 2: [3], 3: [2], 4: [1], 5: [6], 6: [5]}, [[2, 3], [5, 6]]),
        ({1: [2, 3], 2: [4], 3: [4], 4: []}, []),
        ({number: [number + 1] for number in range(1, 50_000)} | {50_000: [49_999]}, None),
    ],
)
def test_circles_are_found_whatever_the_depth(links, expected):
    assert circles(links) == ([[49_999, 50_000]] if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("27/9/1847 âm lịch", []),
        ("4/11/1847 (27/9 Đinh Mùi)", []),
        ("năm Kỷ Mão 1819", []),
        ("Minh Mạng 14", []),
        ("khoảng 1850", []),
        ("từ 1558 đến 1613", []),
    ],
)
def test_a_true_date_has_no_flaw(text, codes):
    assert [flaw.code for flaw in date_flaws(parse_vietnamese(text))] == codes


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        # Huế's heritage page prints 4-10-1847 for Thiệu Trị's death; 4-10 was 26/8.
        ("4/10/1847 (27/9 Đinh Mùi)", "dates_disagree", {"lunar": "26/8/1847"}),
        # A real book prints "Nhâm Ngọ, Cảnh Hưng 23 (1862)" for 1762.
        ("Cảnh Hưng 23 (1862)", "era_disagrees", {"era": "Cảnh Hưng", "expected": "1762"}),
        ("năm Kỷ Mão 1820", "can_chi_disagrees", {"expected": "Canh Thìn"}),
    ],
)
def test_halves_of_a_date_that_contradict_each_other_are_found(text, code, facts):
    kept = PartialDate(text, Qualifier.EXACT, DatePoint(Calendar.GREGORIAN, 1847))
    (flaw,) = date_flaws(kept)
    assert flaw.code == code
    assert facts.items() <= dict(flaw.facts).items()


@pytest.mark.parametrize(
    ("point", "code"),
    [
        # Lunar 2025 has a leap 6th month and a 12th of 29 days (table of Hồ Ngọc Đức).
        (DatePoint(Calendar.LUNAR, 2025, 12, 30), "lunar_day_missing"),
        (DatePoint(Calendar.LUNAR, 2025, 5, 1, True), "leap_month_missing"),
        (DatePoint(Calendar.GREGORIAN, 1900, 2, 29), "date_impossible"),
        (DatePoint(Calendar.LUNAR, 1600, 1, 31), "lunar_day_missing"),
    ],
)
def test_a_day_that_does_not_exist_is_found(point, code):
    assert [flaw.code for flaw in date_flaws(PartialDate("x", Qualifier.EXACT, point))] == [code]


def test_names_are_compared_as_they_are_spoken():
    assert same_words("Hoà", "hòa")
    assert not same_words("Hạo", "Hảo")
    assert surnames_agree("Nguyễn Phúc", "Nguyễn")
    assert not surnames_agree("Nguyễn Phúc", "Nguyễn Hữu")


def test_there_are_at_least_seventy_rules_each_with_its_limits():
    assert len(RULES) >= 70
    limits = CheckLimits()
    for rule in RULES.values():
        assert all(hasattr(limits, name) for name in rule.settings)
