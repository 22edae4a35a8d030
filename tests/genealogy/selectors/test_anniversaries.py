"""All giỗ and feasts of a span: complete, in order, cut to the viewer, read in parts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genealogy.domain.lunar import LunarDate, to_lunar, to_solar
from genealogy.domain.memorials import ShortMonthPolicy
from genealogy.domain.viewer import Mark, Role, Viewer
from genealogy.enums import FeastKind, ShortMonth
from genealogy.models import Person
from genealogy.selectors.anniversaries import AnniversaryKind, anniversaries, anniversary_book
from genealogy.services.feasts import feast_create
from tests.domain.test_memorial_spans import walked
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

EDITOR = Viewer(Role.EDITOR, date(2026, 11, 23))
YEAR_2025 = {"first": date(2025, 1, 1), "last": date(2025, 12, 31)}


def told(rows):
    return [(row.name.split()[-1], row.day) for row in rows]


def test_days_come_in_order_with_eve_and_lunar_day(anonymous):
    clan = ClanFactory()
    PersonFactory(clan=clan, given_name="Sau", death="15/10 âm lịch")
    PersonFactory(clan=clan, given_name="Trước", death="5/1 âm lịch")
    rows = anniversaries(anonymous, clan=clan, **YEAR_2025)
    assert told(rows) == [("Trước", date(2025, 2, 2)), ("Sau", date(2025, 12, 4))]
    assert rows[0].eve == date(2025, 2, 1)
    assert (rows[0].lunar_text, rows[0].lunar_year) == ("mùng 5 tháng Giêng", 2025)
    assert rows[0].url == Person.objects.get(given_name="Trước").get_absolute_url()


def test_own_customs_go_before_those_of_the_clan(anonymous):
    # The leap sixth month of 2025 begins on 25 July; its Chạp has 29 days.
    clan = ClanFactory()
    PersonFactory(clan=clan, given_name="Thường", death="1/6 âm lịch")
    PersonFactory(clan=clan, given_name="Nhuận", death="1/6 âm lịch", memorial_in_leap_month=True)
    PersonFactory(clan=clan, given_name="Lệ", death="30/12 âm lịch")
    for short in ShortMonth:
        PersonFactory(
            clan=clan, given_name=short.value, death="30/12 âm lịch", memorial_short_month=short
        )
    rows = anniversaries(anonymous, clan=clan, first=date(2025, 2, 1), last=date(2026, 3, 1))
    assert sorted(told(rows)) == [
        ("Lệ", date(2026, 2, 16)),
        ("Nhuận", date(2025, 7, 25)),
        ("Thường", date(2025, 6, 25)),
        ("first_of_next", date(2026, 2, 17)),
        ("last_day", date(2026, 2, 16)),
    ]


def test_nobody_is_remembered_before_and_on_the_day_of_death(anonymous):
    clan = ClanFactory()
    PersonFactory(clan=clan, given_name="Mới", death="10/10/2025 âm lịch")
    # 14/12 of lunar 2024, in the Gregorian year in which the next giỗ does not fall.
    PersonFactory(clan=clan, given_name="Giáp Tết", death="13/1/2025")
    PersonFactory(clan=clan, given_name="Tương lai", death="2/2/2030")
    rows = anniversaries(anonymous, clan=clan, first=date(2024, 1, 1), last=date(2026, 12, 31))
    assert told(rows) == [("Tết", date(2026, 2, 1)), ("Mới", date(2026, 11, 18))]
    assert [row.note for row in rows] == ["giỗ đầu (tiểu tường)"] * 2


def test_a_memorial_in_the_gregorian_year_of_the_death_counts_when_it_comes_after(anonymous):
    # 3/1/2022 was 1/12 of lunar 2021; 1/12 of lunar 2022 was 23/12/2022.
    clan = ClanFactory()
    PersonFactory(clan=clan, death="3/1/2022")
    rows = anniversaries(anonymous, clan=clan, first=date(2022, 1, 1), last=date(2022, 12, 31))
    assert [row.day for row in rows] == [date(2022, 12, 23)]


def test_first_and_second_memorials_are_noted_with_the_count_of_months(anonymous):
    # The printed example: died 9/10/2018; with leap 4 in 2020 the 24 months end on 9/9/2020.
    clan = ClanFactory()
    PersonFactory(clan=clan, death="9/10/2018 âm lịch")
    rows = anniversaries(anonymous, clan=clan, first=date(2018, 1, 1), last=date(2021, 12, 31))
    assert [(row.lunar_year, row.note) for row in rows] == [
        (2019, "giỗ đầu (tiểu tường)"),
        (2020, "giỗ hết (đại tường)"),
        (2021, ""),
    ]
    assert [row.counted for row in rows] == [None, to_solar(LunarDate(2020, 9, 9)), None]
    assert "9/9 âm lịch (25/10/2020)" in rows[1].counted_note


def test_a_sensitive_death_tells_only_editors_which_memorial_it_is(member, editor):
    clan = ClanFactory()
    person = PersonFactory(clan=clan, death="9/10/2018 âm lịch")
    person.events.update(is_sensitive=True)
    span = {"clan": clan, "first": date(2020, 1, 1), "last": date(2020, 12, 31)}
    assert [row.note for row in anniversaries(member, **span)] == [""]
    assert [row.note for row in anniversaries(editor, **span)] == ["giỗ hết (đại tường)"]


def test_titles_name_the_dead_with_their_generation(anonymous):
    clan = ClanFactory()
    old = PersonFactory(clan=clan, given_name="Tổ", birth="1800", death="3/2/1880 âm lịch")
    wife = WomanFactory(clan=clan, given_name="Hai", death="3/2 âm lịch")
    young = PersonFactory(clan=clan, given_name="Bé", birth="1830", death="3/2/1840 âm lịch")
    PersonFactory(clan=clan, given_name="Riêng", death="3/2 âm lịch")
    family(old, wife, young)
    found(old)
    titles = [row.title for row in anniversaries(anonymous, clan=clan, **YEAR_2025)]
    assert titles == [
        "Giỗ cụ Dương Văn Tổ (đời 1)",
        "Giỗ cụ bà Lê Thị Hai (đời 1)",
        "Giỗ Dương Văn Bé (đời 2)",
        "Giỗ cụ Dương Văn Riêng",
    ]


def test_hidden_people_are_left_out_and_not_counted(anonymous, member, editor):
    clan = ClanFactory()
    PersonFactory(clan=clan, death="3/2 âm lịch")
    PersonFactory(clan=clan, death="3/2 âm lịch", visibility=Mark.MEMBERS)
    PersonFactory(clan=clan, death="3/2 âm lịch", visibility=Mark.EDITORS)
    LivingPersonFactory(clan=clan, birth="3/2/1990")
    sizes = [
        len(anniversary_book(viewer, clan=clan, **YEAR_2025))
        for viewer in (anonymous, member, editor)
    ]
    assert sizes == [1, 2, 3]
    assert len(anniversaries(anonymous, clan=clan, **YEAR_2025)) == 1


@pytest.fixture
def branched():
    """A clan with a branch within a branch, and a branch beside."""
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, given_name="Tổ", death="1/3 âm lịch")
    giap, at = (
        PersonFactory(clan=clan, given_name=name, death="2/3 âm lịch") for name in ("Giáp", "Ất")
    )
    below = PersonFactory(clan=clan, given_name="Dưới", death="3/3 âm lịch")
    family(founder, None, giap, at)
    family(giap, None, below)
    found(founder)
    upper = BranchFactory(clan=clan, name="Chi Giáp", founder=giap)
    lower = BranchFactory(clan=clan, name="Phái Dưới", founder=below, parent=upper)
    beside = BranchFactory(clan=clan, name="Chi Ất", founder=at)
    for name, branch in (("Cả họ", None), ("Giáp", upper), ("Dưới", lower), ("Ất", beside)):
        feast_create(clan=clan, name=f"Lễ {name}", branch=branch, lunar_month=4, lunar_day=1)
    return clan, upper, lower


def test_a_branch_holds_its_people_those_below_and_the_feasts_it_keeps(branched, anonymous):
    clan, upper, lower = branched

    def names(branch):
        rows = anniversaries(anonymous, clan=clan, branch=branch, **YEAR_2025)
        return [row.name.removeprefix("Dương Văn ") for row in rows]

    assert names(upper) == ["Giáp", "Dưới", "Lễ Cả họ", "Lễ Dưới", "Lễ Giáp"]
    assert names(lower) == ["Dưới", "Lễ Cả họ", "Lễ Dưới", "Lễ Giáp"]
    whole = anniversaries(anonymous, clan=clan, **YEAR_2025)
    assert [row.branch_title for row in whole[:4]] == ["", "Chi Giáp", "Chi Ất", "Phái Dưới"]


def test_feasts_stand_before_the_people_of_their_day(anonymous):
    clan = ClanFactory()
    founder = PersonFactory(clan=clan, given_name="Tổ", death="3/2 âm lịch")
    feast_create(clan=clan, name="Giỗ tổ", kind=FeastKind.MEMORIAL, person=founder, place="Đình")
    feast_create(clan=clan, name="Thanh minh", kind=FeastKind.SOLAR_TERM, solar_term=1)
    rows = anniversaries(anonymous, clan=clan, **YEAR_2025)
    assert [(row.name, row.day) for row in rows] == [
        ("Giỗ tổ", date(2025, 3, 2)),
        ("Dương Văn Tổ", date(2025, 3, 2)),
        ("Thanh minh", date(2025, 4, 4)),
    ]
    assert (rows[0].kind, rows[0].place, rows[0].url) == (AnniversaryKind.FEAST, "Đình", "")
    assert (rows[2].lunar_month, rows[2].lunar_day) == (3, 7)
    without = anniversaries(anonymous, clan=clan, include_feasts=False, **YEAR_2025)
    assert [row.name for row in without] == ["Dương Văn Tổ"]


def test_a_feast_on_the_day_of_somebody_hidden_is_hidden(anonymous, member):
    clan = ClanFactory()
    hidden = PersonFactory(clan=clan, death="3/2 âm lịch", visibility=Mark.MEMBERS)
    feast_create(clan=clan, name="Giỗ riêng", kind=FeastKind.MEMORIAL, person=hidden)
    assert anniversaries(anonymous, clan=clan, **YEAR_2025) == []
    assert len(anniversaries(member, clan=clan, **YEAR_2025)) == 2


def test_any_part_is_what_stands_there_in_the_whole(anonymous, monkeypatch):
    monkeypatch.setattr("genealogy.selectors.anniversaries._CHUNK", 7)
    clan = ClanFactory()
    for number in range(40):
        PersonFactory(clan=clan, death=f"{1 + number % 5 * 3}/{1 + number % 12} âm lịch")
    feast_create(clan=clan, name="Rằm", lunar_month=1, lunar_day=15)
    book = anniversary_book(anonymous, clan=clan, first=date(2024, 6, 1), last=date(2026, 6, 1))
    whole = list(book)
    assert len(whole) == len(book) > 70
    for start in range(0, len(book), 9):
        assert book.part(start, start + 9) == whole[start : start + 9]
    assert book.part(len(book), len(book) + 5) == []


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dates(date(1801, 1, 1), date(2196, 1, 1)),
    st.integers(0, 760),
    st.data(),
)
def test_every_memorial_is_found_on_the_days_a_walk_finds(people_of_all_customs, first, days, data):
    """The oracle walks the span day by day for one person drawn by chance."""
    clan, people = people_of_all_customs
    last = first + timedelta(days=days)
    rows = anniversaries(EDITOR, clan=clan, first=first, last=last)
    person = data.draw(st.sampled_from(people))
    expected = walked(
        first,
        last,
        person.memorial_month,
        person.memorial_day,
        observe_leap=person.memorial_in_leap_month,
        policy=ShortMonthPolicy(person.memorial_short_month or clan.short_month),
    )
    mine = [(row.day, row.lunar_year) for row in rows if row.uuid == person.uuid]
    assert mine == expected
    assert [row.day for row in rows] == sorted(row.day for row in rows)


@pytest.fixture
def people_of_all_customs():
    clan = ClanFactory(short_month=ShortMonth.FIRST_OF_NEXT)
    people = [
        PersonFactory(
            clan=clan,
            death=death,
            memorial_in_leap_month=in_leap_month,
            memorial_short_month=short,
        )
        for death in ("30/12 âm lịch", "30/6 âm lịch", "1/4 âm lịch", "29/1 âm lịch")
        for in_leap_month in (False, True)
        for short in ("", ShortMonth.LAST_DAY, ShortMonth.SKIP)
    ]
    return clan, people


def test_the_count_takes_one_query_and_a_page_few_more(anonymous):
    clan = ClanFactory()
    for number in range(1, 29):
        PersonFactory(clan=clan, death=f"{number}/3 âm lịch")
    PersonFactory(clan=clan, death="9/10/2024 âm lịch")
    PersonFactory(clan=clan, death="20/1/2025")
    feast_create(clan=clan, name="Rằm", lunar_month=1, lunar_day=15)
    with CaptureQueriesContext(connection) as queries:
        book = anniversary_book(anonymous, clan=clan, **YEAR_2025)
        assert len(book.part(0, 20)) == 20
    assert len(queries) <= 6


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
def test_a_short_span_is_counted_by_the_index_of_lunar_days(anonymous):
    clan = ClanFactory()
    PersonFactory(clan=clan, death="3/2 âm lịch")
    with CaptureQueriesContext(connection) as queries:
        anniversary_book(anonymous, clan=clan, first=date(2025, 3, 1), last=date(2025, 3, 20))
    counting = next(query["sql"] for query in queries if "COUNT(" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + counting)
        plan = "\n".join(row[3] for row in cursor.fetchall())
    assert "person_by_memorial" in plan


def test_a_span_outside_the_table_is_empty(anonymous):
    clan = ClanFactory()
    PersonFactory(clan=clan, death="3/2 âm lịch")
    assert anniversaries(anonymous, clan=clan, first=date(1700, 1, 1), last=date(1799, 1, 1)) == []
    long = anniversaries(anonymous, clan=clan, first=date(1790, 1, 1), last=date(2210, 1, 1))
    assert len(long) == 400
    assert {to_lunar(row.day).day for row in long} == {3}
