"""Feasts in the admin."""

from __future__ import annotations

import pytest
from django.urls import reverse

from genealogy.models import ClanFeast
from genealogy.services.feasts import feast_create
from tests.genealogy.factories import ClanFactory, PersonFactory, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    return ClanFactory()


def url(view, *args):
    return reverse(f"genealogy_feast:{view}", args=args)


def form(clan, **fields):
    empty = dict.fromkeys(
        ["lunar_month", "lunar_day", "person", "solar_term", "branch", "place", "note"], ""
    )
    data = {"clan": clan.pk, "name": "Lễ", "kind": "lunar_day", "sort_order": 0}
    return {**empty, **data, **fields}


def test_a_feast_on_a_lunar_day_is_added_and_other_fields_are_dropped(root_client, clan):
    answer = root_client.post(url("add"), form(clan, lunar_month=7, lunar_day=15, solar_term=3))
    assert answer.status_code == 302
    feast = ClanFeast.objects.get()
    assert (feast.lunar_month, feast.lunar_day, feast.solar_term) == (7, 15, None)


def test_a_feast_by_solar_term_and_by_memorial_are_added(root_client, clan):
    person = PersonFactory(clan=clan, death="3/2 âm lịch")
    for fields in (
        {"kind": "solar_term", "solar_term": 0},
        {"kind": "memorial", "person": person.pk},
    ):
        answer = root_client.post(url("add"), form(clan, **fields))
        assert answer.status_code == 302
    assert set(ClanFeast.objects.values_list("solar_term", "person")) == {
        (0, None),
        (None, person.pk),
    }


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"lunar_month": 7}, "lunar_day"),
        ({"kind": "memorial"}, "person"),
        ({"kind": "solar_term", "lunar_month": 7, "lunar_day": 7}, "solar_term"),
    ],
)
def test_what_the_way_needs_is_asked_for_at_its_field(root_client, clan, fields, field):
    answer = root_client.post(url("add"), form(clan, **fields))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]


def test_somebody_of_another_clan_is_refused(root_client, clan):
    stranger = PersonFactory(death="3/2 âm lịch")
    answer = root_client.post(url("add"), form(clan, kind="memorial", person=stranger.pk))
    assert answer.status_code == 200
    assert "person" in answer.context["form"].errors


def test_the_form_shows_the_next_three_days(root_client, clan):
    feast = feast_create(clan=clan, name="Rằm", lunar_month=7, lunar_day=15)
    html = root_client.get(url("edit", feast.pk)).content.decode()
    assert html.count("15/7 ") >= 3
    person = PersonFactory(clan=clan)
    lost = feast_create(clan=clan, name="Giỗ", kind="memorial", person=person)
    assert "chưa ghi ngày mất" in root_client.get(url("edit", lost.pk)).content.decode()


def test_a_feast_is_changed_listed_and_deleted(root_client, clan):
    feast = feast_create(clan=clan, name="Rằm", lunar_month=7, lunar_day=15)
    answer = root_client.post(
        url("edit", feast.pk), form(clan, name="Chạp họ", lunar_month=12, lunar_day=10)
    )
    assert answer.status_code == 302
    html = root_client.get(url("index")).content.decode()
    assert "Chạp họ" in html
    assert "10 tháng Chạp" in html
    assert "Chạp họ" in root_client.get(f"{url('index')}?q=chap").content.decode()
    assert root_client.post(url("delete", feast.pk)).status_code == 302
    assert not ClanFeast.objects.exists()


def test_the_clan_of_a_feast_stays(root_client, clan):
    feast = feast_create(clan=clan, name="Rằm", lunar_month=7, lunar_day=15)
    answer = root_client.post(
        url("edit", feast.pk), form(ClanFactory(), lunar_month=7, lunar_day=15)
    )
    assert "clan" in answer.context["form"].errors


def test_the_usual_feasts_are_offered_and_added(root_client, clan):
    found(PersonFactory(clan=clan, death="3/2 âm lịch"))
    assert url("usual") in root_client.get(url("index")).content.decode()
    assert root_client.get(url("usual")).status_code == 200
    answer = root_client.post(url("usual"), {"clan": clan.pk}, follow=True)
    assert "Giỗ tổ, Thanh minh, Rằm tháng Bảy, Chạp họ" in answer.content.decode()
    answer = root_client.post(url("usual"), {"clan": clan.pk}, follow=True)
    assert "đã có đủ" in answer.content.decode()
    assert ClanFeast.objects.count() == 4


def test_members_see_no_feasts_in_the_admin(member_client, clan):
    feast = feast_create(clan=clan, name="Rằm", lunar_month=7, lunar_day=15)
    for address in (url("index"), url("add"), url("usual"), url("edit", feast.pk)):
        assert member_client.get(address).status_code in {302, 403}
