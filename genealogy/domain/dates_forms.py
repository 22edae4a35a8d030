"""The written forms of one Vietnamese date: figures, words, and the marks beside them.

Works on folded text. `take_marks` lifts off what surrounds the figures (âm lịch, nhuận, can chi),
`match_parts` finds the form of the rest, `build_point` joins the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from genealogy.domain.dates_points import Calendar, DatePoint, check_point
from genealogy.domain.dates_words import (
    CAN_PATTERN,
    CHI_PATTERN,
    LUNAR_MONTHS,
    MONTH_MOT,
    MONTH_MOT_LUNAR,
    MONTHS,
    NUMBERS,
    can_chi_index,
    can_chi_index_of_year,
    can_chi_name,
    years_of_can_chi,
)
from genealogy.domain.eras import ERA_WORDS, Era, find_era, year_of_era
from genealogy.domain.errors import CanChiDisagrees, DateNotUnderstood, EraDisagrees
from genealogy.domain.lunar import can_chi_year

#: Named parts of a form: day, month, year, any_year, mung, tet.
Parts = dict[str, str | None]


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH_WORD = _alternatives({*LUNAR_MONTHS, *MONTHS, MONTH_MOT})
_DAY_WORD = _alternatives(NUMBERS)

_LUNAR_MARK = re.compile(r"\(?\b(?:theo )?(?:am lich|lich am|a\.l\.?|al|am|lich ta)(?!\w)\)?")
_SOLAR_MARK = re.compile(r"\(?\b(?:theo )?(?:duong lich|lich duong|d\.l\.?|dl|lich tay)(?!\w)\)?")
_NO_YEAR = re.compile(r"\(?\b(?:khong (?:ro|nho|biet|con nho) nam|nam khong ro|khuyet nam)\b\)?")
_LEAP = re.compile(r"\(?\b(?:thang )?nhuan\b\)?|(?<=\d)n\b")
_BEFORE_OUR_ERA = re.compile(r"\b(?:tcn|truoc cong nguyen|truoc tay lich)\b")
CAN_CHI = re.compile(rf"\(?\b(?:nam )?({CAN_PATTERN}) ({CHI_PATTERN})\b\)?")
ERA = re.compile(
    rf"\(?\b(?:nam |nien hieu )*({_alternatives(ERA_WORDS)}) (?:nam )?(?:thu )?"
    rf"(\d{{1,2}}(?!\d)|nguyen nien|{_DAY_WORD})(?: nien)?\b\)?"
)
_YEAR_NUMBER = r"\d{3,4}"

_TWO_DIGIT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_POINT_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # 12/3/1850, 12-3-1850, 12/3 nam 1850, 27/9
        rf"(?:ngay )?(?P<mung>(?:mung|mong) )?(?P<day>\d{{1,2}}) ?[/.-] ?(?P<month>\d{{1,2}})"
        rf"(?: ?[/.-] ?| nam | )?(?P<year>(?<!\d){_YEAR_NUMBER})?",
        # 1850-03-12, 1850-03
        r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?",
        # 3/1850, thang 3/1850, thang 3 nam 1850, thang Chap
        rf"(?:thang )?(?P<month>\d{{1,2}}) ?[/.-] ?(?P<year>{_YEAR_NUMBER})",
        rf"thang (?P<month>\d{{1,2}}|{_MONTH_WORD})(?:(?: nam| ?/)? ?(?P<year>{_YEAR_NUMBER}))?",
        # ngay 12 thang 3 nam 1850, mung 3 thang Gieng, ram thang 7, 30 thang Chap
        rf"(?:ngay )?(?:(?P<mung>mung|mong|ram) ?)?(?P<day>\d{{1,2}}|{_DAY_WORD})? ?"
        rf"thang ?(?P<month>\d{{1,2}}|{_MONTH_WORD})"
        rf"(?:(?: nam| ?/)? ?(?P<year>{_YEAR_NUMBER}))?",
        # mung 3 Tet, 29 Tet
        rf"(?:ngay )?(?P<mung>mung |mong )?(?P<day>\d{{1,2}}|{_DAY_WORD}) (?P<tet>tet)"
        rf"(?: nam)?(?: (?P<year>{_YEAR_NUMBER}))?",
        # 1850, nam 938
        rf"(?P<year>{_YEAR_NUMBER})|nam (?P<any_year>\d{{1,4}})",
    )
)


@dataclass(slots=True)
class Marks:
    """What the words around the numbers say."""

    is_lunar: bool = False
    is_solar: bool = False
    is_leap: bool = False
    is_before_our_era: bool = False
    has_no_year: bool = False
    can_chi: int | None = None
    era: tuple[Era, int] | None = None


def begins_with_year_name(text: str) -> bool:
    """Tell whether a text begins with a name whose first word looks like "before" or "from".

    "trước Công nguyên" is an era of years, and Tự Đức folds to "tu duc".
    """
    return _BEFORE_OUR_ERA.match(text) is not None or ERA.match(text) is not None


def take_marks(text: str, marks: Marks) -> tuple[str, Marks]:
    """Take the marks of calendar, leap month and year name out of a text."""
    for name, pattern in (
        ("has_no_year", _NO_YEAR),
        ("is_lunar", _LUNAR_MARK),
        ("is_solar", _SOLAR_MARK),
        ("is_before_our_era", _BEFORE_OUR_ERA),
    ):
        text, count = pattern.subn(" ", text)
        if count:
            setattr(marks, name, True)
    found = ERA.search(text)
    era = None if found is None else find_era(found[1])
    if found is not None and era is not None:
        marks.era = era, _number(found[2].replace("nguyen nien", "1")) or 0
        text = f"{text[: found.start()]} {text[found.end() :]}"
    found = CAN_CHI.search(text)
    if found is not None:
        marks.can_chi = can_chi_index(found[1], found[2])
        if marks.can_chi is not None:
            text = f"{text[: found.start()]} {text[found.end() :]}"
    text, count = _LEAP.subn(lambda leap: " thang " if "thang" in leap[0] else " ", text)
    marks.is_leap = count > 0
    text = re.sub(r"[()\[\],]", " ", text)
    # "tháng nhuận 6" and "nhuận tháng 6" both leave one word "thang" too many or in place.
    text = re.sub(r"\bthang thang\b", "thang", " ".join(text.split()))
    return re.sub(r"(?<=\d) ?/ ?$", "", text), marks


def read_point(written: str, folded: str, marks: Marks) -> DatePoint:
    """Read one date.

    Raises:
        DateNotUnderstood: no known form, or calendar or year unclear.
        NoSuchDate: no such solar day.
        NoSuchLunarDate: no such lunar day.
    """
    text, marks = take_marks(folded, marks)
    parts = match_parts(text)
    if parts is not None:
        point = build_point(written, parts, marks)
        check_point(point)
        return point
    if not text and (marks.can_chi is not None or marks.era is not None):
        point = build_point(written, {}, marks)
        check_point(point)
        return point
    if _TWO_DIGIT_YEAR.fullmatch(text):
        raise DateNotUnderstood(written, reason="year_unclear")
    raise DateNotUnderstood(written)


def match_parts(text: str) -> Parts | None:
    """Return the named parts of the first form that the whole text has."""
    for form in _POINT_FORMS:
        found = form.fullmatch(text)
        if found is not None:
            return found.groupdict()
    return None


def build_point(written: str, parts: Parts, marks: Marks) -> DatePoint:
    """Put a point together from the parts of a form and the marks beside it; days unchecked.

    Raises:
        DateNotUnderstood: calendar or year unclear.
    """
    day, month, implies_lunar = day_and_month(written, parts, marks)
    year_text = parts.get("year") or parts.get("any_year")
    year = int(year_text) if year_text else None
    is_lunar = _is_lunar(written, parts, marks, implies_lunar, has_year=year is not None)
    if marks.is_before_our_era and year is not None:
        year = -year
    if not is_lunar:
        return DatePoint(Calendar.GREGORIAN, year, month, day)
    year = _era_year(written, year, marks)
    # "mùng 3 Tết Kỷ Mão, không rõ năm": the text keeps the name, the giỗ needs no year.
    if year is None and marks.can_chi is not None and not (marks.has_no_year and month):
        _refuse_year(written, marks.can_chi)
    _check_can_chi(written, year, marks)
    return DatePoint(Calendar.LUNAR, year, month, day, marks.is_leap)


def _is_lunar(
    written: str, parts: Parts, marks: Marks, implies_lunar: bool, *, has_year: bool
) -> bool:
    """Tell whether a date is lunar.

    Raises:
        DateNotUnderstood: it may be either, or its words say both.
    """
    has_year_name = marks.can_chi is not None or marks.era is not None
    is_lunar = marks.is_lunar or implies_lunar or marks.is_leap or has_year_name
    if is_lunar and marks.is_solar:
        raise DateNotUnderstood(written, reason="calendar_unclear")
    if is_lunar or marks.is_solar:
        return is_lunar
    is_mung = parts.get("mung") is not None
    # "mùng 3 tháng 3" is a lunar day; but with a year, "mùng 2 tháng 9 năm 1945" is solar and
    # "mùng 3 tháng 2 năm 1800" lunar, and plain "27/9" may be either: the writer has to say.
    if has_year == is_mung:
        raise DateNotUnderstood(written, reason="calendar_unclear")
    return is_mung


def day_and_month(written: str, parts: Parts, marks: Marks) -> tuple[int | None, int | None, bool]:
    """Return day, month, and whether the words used are lunar by themselves.

    Raises:
        DateNotUnderstood: words that do not go together, or a month word of both calendars.
    """
    mung = (parts.get("mung") or "").strip()
    day = _number(parts.get("day"))
    if mung == "ram":
        if day is not None:
            raise DateNotUnderstood(written)
        day = 15
    elif mung and (day is None or day > 10):
        raise DateNotUnderstood(written)
    if parts.get("tet"):
        # The 28th to 30th "Tết" are the last days of the old year's month Chạp; beside a year it
        # is not clear which of the two years is meant.
        is_eve = day is not None and day > 15
        if is_eve and parts.get("year"):
            raise DateNotUnderstood(written, reason="year_unclear")
        return day, 12 if is_eve else 1, True
    month, is_lunar_word = _month(written, parts.get("month"), marks, mung == "ram")
    return day, month, is_lunar_word or mung == "ram"


def _number(text: str | None) -> int | None:
    """Return a number in figures or words."""
    if not text:
        return None
    return int(text) if text.isdigit() else NUMBERS[text]


def _month(
    written: str, text: str | None, marks: Marks, is_full_moon: bool
) -> tuple[int | None, bool]:
    """Return the month, and whether its word is lunar by itself.

    Raises:
        DateNotUnderstood: "tháng Một" without a calendar, which is 11 or 1.
    """
    if text in LUNAR_MONTHS:
        return LUNAR_MONTHS[text], True
    if text != MONTH_MOT:
        return _number(text), False
    is_lunar = is_full_moon or marks.is_lunar
    if not is_lunar and not marks.is_solar:
        raise DateNotUnderstood(written, reason="calendar_unclear")
    return MONTH_MOT_LUNAR if is_lunar else 1, False


def _era_year(written: str, year: int | None, marks: Marks) -> int | None:
    """Return the lunar year that an era gives, held against its number if that is written too.

    Raises:
        EraDisagrees: the era was shorter, or the written year or can chi is another.
    """
    if marks.era is None:
        return year
    era, number = marks.era
    expected = year_of_era(era, number)
    is_other_year = year is not None and year != expected
    if (
        expected is None
        or is_other_year
        or marks.can_chi not in (None, can_chi_index_of_year(expected))
    ):
        raise EraDisagrees(written, era.name, number, expected)
    return expected


def _refuse_year(written: str, can_chi: int) -> None:
    """Refuse a year known by its can chi alone, naming the years it may be.

    Raises:
        DateNotUnderstood: always.
    """
    candidates = years_of_can_chi(can_chi, 1400, 2100)
    raise DateNotUnderstood(written, reason="year_unclear", candidates=candidates)


def _check_can_chi(written: str, year: int | None, marks: Marks) -> None:
    """Hold a can chi name against the number of the year.

    Raises:
        CanChiDisagrees: they name different years.
    """
    if year is None or marks.can_chi is None or can_chi_index_of_year(year) == marks.can_chi:
        return
    raise CanChiDisagrees(written, can_chi_name(marks.can_chi), year, can_chi_year(year))
