"""Places in a clan, "this is me" and offices: who decides, and what it opens and closes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.accounts.models import Notice, User
from cms.accounts.models.duties import AccessKind, AccessRecord
from cms.accounts.roles import BRANCH_EDITORS
from genealogy.domain.viewer import Role
from genealogy.enums import BranchOfficeKind, RequestState
from genealogy.models import BranchOffice, ClanMember, PersonAccount
from genealogy.selectors.members import queue_of, waiting_count
from genealogy.selectors.my_place import my_place, this_is_me
from genealogy.selectors.nearness import near_people
from genealogy.selectors.viewers import viewer_for
from genealogy.services.members import (
    account_ask,
    account_join,
    claim_accept,
    claim_by_invitation,
    claim_make,
    claim_refuse,
    claim_unlink,
    claim_withdraw,
    invitation_create,
    invitation_revoke,
    invited_person,
    invited_person_denied,
    login_read,
    membership_accept,
    membership_ask,
    membership_end,
    membership_give,
    membership_refuse,
    office_change,
    office_give,
    office_take,
)
from tests.genealogy.factories import LivingPersonFactory
from tests.genealogy.members import PASSWORD, account, again, house, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


@pytest.fixture
def asker(home):
    return account_ask(
        clan=home.clan,
        branch=home.giap,
        name="Người xin",
        login=login_read("an@example.org"),
        password=PASSWORD,
        message="Con ông Giáp",
    )


def place_of(user):
    return ClanMember.objects.select_related("clan", "branch").get(user=user)


def role(user):
    return viewer_for(again(user)).role


@pytest.mark.parametrize("wrong", ["", "abc", "12345", "a@b", "098765"])
def test_what_is_neither_number_nor_mail_is_no_login(wrong):
    with pytest.raises(ValidationError):
        login_read(wrong)


def test_who_asks_is_a_stranger_until_accepted_by_the_head(home, asker):
    assert again(asker).check_password(PASSWORD)
    assert role(asker) is Role.ANONYMOUS
    told = Notice.objects.get()
    assert told.user == home.head
    assert "Người xin" not in told.text
    membership_accept(place_of(asker), by=home.head)
    assert role(asker) is Role.MEMBER
    assert Notice.objects.filter(user=asker, kind="member_accepted").exists()


def test_a_known_address_gives_no_account_and_no_request(home, asker, mailoutbox):
    twice = account_ask(
        clan=home.clan,
        branch=home.at,
        name="Kẻ dò",
        login=login_read("AN@example.org"),
        password=PASSWORD,
    )
    assert twice is None
    assert User.objects.filter(email__iexact="an@example.org").count() == 1
    assert place_of(asker).branch == home.giap
    assert [mail.to for mail in mailoutbox] == [["an@example.org"]]
    assert not Notice.objects.filter(user=home.other_head).exists()


def test_the_head_of_another_branch_decides_nothing(home, asker):
    for deed in (
        lambda place: membership_accept(place, by=home.other_head),
        lambda place: membership_refuse(place, by=home.other_head, reason="không"),
        lambda place: membership_end(place, by=home.other_head, reason="không"),
        lambda place: membership_accept(place, by=asker),
    ):
        with pytest.raises(PermissionDenied):
            deed(place_of(asker))
    assert not queue_of(home.other_head, viewer_for(home.other_head))
    assert waiting_count(home.head, viewer_for(home.head)) == 1


def test_a_head_does_not_put_somebody_into_a_branch_that_is_not_his(home, asker):
    with pytest.raises(PermissionDenied):
        membership_accept(place_of(asker), by=home.head, branch=home.at)
    membership_accept(place_of(asker), by=home.compiler, branch=home.at)
    assert place_of(asker).branch == home.at


def test_who_knows_no_branch_is_decided_by_those_of_the_whole_clan(home):
    stranger = account("la")
    membership_ask(user=stranger, clan=home.clan)
    assert not queue_of(home.head, viewer_for(home.head))
    with pytest.raises(PermissionDenied):
        membership_accept(place_of(stranger), by=home.head)
    assert len(queue_of(home.compiler, viewer_for(home.compiler))) == 1


def test_a_refusal_needs_a_reason_and_can_be_asked_again(home, asker):
    with pytest.raises(ValidationError):
        membership_refuse(place_of(asker), by=home.head, reason="  ")
    membership_refuse(place_of(asker), by=home.head, reason="Chưa rõ là con ai")
    assert my_place(asker, viewer_for(asker)).places[0].reason == "Chưa rõ là con ai"
    assert role(asker) is Role.ANONYMOUS
    with pytest.raises(ValidationError, match="người khác"):
        membership_accept(place_of(asker), by=home.head)
    membership_ask(user=asker, clan=home.clan, branch=home.giap, message="Con ông Giáp thứ hai")
    assert place_of(asker).state == RequestState.ASKED


def test_nobody_decides_on_himself(home):
    membership_ask(user=home.head, clan=home.clan, branch=home.giap)
    claim = claim_make(user=home.head, person=home.living)
    with pytest.raises(PermissionDenied):
        membership_accept(place_of(home.head), by=home.head)
    with pytest.raises(PermissionDenied):
        claim_accept(claim, by=home.head)
    claim_accept(claim, by=home.compiler)


def test_ending_a_place_makes_a_stranger_who_is_nobody_in_the_book(home):
    user = account("cu")
    membership_give(user=user, clan=home.clan, branch=home.giap)
    claim_accept(claim_make(user=again(user), person=home.living), by=home.head)
    assert near_people(user)
    membership_end(place_of(user), by=home.head, reason="Nhầm người")
    assert role(user) is Role.ANONYMOUS
    assert not near_people(user)


def test_a_claim_opens_the_own_family_once_confirmed(home):
    user = member()
    claim = claim_make(user=user, person=home.living)
    assert home.living.pk not in viewer_for(user).close_person_ids
    with pytest.raises(PermissionDenied):
        claim_accept(claim, by=home.other_head)
    with pytest.raises(PermissionDenied):
        claim_accept(claim, by=user)
    claim_accept(claim, by=home.head)
    assert home.living.pk in viewer_for(again(user)).close_person_ids


def test_only_somebody_alive_whom_the_member_may_know_is_claimed(home):
    user = member()
    hidden = LivingPersonFactory(clan=home.clan, visibility="editors")
    with pytest.raises(ValidationError):
        claim_make(user=user, person=home.ancestor)
    with pytest.raises(PermissionDenied):
        claim_make(user=user, person=hidden)
    with pytest.raises(PermissionDenied):
        claim_make(user=account("la"), person=home.living)
    assert not PersonAccount.objects.exists()


def test_one_account_is_one_person_and_one_person_one_account(home):
    first, second = member("0987000111"), member("0987000222")
    claims = [claim_make(user=user, person=home.living) for user in (first, second)]
    with pytest.raises(ValidationError, match="đã nhận"):
        claim_make(user=first, person=home.other)
    claim_accept(claims[0], by=home.head)
    with pytest.raises(ValidationError, match="đã có tài khoản"):
        claim_accept(claims[1], by=home.head)
    assert this_is_me(second, viewer_for(second), home.living.uuid) is not None
    third = member("0987000333")
    assert this_is_me(third, viewer_for(third), home.living.uuid) is None


def test_a_claim_is_withdrawn_refused_and_unlinked(home):
    user = member()
    claim_make(user=user, person=home.living)
    assert claim_withdraw(user=user, person=home.living)
    assert not claim_withdraw(user=user, person=home.living)
    claim_refuse(claim_make(user=user, person=home.living), by=home.head, reason="Không phải")
    claim = claim_accept(claim_make(user=user, person=home.living), by=home.head)
    with pytest.raises(PermissionDenied):
        claim_unlink(claim, by=home.other_head, reason="Nhầm")
    claim_unlink(claim, by=home.head, reason="Nhầm")
    assert not near_people(user)
    assert my_place(user, viewer_for(user)).claim_reason == "Nhầm"


def test_a_person_s_page_offers_nothing_to_strangers_and_beside_the_dead(
    home, django_assert_num_queries
):
    user = member()
    assert this_is_me(user, viewer_for(user), home.ancestor.uuid) is None
    assert this_is_me(user, viewer_for(user), home.living.uuid).state == "ask"
    assert not this_is_me(user, viewer_for(user), home.living.uuid).may_invite
    assert this_is_me(home.head, viewer_for(home.head), home.living.uuid).may_invite
    stranger = account("la")
    seen = viewer_for(stranger)
    with django_assert_num_queries(0):
        assert this_is_me(stranger, seen, home.living.uuid) is None


@pytest.fixture
def invited(home):
    invitation, _code = invitation_create(by=home.head, clan=home.clan, person=home.living)
    user = account("0987000999")
    account_join(user=user, invitation=invitation)
    return user, invitation


def test_an_invitation_to_one_person_links_nobody_silently(home, invited):
    user, _invitation = invited
    assert invited_person(user) == home.living
    assert not PersonAccount.objects.exists()
    claim = claim_by_invitation(user=user, person=home.living)
    assert (claim.state, claim.decided_by) == (RequestState.ACCEPTED, home.head)
    assert invited_person(user) is None


def test_only_the_person_named_is_linked_by_an_invitation(home, invited):
    user, _invitation = invited
    with pytest.raises(PermissionDenied):
        claim_by_invitation(user=user, person=home.other)
    with pytest.raises(PermissionDenied):
        claim_by_invitation(user=member(), person=home.living)


def test_the_question_is_asked_no_more_once_denied_revoked_or_undone(home, invited):
    user, invitation = invited
    claim = claim_by_invitation(user=user, person=home.living)
    claim_unlink(claim, by=home.head, reason="Nhầm")
    assert invited_person(user) is None
    ClanMember.objects.update(invitation=invitation)
    assert invited_person(user) == home.living
    invited_person_denied(user)
    assert invited_person(user) is None
    ClanMember.objects.update(invitation=invitation)
    invitation_revoke(invitation, by=home.head)
    assert invited_person(user) is None


def test_an_office_gives_the_role_and_taking_the_last_one_takes_it(home):
    user = member()
    first = office_give(user=user, clan=home.clan, branch=home.giap, by=home.compiler)
    second = office_give(
        user=user,
        clan=home.clan,
        branch=home.at,
        kind=BranchOfficeKind.REVIEWER,
        by=home.compiler,
    )
    assert again(user).has_perm("genealogy.edit_branch")
    office_take(first, by=home.compiler)
    assert again(user).groups.filter(name=BRANCH_EDITORS).exists()
    office_take(second, by=home.compiler)
    assert not again(user).has_perm("genealogy.edit_branch")
    log = AccessRecord.objects.filter(kind=AccessKind.ROLE)
    assert log.count() == 4
    assert all(user.username not in record.detail for record in log)


def test_a_head_gives_no_office_not_even_in_his_branch(home):
    user = member()
    with pytest.raises(PermissionDenied):
        office_give(user=user, clan=home.clan, branch=home.giap, by=home.head)
    office = BranchOffice.objects.get(user=home.head)
    with pytest.raises(PermissionDenied):
        office_change(office, kind=BranchOfficeKind.REVIEWER, by=home.head)
    with pytest.raises(PermissionDenied):
        office_take(office, by=home.other_head)
