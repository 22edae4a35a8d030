"""Invitations: who makes them, what a code opens, and how often."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.roles import MEMBERS
from genealogy.enums import RequestState
from genealogy.models import BranchOffice, ClanMember, Invitation
from genealogy.selectors.members import decidable_places, invitation_rows
from genealogy.services.members import (
    LoginTaken,
    account_join,
    account_sign_up,
    invitation_create,
    invitation_open,
    invitation_revoke,
    login_read,
    membership_give,
)
from genealogy.services.members.codes import LENGTH, SIGNS, code_generate, code_normalise
from tests.genealogy.members import PASSWORD, again, house, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


def invite(home, **fields):
    return invitation_create(
        **{"by": home.head, "clan": home.clan, "branch": home.giap, "max_uses": 3, **fields}
    )


def sign_up(invitation, number="0987 654 321"):
    return account_sign_up(
        invitation=invitation, name="Người mới", login=login_read(number), password=PASSWORD
    )


def test_a_code_has_no_sign_that_is_misread_or_changed_by_a_vietnamese_keyboard():
    assert not set(SIGNS) & set("01ILO" + "AEIOUYWDZ")
    codes = {code_generate() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code.replace("-", "")) == LENGTH for code in codes)


@pytest.mark.parametrize("typed", ["hk7m3tx9pr", " HK7M 3TX 9PR ", "hk7m.3tx.9pr", "HK7M-3TX-9PR"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert code_normalise(typed) == "HK7M-3TX-9PR"


@pytest.mark.parametrize("typed", ["", "HK7M-3TX-9P", "HK7M-3TX-9PRR", "HK7M-3TX-9PO", "đ" * 10])
def test_what_can_be_no_code_is_none(typed):
    assert code_normalise(typed) is None
    assert invitation_open(typed) is None


def test_the_database_holds_no_code_and_no_plain_digest_of_it(home):
    invitation, code = invite(home)
    row = str(Invitation.objects.filter(pk=invitation.pk).values().get())
    assert code not in row
    assert code.replace("-", "") not in row
    assert invitation_open(code.lower()).pk == invitation.pk
    assert invitation_open(invitation.digest) is None


def test_a_copy_of_the_database_under_another_key_opens_nothing(home, settings):
    _invitation, code = invite(home)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another key for this site, long enough to be one"
    assert invitation_open(code) is None
    settings.SECRET_KEY_FALLBACKS = [old]
    assert invitation_open(code) is not None


def test_a_head_invites_into_his_branch_only(home):
    with pytest.raises(PermissionDenied):
        invite(home, branch=home.at)
    with pytest.raises(PermissionDenied):
        invite(home, branch=None)
    with pytest.raises(PermissionDenied):
        invite(home, person=home.other, max_uses=1)
    assert {place.label for place in decidable_places(home.head)} == {"Chi Giáp"}
    assert not decidable_places(member())


def test_a_compiler_invites_into_the_whole_clan(home):
    invitation, _code = invite(home, by=home.compiler, branch=None)
    assert invitation.branch is None


@pytest.mark.parametrize("wrong", [{"max_uses": 0}, {"max_uses": 501}, {"days": 0}, {"days": 181}])
def test_numbers_out_of_range_are_refused_at_their_field(home, wrong):
    with pytest.raises(ValidationError) as refused:
        invite(home, **wrong)
    assert list(refused.value.error_dict) == list(wrong)


def test_an_invitation_to_one_person_is_for_one_living_person(home):
    with pytest.raises(ValidationError):
        invite(home, person=home.living, max_uses=2)
    with pytest.raises(ValidationError):
        invite(home, by=home.compiler, person=home.ancestor, branch=None, max_uses=1)
    invitation, _code = invite(home, person=home.living, branch=None, max_uses=1)
    assert invitation.branch == home.giap


def spend(invitation, home):
    Invitation.objects.filter(pk=invitation.pk).update(uses=3)


def expire(invitation, home):
    past = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=past)


def revoke(invitation, home):
    assert invitation_revoke(invitation, by=home.head)


def dismiss_the_maker(invitation, home):
    BranchOffice.objects.filter(user=home.head).delete()


def close_the_maker(invitation, home):
    User.objects.filter(pk=home.head.pk).update(is_active=False)


@pytest.mark.parametrize("end", [spend, expire, revoke, dismiss_the_maker, close_the_maker])
def test_an_invitation_that_ended_opens_nothing(home, end):
    invitation, code = invite(home)
    assert invitation_open(code) is not None
    end(invitation, home)
    assert invitation_open(code) is None


def test_only_the_maker_and_those_who_decide_revoke(home):
    invitation, _code = invite(home)
    with pytest.raises(PermissionDenied):
        invitation_revoke(invitation, by=home.other_head)
    assert invitation_revoke(invitation, by=home.compiler)
    assert not invitation_revoke(invitation, by=home.head)
    assert list(invitation_rows(home.head)) == [invitation]
    assert not invitation_rows(home.other_head)


def test_signing_up_makes_a_member_of_the_branch(home):
    invitation, _code = invite(home)
    user = again(sign_up(invitation))
    assert (user.username, user.phone) == ("0987654321", "0987654321")
    assert user.has_perm("genealogy.browse_living")
    assert not user.has_perm("wagtailadmin.access_admin")
    place = ClanMember.objects.get(user=user)
    assert (place.branch, place.state) == (home.giap, RequestState.ACCEPTED)
    assert place.decided_by == home.head
    invitation.refresh_from_db()
    assert invitation.uses == 1


def test_a_known_number_makes_no_account_uses_nothing_up_and_tells_the_owner(home, mailoutbox):
    known = member("0987654321", email="chu@example.org")
    invitation, _code = invite(home)
    with pytest.raises(LoginTaken):
        sign_up(invitation, "+84 987 654 321")
    assert User.objects.filter(username__contains="987654321").count() == 1
    invitation.refresh_from_db()
    assert invitation.uses == 0
    assert [mail.to for mail in mailoutbox] == [[known.email]]


def test_the_last_use_is_given_once(home):
    invitation, _code = invite(home, max_uses=1)
    same = Invitation.objects.get(pk=invitation.pk)
    sign_up(invitation)
    with pytest.raises(ValidationError, match="hết lượt"):
        sign_up(same, "0987 654 322")
    assert not User.objects.filter(username="0987654322").exists()
    invitation.refresh_from_db()
    assert invitation.uses == 1


def test_a_member_of_the_clan_uses_nothing_up(home):
    user = member()
    membership_give(user=user, clan=home.clan, branch=home.at)
    invitation, _code = invite(home)
    place = account_join(user=user, invitation=invitation)
    invitation.refresh_from_db()
    assert (place.branch, invitation.uses) == (home.at, 0)


def test_an_account_that_waits_is_let_in_by_an_invitation(home, django_user_model):
    stranger = django_user_model.objects.create_user(username="cho", password=PASSWORD)
    ClanMember.objects.create(user=stranger, clan=home.clan)
    invitation, _code = invite(home)
    place = account_join(user=stranger, invitation=invitation)
    assert (place.state, place.branch) == (RequestState.ACCEPTED, home.giap)
    assert again(stranger).groups.filter(name=MEMBERS).exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="SQLite writes one at a time; memory has one line"
)
def test_two_at_the_same_moment_do_not_both_get_the_last_use():
    home = house()
    invitation, _code = invite(home, max_uses=1)
    start = threading.Barrier(4)
    outcomes = []

    def race(number):
        try:
            start.wait(timeout=20)
            sign_up(Invitation.objects.get(pk=invitation.pk), f"098765432{number}")
            outcomes.append("in")
        except ValidationError:
            outcomes.append("out")
        finally:
            close_old_connections()
            connection.close()

    racers = [threading.Thread(target=race, args=(number,)) for number in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(timeout=30)
    invitation.refresh_from_db()
    assert sorted(outcomes) == ["in", "out", "out", "out"]
    assert invitation.uses == 1
    assert ClanMember.objects.filter(invitation=invitation).count() == 1
