"""Faults of couples, branches and the clan. Each gives what must be found: (code, whose record)."""

from __future__ import annotations

from genealogy.domain.dates import PartialDate, Qualifier
from genealogy.models import Branch, Clan, Event, Person, Union, UnionMember
from tests.genealogy.services.checks.plants_people import GREGORIAN, exact


def wed(*codes, man=("1810", "1880"), woman=("1815", "1870"), divorce="", states=(), **fields):
    """Plant a couple whose years or marks do not fit."""

    def plant(book):
        husband, wife = book.father(*man), book.woman(*woman)
        union = book.couple(husband, wife, **fields)
        if divorce:
            book.union_event(union, "divorce", divorce)
        return {(code, union) for code in codes}

    return plant


def wives(*codes, marriages):
    """Plant a husband with several wives; each is (order, wedding, standing)."""

    def plant(book):
        husband = book.father()
        for order, wedding, standing in marriages:
            book.couple(husband, book.woman(), order=order, wedding=wedding, standing=standing)
        return {(code, husband) for code in codes}

    return plant


def union_of_other_clan(book):
    other = Clan.objects.create(slug="ho-vo", name="Họ vợ")
    stranger = Person.objects.create(clan=other, sex="f", given_name="Xa")
    return {("union_of_other_clan", book.couple(book.father(), stranger))}


def union_crowded(book):
    union = book.couple(book.father(), book.woman())
    UnionMember.objects.create(union=union, person=book.woman(), role="wife")
    return {("union_crowded", union)}


def union_empty(book):
    return {("union_empty", Union.objects.create(clan=book.clan))}


def union_of_one(book):
    union = Union.objects.create(clan=book.clan)
    UnionMember.objects.create(union=union, person=book.father(), role="husband")
    return {("union_of_one", union)}


def roles_reversed(book):
    union = book.couple(book.woman(), book.father())
    return {("female_husband", union), ("male_wife", union)}


def same_sex_couple(book):
    other = book.woman(sex="m")
    return {("same_sex_couple", book.couple(book.father(), other, roles=("partner", "partner")))}


def union_repeated(book):
    husband, wife = book.father(), book.woman()
    book.couple(husband, wife)
    return {("union_repeated", book.couple(husband, wife, order=2, own=2))}


def union_of_namesakes(book):
    husband, wife = book.father(), book.woman()
    namesake = book.woman(given_name=wife.given_name)
    book.couple(husband, wife)
    return {("union_of_namesakes", book.couple(husband, namesake, order=2))}


def close_kin_marriage(book):
    one = book.person(book.father(), birth="1840")
    two = book.person(book.father(), sex="f", birth="1845")
    return {("close_kin_marriage", book.couple(one, two))}


def kin_marriage(book):
    father = book.father()
    cousins = []
    for surname, sex in (("Lê", "m"), ("Trần", "f")):
        daughter = book.person(father, sex="f", birth="1835")
        husband = book.person(surname=surname, birth="1830", death="1890")
        union = book.couple(husband, daughter)
        cousins.append(
            book.person(husband, daughter, union, sex=sex, surname=surname, birth="1860")
        )
    return {("kin_marriage", book.couple(*cousins))}


def spouse_same_surname(book):
    return {("spouse_same_surname", book.couple(book.father(), book.woman(surname="Dương")))}


def spouse_generation(book):
    wife = book.woman(generation_override=7)
    return {("spouse_generation", book.couple(book.father(), wife))}


def widowed_but_living(book):
    father = book.father(birth="", death="1995")
    husband = book.person(father, birth="1980", death="", living_state="living")
    wife = book.woman("1982", "", living_state="living")
    return {("widowed_but_living", book.couple(husband, wife, status="widowed"))}


def successor_without_first(book):
    union = book.couple(book.father(), book.woman(), standing="successor")
    return {("successor_without_first", union)}


def successor_too_early(book):
    husband = book.father()
    book.couple(husband, book.woman(), standing="principal")
    union = book.couple(husband, book.woman(), order=2, standing="successor", wedding="1850")
    return {("successor_too_early", union)}


def births(*codes, children):
    """Plant children of one couple by their births."""

    def plant(book):
        father, mother = book.father(), book.woman()
        union = book.couple(father, mother)
        for birth in children:
            book.person(father, mother, union, birth=birth)
        return {(code, union) for code in codes}

    return plant


