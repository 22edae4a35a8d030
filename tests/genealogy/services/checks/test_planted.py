"""Every kind of fault, planted in one clan, is found where it was planted and nowhere else."""

from __future__ import annotations

import pytest

from genealogy.domain.checks import RULES, CheckLimits, Scope
from genealogy.models import CheckFinding, Clan, Person
from genealogy.services.checks import tree_check
from genealogy.services.derived import rebuild_clan
from tests.genealogy.services.checks import plants_couples, plants_families, plants_people
from tests.genealogy.services.checks.book import Book

pytestmark = pytest.mark.django_db

PLANTS = [*plants_people.PLANTS, *plants_families.PLANTS, *plants_couples.PLANTS]
#: Constraints of the database keep these out (see tests/domain/checks), or the clan has one only.
ELSEWHERE = {
    "self_parent",
    "several_lineages",
    "founder_missing",
    "founder_of_other_clan",
    "founder_has_parents",
    "founder_generation_contradicts",
    "clan_head_dead",
    "clan_head_outside",
    "clan_head_of_other_clan",
}


def subject(finding):
    """Give (code, primary key of whom it is about)."""
    scope = RULES[finding.code].scope
    keys = {
        Scope.PERSON: finding.person,
        Scope.UNION: finding.union,
        Scope.BRANCH: finding.branch,
        Scope.CLAN: None,
    }
    return finding.code, keys[scope]


def plant_all(book):
    """Plant every fault; give what must be found."""
    expected = {("many_children", book.founder.pk)}
    for plant in PLANTS:
        expected |= {(code, row.pk) for code, row in plant(book)}
    broken = book.person(book.father())
    mistaken = book.person(book.father())
    rebuild_clan(book.clan)
    Person.objects.filter(pk=broken.pk).update(generation=9)
    Person.objects.filter(pk=mistaken.pk).update(membership="maternal")
    return expected | {
        ("generation_break", broken.pk),
        ("derived_column", broken.pk),
        ("membership_contradicts", mistaken.pk),
        ("derived_column", mistaken.pk),
    }


def test_each_planted_fault_is_found_where_it_was_planted_and_nowhere_else():
    book = Book()
    expected = plant_all(book)
    found = {subject(finding) for finding in tree_check(book.clan)}
    assert sorted(found - expected) == []
    assert sorted(expected - found) == []
    planted = {code for code, _ in expected}
    assert planted == RULES.keys() - ELSEWHERE
    assert len(planted) >= 60


def test_what_is_found_is_kept_with_whom_it_is_about():
    book = Book()
    plant_all(book)
    found = tree_check(book.clan)
    rows = {row.fingerprint: row for row in CheckFinding.objects.filter(clan=book.clan)}
    assert rows.keys() == {finding.fingerprint for finding in found}
    for finding in found:
        row = rows[finding.fingerprint]
        assert (row.code, row.severity) == (finding.code, RULES[finding.code].severity)
        assert (row.person_id, row.union_id, row.branch_id) == (
            finding.person,
            finding.union,
            finding.branch,
        )


def test_a_whole_family_gives_no_finding():
    book = Book()
    father = book.father()
    first, second = book.woman(), book.woman("1822", "1890")
    one = book.couple(father, first, standing="principal", wedding="1835")
    two = book.couple(father, second, order=2, standing="secondary", wedding="1842")
    # A son of the first wife stands above his elder half-brother, as custom has it.
    heir = book.person(father, first, one, birth="1846", child_order=1)
    book.person(father, second, two, birth="1844", child_order=2)
    book.person(father, second, two, birth="1849", child_order=1, sex="f")
    book.event(heir, "burial", "1910")
    book.event(heir, "reburial", "1914", latitude="19.80", longitude="105.77")
    book.name(heir, "tu", "Nhuận Phủ")
    book.branch(father, since_generation=2)
    # A stepchild and the wife's own father belong through her.
    stepchild = book.person(surname="Lê")
    book.link(stepchild, second, kind="step")
    book.link(second, book.person(surname="Lê", birth="1795", death="1860"))
    rebuild_clan(book.clan)
    assert tree_check(book.clan) == []


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("founder_missing", {"founder": None}),
        ("founder_generation_contradicts", {"founder_generation": 3}),
        ("clan_head_dead", {"head": "founder"}),
        ("clan_head_outside", {"head": "wife"}),
        ("founder_of_other_clan", {"founder": "stranger"}),
        ("clan_head_of_other_clan", {"head": "stranger"}),
        ("founder_has_parents", {"founder": "son"}),
    ],
)
def test_faults_of_the_clan_itself_are_found(code, change):
    book = Book()
    Person.objects.filter(pk=book.founder.pk).update(generation_override=1)
    other = Clan.objects.create(slug="khac", name="Họ khác")
    people = {
        "founder": book.founder,
        "wife": book.woman(),
        "son": book.father(),
        "stranger": Person.objects.create(clan=other, given_name="Xa"),
    }
    book.couple(people["son"], people["wife"])
    values = {name: people.get(value, value) for name, value in change.items()}
    Clan.objects.filter(pk=book.clan.pk).update(**values)
    rebuild_clan(book.clan)
    assert code in {finding.code for finding in tree_check(book.clan)}


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("old_age", 95, "old_at_death"),
        ("young_father", 16, "young_father"),
        ("old_father", 70, "old_father"),
        ("spouse_gap", 40, "spouse_gap"),
        ("children_gap", 15, "children_far_apart"),
        ("children_span", 30, "children_span"),
        ("married_often", 4, "married_often"),
        ("taboo_generations", 0, "taboo_ancestor"),
        ("days_between_births", 60, "children_too_close"),
        ("greatest_parent_gap", 100, "parent_gap_large"),
        ("least_parent_gap", 8, "parent_gap_small"),
        ("widowhood", 70, "long_widowhood"),
        ("late_burial", 10, "late_burial"),
        ("early_marriage", 10, "early_marriage"),
        ("late_marriage", 60, "late_marriage"),
    ],
)
def test_a_limit_moved_lets_the_planted_fault_pass(limit, value, code):
    book = Book()
    plant_all(book)
    assert code in {f.code for f in tree_check(book.clan, is_stored=False)}
    moved = tree_check(book.clan, is_stored=False, limits=CheckLimits(**{limit: value}))
    if code == "old_at_death":
        moved = [f for f in moved if f.facts.get("years", 0) < 95]
    assert code not in {finding.code for finding in moved}
