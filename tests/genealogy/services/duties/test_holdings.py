from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest

from cms.accounts.models import AccessRecord
from genealogy.models import Note, PersonContact
from genealogy.services.duties import holdings_archive, holdings_of
from genealogy.services.people import person_update
from tests.genealogy.factories import LivingPersonFactory, PersonFactory, family

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    person = LivingPersonFactory(given_name="Giữ", birth="3/2/1960")
    family(PersonFactory(clan=person.clan, given_name="Chathân"), None, person)
    PersonContact.objects.create(person=person, phone="0912345678")
    person_update(person, names=[{"kind": "tu", "value": "Tên Chữ"}])
    Note.objects.create(person=person, text="ghi chú thường")
    Note.objects.create(person=person, text="chuyện kín", is_sensitive=True)
    return person


def test_the_copy_holds_record_names_dates_contact_family_and_history(person, member_user):
    packed = zipfile.ZipFile(BytesIO(holdings_archive(person, by=member_user)))
    data = json.loads(packed.read("du-lieu.json"))
    page = packed.read("doc.html").decode()
    assert data["person"] == str(person.uuid)
    for text in ("Giữ", "0912345678", "Tên Chữ", "ghi chú thường", "Chathân", "3/2/1960"):
        assert text in page
        assert text in json.dumps(data, ensure_ascii=False)
    assert data["history"]


def test_what_is_sensitive_waits_for_a_human_being(person, member_user):
    assert "chuyện kín" not in str(holdings_of(person).as_data())
    assert holdings_of(person).kept_back == 1
    assert "chuyện kín" in str(holdings_of(person, is_whole=True).as_data())


def test_each_copy_is_in_the_access_log(person, member_user):
    holdings_archive(person, by=member_user)
    record = AccessRecord.objects.get()
    assert (record.user, record.kind, record.person_uuid) == (member_user, "export", person.uuid)


def test_the_next_copy_tells_of_the_one_before(person, member_user):
    holdings_archive(person, by=member_user)
    assert holdings_of(person).as_data()["access"]
