"""`/api/v2/clans/<slug>/anniversaries/` and `.ics`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from genealogy.domain.viewer import Mark
from genealogy.services.feasts import feast_create
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    found,
)

pytestmark = pytest.mark.django_db

BASE = "/api/v2/clans/ho-thu/anniversaries"
YEAR = "?from=2025-01-01&to=2025-12-31"


@pytest.fixture
def clan():
    clan = ClanFactory(slug="ho-thu", name="Họ Thử")
    found(PersonFactory(clan=clan, given_name="Tổ", death="15/10 âm lịch"))
    clan.refresh_from_db()
    return clan


def test_a_span_is_answered_by_date(client, clan):
    PersonFactory(clan=clan, given_name="Hai", death="5/1/1880 âm lịch")
    body = client.get(f"{BASE}/{YEAR}").json()
    assert body["meta"] == {"total_count": 2}
    assert [item["date"] for item in body["items"]] == ["2025-02-02", "2025-12-04"]
    assert body["items"][1] == {
        "kind": "memorial",
        "id": str(clan.founder.uuid),
        "name": "Dương Văn Tổ",
        "title": "Giỗ cụ Dương Văn Tổ (đời 1)",
        "date": "2025-12-04",
        "eve": "2025-12-03",
        "lunar": {"year": 2025, "month": 10, "day": 15, "text": "15 tháng 10"},
        "url": f"http://testserver{clan.founder.get_absolute_url()}",
        "generation": 1,
        "branch": "",
        "note": "",
        "counted_date": None,
        "place": "",
        "text": "",
    }


def test_without_dates_the_next_sixty_days_are_answered(client, clan):
    body = client.get(f"{BASE}/").json()
    today = timezone.localdate()
    last = today + timedelta(days=60)
    assert all(today.isoformat() <= item["date"] <= last.isoformat() for item in body["items"])


def test_pages_cut_the_list(client, clan):
    for day in range(1, 11):
        PersonFactory(clan=clan, death=f"{day}/3 âm lịch")
    whole = client.get(f"{BASE}/{YEAR}").json()
    part = client.get(f"{BASE}/{YEAR}&limit=3&offset=4").json()
    assert part["meta"]["total_count"] == 11
    assert part["items"] == whole["items"][4:7]


def test_a_branch_is_asked_for_by_its_id(client, clan):
    inside = PersonFactory(clan=clan, given_name="Trong", death="5/1 âm lịch")
    branch = BranchFactory(clan=clan)
    branch.people.add(inside)
    body = client.get(f"{BASE}/{YEAR}&branch={branch.uuid}").json()
    assert [item["name"] for item in body["items"]] == ["Dương Văn Trong"]


def test_feasts_are_in_the_list(client, clan):
    feast = feast_create(clan=clan, name="Chạp họ", lunar_month=12, lunar_day=15, place="Nhà thờ")
    (item,) = client.get(f"{BASE}/?from=2025-01-01&to=2025-01-31").json()["items"]
    assert (item["kind"], item["id"], item["url"]) == ("feast", str(feast.uuid), None)
    assert (item["date"], item["place"]) == ("2025-01-14", "Nhà thờ")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?from=hom-nay", "from"),
        ("?to=2025-02-30", "to"),
        ("?from=2025-02-02&to=2025-02-01", "to"),
        ("?from=2020-01-01&to=2025-01-01", "to"),
        ("?from=1799-01-01&to=1799-02-01", "from"),
        ("?to=2200-01-01", "to"),
        ("?branch=chi-giap", "branch"),
        ("?limit=1000", "limit"),
        ("?days=3", "days"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(client, clan, query, name):
    answer = client.get(f"{BASE}/{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


def test_unknown_and_closed_clans_and_branches_answer_alike(client, clan):
    clan.is_public = False
    clan.save()
    branch = BranchFactory(clan=ClanFactory(slug="khac"))
    answers = [
        client.get(address)
        for address in (
            f"{BASE}/",
            f"{BASE}.ics",
            "/api/v2/clans/khong-co/anniversaries/",
            "/api/v2/clans/khong-co/anniversaries.ics",
            f"/api/v2/clans/khac/anniversaries/?branch={clan.uuid}",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert client.get(f"/api/v2/clans/khac/anniversaries/?branch={branch.uuid}").status_code == 200


def test_the_living_and_the_hidden_make_no_difference(client, clan, member_user):
    before = client.get(f"{BASE}/{YEAR}").content, client.get(f"{BASE}.ics").content
    PersonFactory(clan=clan, given_name="Kanarix", death="3/2 âm lịch", visibility=Mark.MEMBERS)
    LivingPersonFactory(clan=clan, given_name="Kanarix", birth="3/2/1990")
    assert (client.get(f"{BASE}/{YEAR}").content, client.get(f"{BASE}.ics").content) == before
    client.force_login(member_user)
    answer = client.get(f"{BASE}.ics")
    assert b"Kanarix" in answer.content
    assert answer["Cache-Control"] == "private, no-store"


def test_the_file_is_a_calendar_whatever_the_phone_asks_for(client, clan):
    for accepted in ("text/calendar", "*/*", "text/html"):
        answer = client.get(f"{BASE}.ics", headers={"accept": accepted})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    days = [event.decoded("DTSTART") for event in Calendar.from_ical(answer.content).walk("VEVENT")]
    assert len(days) == 2
    assert all(isinstance(day, date) for day in days)
    assert "public" in answer["Cache-Control"]


def test_an_unchanged_file_is_not_sent_again(client, clan):
    tag = client.get(f"{BASE}.ics")["ETag"]
    again = client.get(f"{BASE}.ics", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    PersonFactory(clan=clan, death="3/2 âm lịch")
    assert client.get(f"{BASE}.ics", headers={"if-none-match": tag}).status_code == 200


def test_few_queries_for_many_people(counted, clan):
    for number in range(30):
        PersonFactory(clan=clan, death=f"{1 + number % 28}/3 âm lịch")
    body, queries, _sql = counted(f"{BASE}/{YEAR}")
    assert len(body["items"]) == 20
    assert queries <= 6
