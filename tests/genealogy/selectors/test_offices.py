from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission

from genealogy.enums import BranchOfficeKind
from genealogy.models import BranchOffice
from genealogy.selectors.offices import (
    decidable_branches,
    deciders_of,
    edit_scope,
    may_decide,
    may_edit,
)
from tests.genealogy.factories import BranchFactory, ClanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(django_user_model):
    """Make an account with these rights of the genealogy."""

    def make(name, *rights, **fields):
        user = django_user_model.objects.create_user(username=name, password=f"{name}-x", **fields)
        user.user_permissions.set(
            Permission.objects.filter(content_type__app_label="genealogy", codename__in=rights)
        )
        return django_user_model.objects.get(pk=user.pk)

    return make


@pytest.fixture
def house():
    """A clan with a branch, one below it, and one beside."""
    clan = ClanFactory()
    upper = BranchFactory(clan=clan)
    return {
        "clan": clan,
        "upper": upper,
        "lower": BranchFactory(clan=clan, parent=upper),
        "beside": BranchFactory(clan=clan),
    }


def office(user, house, name, kind=BranchOfficeKind.EDITOR):
    branch = house[name] if name else None
    return BranchOffice.objects.create(user=user, clan=house["clan"], branch=branch, kind=kind)


def test_a_branch_editor_decides_and_edits_in_his_branch_and_below_only(account, house):
    head = account("head", "edit_branch")
    office(head, house, "upper")

    for asked in (may_decide, may_edit):
        told = {
            name: asked(head, clan_id=house["clan"].pk, branch_id=house[name].pk)
            for name in ("upper", "lower", "beside")
        }
        assert told == {"upper": True, "lower": True, "beside": False}
        assert not asked(head, clan_id=house["clan"].pk, branch_id=None)
    assert decidable_branches(head, house["clan"].pk) == {house["upper"].pk, house["lower"].pk}


def test_the_head_of_a_lower_branch_has_no_say_above(account, house):
    head = account("head", "edit_branch")
    office(head, house, "lower")

    assert not may_decide(head, clan_id=house["clan"].pk, branch_id=house["upper"].pk)


def test_an_office_of_the_whole_clan_holds_those_without_branch_too(account, house):
    head = account("head", "edit_branch")
    office(head, house, "")
    other = ClanFactory()

    assert may_decide(head, clan_id=house["clan"].pk, branch_id=None)
    assert decidable_branches(head, house["clan"].pk) is None
    assert not may_decide(head, clan_id=other.pk, branch_id=None)
    assert decidable_branches(head, other.pk) == frozenset()


def test_an_office_to_review_lets_decide_but_not_edit(account, house):
    head = account("head", "edit_branch")
    office(head, house, "upper", BranchOfficeKind.REVIEWER)

    assert may_decide(head, clan_id=house["clan"].pk, branch_id=house["lower"].pk)
    assert not may_edit(head, clan_id=house["clan"].pk, branch_id=house["lower"].pk)


def test_an_office_without_the_right_and_the_right_without_an_office_open_nothing(account, house):
    plain = account("plain", "browse_living")
    office(plain, house, "upper")
    idle = account("idle", "edit_branch")

    for user in (plain, idle):
        assert not may_decide(user, clan_id=house["clan"].pk, branch_id=house["upper"].pk)
        assert decidable_branches(user, house["clan"].pk) == frozenset()


def test_a_disabled_account_decides_nothing(account, house):
    gone = account("gone", "edit_branch", is_active=False)
    office(gone, house, "upper")

    assert not may_decide(gone, clan_id=house["clan"].pk, branch_id=house["upper"].pk)


def test_reviewers_decide_everywhere_and_edit_nowhere(account, house):
    reviewer = account("reviewer", "review_proposals")

    assert may_decide(reviewer, clan_id=house["clan"].pk, branch_id=None)
    assert decidable_branches(reviewer, house["clan"].pk) is None
    assert not edit_scope(reviewer)


def test_compilers_decide_and_edit_everywhere(account, house):
    compiler = account("compiler", "change_person")

    assert may_decide(compiler, clan_id=house["clan"].pk, branch_id=None)
    assert edit_scope(compiler).everything


def test_the_nearest_office_above_is_told(account, house):
    upper, whole = account("upper", "edit_branch"), account("whole", "edit_branch")
    account("reviewer", "review_proposals")
    office(upper, house, "upper")
    office(whole, house, "")

    assert list(deciders_of(house["clan"].pk, house["lower"].pk)) == [upper]
    assert list(deciders_of(house["clan"].pk, house["beside"].pk)) == [whole]
    assert list(deciders_of(house["clan"].pk, None)) == [whole]


def test_without_an_office_reviewers_and_compilers_are_told_once_each(account, house):
    both = account("both", "review_proposals", "change_person")
    compiler = account("compiler", "change_person")
    account("member", "browse_living")

    assert set(deciders_of(house["clan"].pk, house["lower"].pk)) == {both, compiler}
    assert deciders_of(house["clan"].pk, house["lower"].pk).count() == 2


def test_without_anybody_administrators_are_told(admin_account, house):
    assert list(deciders_of(house["clan"].pk, None)) == [admin_account]


def test_an_office_whose_holder_left_is_passed_over(account, house):
    gone = account("gone", "edit_branch", is_active=False)
    whole = account("whole", "edit_branch")
    office(gone, house, "upper")
    office(whole, house, "")

    assert list(deciders_of(house["clan"].pk, house["upper"].pk)) == [whole]


def test_a_scope_costs_two_queries_whatever_the_branches(
    account, house, django_assert_max_num_queries
):
    head = account("head", "edit_branch")
    office(head, house, "upper")
    for _ in range(5):
        BranchFactory(clan=house["clan"], parent=house["lower"])
    head.has_perm("genealogy.edit_branch")

    with django_assert_max_num_queries(3):
        assert edit_scope(head)
