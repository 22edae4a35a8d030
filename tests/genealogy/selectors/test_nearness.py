from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.enums import MemberScope, ParentKind, RequestState
from genealogy.models import Clan, ClanMember, ParentLink, PersonAccount
from genealogy.selectors import nearness
from genealogy.selectors.nearness import (
    branches_below,
    near_people,
    own_branches,
    own_person,
)
from genealogy.selectors.viewers import viewer_for
from genealogy.services.families import child_link
from genealogy.services.history import recorded
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """Grandfather, father, uncle; me with wife, brother and son; the uncle's son."""
    clan = ClanFactory()
    made = {name: PersonFactory(clan=clan) for name in ("grandfather", "father", "uncle", "cousin")}
    made["mother"] = WomanFactory(clan=clan)
    made["wife"] = WomanFactory(clan=clan)
    for name in ("me", "brother", "son"):
        made[name] = LivingPersonFactory(clan=clan)
    family(made["grandfather"], None, made["father"], made["uncle"])
    family(made["father"], made["mother"], made["me"], made["brother"])
    family(made["uncle"], None, made["cousin"])
    family(made["me"], made["wife"], made["son"])
    return {"clan": clan, **made}


@pytest.fixture
def me(member_user, house):
    PersonAccount.objects.create(user=member_user, person=house["me"], state=RequestState.ACCEPTED)
    return member_user


def scope(clan, kind, steps=2):
    Clan.objects.filter(pk=clan.pk).update(member_scope=kind, member_steps=steps)


def named(house, keys):
    return {name for name, one in house.items() if name != "clan" and one.pk in keys}


def test_the_close_family_is_parents_spouse_siblings_and_children(me, house):
    assert named(house, near_people(me)) == {
        "me",
        "father",
        "mother",
        "wife",
        "brother",
        "son",
    }


@pytest.mark.parametrize("state", [RequestState.ASKED, RequestState.REFUSED])
def test_a_claim_nobody_confirmed_opens_nothing(me, house, state):
    PersonAccount.objects.filter(user=me).update(state=state)

    assert own_person(me) is None
    assert near_people(me) == frozenset()


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        (1, {"me", "father", "mother", "wife", "son"}),
        (2, {"me", "father", "mother", "wife", "son", "grandfather", "brother"}),
        (
            3,
            {"me", "father", "mother", "wife", "son", "grandfather", "brother", "uncle"},
        ),
        (
            4,
            {"me", "father", "mother", "wife", "son", "grandfather", "brother", "uncle", "cousin"},
        ),
    ],
)
def test_steps_count_links_to_parents_children_and_spouses(me, house, steps, names):
    scope(house["clan"], MemberScope.STEPS, steps)

    assert named(house, near_people(me)) == names


def test_links_of_unknown_kind_lead_nowhere(me, house):
    hidden = LivingPersonFactory(clan=house["clan"])
    child_link(child=house["me"], parent=hidden, kind=ParentKind.UNKNOWN, is_lineage=False)

    assert hidden.pk not in near_people(me)


def test_a_circle_of_links_ends(me, house):
    scope(house["clan"], MemberScope.STEPS, 6)
    with recorded(house["clan"], by=None, people=[house["grandfather"].pk]):
        ParentLink.objects.create(child=house["grandfather"], parent=house["son"])

    assert named(house, near_people(me)) >= {"me", "grandfather", "cousin"}


def test_no_more_than_the_nearest_are_given(me, house, monkeypatch):
    scope(house["clan"], MemberScope.STEPS, 6)
    monkeypatch.setattr(nearness, "MOST_NEAR", 6)

    near = near_people(me)
    assert len(near) == 6
    # All of the first step before any of the second.
    assert named(house, near) >= {"me", "father", "mother", "wife", "son"}


def test_the_cost_does_not_grow_with_the_family(me, house):
    def cost():
        user = type(me).objects.get(pk=me.pk)
        viewer_for(user)  # rights are read once for a user object
        with CaptureQueriesContext(
            connection,
        ) as queries:
            viewer_for(user)
        return len(queries)

    small = cost()
    for _ in range(12):
        child = PersonFactory(clan=house["clan"])
        child_link(child=child, parent=house["father"])
    assert cost() == small
    assert small <= 7


def test_the_own_branch_opens_only_where_the_clan_says_so(member_user):
    clan = ClanFactory()
    branch = BranchFactory(clan=clan)
    below = BranchFactory(clan=clan, parent=branch)
    beside = BranchFactory(clan=clan)
    ClanMember.objects.create(
        user=member_user, clan=clan, branch=branch, state=RequestState.ACCEPTED
    )
    assert own_branches(member_user) == frozenset()

    scope(clan, MemberScope.BRANCH)
    assert own_branches(member_user) == {branch.pk, below.pk}
    assert beside.pk not in own_branches(member_user)

    ClanMember.objects.update(state=RequestState.ASKED)
    assert own_branches(member_user) == frozenset()


def test_branches_in_a_circle_end():
    clan = ClanFactory()
    one = BranchFactory(clan=clan)
    two = BranchFactory(clan=clan, parent=one)
    type(one).objects.filter(pk=one.pk).update(parent=two)

    assert branches_below([(clan.pk, one.pk)]) == {one.pk, two.pk}
