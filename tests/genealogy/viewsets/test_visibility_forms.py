"""The forms of the admin keep the rules of who may be shown to whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from genealogy.enums import ConsentScope
from genealogy.models import Consent, Event, Person
from tests.genealogy.factories import ClanFactory, PersonFactory
from tests.genealogy.viewsets.forms import person_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def test_what_opens_a_living_person_to_everybody_needs_a_consent(root_client, clan):
    living = PersonFactory(clan=clan, living_state="living", given_name="Sống")

    def publish():
        return root_client.post(
            url(Person, "edit", living.pk),
            person_form(clan, living_state="living", visibility="public"),
        )

    refused = publish()
    assert refused.status_code == 200
    assert "chỉ công khai khi có lời đồng ý" in refused.content.decode()
    Consent.objects.create(
        person=living,
        scope=ConsentScope.PUBLIC,
        given_by="chính người ấy",
        evidence="giấy ký",
        text_version="1",
        given_on=date(2026, 1, 2),
    )
    assert publish().status_code == 302
    living.refresh_from_db()
    assert living.visibility == "public"


def test_a_death_is_not_hidden_from_strangers_by_half(root_client, clan):
    refused = root_client.post(
        url(Event, "add"),
        {
            "type": "death",
            "date": "",
            "person": PersonFactory(clan=clan).pk,
            "union": "",
            "place": "",
            "description": "",
            "grave_direction": "",
            "latitude": "",
            "longitude": "",
            "cause": "",
            "members_only": "on",
        },
    )

    assert refused.status_code == 200
    assert "thẻ Quyền xem" in refused.content.decode()


def test_the_clans_form_says_how_far_members_see(root_client, clan):
    page = root_client.get(reverse("genealogy_clan:edit", args=[clan.pk])).content.decode()

    assert 'name="member_scope"' in page
    assert 'name="member_steps"' in page
