"""Pages of numbers: what they say to whom, and that every picture has its table."""

import re

import pytest

from genealogy.services.statistics import asking
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

PAGE = "/gia-pha/ho-dem/so-lieu/"


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-dem", name="Họ Đếm")
    founder = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="3/2 âm lịch")
    sons = [
        PersonFactory(clan=clan, given_name="Ân", birth="1825", death=f"5/5/19{year:02}")
        for year in range(5)
    ]
    family(founder, WomanFactory(clan=clan), *sons)
    family(sons[0], None, LivingPersonFactory(clan=clan, birth="1950"))
    found(founder)
    BranchFactory(clan=clan, founder=sons[0], slug="chi-mot", name="Chi Một")
    clan.refresh_from_db()
    return clan


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_strangers_read_of_the_dead(client, clan):
    response = client.get(PAGE)
    text = text_of(response)
    assert "max-age=60" in response["Cache-Control"]
    assert "Chỉ đếm người đã khuất" in text
    assert "đang sống" not in text.split("Số liệu", 2)[2].split("Từ Đường")[0]
    assert "Tuyệt tự" not in text
    assert "Đời 2 5 0 0 0 0 5" in text


def test_members_read_of_the_living_too(member_client, clan):
    response = member_client.get(PAGE)
    assert "private" in response["Cache-Control"] or "no-store" in response["Cache-Control"]
    text = text_of(response)
    assert "đang sống 1" in text or "1 đang sống" in text
    assert "Tuyệt tự: 4 người" in text


def test_every_picture_has_a_title_a_description_and_a_table(client, clan):
    html = client.get(PAGE).content.decode()
    pictures = re.findall(r'<svg class="chart [^>]*aria-labelledby="(\S+) (\S+)"', html)
    assert len(pictures) >= 4
    for title, description in pictures:
        assert re.search(rf'<title id="{title}">[^<]+</title>', html)
        assert re.search(rf'<desc id="{description}">[^<]+</desc>', html)
    assert html.count('<details class="chart-numbers">') == len(pictures)
    assert len(re.findall(r'\bid="([^"]+)"', html)) == len(set(re.findall(r'\bid="([^"]+)"', html)))


def test_numbers_in_pictures_have_points_for_svg_and_commas_for_readers(client, clan):
    html = client.get(PAGE).content.decode()
    assert re.findall(r'(?:x|width|x1|x2)="[^"]*,[^"]*"', html) == []


def test_a_branch_has_its_page_and_leads_back(client, clan):
    response = client.get("/gia-pha/ho-dem/chi/chi-mot/so-lieu/")
    html = response.content.decode()
    assert response.status_code == 200
    assert f'href="{PAGE}"' in html
    assert "Chi Một, Họ Đếm" in html


def test_clan_and_branch_pages_lead_to_their_numbers(client, clan):
    assert f'href="{PAGE}"' in client.get("/gia-pha/ho-dem/").content.decode()
    branch = client.get("/gia-pha/ho-dem/chi/chi-mot/").content.decode()
    assert 'href="/gia-pha/ho-dem/chi/chi-mot/so-lieu/"' in branch


def test_old_numbers_are_told_with_their_hour(client, clan, monkeypatch):
    monkeypatch.setattr(asking, "COUNTED_AT_ONCE", 0)
    client.get(PAGE)
    PersonFactory(clan=clan)
    assert "đang được đếm lại" in text_of(client.get(PAGE))


def test_an_empty_clan_says_so(client):
    ClanFactory(slug="ho-trong")
    assert "Chưa có gì để đếm" in text_of(client.get("/gia-pha/ho-trong/so-lieu/"))


def test_closed_clans_are_unknown(client, clan):
    ClanFactory(slug="ho-kin", is_public=False)
    closed = client.get("/gia-pha/ho-kin/so-lieu/")
    assert closed.status_code == client.get("/gia-pha/khong-co/so-lieu/").status_code == 404


def test_the_page_asks_as_many_questions_for_more_people(
    client, clan, django_assert_max_num_queries
):
    client.get(PAGE)
    with django_assert_max_num_queries(30) as few:
        client.get(PAGE)
    family(clan.founder, None, *(PersonFactory(clan=clan) for _ in range(6)))
    client.get(PAGE)
    with django_assert_max_num_queries(30) as more:
        client.get(PAGE)
    assert len(few) == len(more)
