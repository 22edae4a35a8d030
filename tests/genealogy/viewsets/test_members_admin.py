"""Members, offices and invitations in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cms.accounts.models.duties import AccessKind, AccessRecord
from cms.accounts.roles import EDITORS, REVIEWERS
from genealogy.enums import RequestState
from genealogy.models import BranchOffice, ClanMember, Invitation
from genealogy.services.members import invitation_create, invitation_open, membership_ask
from tests.genealogy.members import account, again, house, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


@pytest.fixture
def as_compiler(client, home):
    client.force_login(home.compiler)
    return client


def url(what, view, *args):
    return reverse(f"genealogy_{what}:{view}", args=args)


def office_form(home, user, **fields):
    place = {"clan": home.clan.pk, "branch": home.giap.pk, "kind": "editor"}
    return {"account": user.username, **place, **fields}


def test_a_compiler_gives_an_office_and_the_role_comes_with_it(as_compiler, home):
    user = member("0987000111")
    answer = as_compiler.post(
        url("office", "add"), office_form(home, user, account="+84 987 000 111")
    )
    assert answer.status_code == 302
    office = BranchOffice.objects.get(user=user)
    assert (office.branch, office.created_by) == (home.giap, home.compiler)
    assert again(user).has_perm("genealogy.edit_branch")
    assert AccessRecord.objects.get(kind=AccessKind.ROLE).user == home.compiler


def test_the_kind_of_an_office_changes_and_nothing_else_of_it(as_compiler, home):
    office = BranchOffice.objects.get(user=home.head)
    form = office_form(home, home.other_head, branch=home.at.pk, kind="reviewer")
    assert as_compiler.post(url("office", "edit", office.pk), form).status_code == 302
    office.refresh_from_db()
    assert (office.user, office.branch, office.kind) == (home.head, home.giap, "reviewer")


def test_taking_the_only_office_takes_the_role(as_compiler, home):
    office = BranchOffice.objects.get(user=home.head)
    assert as_compiler.post(url("office", "delete", office.pk)).status_code == 302
    assert not again(home.head).has_perm("genealogy.edit_branch")


@pytest.mark.parametrize(
    ("wrong", "field"), [({"account": "khong-co"}, "account"), ({"branch": ""}, None)]
)
def test_an_unknown_account_is_told_at_its_field(as_compiler, home, wrong, field):
    answer = as_compiler.post(url("office", "add"), office_form(home, member(), **wrong))
    if field is None:
        assert BranchOffice.objects.filter(branch=None).exists()
    else:
        assert list(answer.context["form"].errors) == [field]


def test_the_same_office_twice_is_refused_in_words(as_compiler, home):
    answer = as_compiler.post(url("office", "add"), office_form(home, home.head))
    assert answer.status_code == 200
    assert "Người này đã phụ trách chi ấy." in answer.content.decode()


@pytest.mark.parametrize("what", ["member", "office", "invitation"])
def test_heads_reviewers_and_the_newsroom_find_no_door(client, home, what):
    others = [home.head, account("duyet", REVIEWERS), account("bao", EDITORS), member()]
    for user in others:
        client.force_login(user)
        for view in ("index", "add"):
            answer = client.get(url(what, view))
            assert answer.status_code in {302, 403, 404}, (user, view)
    client.force_login(home.head)
    client.post(url("office", "add"), office_form(home, home.head, branch=""))
    assert not BranchOffice.objects.filter(branch=None).exists()


def test_a_member_is_let_in_moved_and_ended_by_hand(as_compiler, home):
    user = account("0987000222")
    data = {"account": "0987 000 222", "clan": home.clan.pk, "branch": home.giap.pk}
    assert as_compiler.post(url("member", "add"), data).status_code == 302
    place = ClanMember.objects.get(user=user)
    assert (place.state, place.decided_by) == (RequestState.ACCEPTED, home.compiler)
    moved = as_compiler.post(url("member", "edit", place.pk), {**data, "branch": home.at.pk})
    assert moved.status_code == 302
    place.refresh_from_db()
    assert place.branch == home.at
    as_compiler.post(url("member", "delete", place.pk))
    place.refresh_from_db()
    assert place.state == RequestState.REFUSED
    assert not again(user).has_perm("genealogy.browse_living")


def test_moving_somebody_who_waits_does_not_let_them_in(as_compiler, home):
    place = membership_ask(user=account("cho"), clan=home.clan, branch=home.giap)
    data = {"account": "x", "clan": home.clan.pk, "branch": home.at.pk}
    as_compiler.post(url("member", "edit", place.pk), data)
    place.refresh_from_db()
    assert (place.branch, place.state) == (home.at, RequestState.ASKED)


def test_an_invitation_is_read_and_revoked_and_neither_made_nor_changed(as_compiler, home):
    invitation, code = invitation_create(
        by=home.head, clan=home.clan, branch=home.giap, label="Giỗ tổ"
    )
    page = as_compiler.get(url("invitation", "index")).content.decode()
    assert "Giỗ tổ" in page
    assert as_compiler.get(url("invitation", "inspect", invitation.pk)).status_code == 200
    for view, args in (("add", ()), ("edit", (invitation.pk,))):
        assert as_compiler.get(url("invitation", view, *args)).status_code in {302, 403}
    inspected = as_compiler.get(url("invitation", "inspect", invitation.pk)).content.decode()
    assert invitation.digest not in page + inspected
    assert code not in page + inspected
    assert (
        "không dùng được nữa"
        in as_compiler.get(url("invitation", "delete", invitation.pk)).content.decode()
    )
    as_compiler.post(url("invitation", "delete", invitation.pk))
    assert invitation_open(code) is None
    assert Invitation.objects.filter(pk=invitation.pk).exists()


@pytest.mark.parametrize("what", ["member", "office", "invitation"])
def test_the_lists_are_searched_by_name_of_account(as_compiler, home, what):
    membership_ask(user=home.head, clan=home.clan)
    invitation_create(by=home.head, clan=home.clan, branch=home.giap)
    index = url(what, "index")
    assert "Trưởng Chi Giáp" in as_compiler.get(index, {"q": "chi giáp"}).content.decode()
    found = as_compiler.get(index, {"q": "khong co ai"}).content.decode()
    assert "Trưởng Chi Giáp" not in found
