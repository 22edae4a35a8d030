"""`/places/` and `/sources/` tell what something visible names, nothing that only hidden people
have."""

from __future__ import annotations

import pytest

from genealogy.domain.dates import parse_vietnamese
from genealogy.enums import EventType
from genealogy.models import Citation, Event
from tests.genealogy.factories import (
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def born_at(person, place, **fields) -> Event:
    return Event.objects.create(
        person=person, type=EventType.BIRTH, date=parse_vietnamese("1820"), place=place, **fields
    )


@pytest.fixture
def clan():
    return ClanFactory()


def names(client, address: str, key: str) -> list[str]:
    return [item[key] for item in client.get(address).json()["items"]]


def test_a_place_is_told_when_a_visible_event_names_it(client, clan):
    place = PlaceFactory(clan=clan, text="Làng Mai", latitude="19.5")
    born_at(PersonFactory(clan=clan), place)
    [item] = client.get(f"/api/v2/places/?clan={clan.slug}").json()["items"]
    assert item["text"] == "Làng Mai"
    assert "latitude" not in item
    assert client.get(f"/api/v2/places/{place.uuid}/").json() == item


def test_places_and_sources_of_hidden_people_change_no_byte(client, clan):
    born_at(PersonFactory(clan=clan), PlaceFactory(clan=clan, text="Làng Mai"))
    cited = SourceFactory(clan=clan, title="Phả cũ")
    Citation.objects.create(source=cited, person=PersonFactory(clan=clan))
    before = [client.get(f"/api/v2/{name}/").content for name in ("places", "sources")]
    living = LivingPersonFactory(clan=clan)
    hidden_place, hidden_source = PlaceFactory(clan=clan), SourceFactory(clan=clan)
    event = born_at(living, hidden_place)
    Citation.objects.create(source=hidden_source, person=living)
    Citation.objects.create(source=hidden_source, event=event)
    for fields in ({"is_sensitive": True}, {"members_only": True}):
        born_at(PersonFactory(clan=clan), PlaceFactory(clan=clan), **fields)
    assert [client.get(f"/api/v2/{name}/").content for name in ("places", "sources")] == before
    for name, row in (("places", hidden_place), ("sources", hidden_source)):
        hidden = client.get(f"/api/v2/{name}/{row.uuid}/")
        unknown = client.get(f"/api/v2/{name}/00000000-0000-4000-8000-000000000000/")
        assert (hidden.status_code, hidden.content) == (404, unknown.content)


def test_members_see_more_and_nobody_what_nothing_names(client, member_user, editor_user, clan):
    PlaceFactory(clan=clan, text="Không ai nhắc")
    born_at(PersonFactory(clan=clan), PlaceFactory(clan=clan, text="Của họ"), members_only=True)
    assert names(client, "/api/v2/places/", "text") == []
    client.force_login(member_user)
    assert names(client, "/api/v2/places/", "text") == ["Của họ"]
    client.force_login(editor_user)
    assert names(client, "/api/v2/places/", "text") == ["Của họ"]


def test_a_source_is_told_without_its_text(client, clan):
    source = SourceFactory(clan=clan, title="Phả cũ", text="<p>Chép riêng.</p>")
    Citation.objects.create(source=source, person=PersonFactory(clan=clan))
    body = client.get("/api/v2/sources/").content.decode()
    assert "Phả cũ" in body
    assert "Chép riêng" not in body


def test_lists_cost_the_same_whatever_their_size(counted, clan):
    costs = []
    for _turn in range(2):
        for _row in range(4):
            born_at(PersonFactory(clan=clan), PlaceFactory(clan=clan))
        costs.append(counted("/api/v2/places/")[1])
    assert costs[0] == costs[1]
