"""Đời in the clan and in every branch on the way up."""

from __future__ import annotations

from itertools import pairwise

import pytest

from genealogy.selectors.branch_generations import branch_generations_of
from genealogy.selectors.person_page import person_view
from genealogy.services.branches import branch_create
from genealogy.services.people import person_update
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    """Four generations in one line, the first of them the founder."""
    clan = ClanFactory()
    people = [PersonFactory(clan=clan) for _ in range(4)]
    for father, child in pairwise(people):
        family(father, None, child)
    found(people[0])
    return people


def reloaded(person):
    return type(person).objects.select_related("clan", "branch").get(pk=person.pk)


def numbers(person, viewer):
    return [
        (item.branch.title, item.generation)
        for item in branch_generations_of(reloaded(person), viewer)
    ]


def test_nested_branches_each_count_from_their_founder(line, anonymous):
    clan = line[0].clan
    upper = branch_create(clan=clan, ordinal=1, ordinal_style="stem", founder=line[1])
    branch_create(clan=clan, label="phái", ordinal=2, founder=line[2], parent=upper)
    assert numbers(line[3], anonymous) == [("Phái 2", 2), ("Chi Giáp", 3)]
    assert numbers(line[1], anonymous) == [("Chi Giáp", 1)]
    assert numbers(line[0], anonymous) == []


def test_generation_written_with_the_branch_wins_over_its_founder(line, anonymous):
    branch_create(clan=line[0].clan, ordinal=1, founder=line[1], since_generation=1)
    assert numbers(line[3], anonymous) == [("Chi 1", 4)]


def test_generation_set_by_hand_counts_on_in_the_branch(line, anonymous):
    branch_create(clan=line[0].clan, ordinal=1, founder=line[1])
    person_update(line[2], generation_override=7)
    assert numbers(line[3], anonymous) == [("Chi 1", 7)]


def test_wife_counts_with_her_husband(line, anonymous):
    branch_create(clan=line[0].clan, ordinal=1, founder=line[1])
    wife = WomanFactory(clan=line[0].clan)
    family(line[2], wife)
    assert numbers(wife, anonymous) == [("Chi 1", 2)]


def test_hidden_founder_gives_no_number_away(line, anonymous, member):
    clan = line[0].clan
    living = LivingPersonFactory(clan=clan)
    child = PersonFactory(clan=clan)
    family(line[3], None, living)
    family(living, None, child)
    branch_create(clan=clan, ordinal=1, founder=living)
    assert numbers(child, anonymous) == []
    assert numbers(child, member) == [("Chi 1", 2)]


def test_branches_cost_one_query_however_deep(line, anonymous, django_assert_num_queries):
    upper = branch_create(clan=line[0].clan, ordinal=1, founder=line[0])
    for number, person in enumerate(line[1:], start=2):
        upper = branch_create(clan=line[0].clan, ordinal=number, founder=person, parent=upper)
    person = reloaded(line[3])
    with django_assert_num_queries(1):
        assert len(branch_generations_of(person, anonymous)) == 4


def test_page_says_them_in_words(line, anonymous):
    branch_create(clan=line[0].clan, ordinal=1, ordinal_style="stem", founder=line[1])
    view = person_view(reloaded(line[3]), anonymous)
    assert [item.label for item in view.branch_generations] == ["đời 3 Chi Giáp"]
    assert view.branch_generation_label == "đời 3 Chi Giáp"
    assert view.code == "1.1.1.1"


def test_ancestor_above_the_founder_has_a_title_for_a_number(line, anonymous):
    above = PersonFactory(clan=line[0].clan)
    family(above, None, line[0])
    view = person_view(reloaded(above), anonymous)
    assert (view.generation, view.generation_label) == (0, "Trên thủy tổ")
