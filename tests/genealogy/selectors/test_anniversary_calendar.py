"""The calendar file, read back by the library that phones' servers use too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from genealogy.domain.viewer import Mark
from genealogy.selectors import anniversary_calendar
from genealogy.selectors.anniversary_calendar import calendar_file, calendar_size, calendar_span
from genealogy.services.feasts import feast_create
from tests.genealogy.factories import (
    BranchFactory,
    ClanFactory,
    LivingPersonFactory,
    PersonFactory,
    found,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clan():
    clan = ClanFactory(name="Họ Dương thử")
    founder = PersonFactory(clan=clan, given_name="Tổ", death="15/10 âm lịch")
    found(founder)
    return clan


def events(body):
    return Calendar.from_ical(body).walk("VEVENT")


def test_two_lunar_years_are_written_out(clan, anonymous):
    body = calendar_file(anonymous, clan=clan, host="https://ho.example")
    calendar = Calendar.from_ical(body)
    assert str(calendar["X-WR-CALNAME"]) == "Ngày giỗ Họ Dương thử"
    assert str(calendar["VERSION"]) == "2.0"
    first, second = calendar.walk("VEVENT")
    assert first.decoded("DTSTART") == date(2026, 11, 23)
    assert first.decoded("DTEND") - first.decoded("DTSTART") == timedelta(days=1)
    assert second.decoded("DTSTART") == date(2027, 11, 12)
    assert str(first["SUMMARY"]) == "Giỗ cụ Dương Văn Tổ (đời 1)"
    assert str(first["DESCRIPTION"]).splitlines() == [
        "15 tháng 10 âm lịch",
        "Tiên thường: 22/11/2026",
    ]
    assert str(first["URL"]) == f"https://ho.example{clan.founder.get_absolute_url()}"


def test_names_of_events_last_from_year_to_year(clan, anonymous):
    first, second = events(calendar_file(anonymous, clan=clan))
    uuid = clan.founder.uuid
    assert str(first["UID"]) == f"gio-{uuid}-2026@tuduong"
    assert str(second["UID"]) == f"gio-{uuid}-2027@tuduong"
    assert calendar_file(anonymous, clan=clan) == calendar_file(anonymous, clan=clan)


def test_lines_are_folded_and_ended_as_the_standard_wants(clan, anonymous):
    PersonFactory(clan=clan, given_name="Một tên rất dài " * 5, death="3/2 âm lịch")
    body = calendar_file(anonymous, clan=clan)
    lines = body.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_feasts_stand_in_the_calendar_with_place_and_words(clan, anonymous):
    feast_create(
        clan=clan, name="Chạp họ", lunar_month=12, lunar_day=15, place="Nhà thờ", note="Tảo mộ; họp"
    )
    feast = next(
        event
        for event in events(calendar_file(anonymous, clan=clan))
        if event["SUMMARY"] == "Chạp họ"
    )
    assert str(feast["LOCATION"]) == "Nhà thờ"
    assert "Tảo mộ; họp" in str(feast["DESCRIPTION"])
    assert "Tiên thường" not in str(feast["DESCRIPTION"])
    assert "URL" not in feast


def test_the_hidden_are_in_nobody_elses_calendar(clan, anonymous, member):
    PersonFactory(clan=clan, given_name="Kanarix", death="3/2 âm lịch", visibility=Mark.MEMBERS)
    LivingPersonFactory(clan=clan, given_name="Sống", birth="3/2/1990")
    assert b"Kanarix" not in calendar_file(anonymous, clan=clan)
    body = calendar_file(member, clan=clan)
    assert b"Kanarix" in body
    assert "Sống".encode() not in body


def test_a_branch_has_its_own_calendar(clan, anonymous):
    inside = PersonFactory(clan=clan, given_name="Trong", death="3/2 âm lịch")
    branch = BranchFactory(clan=clan, name="Chi Giáp")
    branch.people.add(inside)
    calendar = Calendar.from_ical(calendar_file(anonymous, clan=clan, branch=branch))
    assert str(calendar["X-WR-CALNAME"]) == "Ngày giỗ Họ Dương thử, Chi Giáp"
    assert {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")} == {
        "Giỗ cụ Dương Văn Trong"
    }


def test_a_calendar_too_long_for_phones_keeps_the_nearest_days_and_says_so(
    clan, anonymous, monkeypatch
):
    monkeypatch.setattr(anniversary_calendar, "MOST_EVENTS", 3)
    for day in (1, 20, 25):
        PersonFactory(clan=clan, death=f"{day}/10 âm lịch")
    assert calendar_size(anonymous, clan=clan) == 8
    body = calendar_file(anonymous, clan=clan)
    calendar = Calendar.from_ical(body)
    days = [event.decoded("DTSTART") for event in calendar.walk("VEVENT")]
    assert days == [date(2026, 11, 23), date(2026, 11, 28), date(2026, 12, 3)]
    assert "3 ngày gần nhất" in str(calendar["X-WR-CALDESC"])


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        # Tết Bính Ngọ is 17/2/2026, Tết Đinh Mùi 6/2/2027, Tết Mậu Thân 26/1/2028.
        (date(2026, 2, 17), date(2026, 2, 17), date(2028, 1, 25)),
        (date(2027, 2, 5), date(2026, 2, 17), date(2028, 1, 25)),
        (date(2199, 5, 5), date(2199, 1, 26), date(2199, 12, 31)),
        (date(2201, 1, 1), date(2201, 1, 1), date(2201, 1, 1)),
    ],
)
def test_the_span_is_this_lunar_year_and_the_next(today, first, last):
    assert calendar_span(today) == (first, last)
