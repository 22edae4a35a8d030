"""The clock moves and nothing else: who is shown flips on that very day, and no cache lags."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from genealogy.enums import LivingState, LivingVisibility
from genealogy.models import Clan
from tests.genealogy.factories import ClanFactory, PersonFactory, family, found

pytestmark = pytest.mark.django_db

LAST, FIRST = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def clock(monkeypatch):
    """Set the day it is in Vietnam."""

    def set_to(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_args, **_kwargs: day)

    set_to(LAST)
    return set_to


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-dong-ho")


@pytest.fixture
def old(clan):
    """Somebody of whom only the birth is known, 120 years ago to the day, below a dead founder."""
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1880", death="1/2/1950 âm lịch")
    person = PersonFactory(
        clan=clan, given_name="Canari", birth="23/11/1906", living_state=LivingState.UNKNOWN
    )
    family(founder, None, person)
    found(founder)
    person.refresh_from_db()
    return person


def doors(person):
    """Give every place where a stranger could meet the person."""
    clan = person.clan
    return {
        "page": person.get_absolute_url(),
        "api": f"/api/v2/people/{person.uuid}/",
        "list": f"/api/v2/people/?clan={clan.slug}&limit=50",
        "search": f"/tim/?q={person.given_name}",
        "people": f"{clan.get_absolute_url()}nguoi/",
        "clan": clan.get_absolute_url(),
    }


def told(client, person):
    """Say where a stranger reads the name, or the uuid."""
    found_at = set()
    for name, address in doors(person).items():
        body = client.get(address).content.decode()
        if str(person.uuid) in body or f"Dương Văn {person.given_name}" in body:
            found_at.add(name)
    return found_at


def test_page_api_list_and_search_flip_on_the_day_nobody_outlives(client, clock, old):
    assert client.get(old.get_absolute_url()).status_code == 404
    assert told(client, old) == set()

    clock(FIRST)

    assert client.get(old.get_absolute_url()).status_code == 200
    assert {"page", "api", "list"} <= told(client, old)
    clock(LAST)
    assert told(client, old) == set()


def test_an_answer_kept_by_a_browser_is_not_taken_for_todays(client, clock, old):
    address = f"/api/v2/people/?clan={old.clan.slug}&limit=50"
    before = client.get(address)
    clock(FIRST)
    again = client.get(
        address,
        headers={"If-None-Match": before.get("ETag", '"none"')},
    )

    assert again.status_code == 200
    assert again.content != before.content


def test_a_shared_cache_may_not_keep_today_beyond_a_short_while(client, clock, old):
    for address in doors(old).values():
        kept = client.get(address).get("Cache-Control", "")
        ages = [part for part in kept.replace(" ", "").split(",") if part.startswith("max-age=")]
        assert all(int(part.removeprefix("max-age=")) <= 3600 for part in ages), (address, kept)


def test_statistics_count_the_person_from_that_day(client, clock, old):
    address = f"/api/v2/clans/{old.clan.slug}/statistics/"
    before = client.get(address).json()
    clock(FIRST)
    after = client.get(address).json()

    assert after != before


def test_the_tree_shows_the_person_from_that_day(client, clock, old):
    founder = old.parent_links.get().parent
    address = f"/api/v2/people/{founder.uuid}/descendants/"
    before = client.get(address).content.decode()
    clock(FIRST)
    after = client.get(address).content.decode()

    assert str(old.uuid) not in before
    assert str(old.uuid) in after


def test_a_name_is_given_to_strangers_on_the_sixteenth_birthday(client, clock, clan):
    Clan.objects.filter(pk=clan.pk).update(living_policy=LivingVisibility.NAME_ONLY)
    child = PersonFactory(
        clan=clan, given_name="Canari", birth="24/11/2010", living_state=LivingState.LIVING
    )
    assert client.get(child.get_absolute_url()).status_code == 404

    clock(FIRST)

    assert client.get(child.get_absolute_url()).status_code == 200
    assert "2010" not in client.get(f"/api/v2/people/{child.uuid}/").content.decode()


def test_a_member_reads_the_year_of_birth_from_the_sixteenth_birthday(member_client, clock, clan):
    child = PersonFactory(
        clan=clan, given_name="Canari", birth="24/11/2010", living_state=LivingState.LIVING
    )
    address = f"/api/v2/people/{child.uuid}/"
    assert "2010" not in member_client.get(address).content.decode()

    clock(FIRST)

    assert "2010" in member_client.get(address).content.decode()
