"""Coming giỗ: order, customs of the 30th, leap months, who is left out."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from genealogy.domain.viewer import Mark, Role, Viewer
from genealogy.enums import ShortMonth
from genealogy.selectors.memorials import (
    lunar_day_text,
    memorial_cards,
    people_of_month,
    upcoming_memorials,
)
from tests.genealogy.factories import BranchFactory, ClanFactory, PersonFactory, found

pytestmark = pytest.mark.django_db


def stranger(day):
    return Viewer(Role.ANONYMOUS, day)


def dates(viewer, **options):
    return [(card.name, card.solar_date) for card in upcoming_memorials(viewer, **options)]


def test_the_nearest_come_first_and_today_counts():
    clan = ClanFactory()
    for name, death in (("Xa", "20/11 âm lịch"), ("Nay", "15/10 âm lịch"), ("Mai", "16/10 al")):
        PersonFactory(clan=clan, given_name=name, death=death)
    viewer = stranger(date(2026, 11, 23))
    cards = upcoming_memorials(viewer, clan=clan)
    assert [(card.name.split()[-1], card.days_left) for card in cards] == [
        ("Nay", 0),
        ("Mai", 1),
        ("Xa", 35),
    ]
    assert len(upcoming_memorials(viewer, clan=clan, limit=2)) == 2
    assert len(upcoming_memorials(viewer, clan=clan, days=1)) == 2


def test_a_death_in_a_leap_month_is_kept_in_the_regular_month():
    PersonFactory(given_name="Nhuận", death="10/6/2025 nhuận âm lịch")
    (card,) = upcoming_memorials(stranger(date(2025, 6, 25)), days=60)
    assert (card.lunar_month, card.lunar_day) == (6, 10)
    assert card.solar_date == date(2025, 7, 4)


def test_a_day_of_a_leap_month_remembers_nobody():
    PersonFactory(death="10/6 âm lịch")
    assert upcoming_memorials(stranger(date(2025, 8, 3)), days=0) == []


@pytest.mark.parametrize(
    ("custom", "expected"),
    [
        (ShortMonth.LAST_DAY, [date(2026, 2, 16)]),
        (ShortMonth.FIRST_OF_NEXT, [date(2026, 2, 17)]),
        (ShortMonth.SKIP, []),
    ],
)
def test_the_30th_of_a_short_month_follows_the_custom_of_the_clan(custom, expected):
    # The last month of the lunar year 2025 has 29 days.
    clan = ClanFactory(short_month=custom)
    PersonFactory(clan=clan, death="30/12 âm lịch")
    viewer = stranger(date(2026, 2, 1))
    assert [day for _, day in dates(viewer, clan=clan)] == expected
    assert [day for _, day in dates(viewer)] == expected


def test_clans_of_different_customs_stand_in_one_list():
    for number, custom in enumerate(ShortMonth):
        clan = ClanFactory(short_month=custom)
        PersonFactory(clan=clan, given_name=f"N{number}", death="30/12 âm lịch")
    found_dates = dates(stranger(date(2026, 2, 1)))
    assert [day for _, day in found_dates] == [date(2026, 2, 16), date(2026, 2, 17)]


def test_own_customs_go_before_those_of_the_clan():
    # The leap sixth month of 2025 begins on 25 July.
    clan = ClanFactory(short_month=ShortMonth.SKIP)
    PersonFactory(clan=clan, given_name="Thường", death="1/6 âm lịch")
    PersonFactory(clan=clan, given_name="Nhuận", death="1/6 âm lịch", memorial_in_leap_month=True)
    PersonFactory(
        clan=clan, given_name="Sớm", death="30/12 âm lịch", memorial_short_month="last_day"
    )
    PersonFactory(
        clan=clan, given_name="Muộn", death="30/12 âm lịch", memorial_short_month="first_of_next"
    )
    PersonFactory(clan=clan, given_name="Không", death="30/12 âm lịch")

    def told(viewer):
        cards = upcoming_memorials(viewer, clan=clan)
        return [(card.name.split()[-1], card.solar_date) for card in cards]

    assert told(stranger(date(2025, 6, 20))) == [
        ("Thường", date(2025, 6, 25)),
        ("Nhuận", date(2025, 7, 25)),
    ]
    assert told(stranger(date(2026, 2, 1))) == [
        ("Sớm", date(2026, 2, 16)),
        ("Muộn", date(2026, 2, 17)),
    ]
    of_month = people_of_month(stranger(date(2025, 6, 30)), clan=clan, month=6)
    cards = memorial_cards(list(of_month), stranger(date(2025, 6, 30)))
    assert {card.name.split()[-1]: card.solar_date for card in cards} == {
        "Thường": date(2026, 7, 14),
        "Nhuận": date(2025, 7, 25),
    }


def test_a_first_memorial_is_noted_with_its_eve():
    # 2025 has a leap sixth month, so twelve months from 10/6/2025 end on 10/5/2026.
    PersonFactory(death="10/6/2025 âm lịch")
    (card,) = upcoming_memorials(stranger(date(2026, 7, 20)))
    assert (card.solar_date, card.eve) == (date(2026, 7, 23), date(2026, 7, 22))
    assert card.note == "giỗ đầu (tiểu tường)"
    assert "10/5 âm lịch (24/6/2026)" in card.counted_note


def test_hidden_people_and_closed_clans_are_left_out(member):
    person = PersonFactory(death="15/10 âm lịch", visibility=Mark.MEMBERS)
    PersonFactory(clan=ClanFactory(is_public=False), death="15/10 âm lịch")
    assert upcoming_memorials(stranger(member.today)) == []
    assert len(upcoming_memorials(member)) == 2
    assert len(upcoming_memorials(member, clan=person.clan)) == 1


def test_a_branch_counts_only_its_own(anonymous):
    clan = ClanFactory()
    inside, _outside = (PersonFactory(clan=clan, death="15/10 âm lịch") for _ in range(2))
    found(inside)
    branch = BranchFactory(clan=clan, founder=inside)
    cards = upcoming_memorials(anonymous, clan=clan, branches=[branch])
    assert [card.url for card in cards] == [inside.get_absolute_url()]


def test_the_month_lists_by_day(anonymous):
    clan = ClanFactory()
    for death in ("20/3 âm lịch", "5/3 âm lịch", "5/4 âm lịch"):
        PersonFactory(clan=clan, death=death)
    cards = memorial_cards(list(people_of_month(anonymous, clan=clan, month=3)), anonymous)
    assert [card.lunar_day for card in cards] == [5, 20]
    assert all(card.solar_date >= anonymous.today for card in cards)


def test_two_queries_at_most_for_many_people(anonymous):
    clan = ClanFactory()
    for day in range(1, 29):
        PersonFactory(clan=clan, death=f"{day}/11 âm lịch")
    with CaptureQueriesContext(connection) as queries:
        assert len(upcoming_memorials(anonymous, clan=clan)) == 5
    assert len(queries) <= 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
def test_the_index_of_lunar_days_is_used(anonymous):
    with CaptureQueriesContext(connection) as queries:
        upcoming_memorials(anonymous)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + queries[0]["sql"])
        plan = "\n".join(row[3] for row in cursor.fetchall())
    assert "person_by_memorial" in plan


def test_lunar_days_are_named_as_people_say_them():
    assert lunar_day_text(10, 18) == "18 tháng 10"
    assert lunar_day_text(1, 5) == "mùng 5 tháng Giêng"
    assert lunar_day_text(12, 30) == "30 tháng Chạp"
