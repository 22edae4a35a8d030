"""The partial date: what a book says of a date, however little, kept as it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from genealogy.domain import lunar
from genealogy.domain.calendars import date_to_jdn, jdn_to_date, jdn_to_gregorian
from genealogy.domain.dates_points import (
    Calendar,
    DatePoint,
    Span,
    check_point,
    historical_year,
    is_outside_lunar_table,
    point_span,
)
from genealogy.domain.errors import DateNotUnderstood


class Qualifier(StrEnum):
    """How the points of a partial date bound the true day.

    `between`: some day in the range; `from_to`, `from`, `to`: a state that lasted. The single
    point of `from`, `to`, `before` and `after` is the first one. `phrase`: words only.
    """

    EXACT = "exact"
    ABOUT = "about"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    FROM_TO = "from_to"
    FROM = "from"
    TO = "to"
    CALCULATED = "calculated"
    ESTIMATED = "estimated"
    INTERPRETED = "interpreted"
    PHRASE = "phrase"


#: Qualifiers under which the first point names the day itself.
POINT_QUALIFIERS = frozenset(
    {
        Qualifier.EXACT,
        Qualifier.ABOUT,
        Qualifier.CALCULATED,
        Qualifier.ESTIMATED,
        Qualifier.INTERPRETED,
    }
)

#: Sort key of a date without a known year: after every real one, within 32 bits.
UNKNOWN_SORT_KEY = 2**31 - 1

_FIRST_JDN = date_to_jdn(lunar.FIRST_DAY)
_LAST_JDN = date_to_jdn(lunar.LAST_DAY)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which parts may be unknown, in any calendar.

    `text` is the date as written; `phrase` the explanation that came with it (GEDCOM `INT` and
    `PHRASE`). A date that could not be read has the qualifier `phrase`, an empty `phrase` and only
    its text.
    """

    text: str
    qualifier: Qualifier
    first: DatePoint | None = None
    second: DatePoint | None = None
    phrase: str = ""

    @classmethod
    def from_solar(cls, day: date) -> PartialDate:
        """Return the exact Gregorian day.

        >>> PartialDate.from_solar(date(1820, 2, 3)).text
        '3/2/1820'
        """
        point = DatePoint(Calendar.GREGORIAN, day.year, day.month, day.day)
        return cls(f"{day.day}/{day.month}/{day.year}", Qualifier.EXACT, point)

    @classmethod
    def from_lunar(
        cls, day: int, month: int, year: int | None = None, *, leap: bool = False
    ) -> PartialDate:
        """Return the exact lunar day, or the yearly one (giỗ) without a year.

        Raises:
            NoSuchLunarDate: the day does not exist.

        >>> PartialDate.from_lunar(27, 9).text
        '27/9 âm lịch'
        """
        point = DatePoint(Calendar.LUNAR, year, month, day, leap)
        check_point(point)
        number = "" if year is None else f"/{year}"
        text = f"{day}/{month}{number}{' nhuận' if leap else ''} âm lịch"
        return cls(text, Qualifier.EXACT, point)

    @property
    def is_understood(self) -> bool:
        """False when the text could not be read at all or not with certainty."""
        return self.qualifier is not Qualifier.PHRASE or bool(self.phrase)

    @property
    def is_estimate(self) -> bool:
        """True when a lunar year has no reliable table (before 1800 or after 2199)."""
        return any(
            point is not None and is_outside_lunar_table(point)
            for point in (self.first, self.second)
        )

    @property
    def start_jdn(self) -> int | None:
        """First possible day as Julian day number; None when unbounded or unknown."""
        if self.first is None or self.qualifier in (Qualifier.BEFORE, Qualifier.TO):
            return None
        span = point_span(self.first)
        if span is None:
            return None
        return span[1] + 1 if self.qualifier is Qualifier.AFTER else span[0]

    @property
    def end_jdn(self) -> int | None:
        """Last possible day as Julian day number; None when unbounded or unknown."""
        if self.qualifier in (Qualifier.AFTER, Qualifier.FROM):
            return None
        point = self.first if self.second is None else self.second
        span = None if point is None else point_span(point)
        if span is None:
            return None
        return span[0] - 1 if self.qualifier is Qualifier.BEFORE else span[1]

    @property
    def year(self) -> int | None:
        """The Gregorian year to show and filter by, of the first point; -44 is 44 BC.

        A lunar year alone gives its own number, though its last weeks fall in the next year.
        """
        point = self.first
        if point is None or point.year is None:
            return None
        if point.calendar is Calendar.GREGORIAN or (
            point.month is None and point.calendar in (Calendar.LUNAR, Calendar.JULIAN)
        ):
            return point.year
        span = point_span(point)
        if span is None:
            return None
        return historical_year(jdn_to_gregorian((span[0] + span[1]) // 2)[0])

    @property
    def sort_key(self) -> int:
        """An integer that puts dates in order of time, unknown ones last.

        Within one day: "before" it, then whole years, months and days that begin on it. "After"
        stands behind all days of its point.
        """
        point = self.first
        span: Span | None = None if point is None else point_span(point)
        if point is None or span is None:
            return UNKNOWN_SORT_KEY
        if self.qualifier is Qualifier.AFTER:
            return span[1] * 8 + 7
        if self.qualifier in (Qualifier.BEFORE, Qualifier.TO):
            return span[0] * 8
        precision = 1 + (point.month is not None) + (point.day is not None)
        return span[0] * 8 + precision + (0 if self.qualifier is Qualifier.EXACT else 3)

    @property
    def solar(self) -> date | None:
        """The one Gregorian day of this date, or None when it is not known to the day."""
        point = self.first
        if point is None or point.day is None or self.second is not None:
            return None
        if self.qualifier not in POINT_QUALIFIERS or is_outside_lunar_table(point):
            return None
        span = point_span(point)
        if span is None or not date_to_jdn(date.min) <= span[0] <= date_to_jdn(date.max):
            return None
        return jdn_to_date(span[0])

    @property
    def memorial(self) -> tuple[int, int, bool] | None:
        """The lunar (month, day, in a leap month) on which the giỗ falls, or None.

        From a lunar date as written, else converted from a full solar date of 1800-2199.
        """
        point = self.first
        if point is None or self.qualifier not in POINT_QUALIFIERS:
            return None
        if point.calendar is Calendar.LUNAR:
            if point.month is None or point.day is None:
                return None
            return point.month, point.day, point.leap_month
        if point.day is None or point.year is None:
            return None
        span = point_span(point)
        if span is None or not _FIRST_JDN <= span[0] <= _LAST_JDN:
            return None
        lunar_day = lunar.to_lunar(jdn_to_date(span[0]))
        return lunar_day.month, lunar_day.day, lunar_day.leap

    def check(self) -> None:
        """Refuse impossible points and a range that ends before it begins.

        Raises:
            NoSuchDate: a point is no day of its solar calendar.
            NoSuchLunarDate: a point is no day of the lunar calendar.
            DateNotUnderstood: reason "order", the end lies before the beginning.
        """
        for point in (self.first, self.second):
            if point is not None:
                check_point(point)
        if self.first is None or self.second is None:
            return
        start, end = point_span(self.first), point_span(self.second)
        if start is not None and end is not None and end[1] < start[0]:
            raise DateNotUnderstood(self.text, reason="order")

    def to_json(self) -> dict[str, Any]:
        """Return plain values for storage; unknown parts are left out."""
        data: dict[str, Any] = {"text": self.text, "qualifier": self.qualifier.value}
        if self.first is not None:
            data["first"] = self.first.to_json()
        if self.second is not None:
            data["second"] = self.second.to_json()
        if self.phrase:
            data["phrase"] = self.phrase
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PartialDate:
        """Rebuild a date from `to_json`; call `check` on data that came from outside.

        Raises:
            KeyError: the qualifier is missing.
            ValueError: unknown qualifier or calendar.
        """
        first, second = data.get("first"), data.get("second")
        return cls(
            data.get("text", ""),
            Qualifier(data["qualifier"]),
            DatePoint.from_json(first) if first else None,
            DatePoint.from_json(second) if second else None,
            data.get("phrase", ""),
        )
