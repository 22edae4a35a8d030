"""Partial dates in Vietnamese words."""

from __future__ import annotations

from genealogy.domain import lunar
from genealogy.domain.calendars import jdn_to_date
from genealogy.domain.dates_model import PartialDate, Qualifier
from genealogy.domain.dates_points import (
    Calendar,
    DatePoint,
    is_outside_lunar_table,
    point_span,
)
from genealogy.domain.errors import JulianDayOutOfRange

_FRENCH_MONTHS = (
    *("Vendémiaire", "Brumaire", "Frimaire", "Nivôse", "Pluviôse", "Ventôse", "Germinal"),
    *("Floréal", "Prairial", "Messidor", "Thermidor", "Fructidor", "Sansculottides"),
)
_HEBREW_MONTHS = (
    *("Tishri", "Cheshvan", "Kislev", "Tevet", "Shevat", "Adar", "Adar II"),
    *("Nisan", "Iyar", "Sivan", "Tammuz", "Av", "Elul"),
)

_TEMPLATES = {
    Qualifier.EXACT: "{first}",
    Qualifier.ABOUT: "khoảng {first}",
    Qualifier.BEFORE: "trước {first}",
    Qualifier.AFTER: "sau {first}",
    Qualifier.BETWEEN: "giữa {first} và {second}",
    Qualifier.FROM_TO: "từ {first} đến {second}",
    Qualifier.FROM: "từ {first}",
    Qualifier.TO: "đến {first}",
    Qualifier.CALCULATED: "{first} (tính ra)",
    Qualifier.ESTIMATED: "ước chừng {first}",
    Qualifier.INTERPRETED: "{first} (theo “{phrase}”)",
}


def describe(value: PartialDate) -> str:
    """Say a date in Vietnamese, in the calendar in which it was written.

    >>> from genealogy.domain.dates_parse import parse_vietnamese
    >>> describe(parse_vietnamese("19/12/1819 al"))
    '19 tháng 12 năm Kỷ Mão (âm lịch)'
    >>> describe(parse_vietnamese("18/10 âm lịch"))
    '18 tháng 10 âm lịch, không rõ năm'
    """
    if value.qualifier is Qualifier.PHRASE or value.first is None:
        return value.phrase or value.text
    second = "" if value.second is None else _point_words(value.second)
    return _TEMPLATES[value.qualifier].format(
        first=_point_words(value.first), second=second, phrase=value.phrase
    )


def describe_full(value: PartialDate) -> str:
    """Say a date and, for a full day, the same day in the other calendar.

    Lunar days without a table (before 1800) name the solar days they may be, as an estimate.

    >>> from genealogy.domain.dates_parse import parse_vietnamese
    >>> describe_full(parse_vietnamese("3/2/1820"))
    '3/2/1820 (19 tháng 12 năm Kỷ Mão)'
    >>> describe_full(parse_vietnamese("19/12/1819 âm lịch"))
    '19 tháng 12 năm Kỷ Mão (3/2/1820)'
    """
    point = value.first
    if point is None or value.qualifier is not Qualifier.EXACT:
        return describe(value)
    if point.calendar is Calendar.LUNAR:
        return _full_lunar(value, point)
    day = value.solar
    if day is None or not lunar.FIRST_DAY <= day <= lunar.LAST_DAY:
        return describe(value)
    other = lunar.to_lunar(day)
    return f"{describe(value)} ({lunar_words(other)})"


def lunar_words(day: lunar.LunarDate) -> str:
    """Say a full lunar date with the can chi name of its year.

    >>> lunar_words(lunar.LunarDate(1854, 7, 27, leap=True))
    '27 tháng 7 nhuận năm Giáp Dần'
    """
    return (
        f"{_lunar_day_and_month(day.day, day.month, day.leap)} năm {lunar.can_chi_year(day.year)}"
    )


def _full_lunar(value: PartialDate, point: DatePoint) -> str:
    """Say a lunar date and the solar day it is, or the days it may be."""
    if point.day is None or point.month is None or point.year is None:
        return describe(value)
    words = lunar_words(lunar.LunarDate(point.year, point.month, point.day, point.leap_month))
    day = value.solar
    if day is not None:
        return f"{words} ({day.day}/{day.month}/{day.year})"
    if value.phrase:
        return f"{words} ({value.phrase})"
    span = point_span(point) if is_outside_lunar_table(point) else None
    if span is None:
        return describe(value)
    try:
        start, end = map(jdn_to_date, span)
    except JulianDayOutOfRange:
        return describe(value)
    return (
        f"{words} (âm lịch; dương lịch ước tính từ {start.day}/{start.month}/{start.year} "
        f"đến {end.day}/{end.month}/{end.year})"
    )


def _lunar_day_and_month(day: int | None, month: int, leap: bool) -> str:
    """Say a lunar day and month, or a lunar month."""
    words = f"tháng {month}{' nhuận' if leap else ''}"
    return words if day is None else f"{day} {words}"


def _lunar_point(point: DatePoint) -> str:
    """Say a lunar point; a year beside no full day keeps its number, since can chi recurs."""
    year, month, day = point.year, point.month, point.day
    if month is None:
        return "" if year is None else f"năm {lunar.can_chi_year(year)} {year}"
    words = _lunar_day_and_month(day, month, point.leap_month)
    if year is None:
        return f"{words} âm lịch, không rõ năm"
    return f"{words} năm {lunar.can_chi_year(year)} (âm lịch)"


def _year_words(year: int) -> str:
    """Say a solar year; a negative one is before our era (trước Công nguyên)."""
    return f"{-year} TCN" if year < 0 else str(year)


def _solar_point(point: DatePoint) -> str:
    """Say a Gregorian or Julian point in figures."""
    year, month, day = point.year, point.month, point.day
    if year is None:
        words = f"tháng {month}" if day is None else f"{day} tháng {month}"
        return f"{words} dương lịch, không rõ năm"
    if month is None:
        return _year_words(year)
    if day is None:
        return f"tháng {month}/{_year_words(year)}"
    return f"{day}/{month}/{_year_words(year)}"


def _named_point(point: DatePoint, months: tuple[str, ...]) -> str:
    """Say a point of a calendar whose months go by name."""
    parts = [
        "" if point.day is None else str(point.day),
        "" if point.month is None else months[point.month - 1],
        "" if point.year is None else f"năm {point.year}",
    ]
    return " ".join(part for part in parts if part)


def _point_words(point: DatePoint) -> str:
    """Say one point in the calendar it was written in."""
    if point.calendar is Calendar.LUNAR:
        return _lunar_point(point)
    if point.calendar is Calendar.FRENCH:
        return f"{_named_point(point, _FRENCH_MONTHS)} (lịch Cộng hòa Pháp)"
    if point.calendar is Calendar.HEBREW:
        return f"{_named_point(point, _HEBREW_MONTHS)} (lịch Do Thái)"
    words = _solar_point(point)
    return f"{words} (lịch Julius)" if point.calendar is Calendar.JULIAN else words
