"""What is made of a date that contradicts itself, or names a year by its can chi alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genealogy.domain.dates import Calendar, DatePoint, Qualifier, parse_vietnamese
from genealogy.domain.dates_reading import YearSpan, birth_span, life_span, read_date
from genealogy.domain.errors import DateNotUnderstood, DomainError, NoSuchLunarDate

TODAY = date(2026, 11, 23)


def lunar(year, month=None, day=None):
    return DatePoint(Calendar.LUNAR, year, month, day)


@pytest.mark.parametrize(
    ("text", "kept", "code"),
    [
        # A heritage page prints 4 October for a death of 27/9 Đinh Mùi; the lunar day is kept.
        ("4/10/1847 (27/9 Đinh Mùi)", lunar(1847, 9, 27), "dates_disagree"),
        ("3/2/1820 (19/12 Gia Long 17)", lunar(1818, 12, 19), "dates_disagree"),
        # A real book is a hundred years off; the number is kept, since it is what was written.
        ("Nhâm Ngọ, Cảnh Hưng 23 (1862)", lunar(1862), "era_disagrees"),
        ("năm Quý Tỵ, Minh Mạng 15", lunar(1834), "era_disagrees"),
        ("3/5 Gia Long 40", lunar(None, 5, 3), "era_disagrees"),
        ("năm Kỷ Mão 1820", lunar(1820), "can_chi_disagrees"),
    ],
)
def test_a_contradiction_is_kept_as_written_with_a_warning(text, kept, code):
    reading = read_date(text, today=TODAY)
    assert reading.error is None
    assert reading.date.text == text
    assert reading.date.first == kept
    assert [warning.code for warning in reading.warnings] == [code]


def test_an_era_that_never_was_keeps_its_words():
    reading = read_date("Gia Long 40", today=TODAY)
    assert (reading.date.text, reading.date.first) == ("Gia Long 40", None)
    assert reading.warnings[0].code == "era_disagrees"


def test_a_day_that_does_not_exist_is_still_refused():
    reading = read_date("30/2/2025 âm lịch", today=TODAY)
    assert reading.date is None
    assert isinstance(reading.error, NoSuchLunarDate)


def test_a_can_chi_year_offers_the_nearest_years_before_today():
    reading = read_date("mùng 3 Tết Kỷ Mão", today=TODAY)
    assert reading.date is None
    assert isinstance(reading.error, DateNotUnderstood)
    assert [candidate.year for candidate in reading.candidates] == [1999, 1939, 1879, 1819]
    for candidate in reading.candidates:
        assert parse_vietnamese(candidate.text).first == lunar(candidate.year, 1, 3)


def test_a_can_chi_year_that_fits_once_is_taken_and_said():
    reading = read_date("mùng 3 Tết Kỷ Mão", expected=YearSpan(1800, 1850), today=TODAY)
    assert reading.date.first == lunar(1819, 1, 3)
    assert reading.date.qualifier is Qualifier.CALCULATED
    assert reading.date.text == "mùng 3 Tết Kỷ Mão"
    assert reading.date.memorial == (1, 3, False)
    (warning,) = reading.warnings
    assert (warning.code, warning.year) == ("year_assumed", 1819)


def test_a_can_chi_year_that_fits_twice_is_not_guessed():
    reading = read_date("năm Kỷ Mão", expected=YearSpan(1810, 1900), today=TODAY)
    assert reading.date is None
    assert [(c.year, c.is_likely) for c in reading.candidates][:2] == [(1819, True), (1879, True)]


def test_a_can_chi_year_may_stay_unknown_since_a_memorial_needs_none():
    reading = read_date("mùng 3 Tết Kỷ Mão, không rõ năm", today=TODAY)
    assert reading.date.first == lunar(None, 1, 3)
    assert "Kỷ Mão" in reading.date.text


@pytest.mark.parametrize("text", ["(năm Kỷ Mão)", "19/12 Kỷ Mão (âm lịch)", "khoảng năm Kỷ Mão"])
def test_what_a_candidate_offers_can_be_read(text):
    for candidate in read_date(text, today=TODAY).candidates:
        assert parse_vietnamese(candidate.text).first.year == candidate.year


def test_a_birth_lies_between_its_parents_and_children():
    assert birth_span(parents=[1790], children=[1850]) == YearSpan(1804, 1836)
    assert birth_span(spouses=[1800]) == YearSpan(1760, 1840)
    assert birth_span() is None
    assert birth_span(parents=[1900], children=[1850]) is None


def test_a_generation_alone_leaves_one_round_of_sixty_years():
    span = birth_span(kindred=[(0, 1820), (-1, 1795), (1, 1845)])
    assert span.last - span.first < 60


def test_a_death_may_come_long_after_the_birth():
    birth = YearSpan(1800, 1830)
    assert life_span(birth, is_birth=True) == birth
    assert life_span(birth, is_birth=False) == YearSpan(1800, 1940)


SIGNS = "0123456789/-. tháng năm ngày âm lịch nhuận khoảng Kỷ Mão Giáp Tý Tự Đức(),Cảnh Hưng"


@given(st.text(alphabet=SIGNS, max_size=40))
def test_whatever_is_typed_gets_an_answer(text):
    reading = read_date(text, expected=YearSpan(1800, 1870), today=TODAY)
    assert (reading.date is None) == (reading.error is not None)
    if reading.date is not None:
        reading.date.check()
        try:
            certain = parse_vietnamese(text)
        except DomainError:
            assert reading.warnings
        else:
            assert reading.date == certain
