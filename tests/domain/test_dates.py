"""Partial dates: spans, order, giỗ, storage and words."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.calendars import jdn_to_date
from genealogy.domain.dates import (
    UNKNOWN_SORT_KEY,
    Calendar,
    DatePoint,
    PartialDate,
    Qualifier,
    describe,
    describe_full,
    format_gedcom,
    parse_gedcom,
    parse_vietnamese,
)
from genealogy.domain.dates_points import _estimated_lunar_span
from genealogy.domain.errors import DateNotUnderstood, DomainError, NoSuchDate, NoSuchLunarDate
from genealogy.domain.lunar import (
    FIRST_DAY,
    FIRST_LUNAR_YEAR,
    LAST_DAY,
    LAST_LUNAR_YEAR,
    to_lunar,
    year_months,
)

table_days = st.dates(FIRST_DAY, LAST_DAY)


def span(value: PartialDate) -> tuple[date | None, date | None]:
    """Return the bounds as dates."""
    return tuple(  # type: ignore[return-value]
        None if jdn is None else jdn_to_date(jdn) for jdn in (value.start_jdn, value.end_jdn)
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1850", date(1850, 1, 1), date(1850, 12, 31)),
        ("2/1852", date(1852, 2, 1), date(1852, 2, 29)),
        ("12/3/1850", date(1850, 3, 12), date(1850, 3, 12)),
        ("khoảng 1850", date(1850, 1, 1), date(1850, 12, 31)),
        ("trước 1850", None, date(1849, 12, 31)),
        ("sau 1850", date(1851, 1, 1), None),
        ("từ 1850 đến 1860", date(1850, 1, 1), date(1860, 12, 31)),
        ("từ 1850", date(1850, 1, 1), None),
        ("đến 1860", None, date(1860, 12, 31)),
        ("27/9/1847 âm lịch", date(1847, 11, 4), date(1847, 11, 4)),
        ("năm Kỷ Mão 1819", date(1819, 1, 26), date(1820, 2, 13)),
        ("tháng 6 nhuận năm 2025", date(2025, 7, 25), date(2025, 8, 22)),
        ("27/9 âm lịch", None, None),
    ],
)
def test_bounds_cover_every_possible_day(text, start, end):
    assert span(parse_vietnamese(text)) == (start, end)


@pytest.mark.parametrize(
    ("text", "true_day"),
    [
        # The death of Nguyễn Hoàng, 3/6 Quý Sửu.
        ("3/6/1613 âm lịch", date(1613, 7, 20)),
        # Tết Kỷ Dậu, and the battle of Ngọc Hồi and Đống Đa five days into it.
        ("1/1/1789 âm lịch", date(1789, 1, 26)),
        ("5/1/1789 âm lịch", date(1789, 1, 30)),
    ],
)
def test_a_lunar_date_before_the_table_is_an_estimate_that_holds_the_true_day(text, true_day):
    value = parse_vietnamese(text)
    start, end = span(value)
    assert value.is_estimate
    assert start is not None
    assert end is not None
    assert start <= true_day <= end
    assert (end - start).days <= 36
    assert value.solar is None


def test_estimates_would_hold_every_month_of_the_table_too():
    # The rule for years without a table, tried on the years that have one.
    for year in range(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR + 1):
        for month in year_months(year):
            start, end = _estimated_lunar_span(year, month.month, 1, month.leap)
            assert start < month.start_jdn < end, month
        months = year_months(year)
        start, end = _estimated_lunar_span(year, None, None, False)
        assert start < months[0].start_jdn
        assert months[-1].start_jdn + months[-1].length - 1 < end


@given(table_days)
def test_a_lunar_date_of_the_table_is_one_day_and_no_estimate(day):
    lunar = to_lunar(day)
    value = PartialDate.from_lunar(lunar.day, lunar.month, lunar.year, leap=lunar.leap)
    assert value.solar == day
    assert not value.is_estimate
    assert value.year == day.year
    assert parse_vietnamese(value.text) == value


@given(table_days)
def test_the_memorial_of_a_solar_day_is_its_lunar_day(day):
    lunar = to_lunar(day)
    assert PartialDate.from_solar(day).memorial == (lunar.month, lunar.day, lunar.leap)


@pytest.mark.parametrize(
    ("text", "memorial"),
    [
        ("27/9 âm lịch", (9, 27, False)),
        ("27/9 nhuận", (9, 27, True)),
        ("3/6/1613 âm lịch", (6, 3, False)),
        ("khoảng 27/9/1847 âm lịch", (9, 27, False)),
        ("3/2/1820", (12, 19, False)),
        ("1850", None),
        ("tháng 7 âm lịch", None),
        ("trước 27/9/1847 âm lịch", None),
        ("20/7/1613", None),
    ],
)
def test_a_memorial_needs_a_day_that_is_known(text, memorial):
    assert parse_vietnamese(text).memorial == memorial


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1850", 1850),
        ("trước 1900", 1900),
        ("từ 1850 đến 1860", 1850),
        # The twelfth month of 1819 fell in February 1820.
        ("19/12/1819 âm lịch", 1820),
        ("năm Kỷ Mão 1819", 1819),
        ("27/9 âm lịch", None),
        ("111 TCN", -111),
        ("INT 4 NOV 1847 (a stone)", 1847),
        ("@#DFRENCH R@ 18 BRUM 8", 1799),
        ("@#DHEBREW@ 5 IYR 5708", 1948),
        ("@#DJULIAN@ 25 DEC 1700", 1701),
    ],
)
def test_the_year_is_gregorian(text, year):
    assert parse_vietnamese(text).year == year


def test_dates_sort_by_time_with_unknown_years_last():
    in_order = [
        "44 B.C.",
        "938",
        "BEF 1850",
        "1850",
        "JAN 1850",
        "1 JAN 1850",
        "ABT 1 JAN 1850",
        "2 JAN 1850",
        "31 DEC 1850",
        "AFT 1850",
        "1851",
        "(không rõ)",
    ]
    values = [parse_gedcom(text) for text in in_order]
    assert sorted(values, key=lambda value: value.sort_key) == values
    assert values[-1].sort_key == UNKNOWN_SORT_KEY
    assert parse_vietnamese("27/9 âm lịch").sort_key == UNKNOWN_SORT_KEY


@pytest.mark.parametrize(
    ("text", "words", "full"),
    [
        ("khoảng 1762", "khoảng 1762", "khoảng 1762"),
        (
            "18/10 âm lịch",
            "18 tháng 10 âm lịch, không rõ năm",
            "18 tháng 10 âm lịch, không rõ năm",
        ),
        ("3/2/1820", "3/2/1820", "3/2/1820 (19 tháng 12 năm Kỷ Mão)"),
        (
            "19/12/1819 âm lịch",
            "19 tháng 12 năm Kỷ Mão (âm lịch)",
            "19 tháng 12 năm Kỷ Mão (3/2/1820)",
        ),
        (
            "27/7/1854 nhuận",
            "27 tháng 7 nhuận năm Giáp Dần (âm lịch)",
            "27 tháng 7 nhuận năm Giáp Dần (19/9/1854)",
        ),
        ("từ 1850 đến 1860", "từ 1850 đến 1860", "từ 1850 đến 1860"),
        ("giữa 1850 và 1860", "giữa 1850 và 1860", "giữa 1850 và 1860"),
        ("3/1850", "tháng 3/1850", "tháng 3/1850"),
        ("năm Kỷ Mão 1819", "năm Kỷ Mão 1819", "năm Kỷ Mão 1819"),
        ("111 TCN", "111 TCN", "111 TCN"),
        ("STILLBORN", None, None),
        ("12/3 dương lịch", "12 tháng 3 dương lịch, không rõ năm", None),
        (
            "3/6/1613 âm lịch",
            "3 tháng 6 năm Quý Sửu (âm lịch)",
            "3 tháng 6 năm Quý Sửu (âm lịch; dương lịch ước tính từ 22/6/1613 đến 28/7/1613)",
        ),
        (
            "20/7/1613 (3/6 Quý Sửu)",
            "3 tháng 6 năm Quý Sửu (âm lịch)",
            "3 tháng 6 năm Quý Sửu (20/7/1613)",
        ),
        ("@#DJULIAN@ 25 OCT 1917", "25/10/1917 (lịch Julius)", None),
        ("@#DFRENCH R@ 18 BRUM 8", "18 Brumaire năm 8 (lịch Cộng hòa Pháp)", None),
        ("INT 1850 (bia mộ)", "1850 (theo “bia mộ”)", "1850 (theo “bia mộ”)"),
        ("CAL 1850", "1850 (tính ra)", None),
        ("EST 1850", "ước chừng 1850", None),
    ],
)
def test_dates_are_said_in_vietnamese(text, words, full):
    value = parse_gedcom(text) if text == "STILLBORN" else parse_vietnamese(text)
    assert describe(value) == (words or text)
    if full is not None:
        assert describe_full(value) == full


points = st.builds(
    DatePoint,
    st.sampled_from(list(Calendar)),
    st.none() | st.integers(-3000, 3000),
    st.none() | st.integers(1, 13),
    st.none() | st.integers(1, 31),
    st.booleans(),
)
partial_dates = st.builds(
    PartialDate,
    st.text(max_size=20),
    st.sampled_from(list(Qualifier)),
    st.none() | points,
    st.none() | points,
    st.text(max_size=20),
)


@given(partial_dates)
def test_storage_as_json_loses_nothing(value):
    assert PartialDate.from_json(json.loads(json.dumps(value.to_json()))) == value


def test_json_names_only_what_is_known():
    assert parse_vietnamese("27/9 âm lịch").to_json() == {
        "text": "27/9 âm lịch",
        "qualifier": "exact",
        "first": {"calendar": "lunar", "month": 9, "day": 27},
    }


@given(partial_dates)
def test_a_checked_date_answers_every_question(value):
    try:
        value.check()
    except DomainError:
        return
    assert isinstance(value.sort_key, int)
    for answer in (value.start_jdn, value.end_jdn, value.year):
        assert answer is None or isinstance(answer, int)
    assert describe(value) is not None
    assert describe_full(value) is not None
    assert value.memorial is None or 1 <= value.memorial[0] <= 13
    format_gedcom(value)
    format_gedcom(value, version="7.0")


def test_check_refuses_what_cannot_be():
    def point(**parts: object) -> PartialDate:
        return PartialDate("", Qualifier.EXACT, DatePoint(**parts))  # type: ignore[arg-type]

    with pytest.raises(NoSuchDate, match="day"):
        point(calendar=Calendar.GREGORIAN, year=1900, month=2, day=29).check()
    with pytest.raises(NoSuchDate, match="month"):
        point(calendar=Calendar.GREGORIAN, year=1900, day=29).check()
    with pytest.raises(NoSuchDate, match="year"):
        point(calendar=Calendar.GREGORIAN, year=0).check()
    with pytest.raises(NoSuchLunarDate, match="leap_month"):
        point(calendar=Calendar.LUNAR, year=2024, month=6, leap_month=True).check()
    late, early = DatePoint(Calendar.GREGORIAN, 1860), DatePoint(Calendar.GREGORIAN, 1850)
    with pytest.raises(DateNotUnderstood, match="order"):
        PartialDate("", Qualifier.BETWEEN, late, early).check()


def test_a_lunar_constructor_refuses_a_day_that_does_not_exist():
    with pytest.raises(NoSuchLunarDate):
        PartialDate.from_lunar(30, 2, 2025)
