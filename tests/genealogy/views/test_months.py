"""The month of giỗ: what stands in which cell, whose days, what is hidden, how much it costs."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.dates import parse_vietnamese
from genealogy.domain.memorials import ShortMonthPolicy
from genealogy.domain.viewer import Mark
from genealogy.enums import EventType, RequestState
from genealogy.models import PersonAccount
from genealogy.selectors import month_calendar
from genealogy.services.feasts import feast_create
from tests.conftest import TODAY
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    WomanFactory,
    family,
)

pytestmark = pytest.mark.django_db

BASE = "/gia-pha/ho-thu/"


@pytest.fixture
def clan():
    return ClanFactory(slug="ho-thu", name="Họ Thử")


def page(client, path):
    answer = client.get(BASE + path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def cells(soup):
    """Names in each cell, by day."""
    found = {}
    for cell in soup.select(".month-grid td:not(.cell-outside)"):
        names = [item.get_text(" ", strip=True) for item in cell.select(".cell-names li")]
        if names:
            found[cell.time["datetime"]] = names
    return found


def listed(soup):
    return {
        one["id"].removeprefix("ngay-"): [name.text for name in one.select(".leaf-name")]
        for one in soup.select(".day-group")
    }


def test_a_gio_and_a_feast_stand_on_their_day_in_both_calendars(client, clan):
    PersonFactory(clan=clan, given_name="Khiêm", death="18/10 âm lịch")
    feast_create(clan=clan, name="Chạp họ", lunar_month=10, lunar_day=18)
    expected = {"2026-11-26": ["Chạp họ", "Dương Văn Khiêm"]}
    for path in ("thang/2026-11/", "thang-am/2026-10/"):
        soup = page(client, path)
        assert cells(soup) == expected
        assert listed(soup) == expected
    assert cells(page(client, "thang/2026-10/")) == {}


def test_the_lunar_month_is_named_on_its_first_day_and_in_the_first_cell(client, clan):
    texts = [cell.text.split() for cell in page(client, "thang/2026-11/").select(".cell-lunar")]
    assert [words[-1] for words in texts if "/" in words[-1]] == ["23/9", "1/10"]
    leap = page(client, "thang/2025-07/")
    assert [one.parent.text.split()[-2:] for one in leap.select(".cell-leap")] == [["1/6", "nhuận"]]


@pytest.mark.parametrize(
    ("policy", "day"),
    [
        (ShortMonthPolicy.LAST_DAY, "2026-02-16"),
        (ShortMonthPolicy.FIRST_OF_NEXT, "2026-02-17"),
        (ShortMonthPolicy.SKIP, None),
    ],
)
def test_a_thirtieth_of_a_short_month_follows_the_custom(client, clan, policy, day):
    # Chạp of Ất Tỵ has 29 days (domain notes 3.4: eight years running to Tết 2032).
    clan.short_month = policy
    clan.save()
    PersonFactory(clan=clan, given_name="Cuối", death="30/12 âm lịch")
    found = cells(page(client, "thang/2026-02/"))
    assert found == ({day: ["Dương Văn Cuối"]} if day else {})


def test_in_a_year_of_a_leap_month_the_gio_is_in_the_regular_one(client, clan):
    PersonFactory(clan=clan, given_name="Sáu", death="10/6 âm lịch")
    assert list(cells(page(client, "thang-am/2025-06/"))) == ["2025-07-04"]
    assert cells(page(client, "thang-am/2025-06n/")) == {}


def test_the_twelfth_lunar_month_in_january_is_of_the_year_before(client, clan):
    PersonFactory(clan=clan, given_name="Chạp", death="20/12 âm lịch")
    assert list(cells(page(client, "thang/2027-01/"))) == ["2027-01-27"]
    assert "tháng Chạp năm Bính Ngọ" in page(client, "thang/2027-01/").text


def test_a_hidden_gio_leaves_no_trace(client, clan, member_user):
    PersonFactory(clan=clan, given_name="Mở", death="18/10 âm lịch")
    without = client.get(BASE + "thang/2026-11/").content
    PersonFactory(clan=clan, given_name="Kín", death="19/10 âm lịch", visibility=Mark.MEMBERS)
    PersonFactory(clan=clan, given_name="Riêng", death="20/10 âm lịch", visibility=Mark.EDITORS)
    LivingPersonFactory(clan=clan, given_name="Sống", birth="1990")
    assert client.get(BASE + "thang/2026-11/").content == without
    client.force_login(member_user)
    names = {name for row in cells(page(client, "thang/2026-11/")).values() for name in row}
    assert names == {"Dương Văn Mở", "Dương Văn Kín"}


def test_a_sensitive_day_of_death_is_no_gio(client, clan):
    death = parse_vietnamese("18/10 âm lịch")
    hidden = {"type": EventType.DEATH, "date": death, "is_sensitive": True}
    PersonFactory(clan=clan, given_name="Giấu", events=[hidden])
    assert cells(page(client, "thang/2026-11/")) == {}


def test_a_closed_clan_and_a_month_that_does_not_exist_answer_alike(client, clan):
    clan.is_public = False
    clan.save()
    closed = client.get(BASE + "thang/2026-11/")
    clan.is_public = True
    clan.save()
    for path in ("thang/2026-13/", "thang/1799-12/", "thang-am/2026-06n/", "thang/x/in/"):
        answer = client.get(BASE + path)
        assert answer.status_code == closed.status_code == 404, path


def test_a_branch_shows_its_people_and_the_feasts_it_keeps(client, clan):
    branch = BranchFactory(clan=clan, slug="chi-giap", name="Chi Giáp")
    other = BranchFactory(clan=clan, slug="chi-at", name="Chi Ất")
    inside = PersonFactory(clan=clan, given_name="Trong", death="18/10 âm lịch")
    PersonFactory(clan=clan, given_name="Ngoài", death="18/10 âm lịch")
    branch.people.add(inside)
    feast_create(clan=clan, name="Lễ cả họ", lunar_month=10, lunar_day=18)
    feast_create(clan=clan, name="Lễ chi Ất", lunar_month=10, lunar_day=18, branch=other)
    found = cells(page(client, "thang/2026-11/?xem=chi-phai:chi-giap"))
    assert found == {"2026-11-26": ["Lễ cả họ", "Dương Văn Trong"]}
    assert len(cells(page(client, "thang/2026-11/?xem=chi-phai:khong-co"))["2026-11-26"]) == 4


@pytest.fixture
def own_house(clan, member_user):
    me = LivingPersonFactory(clan=clan, given_name="Tôi", birth="1990")
    people = {"me": me}
    child = me
    for number, name in enumerate(("Cha", "Ông", "Cố", "Kỵ", "Tổ"), start=1):
        people[name] = PersonFactory(clan=clan, given_name=name, death=f"{number}/10 âm lịch")
        people[f"Bà {name}"] = WomanFactory(
            clan=clan, given_name=name, death=f"{number + 10}/10 âm lịch"
        )
        family(people[name], people[f"Bà {name}"], child)
        child = people[name]
    PersonFactory(clan=clan, given_name="Xa", death="20/10 âm lịch")
    PersonAccount.objects.create(user=member_user, person=me, state=RequestState.ACCEPTED)
    return people


def test_the_own_line_and_the_own_house_are_told_with_names_of_kin(member_client, own_house):
    line = page(member_client, "thang-am/2026-10/?xem=dong-toi")
    assert len(cells(line)) == 10
    relations = {one.text for one in line.select(".day-group .relation")}
    assert "ông nội của bạn" in relations
    assert "bà nội của bạn" in relations
    house = page(member_client, "thang-am/2026-10/?xem=nha-toi")
    assert len(cells(house)) == 8
    assert "Xa" not in house.text


def test_a_stranger_and_an_unknown_account_have_no_own_line(
    client, clan, own_house, django_user_model
):
    whole = cells(page(client, "thang-am/2026-10/"))
    soup = page(client, "thang-am/2026-10/?xem=dong-toi")
    assert cells(soup) == whole
    assert "Dòng trực hệ" not in soup.text


def test_a_month_of_many_has_numbers_and_pages(client, clan, monkeypatch):
    monkeypatch.setattr(month_calendar, "MOST_NAMES", 5)
    monkeypatch.setattr(month_calendar, "_ROWS_A_PAGE", 4)
    for day in (1, 1, 1, 2, 2, 3):
        PersonFactory(clan=clan, death=f"{day}/10 âm lịch")
    soup = page(client, "thang-am/2026-10/")
    assert cells(soup) == {}
    counts = [one.text for one in soup.select(".cell-count")]
    assert counts == ["3 ngày giỗ", "2 ngày giỗ", "1 ngày giỗ"]
    assert [len(names) for names in listed(soup).values()] == [3, 1]
    second = page(client, "thang-am/2026-10/?page=2")
    assert [len(names) for names in listed(second).values()] == [1, 1]
    one_day = page(client, "thang-am/2026-10/?ngay=2026-11-10")
    assert {day: len(names) for day, names in listed(one_day).items()} == {"2026-11-10": 2}
    assert len(listed(page(client, "thang-am/2026-10/?page=99"))) == 2


def test_the_queries_do_not_follow_the_number_of_gio(client, clan):
    branch = BranchFactory(clan=clan, slug="chi-giap", name="Chi Giáp")

    def fill(count):
        for number in range(count):
            branch.people.add(PersonFactory(clan=clan, death=f"{number % 29 + 1}/10 âm lịch"))

    def count():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client, "thang/2026-11/")
        return len(caught)

    fill(2)
    count()
    few = count()
    fill(40)
    assert count() == few
    assert few <= 16


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("", "thang/2026-11/"),
        ("?nam=2027&thang=3", "thang/2027-03/"),
        ("?nam=2027&thang=03", "thang/2027-03/"),
        ("?nam=2027&thang=13", "thang/2026-11/"),
        ("?lich=am&nam=2025&thang=06n", "thang-am/2025-06n/"),
        ("?lich=am&nam=2026&thang=06n", "thang-am/2026-06/"),
        ("?lich=am", "thang-am/2026-10/"),
        ("?nam=2027&thang=3&xem=chi-phai:a", "thang/2027-03/?xem=chi-phai%3Aa"),
    ],
)
def test_the_jump_leads_to_the_month(client, clan, query, target, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    assert client.get(f"{BASE}thang/{query}")["Location"] == BASE + target


def test_today_is_marked_once(client, clan, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    marked = page(client, "thang/2026-11/").select("[aria-current=date]")
    assert [one.time["datetime"] for one in marked] == ["2026-11-23"]
    assert page(client, "thang/2026-12/").select("[aria-current=date]") == []


def test_the_table_is_a_table(client, clan):
    soup = page(client, "thang/2026-11/")
    heads = [one.select_one(".weekday-long").text for one in soup.select("th[scope=col]")]
    assert heads[0] == "Thứ Hai"
    assert heads[-1] == "Chủ nhật"
    assert "Tháng 11 năm 2026" in soup.caption.text


def test_the_sheet_for_the_wall_holds_what_the_reader_may_know(client, clan, member_user):
    PersonFactory(clan=clan, given_name="Mở", death="18/10 âm lịch")
    PersonFactory(clan=clan, given_name="Kín", death="19/10 âm lịch", visibility=Mark.MEMBERS)
    path = "thang/2026-11/in/"
    assert [one.text for one in page(client, path).select(".wall-name")] == ["Dương Văn Mở"]
    client.force_login(member_user)
    names = [one.text for one in page(client, f"{path}?kho=a3").select(".wall-a3 .wall-name")]
    assert names == ["Dương Văn Mở", "Dương Văn Kín"]
