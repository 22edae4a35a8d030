"""The page of giỗ: feasts among the days, notes, one branch, pages."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from genealogy.domain.lunar import to_lunar
from genealogy.domain.viewer import Mark
from genealogy.enums import FeastKind
from genealogy.services.feasts import feast_create
from genealogy.views import memorials
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory

pytestmark = pytest.mark.django_db

PAGE = "/gia-pha/ho-thu/ngay-gio/"


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-thu", name="Họ Thử")


def rows(client, query):
    soup = BeautifulSoup(client.get(f"{PAGE}{query}").content, "html.parser")
    listed = soup.select(".front-lead .leaf-row")
    return [
        (row.select_one(".leaf-day").text.strip(), row.select_one(".leaf-name").text.strip())
        for row in listed
    ]


def test_feasts_stand_before_the_people_of_their_day(client, clan):
    PersonFactory(clan=clan, given_name="Trước", death="5/7 âm lịch")
    PersonFactory(clan=clan, given_name="Cùng", death="15/7 âm lịch")
    feast_create(clan=clan, name="Rằm tháng Bảy", lunar_month=7, lunar_day=15)
    feast_create(clan=clan, name="Chạp họ", lunar_month=12, lunar_day=15)
    assert rows(client, "?thang=7") == [
        ("5", "Dương Văn Trước"),
        ("15", "Rằm tháng Bảy"),
        ("15", "Dương Văn Cùng"),
    ]


def test_each_feast_is_on_one_page_only(client, clan, monkeypatch):
    monkeypatch.setattr(memorials, "_ROWS_A_PAGE", 2)
    for day in (3, 5, 5, 9):
        PersonFactory(clan=clan, given_name=f"N{day}", death=f"{day}/7 âm lịch")
    for day in (1, 5, 7, 9, 20):
        feast_create(clan=clan, name=f"L{day}", lunar_month=7, lunar_day=day)
    pages = [rows(client, f"?thang=7&page={number}") for number in (1, 2)]
    feasts = [[name for _day, name in page if name.startswith("L")] for page in pages]
    assert feasts == [["L1", "L5"], ["L7", "L9", "L20"]]


def test_a_branch_keeps_its_people_and_feasts(client, clan):
    inside = PersonFactory(clan=clan, given_name="Trong", death="5/7 âm lịch")
    PersonFactory(clan=clan, given_name="Ngoài", death="6/7 âm lịch")
    branch = BranchFactory(clan=clan, slug="chi-giap", name="Chi Giáp")
    other = BranchFactory(clan=clan, slug="chi-at", name="Chi Ất")
    branch.people.add(inside)
    feast_create(clan=clan, name="Lễ cả họ", lunar_month=7, lunar_day=7)
    feast_create(clan=clan, name="Lễ chi Ất", lunar_month=7, lunar_day=8, branch=other)
    assert rows(client, "?thang=7&chi=chi-giap") == [("5", "Dương Văn Trong"), ("7", "Lễ cả họ")]
    html = client.get(f"{PAGE}?thang=7&chi=chi-giap").content.decode()
    assert f"{PAGE}?thang=8&amp;chi=chi-giap" in html
    assert len(rows(client, "?thang=7&chi=khong-co")) == 4


def test_the_eve_and_a_first_memorial_are_told(client, clan):
    today = timezone.localdate()
    died = to_lunar(today).year - 1
    PersonFactory(clan=clan, death=f"10/12/{died} âm lịch")
    html = client.get(f"{PAGE}?thang=12").content.decode()
    assert "Tiên thường: chiều" in html
    assert "giỗ đầu (tiểu tường)" in html


def test_a_feast_on_the_day_of_somebody_hidden_is_not_told(client, clan):
    hidden = PersonFactory(clan=clan, death="5/7 âm lịch", visibility=Mark.MEMBERS)
    feast_create(clan=clan, name="Giỗ riêng", kind=FeastKind.MEMORIAL, person=hidden)
    html = client.get(f"{PAGE}?thang=7").content.decode()
    assert "Giỗ riêng" not in html


def test_the_page_leads_to_the_calendar(client, clan):
    assert "/gia-pha/ho-thu/lich/" in client.get(PAGE).content.decode()
