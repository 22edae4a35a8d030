from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import AccessRecord, Breach
from genealogy.models import Consent, DataRequest, PersonContact
from genealogy.services.duties import request_from_stranger
from tests.genealogy.factories import LivingPersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return LivingPersonFactory(birth="1/2/1970")


@pytest.fixture
def asked(person):
    return request_from_stranger(
        clan=person.clan, kind="hide", name="An", contact="0900", message="Về tôi"
    )


def consent_data(person, **more):
    return {
        "person": person.pk,
        "scope": "public",
        "given_by": "Chính người ấy",
        "given_on": "2026-11-01",
        "evidence": "giấy ký tay",
        **more,
    }


def test_a_consent_is_recorded_and_withdrawn_in_the_admin(root_client, person):
    root_client.post(reverse("genealogy_consent:add"), consent_data(person))
    person.refresh_from_db()
    assert person.visibility == "public"
    row = Consent.objects.get()
    root_client.post(reverse("genealogy_consent:edit", args=[row.pk]), {"withdraw": "on"})
    person.refresh_from_db()
    assert person.visibility == "editors"


def test_a_consent_once_given_cannot_be_rewritten(root_client, person):
    root_client.post(reverse("genealogy_consent:add"), consent_data(person))
    row = Consent.objects.get()
    address = reverse("genealogy_consent:edit", args=[row.pk])
    root_client.post(address, consent_data(person, scope="members", evidence="khác"))
    row.refresh_from_db()
    assert (row.scope, row.evidence) == ("public", "giấy ký tay")


def test_the_rule_of_children_stands_at_its_field(root_client, person):
    child = LivingPersonFactory(clan=person.clan, birth="1/2/2015")
    answer = root_client.post(reverse("genealogy_consent:add"), consent_data(child))
    assert "chưa đủ 16 tuổi" in answer.content.decode()
    assert not Consent.objects.exists()


def test_the_queue_shows_days_in_words_and_a_request_goes_its_way(root_client, person, asked):
    listing = root_client.get(reverse("genealogy_request:index")).content.decode()
    assert "ngày làm việc" in listing
    address = reverse("genealogy_request:edit", args=[asked.pk])
    assert root_client.get(address).status_code == 200
    root_client.post(address, {"person": person.pk, "step": "done", "outcome": "Đã ẩn"})
    asked.refresh_from_db()
    person.refresh_from_db()
    assert (asked.state, asked.outcome, person.visibility) == ("done", "Đã ẩn", "editors")


def test_a_refused_step_says_why_and_keeps_what_was_typed(root_client, asked):
    address = reverse("genealogy_request:edit", args=[asked.pk])
    answer = root_client.post(address, {"step": "done", "outcome": "Lời đã gõ"})
    assert "Hãy chọn người cần ẩn" in answer.content.decode()
    assert "Lời đã gõ" in answer.content.decode()


def test_an_extension_goes_through_the_form_once(root_client, asked):
    address = reverse("genealogy_request:edit", args=[asked.pk])
    until = (asked.due_on + timedelta(days=10)).isoformat()
    typed = {"step": "extend", "outcome": "chờ giấy", "extended_on": until}
    root_client.post(address, typed)
    asked.refresh_from_db()
    assert str(asked.extended_on) == until
    assert "đã gia hạn một lần" in root_client.post(address, typed).content.decode()


def test_the_whole_copy_is_for_administrators(root_client, client, person, asked):
    DataRequest.objects.update(person=person)
    address = reverse("genealogy_request:copy", args=[asked.pk])
    assert root_client.get(address)["Content-Type"] == "application/zip"
    assert AccessRecord.objects.filter(kind="export", person_uuid=person.uuid).exists()


def test_every_look_at_a_contact_is_logged(root_client, person):
    contact = PersonContact.objects.create(person=person, phone="0912345678")
    listing = root_client.get(reverse("genealogy_contact:index")).content.decode()
    assert "0912345678" not in listing
    assert not AccessRecord.objects.exists()
    for _ in range(2):
        page = root_client.get(reverse("genealogy_contact:edit", args=[contact.pk]))
        assert "0912345678" in page.content.decode()
    assert AccessRecord.objects.filter(kind="contact_view", person_uuid=person.uuid).count() == 2


@pytest.mark.parametrize("name", ["genealogy_request", "genealogy_consent"])
def test_compilers_open_requests_and_consents_once_they_hold_the_right(
    editor_client, editor_user, name
):
    assert editor_client.get(reverse(f"{name}:index")).status_code == 302


@pytest.mark.parametrize(
    "address",
    ["genealogy_contact:index", "breaches:index", "breaches:add", "access_records:index"],
)
def test_registers_are_for_administrators(editor_client, editor_user, address):
    editor_user.user_permissions.set(Permission.objects.all())
    assert editor_client.get(reverse(address)).status_code == 302


def test_a_breach_is_written_down_with_its_clock(root_client):
    at = timezone.localtime() - timedelta(hours=10)
    root_client.post(
        reverse("breaches:add"),
        {"title": "Mất máy", "discovered_at": at.strftime("%Y-%m-%d %H:%M")},
    )
    breach = Breach.objects.get()
    assert breach.notify_by - breach.discovered_at == timedelta(hours=72)
    assert "còn 61 giờ" in root_client.get(reverse("breaches:index")).content.decode()


def test_a_wrong_hour_of_a_breach_stands_at_its_field(root_client):
    typed = {"title": "x", "discovered_at": "2999-01-01 00:00"}
    answer = root_client.post(reverse("breaches:add"), typed)
    assert "không thể ở trong tương lai" in answer.content.decode()


def test_the_access_log_is_read_only(root_client, admin_account):
    record = AccessRecord.objects.create(user=admin_account, kind="export")
    assert root_client.get(reverse("access_records:index")).status_code == 200
    assert root_client.get(reverse("access_records:add")).status_code == 302
    for view in ("edit", "delete"):
        address = reverse(f"access_records:{view}", args=[record.pk])
        root_client.post(address)
    assert AccessRecord.objects.get() == record