def union_dates(book):
    wrong, unclear = (book.couple(book.father(), book.woman()) for _ in range(2))
    event = book.union_event(wrong, "divorce", "1840")
    date = exact("31/2/1840", GREGORIAN, 1840, 2, 31)
    Event.objects.filter(pk=event.pk).update(date=date)
    book.union_event(unclear, "divorce", PartialDate("hồi nọ", Qualifier.PHRASE))
    return {("union_event_flawed", wrong), ("union_event_unclear", unclear)}


def branch_founders(book):
    other = Clan.objects.create(slug="ho-chi", name="Họ chi")
    stranger = Person.objects.create(clan=other, given_name="Xa")
    above = Branch.objects.create(clan=other, name="Chi xa", slug="chi-xa")
    wife = book.woman()
    book.couple(book.father(), wife)
    upper = book.branch(book.father())
    founder = book.father()
    first = book.branch(founder)
    repeated = book.branch(founder)
    nobody, foreign = book.branch(), book.branch(stranger)
    return {
        ("branch_without_founder", nobody),
        ("branch_empty", nobody),
        ("branch_founder_of_other_clan", foreign),
        ("branch_empty", foreign),
        ("branch_of_other_clan", book.branch(book.father(), parent=above)),
        ("branch_founder_not_lineage", book.branch(wife)),
        ("branch_founder_outside", book.branch(book.father(), parent=upper)),
        ("branch_founder_repeated", repeated),
        ("branch_empty", repeated),
        ("since_generation_contradicts", book.branch(book.father(), since_generation=5)),
        ("branch_head_of_other_clan", book.branch(book.father(), head=stranger)),
    } | ({("branch_ordinal_repeated", _numbered_twice(book))} if first else set())


def _numbered_twice(book):
    book.branch(book.father(), ordinal=3)
    return book.branch(book.father(), ordinal=3)


def branch_heads(book):
    founder = book.father()
    outside = book.branch(book.father(), head=book.person(book.father(), birth="1840"))
    dead = book.branch(founder, head=founder)
    return {
        ("branch_head_outside", outside),
        ("branch_head_dead", outside),
        ("branch_head_dead", dead),
    }


def branch_cycle(book):
    upper = book.father()
    lower = book.person(upper, birth="1840")
    one = book.branch(upper)
    two = book.branch(lower, parent=one)
    Branch.objects.filter(pk=one.pk).update(parent=two)
    # In a circle each stands above the other, so the upper founder is outside the lower's line.
    return {("branch_cycle", one), ("branch_cycle", two), ("branch_founder_outside", one)}


PLANTS = [
    wives(
        "married_often",
        marriages=[(1, "", ""), (2, "", ""), (3, "", ""), (4, "", "")],
    ),
    wives("union_order_repeated", marriages=[(1, "", ""), (1, "", "")]),
    wives("union_order_gap", marriages=[(1, "", ""), (3, "", "")]),
    wives("unions_out_of_order", marriages=[(1, "1850", ""), (2, "1840", "")]),
    wives("two_principal_wives", marriages=[(1, "", "principal"), (2, "", "principal")]),
    union_of_other_clan,
    union_crowded,
    union_empty,
    union_of_one,
    roles_reversed,
    same_sex_couple,
    union_repeated,
    union_of_namesakes,
    close_kin_marriage,
    kin_marriage,
    spouse_same_surname,
    spouse_generation,
    wed("marriage_before_birth", wedding="1800"),
    wed("marriage_after_death", man=("1810", "1845"), woman=("1815", "1890"), wedding="1850"),
    wed("birth_equals_marriage", woman=("5/5/1830", "1870"), wedding="5/5/1830"),
    wed("death_equals_marriage", man=("1810", "5/5/1840"), wedding="5/5/1840"),
    wed("divorce_before_marriage", wedding="1840", divorce="1835"),
    wed("early_marriage", woman=("1816", "1870"), wedding="1830"),
    wed("late_marriage", woman=("1820", "1870"), wedding="1865"),
    wed("married_but_unmarried", wedding="1840", kind="partnership"),
    wed("spouse_gap", woman=("1845", "1900")),
    wed("long_widowhood", man=("1810", "1840"), woman=("1815", "1903")),
    wed("current_but_dead", status="current"),
    widowed_but_living,
    successor_without_first,
    successor_too_early,
    births("children_too_close", children=["1/1/1850", "1/4/1850"]),
    births("children_far_apart", children=["1840", "1855"]),
    births("children_span", children=["1835", "1842", "1849", "1856", "1863"]),
    union_dates,
    branch_founders,
    branch_heads,
    branch_cycle,
]
