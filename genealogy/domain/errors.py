"""Errors of the pure domain.

Each carries a machine-readable `code` and its facts as attributes. The messages are for logs and
developers; the edge (forms, API, commands) turns `code` and `facts()` into translated text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class DomainError(Exception):
    """A rule of the domain does not hold; base of all errors raised by `genealogy.domain`."""

    code: ClassVar[str] = "domain_error"

    def facts(self) -> dict[str, Any]:
        """Return the attributes of the error, for the edge to format or serialise."""
        return dict(vars(self))


class JulianDayOutOfRange(DomainError):
    """A Julian day number outside the years 1-9999 that `datetime.date` can hold."""

    code = "julian_day_out_of_range"

    def __init__(self, jdn: int) -> None:
        """Keep the day number that has no `date`."""
        super().__init__(f"Julian day {jdn} is outside the years 1-9999")
        self.jdn = jdn


class LunarDateOutOfRange(DomainError):
    """A day or lunar year that the Vietnamese lunar table (âm lịch) does not cover.

    The table holds lunar years 1800-2199, that is the days 1800-01-25 to 2199-12-31, Gregorian.
    """

    code = "lunar_date_out_of_range"

    def __init__(self, value: object, first: str = "1800-01-25", last: str = "2199-12-31") -> None:
        """Keep the value refused (as text) and the ISO bounds of the table."""
        super().__init__(f"{value} is outside the lunar table ({first} to {last})")
        self.value = str(value)
        self.first = first
        self.last = last


class NoSuchDate(DomainError):
    """A solar date that does not exist, such as 31/2/1900.

    `reason` is "month" (no such month), "day" (the month has fewer days) or "year".
    `month_length` is the number of days of that month when it is known; `text` is day/month/year.
    """

    code = "no_such_date"

    def __init__(
        self,
        year: int | None,
        month: int | None,
        day: int | None,
        *,
        reason: str = "day",
        month_length: int | None = None,
        calendar: str = "gregorian",
    ) -> None:
        """Keep the parts as given, in the numbering of `calendar`."""
        self.text = "/".join(str(part) for part in (day, month, year) if part is not None)
        super().__init__(f"No such {calendar} date: {self.text} ({reason})")
        self.year = year
        self.month = month
        self.day = day
        self.reason = reason
        self.month_length = month_length
        self.calendar = calendar


class NoSuchLunarDate(DomainError):
    """A lunar date (ngày âm lịch) that does not exist, such as the 30th of a 29-day month.

    `reason` is "month" (not 1-12), "leap_month" (that year has no such leap month, tháng nhuận)
    or "day" (the month has only `month_length` days, 29 or 30). `year` is None for a giỗ; `text` is
    day/month/year, followed by "nhuận" for a leap month.
    """

    code = "no_such_lunar_date"

    def __init__(
        self,
        year: int | None,
        month: int | None,
        day: int | None,
        leap: bool = False,
        reason: str = "day",
        month_length: int | None = None,
    ) -> None:
        """Keep the parts as given; years and months are lunar."""
        kind = " nhuận" if leap else ""
        self.text = "/".join(str(part) for part in (day, month, year) if part is not None) + kind
        super().__init__(f"No such lunar date: {self.text} ({reason})")
        self.year = year
        self.month = month
        self.day = day
        self.leap = leap
        self.reason = reason
        self.month_length = month_length


class SolarTermOutOfRange(DomainError):
    """A year for which no day of a solar term (tiết khí) is reckoned: outside 1800-2199."""

    code = "solar_term_out_of_range"

    def __init__(self, year: int) -> None:
        """Keep the Gregorian year refused."""
        super().__init__(f"No solar terms are reckoned for {year} (1800-2199)")
        self.year = year


class NoSuchSolarTerm(DomainError):
    """A number that names no solar term (tiết khí): they are 0 (Xuân phân) to 23 (Kinh trập)."""

    code = "no_such_solar_term"

    def __init__(self, term: int) -> None:
        """Keep the number refused."""
        super().__init__(f"No solar term has the number {term} (0-23)")
        self.term = term


class DateNotUnderstood(DomainError):
    """A written date that cannot be read with certainty.

    `reason` is "unknown_form", "empty", "calendar_unclear" (solar or lunar must be said),
    "year_unclear" (a can chi year or a two-digit year without a full number), "order" (a range that
    ends before it begins), or the code of a subclass. `candidates` are the lunar years that a can
    chi name may mean.
    """

    code = "date_not_understood"

    def __init__(
        self, text: str, reason: str = "unknown_form", candidates: Sequence[int] = ()
    ) -> None:
        """Keep the text as the editor wrote it."""
        super().__init__(f"Date not understood ({reason}): {text!r}")
        self.text = text
        self.reason = reason
        self.candidates = tuple(candidates)


class CanChiDisagrees(DateNotUnderstood):
    """The can chi name and the number of a written year contradict each other.

    `expected` is the can chi name of lunar year `year`. Never corrected by itself: either the
    name or the number may be the slip of the pen.
    """

    code = "can_chi_disagrees"

    def __init__(self, text: str, can_chi: str, year: int, expected: str) -> None:
        """Keep both claims and what the number would be called."""
        super().__init__(text, reason="can_chi_disagrees")
        self.can_chi = can_chi
        self.year = year
        self.expected = expected


class DatesDisagree(DateNotUnderstood):
    """A date written in both calendars whose halves are not the same day.

    `solar` is the solar half, `lunar` the lunar day that the table gives for it, both as
    day/month/year. Never corrected by itself: either half may be a slip of the book.
    """

    code = "dates_disagree"

    def __init__(self, text: str, solar: str, lunar: str) -> None:
        """Keep the text, the solar half, and the lunar day that the table gives for it."""
        super().__init__(text, reason="dates_disagree")
        self.solar = solar
        self.lunar = lunar


class EraDisagrees(DateNotUnderstood):
    """A year of a reign era (niên hiệu) and the number or can chi beside it contradict each other.

    `expected` is the lunar year that the era gives, None when the era did not last so long.
    """

    code = "era_disagrees"

    def __init__(self, text: str, era: str, number: int, expected: int | None) -> None:
        """Keep the era, the year of it as written, and the lunar year that would be."""
        super().__init__(text, reason="era_disagrees")
        self.era = era
        self.number = number
        self.expected = expected


class YearAssumed(DateNotUnderstood):
    """A can chi year taken to be the one that fits the generation; a warning, not a refusal.

    `year` is the lunar year taken, `others` the nearest ones of the same name.
    """

    code = "year_assumed"

    def __init__(self, text: str, year: int, others: Sequence[int]) -> None:
        """Keep the text, the year taken and the years not taken."""
        super().__init__(text, reason="year_assumed", candidates=[year, *others])
        self.year = year
        self.others = tuple(others)
