from __future__ import annotations

import re

import pytest
from django.urls import reverse

from genealogy.enums import RequestState
from genealogy.models import DataRequest, PersonAccount
from tests.genealogy.factories import ClanFactory, LivingPersonFactory

pytestmark = pytest.mark.django_db

PAGE = "/gia-pha/du-lieu-cua-toi/"


@pytest.fixture
def person(member_user):
    person = LivingPersonFactory(given_name="Chínhchủ")
    PersonAccount.objects.create(user=member_user, person=person, state=RequestState.ACCEPTED)
    return person


def typed(clan, **more):
    values = {"kind": "hide", "message": "Về bà Nguyễn", "name": "An", "contact": "0900"}
    return {**values, "clan": clan.pk, **more}


def test_a_stranger_sends_a_request_and_hears_the_same_whoever_it_is_about(client):
    known = LivingPersonFactory(given_name="Cóthật")
    bodies = []
    for message in (known.full_name, "Người không có"):
        answer = client.post(PAGE, typed(known.clan, message=message), follow=True)
        bodies.append(re.sub(rb'csrf[^>]*|nonce="[^"]*"', b"", answer.content))
        assert answer.redirect_chain == [(reverse("genealogy:my_data_sent"), 302)]
    assert bodies[0] == bodies[1]
    assert DataRequest.objects.count() == 2
    known.refresh_from_db()
    assert known.visibility == "default"


def test_a_form_with_a_gap_keeps_what_was_typed(client):
    answer = client.post(PAGE, typed(ClanFactory(), contact=""))
    assert answer.status_code == 200
    assert "Về bà Nguyễn" in answer.content.decode()
    assert not DataRequest.objects.exists()


def test_the_sixth_request_from_one_address_waits_and_loses_nothing(client):
    clan = ClanFactory()
    for _ in range(5):
        assert client.post(PAGE, typed(clan)).status_code == 302
    answer = client.post(PAGE, typed(clan))
    assert answer.status_code == 429
    assert "Về bà Nguyễn" in answer.content.decode()
    assert DataRequest.objects.count() == 5


def test_a_clan_closed_to_strangers_is_not_offered(client):
    closed = ClanFactory(name="Họ kín", is_public=False)
    ClanFactory()
    assert "Họ kín" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, typed(closed)).status_code == 200
    assert not DataRequest.objects.exists()


def test_hide_me_takes_effect_with_the_click(member_client, person):
    assert member_client.get(person.get_absolute_url()).status_code == 200
    answer = member_client.post(PAGE, {"kind": "hide", "message": ""}, follow=True)
    assert "không còn hiện trong gia phả" in answer.content.decode()
    assert "còn 2 ngày làm việc" in answer.content.decode()
    assert member_client.get(person.get_absolute_url()).status_code == 404


def test_the_copy_is_for_the_confirmed_account_alone(client, member_client, person, editor_user):
    address = reverse("genealogy:my_data_copy")
    answer = member_client.post(address)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Cache-Control"] == "private, no-store"
    assert member_client.get(address).status_code == 405
    member_client.force_login(editor_user)
    assert member_client.post(address).status_code == 404
    member_client.logout()
    assert member_client.post(address).status_code == 302


def test_a_claim_that_waits_opens_no_copy(member_client, member_user):
    PersonAccount.objects.create(user=member_user, person=LivingPersonFactory())
    assert member_client.post(reverse("genealogy:my_data_copy")).status_code == 404


@pytest.mark.parametrize("page", ["my_data", "my_data_sent", "consent_text"])
def test_pages_are_kept_by_no_cache_and_listed_by_nobody(client, page):
    ClanFactory()
    answer = client.get(reverse(f"genealogy:{page}"))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_signed_in_account_without_a_person_still_asks(member_client):
    clan = ClanFactory()
    answer = member_client.post(PAGE, {"kind": "erase", "message": "x", "clan": clan.pk})
    assert answer.status_code == 302
    assert DataRequest.objects.get().requester is not None
