"""The yearly day of remembrance (giỗ) and the days of mourning counted from a death.

Rules as commonly held; sources: giacngo.vn post 54000, soha.vn 198250916110248591 and
chuabuuda.org on giỗ in leap years. For the 30th of a short month no written rule was found. The giỗ
falls on the lunar day and month of the death, in the regular month even when the death was in a
leap month (tháng nhuận) and even in a year that has that leap month.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from genealogy.domain import lunar
from genealogy.domain.calendars import date_to_jdn, jdn_to_date
from genealogy.domain.errors import LunarDateOutOfRange


class ShortMonthPolicy(StrEnum):
    """When to hold the giỗ of a 30th in a year whose month has 29 days.

    On its last day (the 29th), on the first of the next month, or not at all that year.
    """

    LAST_DAY = "last_day"
    FIRST_OF_NEXT = "first_of_next"
    SKIP = "skip"


class MemorialItem(NamedTuple):
    """One giỗ to look for: whose (any key), lunar month 1-12 and day 1-30.

    `observe_leap` is for the families that keep a death of a leap month in the leap month itself
    in the years that have it. `policy` is for the families whose custom about a missing 30th is
    not that of the clan; None follows the clan.
    """

    key: Hashable
    month: int
    day: int
    observe_leap: bool = False
    policy: ShortMonthPolicy | None = None


class HeldDay(NamedTuple):
    """A Gregorian day on which something yearly is held, and the lunar year it is kept for.

    A 30th of Chạp moved to the first of Giêng still belongs to the year before.
    """

    date: date
    lunar_year: int


class UpcomingMemorial(NamedTuple):
    """A giỗ that falls on a Gregorian date; `lunar_year` as in `HeldDay`."""

    date: date
    key: Hashable
    lunar_year: int


def memorial_in_lunar_year(
    month: int,
    day: int,
    lunar_year: int,
    *,
    policy: ShortMonthPolicy = ShortMonthPolicy.LAST_DAY,
    observe_leap: bool = False,
) -> date | None:
    """Return the Gregorian date of a giỗ in a lunar year (1800-2199), None if skipped.

    Raises:
        LunarDateOutOfRange: the lunar year has no table, or the day falls after 2199-12-31.
        NoSuchLunarDate: the month is not 1-12 or the day not 1-30.

    >>> memorial_in_lunar_year(12, 30, 2025)
    datetime.date(2026, 2, 16)
    >>> memorial_in_lunar_year(12, 30, 2025, policy=ShortMonthPolicy.FIRST_OF_NEXT)
    datetime.date(2026, 2, 17)
    """
    lunar.check_lunar(None, month, day)
    leap = observe_leap and lunar.leap_month(lunar_year) == month
    length = lunar.month_length(lunar_year, month, leap)
    if day > length:
        if policy is ShortMonthPolicy.SKIP:
            return None
        # A month has 29 or 30 days, so only a 30th can be missing; the first of the next month,
        # be it a leap month, is the day that would have been the 30th.
        day = length if policy is ShortMonthPolicy.LAST_DAY else length + 1
    found = jdn_to_date(lunar.month_start_jdn(lunar_year, month, leap) + day - 1)
    if found > lunar.LAST_DAY:
        raise LunarDateOutOfRange(found)
    return found


def next_memorial(
    month: int,
    day: int,
    *,
    today: date,
    policy: ShortMonthPolicy = ShortMonthPolicy.LAST_DAY,
    observe_leap: bool = False,
) -> HeldDay | None:
    """Return the first giỗ on or after `today` (the date in Vietnam, UTC+7).

    None when the lunar table ends before the next one.

    Raises:
        LunarDateOutOfRange: `today` is not in 1800-01-25..2199-12-31.
        NoSuchLunarDate: the month is not 1-12 or the day not 1-30.

    >>> next_memorial(3, 10, today=date(2025, 4, 8))
    HeldDay(date=datetime.date(2026, 4, 26), lunar_year=2026)
    """
    lunar.check_lunar(None, month, day)
    # The giỗ of the year before can be today: a 30th of Chạp moved to the first of Giêng.
    first_year = max(lunar.to_lunar(today).year - 1, lunar.FIRST_LUNAR_YEAR)
    for year in range(first_year, lunar.LAST_LUNAR_YEAR + 1):
        try:
            found = memorial_in_lunar_year(
                month, day, year, policy=policy, observe_leap=observe_leap
            )
        except LunarDateOutOfRange:
            return None
        if found is not None and found >= today:
            return HeldDay(found, year)
    return None


def memorials_between(
    items: Iterable[MemorialItem],
    *,
    first: date,
    last: date,
    policy: ShortMonthPolicy = ShortMonthPolicy.LAST_DAY,
) -> list[UpcomingMemorial]:
    """Return every giỗ from `first` to `last`, both included, by date and then in given order.

    Each distinct lunar day is reckoned once, so a clan of 100,000 costs little more than one of
    400. Days outside 1800-01-25..2199-12-31 hold none.

    Raises:
        NoSuchLunarDate: an item's month is not 1-12 or its day not 1-30.
    """
    first, last = max(first, lunar.FIRST_DAY), min(last, lunar.LAST_DAY)
    years = lunar_years_of(first, last)
    known: dict[_Yearly, list[HeldDay]] = {}
    upcoming: list[UpcomingMemorial] = []
    for key, month, day, observe_leap, own_policy in items:
        yearly = (month, day, observe_leap, own_policy or policy)
        if yearly not in known:
            known[yearly] = _days_within(yearly, years, first, last)
        upcoming.extend(UpcomingMemorial(found, key, year) for found, year in known[yearly])
    upcoming.sort(key=lambda memorial: memorial.date)
    return upcoming


def lunar_years_of(first: date, last: date) -> range:
    """Return the lunar years whose giỗ can fall from `first` to `last`, days of the lunar table.

    The year before the first counts too: its 30th of Chạp may be moved to the first of Giêng.
    """
    if first > last:
        return range(0)
    start = max(lunar.to_lunar(first).year - 1, lunar.FIRST_LUNAR_YEAR)
    return range(start, lunar.to_lunar(last).year + 1)


#: Month, day, whether a leap month is observed, what becomes of a missing 30th.
_Yearly = tuple[int, int, bool, ShortMonthPolicy]


def _days_within(yearly: _Yearly, years: range, first: date, last: date) -> list[HeldDay]:
    """Return the days of one giỗ within a span and the lunar years they are kept for."""
    month, day, observe_leap, policy = yearly
    days = []
    for year in years:
        try:
            found = memorial_in_lunar_year(
                month, day, year, policy=policy, observe_leap=observe_leap
            )
        except LunarDateOutOfRange:
            continue
        if found is not None and first <= found <= last:
            days.append(HeldDay(found, year))
    return days


def upcoming(
    items: Iterable[MemorialItem],
    *,
    today: date,
    days: int,
    policy: ShortMonthPolicy = ShortMonthPolicy.LAST_DAY,
) -> list[UpcomingMemorial]:
    """Return the giỗ of today and of the `days` days after it, by date."""
    last = today + timedelta(days=days)
    return memorials_between(items, first=today, last=last, policy=policy)


def eve(memorial: date) -> date:
    """Return the day before a giỗ (tiên thường), on whose afternoon the first offering is made."""
    return memorial - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MourningDays:
    """The days of mourning after a death, Gregorian.

    `day_49` and `day_100` count the day of death as the first. The first and second giỗ
    come in two ways of counting: by the plain lunar date, which most families keep, and by 12 and
    24 lunar months, which a leap month in between makes one month earlier.
    """

    day_49: date
    day_100: date
    first_year: date | None
    second_year: date | None
    first_year_by_months: date
    second_year_by_months: date


def mourning_days(
    death: lunar.LunarDate, *, policy: ShortMonthPolicy = ShortMonthPolicy.LAST_DAY
) -> MourningDays:
    """Return 49 ngày, 100 ngày, giỗ đầu (tiểu tường) and giỗ hết (đại tường) of a death.

    Raises:
        LunarDateOutOfRange: the death or a day that follows is outside the lunar table.
        NoSuchLunarDate: the day of death does not exist.

    >>> mourning_days(lunar.LunarDate(2018, 10, 9)).second_year_by_months
    datetime.date(2020, 10, 25)
    """
    died = lunar.to_solar(death)
    first, second = (
        memorial_in_lunar_year(death.month, death.day, death.year + step, policy=policy)
        for step in (1, 2)
    )
    return MourningDays(
        day_49=died + timedelta(days=48),
        day_100=died + timedelta(days=99),
        first_year=first,
        second_year=second,
        first_year_by_months=_months_later(death, 12),
        second_year_by_months=_months_later(death, 24),
    )


def _months_later(death: lunar.LunarDate, count: int) -> date:
    """Return the same day so many lunar months later, leap months counted, a 30th clipped."""
    first = lunar.to_solar(lunar.LunarDate(death.year, death.month, 1, death.leap))
    months = [
        month
        for year in range(death.year, death.year + 4)
        if lunar.FIRST_LUNAR_YEAR <= year <= lunar.LAST_LUNAR_YEAR
        for month in lunar.year_months(year)
    ]
    place = next(
        place for place, month in enumerate(months) if month.start_jdn == date_to_jdn(first)
    )
    if place + count >= len(months):
        raise LunarDateOutOfRange(f"{count} months after {death}")
    month = months[place + count]
    return jdn_to_date(month.start_jdn + min(death.day, month.length) - 1)


class MourningMemorial(NamedTuple):
    """The first (giỗ đầu, tiểu tường) or second giỗ (giỗ hết, đại tường) of a death.

    `by_months` is the Gregorian day by the count of 12 or 24 lunar months, None when it is the
    plain one or lies outside the lunar table.
    """

    number: int
    by_months: date | None


def mourning_memorial(
    death: lunar.LunarDate, *, lunar_year: int, held: date
) -> MourningMemorial | None:
    """Say whether the giỗ kept for a lunar year is the first or second after a death, else None.

    Args:
        death: the lunar day of death, years 1800-2199.
        lunar_year: the lunar year the giỗ is kept for.
        held: the Gregorian day on which it is held by the plain lunar date.

    >>> mourning_memorial(lunar.LunarDate(2018, 10, 9), lunar_year=2020, held=date(2020, 11, 23))
    MourningMemorial(number=2, by_months=datetime.date(2020, 10, 25))
    """
    number = lunar_year - death.year
    if number not in (1, 2):
        return None
    try:
        counted = _months_later(death, 12 * number)
    except LunarDateOutOfRange:
        return MourningMemorial(number, None)
    # A missing 30th may move a day by one; only a leap month moves it by a month.
    is_other = abs((counted - held).days) > 1
    return MourningMemorial(number, counted if is_other else None)
