from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory

from cms.accounts.roles import BRANCH_EDITORS, EDITORS, GENEALOGISTS, MEMBERS, REVIEWERS
from genealogy.domain.viewer import Role
from genealogy.models import BranchOffice
from genealogy.selectors.viewers import viewer_for, viewer_of
from tests.genealogy.factories import BranchFactory, ClanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(django_user_model):
    def make(group):
        user = django_user_model.objects.create_user(username="ai", password="ai-password")
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.mark.parametrize(
    ("group", "role"),
    [
        (MEMBERS, Role.MEMBER),
        (BRANCH_EDITORS, Role.MEMBER),
        (REVIEWERS, Role.EDITOR),
        (GENEALOGISTS, Role.EDITOR),
        (EDITORS, Role.ANONYMOUS),
    ],
)
def test_a_group_gives_its_place_among_readers(account, group, role):
    assert viewer_for(account(group)).role is role


def test_strangers_and_disabled_accounts_are_strangers(account):
    user = account(GENEALOGISTS)
    user.is_active = False

    assert viewer_for(user).role is Role.ANONYMOUS
    assert viewer_for(AnonymousUser()).role is Role.ANONYMOUS


def test_an_administrator_is_one(admin_account):
    assert viewer_for(admin_account).role is Role.ADMIN


def test_an_office_opens_the_branch_and_below_in_full(account):
    clan = ClanFactory()
    upper = BranchFactory(clan=clan)
    lower = BranchFactory(clan=clan, parent=upper)
    BranchFactory(clan=clan)
    user = account(BRANCH_EDITORS)
    BranchOffice.objects.create(user=user, clan=clan, branch=upper)

    assert viewer_for(user).full_branch_ids == {upper.pk, lower.pk}


def test_an_office_without_the_group_opens_nothing(account):
    clan = ClanFactory()
    user = account(MEMBERS)
    BranchOffice.objects.create(user=user, clan=clan, branch=BranchFactory(clan=clan))

    assert viewer_for(user).full_branch_ids == frozenset()


def test_the_viewer_of_a_request_is_found_out_once_and_anew_for_another_user(
    account, admin_account, django_assert_num_queries
):
    request = RequestFactory().get("/")
    request.user = account(MEMBERS)
    viewer = viewer_of(request)
    with django_assert_num_queries(0):
        assert viewer_of(request) is viewer

    request.user = admin_account

    assert viewer_of(request).role is Role.ADMIN
