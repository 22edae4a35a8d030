"""The address of somebody who was merged leads on, to those who may know of the one who stayed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from genealogy.enums import ChangeKind, Visibility
from genealogy.models import ChangeSet
from genealogy.services.duplicates import person_merge
from genealogy.services.history import change_set_undo
from tests.genealogy.factories import ClanFactory, LivingPersonFactory, PersonFactory

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def clan():
    return ClanFactory()


def merged(keep):
    drop = PersonFactory(clan=keep.clan, given_name="Trùng", sex=keep.sex)
    old = str(drop.uuid)
    return person_merge(keep=keep, drop=drop), old


def pages(uuid):
    names = ("genealogy:person", "genealogy:descendants")
    return [reverse(name, args=[uuid]) for name in names]


def api(uuid, tail=""):
    return f"/api/v2/people/{uuid}/{tail}"


def test_an_old_page_leads_to_the_same_page_of_the_one_who_stayed(client, clan):
    keep, old = merged(PersonFactory(clan=clan))
    for before, after in zip(pages(old), pages(keep.uuid), strict=True):
        answer = client.get(f"{before}?page=2")
        assert (answer.status_code, answer.url) == (301, f"{after}?page=2")
        assert "max-age=60" in answer["Cache-Control"]


@pytest.mark.parametrize("tail", ["", "ancestors/?depth=2", "descendants/?depth=2"])
def test_an_old_id_of_the_api_keeps_path_and_query(client, clan, tail):
    keep, old = merged(PersonFactory(clan=clan))
    answer = client.get(api(old, tail))
    assert (answer.status_code, answer.url) == (301, api(keep.uuid, tail))
    assert answer["Cache-Control"] == "private, no-store"


def test_an_old_id_asked_for_in_a_relationship_is_the_one_who_stayed(client, clan):
    keep, old = merged(PersonFactory(clan=clan))
    other = PersonFactory(clan=clan)
    now = client.get(api(other.uuid, f"relationship/?to={keep.uuid}"))
    assert now.status_code == 200
    assert client.get(api(other.uuid, f"relationship/?to={old}")).content == now.content


def test_a_chain_of_merges_leads_to_its_end(client, clan):
    first, old = merged(PersonFactory(clan=clan))
    second = str(first.uuid)
    last = person_merge(keep=PersonFactory(clan=clan), drop=first)
    for uuid in (old, second):
        assert client.get(pages(uuid)[0]).url == pages(last.uuid)[0]


@pytest.mark.parametrize("make", [LivingPersonFactory, PersonFactory])
def test_a_stranger_cannot_tell_a_hidden_merge_from_nobody(client, member_user, clan, make):
    mark = Visibility.MEMBERS if make is PersonFactory else Visibility.DEFAULT
    keep, old = merged(make(clan=clan, visibility=mark))
    for address in (*pages(old), api(old), api(old, "ancestors/")):
        answer = client.get(address)
        nobody = client.get(address.replace(old, UNKNOWN))
        assert (answer.status_code, nobody.status_code) == (404, 404)
        assert answer.content.replace(old.encode(), b"") == nobody.content.replace(
            UNKNOWN.encode(), b""
        )
        assert "Location" not in answer
    client.force_login(member_user)
    answer = client.get(pages(old)[0])
    assert answer.url == pages(keep.uuid)[0]
    assert "no-store" in answer["Cache-Control"]


def test_after_the_undo_the_old_address_answers_again(client, clan):
    keep, old = merged(PersonFactory(clan=clan))
    change_set_undo(ChangeSet.objects.get(kind=ChangeKind.MERGE), by=None)
    assert client.get(pages(old)[0]).status_code == 200
    assert client.get(pages(keep.uuid)[0]).status_code == 200


def test_somebody_who_was_never_merged_costs_no_further_question(client, clan):
    address = pages(PersonFactory(clan=clan).uuid)[0]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert not [one for one in asked.captured_queries if "personredirect" in one["sql"]]
