"""Reading dates as editors type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.dates import (
    Calendar,
    DatePoint,
    PartialDate,
    Qualifier,
    describe,
    parse_vietnamese,
)
from genealogy.domain.errors import (
    CanChiDisagrees,
    DateNotUnderstood,
    DatesDisagree,
    DomainError,
    EraDisagrees,
    NoSuchDate,
    NoSuchLunarDate,
)


def solar(*parts: int | None) -> DatePoint:
    """Return a Gregorian point of year, month, day."""
    return DatePoint(Calendar.GREGORIAN, *parts)


def lunar(year: int | None, month: int | None = None, day: int | None = None, leap: bool = False):
    """Return a lunar point."""
    return DatePoint(Calendar.LUNAR, year, month, day, leap)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("1850", solar(1850)),
        ("năm 938", solar(938)),
        ("năm 40", solar(40)),
        ("111 TCN", solar(-111)),
        ("năm 111 trước Công nguyên", solar(-111)),
        ("3/1850", solar(1850, 3)),
        ("tháng 3/1850", solar(1850, 3)),
        ("tháng ba năm 1850", solar(1850, 3)),
        ("tháng năm năm 1850", solar(1850, 5)),
        ("12/3/1850", solar(1850, 3, 12)),
        ("12-3-1850", solar(1850, 3, 12)),
        ("12.3.1850", solar(1850, 3, 12)),
        ("12 / 3 / 1850", solar(1850, 3, 12)),
        ("1850-03-12", solar(1850, 3, 12)),
        ("ngày 12 tháng 3 năm 1850", solar(1850, 3, 12)),
        ("ngày 12/3 năm 1850", solar(1850, 3, 12)),
        ("ngày mười hai tháng ba năm 1850", solar(1850, 3, 12)),
        ("hai mươi mốt tháng tư 1850", solar(1850, 4, 21)),
        ("mùng 2 tháng 9 năm 1945 dương lịch", solar(1945, 9, 2)),
        ("12/3 dương lịch", solar(None, 3, 12)),
    ],
)
def test_a_solar_date_is_read(text, point):
    assert parse_vietnamese(text) == PartialDate(text, Qualifier.EXACT, point)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("27/9 âm lịch", lunar(None, 9, 27)),
        ("27/9 Al", lunar(None, 9, 27)),
        ("27/9 ÂL", lunar(None, 9, 27)),
        ("27/9 A.L.", lunar(None, 9, 27)),
        ("27/9 (âm lịch)", lunar(None, 9, 27)),
        ("27-9 am lich", lunar(None, 9, 27)),
        ("rằm tháng 7", lunar(None, 7, 15)),
        ("ngày rằm tháng Giêng", lunar(None, 1, 15)),
        ("mùng 3 Tết", lunar(None, 1, 3)),
        ("mồng ba tết", lunar(None, 1, 3)),
        ("29 Tết", lunar(None, 12, 29)),
        ("mùng 3 tháng Giêng", lunar(None, 1, 3)),
        ("mùng 10 tháng 3", lunar(None, 3, 10)),
        ("30 tháng Chạp", lunar(None, 12, 30)),
        ("rằm tháng Một", lunar(None, 11, 15)),
        ("27/9/1847 âm lịch", lunar(1847, 9, 27)),
        ("ngày 27 tháng 9 năm 1847 âm lịch", lunar(1847, 9, 27)),
        ("27/9 nhuận", lunar(None, 9, 27, True)),
        ("tháng 6 nhuận", lunar(None, 6, None, True)),
        ("tháng nhuận 6 năm 2025", lunar(2025, 6, None, True)),
        ("1/6 nhuận/2025", lunar(2025, 6, 1, True)),
        ("1/6N/2025", lunar(2025, 6, 1, True)),
        ("ngày 1 tháng 6 nhuận năm Ất Tỵ 2025", lunar(2025, 6, 1, True)),
        ("18 tháng 10 âm lịch, không rõ năm", lunar(None, 10, 18)),
        ("năm Kỷ Mão 1819", lunar(1819)),
        ("1819 (Kỷ Mão)", lunar(1819)),
        ("năm Kỉ Mẹo 1819", lunar(1819)),
        ("năm Giáp Tý 1984", lunar(1984)),
        ("năm Giáp Tí 1984", lunar(1984)),
        ("năm Ất Tị 2025", lunar(2025)),
        ("19 tháng 12 năm Kỷ Mão (1819)", lunar(1819, 12, 19)),
        ("19 tháng Chạp năm Kỷ Mão 1819 âm lịch", lunar(1819, 12, 19)),
        ("1850 âm lịch", lunar(1850)),
        ("Minh Mạng 14", lunar(1833)),
        ("năm Minh Mệnh thứ 14 (1833)", lunar(1833)),
        ("Tự Đức nguyên niên", lunar(1848)),
        ("3/5 năm Tự Đức thứ 10 (1857)", lunar(1857, 5, 3)),
        ("năm Cảnh Hưng thứ mười chín (Mậu Dần, 1758)", lunar(1758)),
        ("3/6/1613 âm lịch", lunar(1613, 6, 3)),
    ],
)
def test_a_lunar_date_is_read(text, point):
    assert parse_vietnamese(text) == PartialDate(text, Qualifier.EXACT, point)


@pytest.mark.parametrize(
    ("text", "qualifier", "first", "second"),
    [
        ("khoảng 1850", Qualifier.ABOUT, solar(1850), None),
        ("vào khoảng năm 1850", Qualifier.ABOUT, solar(1850), None),
        ("khoảng tháng 3/1850", Qualifier.ABOUT, solar(1850, 3), None),
        ("~1850", Qualifier.ABOUT, solar(1850), None),
        ("trước 1900", Qualifier.BEFORE, solar(1900), None),
        ("sau tháng sáu 1900", Qualifier.AFTER, solar(1900, 6), None),
        ("từ 1850 đến 1860", Qualifier.FROM_TO, solar(1850), solar(1860)),
        ("từ 3/1850 tới 12/4/1860", Qualifier.FROM_TO, solar(1850, 3), solar(1860, 4, 12)),
        ("1850-1860", Qualifier.FROM_TO, solar(1850), solar(1860)),
        ("từ 1850", Qualifier.FROM, solar(1850), None),
        ("đến 1860", Qualifier.TO, solar(1860), None),
        ("giữa 1850 và 1860", Qualifier.BETWEEN, solar(1850), solar(1860)),
        (
            "giữa 1/2/1850 và 3/4/1850 âm lịch",
            Qualifier.BETWEEN,
            lunar(1850, 2, 1),
            lunar(1850, 4, 3),
        ),
        ("thế kỷ 18", Qualifier.BETWEEN, solar(1701), solar(1800)),
        ("đầu thế kỷ XIX", Qualifier.BETWEEN, solar(1801), solar(1834)),
        ("những năm 1850", Qualifier.BETWEEN, solar(1850), solar(1859)),
    ],
)
def test_qualified_dates_and_ranges_are_read(text, qualifier, first, second):
    assert parse_vietnamese(text) == PartialDate(text, qualifier, first, second)


def test_marks_case_and_normal_form_do_not_matter():
    expected = parse_vietnamese("ngày 19 tháng Chạp năm Kỷ Mão 1819")
    for text in (
        "ngay 19 thang chap nam ky mao 1819",
        "NGÀY 19 THÁNG CHẠP NĂM KỶ MÃO 1819",
        unicodedata.normalize("NFD", "ngày 19 tháng Chạp năm Kỷ Mão 1819"),
    ):
        assert parse_vietnamese(text).first == expected.first


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4/11/1847 (27/9 Đinh Mùi)", solar(1847, 11, 4)),
        ("4/11/1847, tức 27/9 âm lịch", solar(1847, 11, 4)),
        ("27 tháng 9 năm Đinh Mùi (4/11/1847)", lunar(1847, 9, 27)),
        ("19/9/1854 (27/7 nhuận Giáp Dần)", solar(1854, 9, 19)),
        ("3/2/1820 (19 tháng 12 năm Kỷ Mão)", solar(1820, 2, 3)),
        ("20/7/1613 (3/6 Quý Sửu)", lunar(1613, 6, 3)),
        ("3/2/1820 (19 tháng Chạp năm Gia Long thứ 18)", solar(1820, 2, 3)),
    ],
)
def test_a_day_given_in_both_calendars_is_read_once(text, kept):
    assert parse_vietnamese(text).first == kept


@pytest.mark.parametrize(
    ("text", "solar_half", "lunar_day"),
    [
        # A printed page gives 4 October for this death; the table says 26/8 for that day.
        ("4/10/1847 (27/9 Đinh Mùi)", "4/10/1847", "26/8/1847"),
        ("3/2/1820 (19/12 Gia Long 17)", "3/2/1820", "19/12/1819"),
    ],
)
def test_halves_that_are_not_the_same_day_are_refused_with_both(text, solar_half, lunar_day):
    with pytest.raises(DatesDisagree) as caught:
        parse_vietnamese(text)
    assert (caught.value.solar, caught.value.lunar) == (solar_half, lunar_day)


def test_a_can_chi_that_is_not_the_year_is_refused_with_the_right_name():
    with pytest.raises(CanChiDisagrees) as caught:
        parse_vietnamese("năm Kỷ Mão 1820")
    assert (caught.value.can_chi, caught.value.year, caught.value.expected) == (
        "Kỷ Mão",
        1820,
        "Canh Thìn",
    )


def test_a_can_chi_year_without_its_number_names_the_candidates():
    with pytest.raises(DateNotUnderstood) as caught:
        parse_vietnamese("19/12 năm Kỷ Mão")
    assert caught.value.reason == "year_unclear"
    assert {1759, 1819, 1879, 1939} <= set(caught.value.candidates)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # As printed in a real book, a hundred years off.
        ("Nhâm Ngọ, Cảnh Hưng 23 (1862)", 1762),
        ("năm Quý Tỵ, Minh Mạng 15", 1834),
        ("Gia Long 40", None),
    ],
)
def test_an_era_that_is_not_the_year_is_refused_with_what_it_gives(text, expected):
    with pytest.raises(EraDisagrees) as caught:
        parse_vietnamese(text)
    assert caught.value.expected == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Minh Mạng", "unknown_form"),
        ("âm lịch", "unknown_form"),
        ("()", "unknown_form"),
        ("nhuận", "unknown_form"),
        ("", "empty"),
        ("   ", "empty"),
        ("?", "unknown_form"),
        ("không rõ", "unknown_form"),
        ("mất sớm", "unknown_form"),
        ("40", "unknown_form"),
        ("năm Giáp Sửu 1985", "unknown_form"),
        ("27/9", "calendar_unclear"),
        ("ngày 12 tháng 3", "calendar_unclear"),
        ("mùng 2 tháng 9 năm 1945", "calendar_unclear"),
        ("tháng một năm 1850", "calendar_unclear"),
        ("rằm tháng 7 dương lịch", "calendar_unclear"),
        ("12/3/50", "year_unclear"),
        ("29 Tết 1850", "year_unclear"),
        ("từ 1860 đến 1850", "order"),
        ("x" * 10_000, "unknown_form"),
    ],
)
def test_what_is_unclear_is_refused_with_the_reason(text, reason):
    with pytest.raises(DateNotUnderstood) as caught:
        parse_vietnamese(text)
    assert caught.value.reason == reason
    assert caught.value.facts()["text"] == text.strip()


@pytest.mark.parametrize(
    ("text", "error", "reason"),
    [
        ("31/2/1900", NoSuchDate, "day"),
        ("29/2/1900", NoSuchDate, "day"),
        ("0/3/1850", NoSuchDate, "day"),
        ("1/13/1850", NoSuchDate, "month"),
        ("30/2/2025 âm lịch", NoSuchLunarDate, "day"),
        ("31/1 âm lịch", NoSuchLunarDate, "day"),
        ("1/13 âm lịch", NoSuchLunarDate, "month"),
        ("1/5 nhuận năm 2025", NoSuchLunarDate, "leap_month"),
        ("từ 1850 đến 31/2/1900", NoSuchDate, "day"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(text, error, reason):
    with pytest.raises(error) as caught:
        parse_vietnamese(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("text", ["ABT 1850", "BET 1850 AND 1860", "12 MAR 1850", "(bia mờ)"])
def test_a_gedcom_value_survives_an_edit(text):
    assert parse_vietnamese(text).is_understood


years = st.integers(1000, 2150)


@given(
    st.builds(solar, years)
    | st.builds(solar, years, st.integers(1, 12))
    | st.builds(solar, years, st.integers(1, 12), st.integers(1, 28))
    | st.builds(lunar, years)
    | st.builds(lunar, st.none(), st.integers(1, 12), st.integers(1, 30), st.booleans()),
    st.sampled_from([Qualifier.EXACT, Qualifier.ABOUT, Qualifier.BEFORE, Qualifier.AFTER]),
)
def test_what_is_said_is_read_back(point, qualifier):
    said = describe(PartialDate("", qualifier, point))
    again = parse_vietnamese(said)
    assert (again.qualifier, again.first) == (qualifier, point)


SIGNS = "0123456789/-. tháng năm ngày âm lịch nhuận khoảng từ đến Kỷ Mão()"


@given(st.text(alphabet=SIGNS, max_size=30))
def test_reading_fails_only_with_errors_of_the_domain(text):
    try:
        value = parse_vietnamese(text)
    except DomainError:
        return
    value.check()
