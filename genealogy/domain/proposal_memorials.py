"""A giỗ told without the rest of the day: how it joins what the book says of the death."""

from __future__ import annotations

from dataclasses import replace

from genealogy.domain.calendars import jdn_to_gregorian
from genealogy.domain.dates_model import POINT_QUALIFIERS, PartialDate
from genealogy.domain.dates_points import (
    Calendar,
    DatePoint,
    check_point,
    is_outside_lunar_table,
    point_span,
)
from genealogy.domain.dates_show import describe
from genealogy.domain.errors import DomainError

#: Lunar months that end before the solar year does, in every year.
_LAST_SURE_MONTH = 10


class MemorialNotJoined(DomainError):
    """The giỗ and the date of death on record cannot both stand; somebody must look.

    `reason` is "disagrees" (the day of death gives another giỗ) or "year" (the year on record
    leaves open which lunar year it was).
    """

    code = "memorial_not_joined"

    def __init__(self, reason: str, text: str) -> None:
        """Keep the reason and the date of death as written."""
        super().__init__(f"giỗ does not join {text!r}: {reason}")
        self.reason = reason
        self.text = text


def with_memorial(
    death: PartialDate | None, *, day: int, month: int, leap: bool = False
) -> PartialDate:
    """Give the date of death once the giỗ is known.

    A year on record is kept; a lunar day and month are replaced.

    Args:
        death: the date of death on record.
        day: lunar day, 1-30.
        month: lunar month, 1-12.
        leap: whether the month is a leap month (tháng nhuận).

    Raises:
        MemorialNotJoined: the date on record says otherwise, or does not say enough.
        NoSuchLunarDate: there is no such lunar day in that year.

    >>> with_memorial(None, day=20, month=10).text
    '20/10 âm lịch'
    >>> from genealogy.domain.dates_parse import parse_vietnamese
    >>> with_memorial(parse_vietnamese("1950"), day=20, month=10).memorial
    (10, 20, False)
    """
    if death is None:
        return PartialDate.from_lunar(day, month, leap=leap)
    if death.memorial == (month, day, leap):
        return death
    point = death.first
    if point is None or death.second is not None or death.qualifier not in POINT_QUALIFIERS:
        raise MemorialNotJoined("year", death.text)
    if point.calendar is Calendar.LUNAR:
        year = point.year
    elif point.day is not None:
        raise MemorialNotJoined("disagrees", death.text)
    else:
        year = _lunar_year(point, day, month, leap, death.text)
    joined = DatePoint(Calendar.LUNAR, year, month, day, leap)
    check_point(joined)
    dated = replace(death, first=joined, text="")
    return replace(dated, text=describe(dated))


def _lunar_year(point: DatePoint, day: int, month: int, leap: bool, text: str) -> int:
    """Give the lunar year whose day falls into the solar year (and month) on record."""
    if point.year is None or point.calendar is not Calendar.GREGORIAN:
        raise MemorialNotJoined("year", text)
    fitting = []
    for year in (point.year - 1, point.year):
        lunar = DatePoint(Calendar.LUNAR, year, month, day, leap)
        if is_outside_lunar_table(lunar):
            if month > _LAST_SURE_MONTH or point.month is not None:
                raise MemorialNotJoined("year", text)
            return point.year
        try:
            check_point(lunar)
        except DomainError:
            continue
        span = point_span(lunar)
        solar = jdn_to_gregorian(span[0]) if span else (0, 0, 0)
        if solar[0] == point.year and point.month in (None, solar[1]):
            fitting.append(year)
    if len(fitting) != 1:
        raise MemorialNotJoined("year", text)
    return fitting[0]
