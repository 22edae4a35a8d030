"""The pages of the gia phả as a browser gets them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    founder = PersonFactory(clan=clan, given_name="Tổ", death="20/10 âm lịch")
    wife = WomanFactory(clan=clan, given_name="Từ")
    son = PersonFactory(clan=clan, given_name="Tùng", death="25/1 âm lịch")
    found(founder)
    family(founder, wife, son, LivingPersonFactory(clan=clan, given_name="Nay"))
    BranchFactory(clan=clan, name="Chi Giáp", slug="chi-giap", founder=son)
    clan.refresh_from_db()
    return clan


def addresses(clan):
    founder = clan.founder
    return {
        "list": "/gia-pha/",
        "clan": "/gia-pha/ho-thu/",
        "branch": "/gia-pha/ho-thu/chi/chi-giap/",
        "person": f"/gia-pha/nguoi/{founder.uuid}/",
        "descendants": f"/gia-pha/nguoi/{founder.uuid}/con-chau/",
        "search": "/gia-pha/tim/?q=tung",
        "memorials": "/gia-pha/ho-thu/ngay-gio/",
    }


WORDS = {
    "list": ["Họ Thử"],
    "clan": ["Họ Thử", "Dương Văn Tổ", "Chi Giáp"],
    "branch": ["Chi Giáp", "Dương Văn Tùng"],
    "person": ["Dương Văn Tổ", "Lê Thị Từ", "Dương Văn Tùng", "20 tháng 10"],
    "descendants": ["Dương Văn Tổ", "Lê Thị Từ", "Dương Văn Tùng"],
    "search": ["Dương Văn Tùng"],
    "memorials": ["Họ Thử"],
}


@pytest.mark.parametrize("name", WORDS)
def test_every_page_opens_and_says_what_it_is_for(name, clan, client):
    response = client.get(addresses(clan)[name])
    assert response.status_code == 200
    text = response.content.decode()
    for word in WORDS[name]:
        assert word in text
    assert response["Cache-Control"] == "max-age=60, public" or set(
        response["Cache-Control"].split(", ")
    ) == {"public", "max-age=60"}
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("name", WORDS)
def test_what_a_member_sees_is_never_kept_by_a_cache(name, clan, member_client):
    response = member_client.get(addresses(clan)[name])
    assert response["Cache-Control"] == "private, no-store"


def test_a_page_names_its_canonical_address(clan, client):
    path = "/gia-pha/ho-thu/"
    text = client.get(path + "?page=1").content.decode()
    assert f'<link rel="canonical" href="http://testserver{path}">' in text


def test_members_see_the_living_and_strangers_do_not(clan, client, member_user):
    path = addresses(clan)["person"]
    assert "Dương Văn Nay" not in client.get(path).content.decode()
    client.force_login(member_user)
    assert "Dương Văn Nay" in client.get(path).content.decode()


def test_htmx_gets_the_rows_alone(clan, client):
    response = client.get("/gia-pha/tim/", {"q": "tung"}, headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "Dương Văn Tùng" in text
    assert "<html" not in text
    assert "HX-Request" in response["Vary"]
    whole = client.get("/gia-pha/tim/", {"q": "tung"}).content.decode()
    assert "<html" in whole
    assert "Dương Văn Tùng" in whole


def test_a_generation_is_listed_without_words(clan, client):
    text = client.get("/gia-pha/tim/", {"clan": "ho-thu", "doi": "2"}).content.decode()
    assert "Dương Văn Tùng" in text
    assert "Lê Thị Từ" not in text


def test_a_search_of_nothing_lists_nobody(clan, client):
    response = client.get("/gia-pha/tim/")
    assert response.status_code == 200
    assert "Dương Văn Tùng" not in response.content.decode()


@pytest.mark.parametrize("number", ["0", "-3", "999999", "x", "٣"])
def test_numbers_out_of_range_do_no_harm(number, clan, client):
    for path in ("/gia-pha/ho-thu/ngay-gio/?thang=", "/gia-pha/tim/?doi=", "/gia-pha/tim/?page="):
        assert client.get(path + number).status_code == 200
    assert client.get(f"/gia-pha/ho-thu/chi/chi-giap/?doi={number}").status_code == 200


def test_a_month_shows_its_days(clan, client):
    text = client.get("/gia-pha/ho-thu/ngay-gio/?thang=1").content.decode()
    assert "Dương Văn Tùng" in text


def test_unknown_names_are_not_found(clan, client):
    for path in (
        "/gia-pha/khong-co/",
        "/gia-pha/khong-co/ngay-gio/",
        "/gia-pha/ho-thu/chi/khong-co/",
        "/gia-pha/tim/?clan=khong-co",
        "/gia-pha/nguoi/11111111-1111-4111-8111-111111111111/",
    ):
        assert client.get(path).status_code == 404


def test_pages_are_read_only(clan, client):
    assert client.post(reverse("genealogy:clan", args=["ho-thu"])).status_code == 405


@pytest.mark.parametrize("count", [3, 9])
def test_a_person_page_costs_the_same_for_any_family(
    count, client, django_assert_max_num_queries, monkeypatch
):
    from genealogy.selectors import mentions  # patched here, so no news takes part in the count

    monkeypatch.setattr(mentions, "_providers", [])
    clan = ClanFactory()
    man, wife = PersonFactory(clan=clan), WomanFactory(clan=clan)
    family(man, wife, *(PersonFactory(clan=clan) for _ in range(count)))
    client.get(man.get_absolute_url())
    with django_assert_max_num_queries(14):
        client.get(man.get_absolute_url())
