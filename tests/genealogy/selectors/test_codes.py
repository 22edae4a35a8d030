"""Codes of people as each viewer may count them."""

from __future__ import annotations

import pytest

from genealogy.domain.viewer import Role
from genealogy.models import Person
from genealogy.selectors.codes import generation_codes, order_code_of, order_codes
from genealogy.services.branches import branch_create
from genealogy.services.clans import clan_update
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


class House:
    def __init__(self):
        self.clan = ClanFactory()
        self.founder = PersonFactory(clan=self.clan)
        self.wife = WomanFactory(clan=self.clan)
        self.first = PersonFactory(clan=self.clan, child_order=1)
        self.daughter = PersonFactory(clan=self.clan, child_order=2, sex="f")
        self.second = PersonFactory(clan=self.clan, child_order=3)
        self.grandson = PersonFactory(clan=self.clan, child_order=1)
        family(self.founder, self.wife, self.first, self.daughter, self.second)
        family(self.second, WomanFactory(clan=self.clan), self.grandson)
        found(self.founder)

    def people(self, viewer):
        return list(Person.objects.visible_to(viewer).select_related("clan").filter(clan=self.clan))

    def codes(self, viewer):
        return order_codes(self.people(viewer), viewer)


@pytest.fixture
def house():
    return House()


def test_whole_house_is_numbered_from_the_founder(house, anonymous):
    assert house.codes(anonymous) == {
        house.founder.pk: "1",
        house.first.pk: "1.1",
        house.daughter.pk: "1.g1",
        house.second.pk: "1.2",
        house.grandson.pk: "1.2.1",
    }


def test_clan_that_counts_daughters_numbers_all_together(house, anonymous):
    clan_update(house.clan, codes_count_daughters=True)
    assert house.codes(anonymous)[house.grandson.pk] == "1.3.1"


def test_ancestors_above_the_founder_have_none(house, anonymous):
    above = PersonFactory(clan=house.clan)
    family(above, None, house.founder)
    codes = house.codes(anonymous)
    assert above.pk not in codes
    assert codes[house.grandson.pk] == "1.2.1"


def test_code_is_the_same_whether_a_living_brother_is_in_the_book_or_not(house, anonymous, editor):
    before = house.codes(anonymous)
    living = LivingPersonFactory(clan=house.clan, child_order=2)
    family(house.founder, house.wife, living)
    assert house.codes(anonymous) == before
    assert house.codes(editor)[living.pk] == "1.2"
    assert house.codes(editor)[house.grandson.pk] == "1.3.1"


def test_line_through_somebody_hidden_has_no_code(house, anonymous, member):
    father = LivingPersonFactory(clan=house.clan)
    child = PersonFactory(clan=house.clan)
    family(house.first, None, father)
    family(father, None, child)
    assert child.pk not in house.codes(anonymous)
    assert house.codes(member)[child.pk] == "1.1.1.1"


def test_name_alone_tells_no_code_because_it_tells_the_sex(house, anonymous):
    clan_update(house.clan, living_policy="name_only")
    living = LivingPersonFactory(clan=house.clan, sex="f")
    family(house.first, None, living)
    assert living.pk not in house.codes(anonymous)


def test_page_of_people_costs_no_more_queries_than_one(house, editor, django_assert_num_queries):
    people = house.people(editor)
    with django_assert_num_queries(2):
        order_codes(people, editor)
    with django_assert_num_queries(2):
        order_code_of(next(p for p in people if p == house.grandson), editor)


def test_code_of_generation_and_branch_counts_in_the_order_of_the_book(house, anonymous):
    upper = branch_create(clan=house.clan, ordinal=2, founder=house.second)
    branch_create(clan=house.clan, ordinal=1, founder=house.grandson, parent=upper)
    codes = generation_codes(house.people(anonymous), anonymous)
    assert codes == {
        house.founder.pk: "Đ1-1",
        house.first.pk: "Đ2-1",
        house.daughter.pk: "Đ2-2",
        house.second.pk: "Đ2-C2-1",
        house.grandson.pk: "Đ3-C2.1-1",
    }
    assert anonymous.role is Role.ANONYMOUS
