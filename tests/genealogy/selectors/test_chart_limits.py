"""The tree explorer at its limits: many children, broken links, queries, small numbers."""

from __future__ import annotations

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.models import ParentLink, Person, UnionMember
from genealogy.selectors.chart import branch_below, chart
from genealogy.selectors.chart_overview import clan_overview
from genealogy.selectors.people import person_by_uuid
from genealogy.services.derived import rebuild_clan
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    PersonFactory,
    WomanFactory,
    family,
)
from tests.genealogy.selectors.chart_clans import (
    box_of,
    lettered_house,
    mark,
    names,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


@pytest.fixture
def house(clan):
    return lettered_house(clan)


def test_a_family_that_does_not_fit_stays_closed(clan, anonymous):
    top = PersonFactory(clan=clan, given_name="T")
    sons = Person.objects.bulk_create(
        Person(clan=clan, sex="m", given_name=f"S{n}", full_name=f"S{n}", living_state="deceased",
               child_order=n)
        for n in range(40)
    )  # fmt: skip
    grandsons = Person.objects.bulk_create(
        Person(clan=clan, sex="m", given_name=f"G{n}", full_name=f"G{n}", living_state="deceased",
               child_order=n % 40)
        for n in range(1600)
    )  # fmt: skip
    pairs = [(son, top) for son in sons] + [(one, sons[n // 40]) for n, one in enumerate(grandsons)]
    ParentLink.objects.bulk_create(
        ParentLink(child=child, parent=parent, is_lineage=True) for child, parent in pairs
    )
    rebuild_clan(clan)
    top.refresh_from_db()
    answer = chart(top, anonymous)
    assert len(answer.boxes) == 1 + 40 + 6 * 40
    assert [box.is_open for box in answer.boxes].count(True) == 7
    last = box_of(answer, sons[-1])
    assert (last.is_open, last.children, last.below) == (False, 40, 40)
    assert answer.boxes[0].below == 1600 - 240
    # The middle person's own children begin even when they are too many for one drawing.
    ParentLink.objects.filter(child__in=grandsons).update(parent=top)
    rebuild_clan(clan)
    answer = chart(top, anonymous)
    assert len(answer.boxes) == 300
    assert (answer.boxes[0].is_open, answer.boxes[0].children) == (False, 1640)
    assert answer.boxes[0].below == 1640 - 299


def test_links_in_a_circle_end(clan, editor):
    people = [PersonFactory(clan=clan, given_name=letter) for letter in "ABC"]
    for child, parent in itertools.pairwise([*people, people[0]]):
        ParentLink.objects.create(child=child, parent=parent, is_lineage=True)
    for person in people:
        answer = chart(person, editor, down=6)
        assert sorted(names(answer)) == ["A", "B", "C"]
        assert len(branch_below(person, editor, down=6).boxes) <= 3


def test_people_without_founder_or_links_have_a_box_of_their_own(clan, anonymous):
    person = PersonFactory(clan=clan, given_name="A")
    answer = chart(person, anonymous)
    assert (names(answer), answer.root) == ("A", None)
    assert branch_below(person, anonymous).boxes == []
    empty = clan_overview(clan, anonymous)
    assert empty == []


def test_the_number_of_queries_does_not_grow(house, anonymous, member):
    clan = house["A"].clan
    family(house["F"], WomanFactory(clan=clan))
    BranchFactory(clan=clan, founder=house["B"])

    def count(ask):
        with CaptureQueriesContext(connection) as queries:
            ask()
        return len(queries)

    def all_counts():
        middle, top, other = (person_by_uuid(house[one].uuid, anonymous) for one in "FAJ")
        return [
            count(lambda: chart(middle, anonymous)),
            count(lambda: chart(top, anonymous, down=6)),
            count(lambda: branch_below(top, member, down=6)),
            count(lambda: chart(middle, anonymous, other=other)),
            count(lambda: clan_overview(clan, anonymous)),
        ]

    before = all_counts()
    for parent in ("G", "H", "J"):
        for _ in range(4):
            child = PersonFactory(clan=clan)
            family(house[parent], WomanFactory(clan=clan), child, order=3)
    BranchFactory(clan=clan, founder=house["C"])
    assert all_counts() == before
    # The graph and the numbers of a clan in a transaction are read anew for each answer.
    assert max(before) <= 20


def test_the_overview_counts_visible_people_and_no_handful(house, anonymous, editor):
    clan = house["A"].clan
    outer = BranchFactory(clan=clan, founder=house["B"], name="Chi Một", since_generation=2)
    inner = BranchFactory(clan=clan, founder=house["D"], parent=outer, name="Phái Một")
    BranchFactory(clan=clan, founder=house["C"], name="Chi Hai")
    mark(house["I"])
    shown = {row.slug: row for row in clan_overview(clan, anonymous)}
    assert (shown[outer.slug].people, shown[outer.slug].generations) == (6, [2, 5])
    assert (shown[inner.slug].people, shown[inner.slug].generations) == (None, [])
    assert shown[inner.slug].parent == outer.slug
    assert shown[outer.slug].founder.uuid == house["B"].uuid
    told = {row.slug: row for row in clan_overview(clan, editor)}
    assert (told[inner.slug].people, told[inner.slug].generations) == (5, [3, 6])
    mark(house["D"])
    assert {row.slug: row for row in clan_overview(clan, anonymous)}[inner.slug].founder is None


def test_a_union_with_one_member_is_no_partner(house, anonymous):
    union = family(house["D"], None)
    assert UnionMember.objects.filter(union=union).count() == 1
    assert box_of(chart(house["D"], anonymous), house["D"]).partners == []
