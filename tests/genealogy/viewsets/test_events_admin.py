"""The list of events in the admin."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.models import Event
from genealogy.services.derived import verify_clan
from tests.genealogy.factories import ClanFactory, PersonFactory, PlaceFactory, WomanFactory, family
from tests.genealogy.viewsets.forms import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def form(**fields) -> dict[str, str]:
    empty = dict.fromkeys(
        ["date", "union", "place", "description", "grave_direction", "latitude", "longitude",
         "cause"],
        "",
    )  # fmt: skip
    return {**empty, **{name: str(value) for name, value in fields.items()}}


def test_a_death_typed_here_gives_the_person_a_memorial_day(root_client, clan):
    person = PersonFactory(clan=clan)
    answer = root_client.post(
        url(Event, "add"), form(type="death", date="18/10 âm lịch", person=person.pk)
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.memorial_month, person.memorial_day) == (10, 18)
    assert verify_clan(clan) == ([], [])


def test_a_changed_and_a_deleted_death_are_followed(root_client, clan):
    person = PersonFactory(clan=clan, death="18/10 âm lịch")
    event = person.events.get(type="death")
    root_client.post(
        url(Event, "edit", event.pk), form(type="death", date="2/11 âm lịch", person=person.pk)
    )
    person.refresh_from_db()
    assert (person.memorial_month, person.memorial_day) == (11, 2)
    root_client.post(url(Event, "delete", event.pk))
    person.refresh_from_db()
    assert person.memorial_month is None
    assert verify_clan(clan) == ([], [])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"type": "death", "date": "30/2/2025 âm lịch"}, "29 ngày"),
        ({"type": "death", "date": "1850"}, "Sự kiện là của một người hoặc của một cặp"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(root_client, clan, fields, words):
    person = PersonFactory(clan=clan)
    owner = {"person": person.pk} if "âm lịch" in fields["date"] else {"person": ""}
    answer = root_client.post(url(Event, "add"), form(**fields, **owner, description="Còn đây"))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert words in body
    assert "Còn đây" in body
    assert not Event.objects.exists()


def test_a_place_of_another_clan_is_refused(root_client, clan):
    person, elsewhere = PersonFactory(clan=clan), PlaceFactory()
    answer = root_client.post(
        url(Event, "add"), form(type="burial", person=person.pk, place=elsewhere.pk)
    )
    assert "thuộc dòng họ khác" in answer.content.decode()


def test_events_are_found_by_the_folded_names_of_their_people(root_client, clan):
    PersonFactory(clan=clan, given_name="Tùng", death="1850")
    family(PersonFactory(clan=clan, given_name="Hải"), WomanFactory(clan=clan),
           events=[{"type": "marriage", "date": "1820"}])  # fmt: skip
    found = root_client.get(url(Event, "index"), {"q": "tung duong"}).content.decode()
    assert "Dương Văn Tùng" in found
    assert "mất" in found
    assert "method" not in BeautifulSoup(found, "html.parser").table.thead.text
    assert "Dương Văn Hải" not in found
    assert "Dương Văn Hải" in root_client.get(url(Event, "index"), {"q": "hai"}).content.decode()


def test_the_list_costs_the_same_whatever_its_length(root_client, clan):
    def cost() -> int:
        root_client.get(url(Event, "index"))
        with CaptureQueriesContext(connection) as queries:
            root_client.get(url(Event, "index"))
        return len(queries)

    PersonFactory(clan=clan, birth="1800", death="1850")
    few = cost()
    for _ in range(9):
        PersonFactory(clan=clan, birth="1800", death="1850")
    assert cost() == few


def test_an_editor_without_rights_on_events_gets_nowhere(editor_client):
    assert editor_client.get(url(Event, "index")).status_code == 302
