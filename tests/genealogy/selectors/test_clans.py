"""Pages of clans and branches count visible people only."""

from __future__ import annotations

import pytest

from genealogy.selectors.clans import (
    branch_and_below,
    branch_by_slug,
    branch_view,
    clan_by_slug,
    clan_list,
    clan_view,
)
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    """A founder, two sons who found branches, a living grandson in the first branch."""
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    founder = PersonFactory(clan=clan, given_name="Tổ", death="20/10 âm lịch")
    sons = [PersonFactory(clan=clan, child_order=n, death="25/10 al") for n in (1, 2)]
    grandson = LivingPersonFactory(clan=clan, given_name="Canary")
    dead = PersonFactory(clan=clan, given_name="Cháu", child_order=1)
    found(founder)
    family(founder, None, *sons)
    family(sons[0], None, dead, grandson)
    first = BranchFactory(clan=clan, name="Chi Giáp", slug="chi-giap", founder=sons[0], ordinal=1)
    BranchFactory(clan=clan, name="Chi Ất", slug="chi-at", founder=sons[1], ordinal=2)
    BranchFactory(clan=clan, name="Cành Nhất", slug="canh-nhat", founder=dead, parent=first)
    clan.refresh_from_db()
    return clan


def test_the_clan_counts_who_may_be_seen(clan, anonymous, member):
    counts = [(row.generation, row.count) for row in clan_view(clan, anonymous).generations]
    assert counts == [(1, 1), (2, 2), (3, 1)]
    assert clan_view(clan, anonymous).person_count == 4
    assert clan_view(clan, member).person_count == 5
    assert [(row.person_count, row.generation_count) for row in clan_list(anonymous)] == [(4, 3)]


def test_the_clan_lists_founder_branches_and_memorials(clan, anonymous):
    view = clan_view(clan, anonymous)
    assert view.founder.name == "Dương Văn Tổ"
    rows = [(row.label, row.depth, row.person_count) for row in view.branches]
    assert rows == [("Chi Giáp", 0, 2), ("Cành Nhất", 1, 1), ("Chi Ất", 0, 1)]
    assert [card.lunar_day for card in view.upcoming] == [20, 25, 25]


def test_a_branch_holds_the_branches_within(clan, anonymous, member):
    branch = branch_by_slug("ho-thu", "chi-giap", anonymous)
    assert [one.title for one in branch_and_below(branch)] == ["Chi Giáp", "Cành Nhất"]
    view = branch_view(branch, anonymous)
    assert (view.person_count, view.founder.generation) == (2, 2)
    assert [row.label for row in view.below] == ["Cành Nhất"]
    assert branch_view(branch, member).person_count == 3
    assert [card.lunar_day for card in view.of_month] == [25]


def test_a_hidden_founder_is_not_named(clan, anonymous):
    founder = clan.founder
    founder.visibility = "members"
    founder.save(update_fields=["visibility"])
    view = clan_view(clan, anonymous)
    assert (view.founder, view.descendants_url) == (None, "")


def test_a_closed_clan_is_unknown_to_strangers(clan, anonymous, member):
    clan.is_public = False
    clan.save(update_fields=["is_public"])
    assert clan_by_slug("ho-thu", anonymous) is None
    assert branch_by_slug("ho-thu", "chi-giap", anonymous) is None
    assert clan_list(anonymous) == []
    assert clan_by_slug("ho-thu", member) == clan
