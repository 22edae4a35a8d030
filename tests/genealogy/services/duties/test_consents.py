from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import get_template

from genealogy.enums import ConsentScope, Visibility
from genealogy.models import ChangeSet, Consent
from genealogy.services.duties import (
    CONSENT_TEXT_VERSION,
    consent_record,
    consent_text_template,
    consent_withdraw,
    has_public_consent,
)
from tests.genealogy.factories import LivingPersonFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 1)
#: Digest of each text people agreed to. A text under a known version is never edited.
TEXTS = {"2026-1": "5d72549208566567583fa2a573242513601df5ab5a9cc81523719cd4af5a0483"}


def consent(person, **fields):
    values = {"scope": ConsentScope.PUBLIC, "given_by": "Chính người ấy", "evidence": "giấy ký"}
    return Consent(person=person, given_on=DAY, **{**values, **fields})


def mark_of(person):
    person.refresh_from_db()
    return person.visibility


def test_a_public_consent_makes_the_record_public_and_says_so_in_the_history(editor_user):
    person = LivingPersonFactory(birth="1/2/1970")
    assert not has_public_consent(person)
    row = consent_record(consent(person), by=editor_user)
    assert has_public_consent(person)
    assert mark_of(person) == Visibility.PUBLIC
    assert (row.text_version, row.recorded_by) == (CONSENT_TEXT_VERSION, editor_user)
    assert ChangeSet.objects.filter(subjects__person_uuid=person.uuid).first().author == editor_user


def test_a_withdrawn_consent_hides_at_once_and_stays_on_record():
    person = LivingPersonFactory(birth="1/2/1970")
    row = consent_record(consent(person))
    assert consent_withdraw(row)
    assert not has_public_consent(person)
    assert mark_of(person) == Visibility.EDITORS
    assert Consent.objects.get(pk=row.pk).withdrawn_at is not None
    assert not consent_withdraw(row)


def test_a_consent_for_members_still_in_force_leaves_the_record_to_members():
    person = LivingPersonFactory(birth="1/2/1970")
    consent_record(consent(person, scope=ConsentScope.MEMBERS))
    public = consent_record(consent(person))
    consent_withdraw(public)
    assert mark_of(person) == Visibility.MEMBERS


def test_a_consent_for_members_changes_no_mark_of_its_own():
    person = LivingPersonFactory(birth="1/2/1970")
    consent_record(consent(person, scope=ConsentScope.MEMBERS))
    assert mark_of(person) == Visibility.DEFAULT


@pytest.mark.parametrize(
    ("birth", "by_representative", "child_agrees", "refused"),
    [
        ("1/11/2010", False, False, None),  # sixteen on that very day
        ("2/11/2010", False, False, "by_representative"),
        ("2/11/2010", True, False, "child_agrees"),
        ("2/11/2010", True, True, None),
        ("1/11/2019", True, False, "child_agrees"),  # seven on that very day
        ("2/11/2019", True, False, None),
        ("2019", True, False, "child_agrees"),  # may be seven
        ("", False, False, None),  # nothing is known: the compiler answers for it
    ],
)
def test_children_need_their_parents_and_from_seven_their_own_word(
    birth, by_representative, child_agrees, refused
):
    person = LivingPersonFactory(birth=birth)
    row = consent(person, by_representative=by_representative, child_agrees=child_agrees)
    if refused is None:
        assert consent_record(row).pk
        return
    with pytest.raises(ValidationError) as error:
        consent_record(row)
    assert list(error.value.message_dict) == [refused]
    assert mark_of(person) == Visibility.DEFAULT


def test_a_consent_of_tomorrow_is_refused():
    row = consent(LivingPersonFactory(birth="1/2/1970"))
    row.given_on = date(2999, 1, 1)
    with pytest.raises(ValidationError):
        consent_record(row)


def test_every_version_of_the_text_is_there_as_it_was():
    assert CONSENT_TEXT_VERSION in TEXTS
    for version, digest in TEXTS.items():
        source = get_template(consent_text_template(version)).template.source
        assert hashlib.sha256(source.encode()).hexdigest() == digest, version
