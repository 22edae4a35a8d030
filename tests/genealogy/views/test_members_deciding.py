"""Inviting, deciding and "this is me" through the pages."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from genealogy.enums import RequestState
from genealogy.models import ClanMember, Invitation, PersonAccount
from genealogy.services.members import (
    claim_make,
    invitation_create,
    invitation_open,
    membership_ask,
    membership_give,
)
from tests.genealogy.factories import LivingPersonFactory
from tests.genealogy.members import account, again, house, member

pytestmark = pytest.mark.django_db

QUEUE = reverse("genealogy:member_queue")
MEMBERS = reverse("genealogy:member_list")
NEW = reverse("genealogy:invitation_new")
LIST = reverse("genealogy:invitation_list")


@pytest.fixture
def home():
    return house()


@pytest.fixture
def as_head(client, home):
    client.force_login(home.head)
    return client


@pytest.fixture
def asked(home):
    user = account("0911222333", display_name="Người Xin")
    user.phone = user.username
    user.save()
    return membership_ask(user=user, clan=home.clan, branch=home.giap, message="Con ông Giáp")


def decide(client, member, deed, **more):
    address = reverse("genealogy:member_decide", args=[member.pk])
    return client.post(address, {"viec": deed, **more})


def decide_claim(client, claim, deed, **more):
    return client.post(reverse("genealogy:claim_decide", args=[claim.pk]), {"viec": deed, **more})


@pytest.mark.parametrize("page", [QUEUE, MEMBERS, NEW, LIST])
def test_pages_of_those_who_decide_are_there_for_them_alone(client, home, page):
    assert client.get(page)["Location"].startswith(reverse("account_login"))
    client.force_login(member())
    assert client.get(page).status_code == 404
    client.force_login(home.head)
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_the_sheet_shows_the_code_once_with_its_qr_and_keeps_it_nowhere(as_head, home):
    answer = as_head.post(
        NEW, {"place": "ho-nha/chi-giap", "label": "Giỗ tổ", "max_uses": 5, "days": 30}
    )
    page = answer.content.decode()
    code = answer.context["code"]
    assert invitation_open(code).branch == home.giap
    assert page.count(f'<p class="invite-code">{code}</p>') == 1
    assert re.search(r'<svg class="invite-qr" viewBox="0 0 (\d+) \1"', page)
    assert answer.context["qr"].path.startswith("M")
    assert "style=" not in page
    assert "Trưởng Chi Giáp" in page
    assert answer["Cache-Control"] == "private, no-store"
    listed = as_head.get(LIST).content.decode()
    assert "Giỗ tổ" in listed
    assert code not in listed


def test_a_head_cannot_post_the_place_of_another_branch(as_head):
    for place in ("ho-nha/chi-at", "ho-nha"):
        answer = as_head.post(NEW, {"place": place, "max_uses": 1, "days": 30})
        assert list(answer.context["form"].errors) == ["place"]
    assert not Invitation.objects.exists()


def test_an_invitation_to_one_person_starts_from_the_person(as_head, home):
    page = as_head.get(NEW, {"nguoi": home.living.uuid}).content.decode()
    assert str(home.living) in page
    assert 'value="ho-nha/chi-giap" selected' in page
    answer = as_head.post(
        NEW, {"place": "ho-nha/chi-giap", "days": 30, "nguoi": str(home.living.uuid)}
    )
    invitation = Invitation.objects.get()
    assert (invitation.person, invitation.max_uses) == (home.living, 1)
    assert f"Gửi: {home.living}" in answer.content.decode()


def test_inviting_a_person_of_another_branch_or_unknown_is_not_found(as_head, home):
    hidden = LivingPersonFactory(clan=home.clan, visibility="editors")
    data = {"place": "ho-nha/chi-giap", "days": 30}
    for person in (home.other, hidden):
        assert as_head.post(NEW, {**data, "nguoi": str(person.uuid)}).status_code == 404
    assert as_head.get(NEW, {"nguoi": hidden.uuid}).status_code == 404
    assert as_head.get(NEW, {"nguoi": "x"}).status_code == 404
    assert not Invitation.objects.exists()


def test_another_head_cannot_revoke(client, home):
    invitation, code = invitation_create(by=home.head, clan=home.clan, branch=home.giap)
    address = reverse("genealogy:invitation_revoke", args=[invitation.uuid])
    client.force_login(home.other_head)
    assert client.post(address).status_code == 404
    client.force_login(home.head)
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert invitation_open(code) is None


def test_the_head_sees_who_asks_with_contact_and_lets_them_in(as_head, asked):
    page = as_head.get(QUEUE).content.decode()
    for words in ("Người Xin", "0911222333", "Con ông Giáp"):
        assert words in page
    assert decide(as_head, asked, "nhan")["Location"] == QUEUE
    asked.refresh_from_db()
    assert asked.state == RequestState.ACCEPTED
    listed = as_head.get(MEMBERS).content.decode()
    assert "Người Xin" in listed
    assert "0911222333" not in listed


def test_a_refusal_without_reason_is_sent_back_to_its_row(as_head, asked):
    answer = decide(as_head, asked, "tu-choi")
    assert answer.status_code == 400
    page = answer.content.decode()
    assert f'id="loi-thanh-vien-{asked.pk}"' in page
    assert 'class="queue-no" open' in page
    decide(as_head, asked, "tu-choi", **{"ly-do": "Chưa rõ con ai"})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (RequestState.REFUSED, "Chưa rõ con ai")


@pytest.mark.parametrize("deed", ["nhan", "tu-choi", "cho-thoi", "xoa", ""])
def test_another_head_finds_neither_request_nor_claim(client, home, asked, deed):
    claim = claim_make(user=member(), person=home.living)
    client.force_login(home.other_head)
    reason = {"ly-do": "không"}
    assert decide(client, asked, deed, **reason).status_code == 404
    assert decide_claim(client, claim, deed, **reason).status_code == 404
    unknown = client.post(reverse("genealogy:member_decide", args=[999]), {"viec": deed})
    assert unknown.status_code == 404
    asked.refresh_from_db()
    claim.refresh_from_db()
    assert (asked.state, claim.state) == (RequestState.ASKED, RequestState.ASKED)


def test_no_field_of_a_request_can_be_posted_from_outside(client, home, asked):
    client.force_login(asked.user)
    extra = {"state": "accepted", "user": asked.user_id, "decided_by": asked.user_id}
    client.post(reverse("genealogy:join"), {"place": home.clan.slug, "message": "x", **extra})
    assert ClanMember.objects.get().state == RequestState.ASKED
    assert decide(client, asked, "nhan").status_code == 404


def test_claims_on_people_hidden_from_the_head_wait_for_compilers(client, home):
    claim = claim_make(user=member(), person=home.living)
    home.living.visibility = "editors"
    home.living.save(update_fields=["visibility"])
    client.force_login(home.head)
    assert str(home.living) not in client.get(QUEUE).content.decode()
    assert decide_claim(client, claim, "nhan").status_code == 404
    client.force_login(home.compiler)
    assert str(home.living) in client.get(QUEUE).content.decode()
    assert decide_claim(client, claim, "nhan").status_code == 302


def test_a_link_is_undone_and_a_membership_ended_from_the_list(as_head, home):
    user = member()
    place = membership_give(user=user, clan=home.clan, branch=home.giap)
    claim = claim_make(user=user, person=home.living)
    decide_claim(as_head, claim, "nhan")
    assert str(home.living) in as_head.get(MEMBERS).content.decode()
    assert decide_claim(as_head, claim, "go").status_code == 400
    assert decide_claim(as_head, claim, "go", **{"ly-do": "Nhầm"})["Location"] == MEMBERS
    assert decide(as_head, place, "cho-thoi", **{"ly-do": "Nhầm"})["Location"] == MEMBERS
    assert not again(user).has_perm("genealogy.browse_living")


def test_the_queue_costs_the_same_for_many(as_head, home, django_assert_max_num_queries):
    for number in range(6):
        user = member(f"09876543{number:02}")
        membership_ask(user=user, clan=home.clan, branch=home.giap)
        claim_make(user=user, person=home.living)
    with django_assert_max_num_queries(32):
        as_head.get(QUEUE)


def test_this_is_me_is_asked_sent_and_taken_back(client, home):
    user = member()
    client.force_login(user)
    address = reverse("genealogy:claim", args=[home.living.uuid])
    assert "Đây là bạn?" in client.get(address).content.decode()
    assert client.post(address, {"message": "Con ông Giáp"}).status_code == 302
    again_page = client.post(address, {"message": "nữa"})
    assert again_page.status_code == 200
    assert "Bạn đã nhận một người" in again_page.content.decode()
    back = reverse("genealogy:claim_withdraw", args=[home.living.uuid])
    assert client.get(back).status_code == 405
    assert client.post(back).status_code == 302
    assert not PersonAccount.objects.exists()
    assert client.post(back).status_code == 404


def test_claiming_the_dead_the_hidden_and_nobody_is_the_same_not_found(client, home):
    hidden = LivingPersonFactory(clan=home.clan, visibility="editors")
    nobody = "00000000-0000-4000-8000-000000000000"
    client.force_login(member())
    for uuid in (home.ancestor.uuid, hidden.uuid, nobody):
        assert client.get(reverse("genealogy:claim", args=[uuid])).status_code == 404
        assert client.post(reverse("genealogy:claim", args=[uuid])).status_code == 404
    client.force_login(account("la"))
    assert client.get(reverse("genealogy:claim", args=[home.living.uuid])).status_code == 404


def slot(rf, user, name, **context):
    request = rf.get("/")
    request.user = user
    return " ".join(render_to_string(f"genealogy/members/{name}", context, request).split())


def test_the_slot_on_a_person_s_page_follows_the_reader(rf, home):
    def me(user, person=home.living):
        return slot(rf, user, "this_is_me.html", person=person)

    user = member()
    assert "Đây là tôi" in me(user)
    assert "Mời người này" not in me(user)
    assert "Mời người này" in me(home.head)
    assert "Mời người này" not in me(home.other_head)
    assert me(account("la")) == me(user, home.ancestor) == ""
    claim_make(user=user, person=home.living)
    assert "đang chờ xác nhận" in me(user)
    assert me(user, home.other) == ""


def test_the_slot_on_a_branch_page_is_for_its_head(rf, home):
    def invite(user):
        return slot(rf, user, "invite_here.html", clan=home.clan, branch=home.giap)

    assert "?chi=ho-nha/chi-giap" in invite(home.head)
    assert invite(home.other_head) == invite(member()) == ""


def test_one_s_own_place_is_told_in_words(rf, home, asked):
    words = slot(rf, asked.user, "my_place.html")
    assert "Chi Giáp, Họ Nhà" in words
    assert "đang chờ người phụ trách trả lời" in words
    assert "Người chờ duyệt" not in words
    head = slot(rf, home.head, "my_place.html")
    assert "Bạn phụ trách" in head
    assert "Người chờ duyệt (1)" in head.replace("</a>", "")
