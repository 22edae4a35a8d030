"""Feasts of a clan: giỗ tổ, chạp họ, Thanh minh, rằm tháng Bảy, xuân tế.

A feast falls on a lunar day, which may be the giỗ of an ancestor, or on a solar term (tiết khí).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from genealogy.domain import lunar, solar_terms
from genealogy.domain.memorial_spans import memorial_span
from genealogy.domain.memorials import HeldDay, ShortMonthPolicy

#: Longer than any lunar year.
_YEAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class FeastRule:
    """How the day of a feast is found: a lunar month 1-12 and day 1-30, or a solar term 0-23.

    `observe_leap` and `policy` are the customs of a giỗ; see memorials.py. The lunar day lacks in
    a rule by solar term, and the other way round.
    """

    month: int | None = None
    day: int | None = None
    solar_term: int | None = None
    observe_leap: bool = False
    policy: ShortMonthPolicy = ShortMonthPolicy.LAST_DAY


def feast_days(rule: FeastRule, *, first: date, last: date) -> list[HeldDay]:
    """Return the days of a feast from `first` to `last`, both included, Gregorian, in order.

    Days outside 1800-01-25..2199-12-31 hold none, nor does a rule without any day.

    Raises:
        NoSuchSolarTerm: the solar term is not 0-23.

    >>> feast_days(FeastRule(solar_term=1), first=date(2026, 1, 1), last=date(2026, 12, 31))
    [HeldDay(date=datetime.date(2026, 4, 5), lunar_year=2026)]
    """
    first, last = max(first, lunar.FIRST_DAY), min(last, lunar.LAST_DAY)
    if first > last:
        return []
    if rule.solar_term is not None:
        days = (
            solar_terms.solar_term_date(year, rule.solar_term)
            for year in range(first.year, last.year + 1)
        )
        return [HeldDay(day, lunar.to_lunar(day).year) for day in days if first <= day <= last]
    if rule.month is None or rule.day is None:
        return []
    span = memorial_span(first, last)
    key = span.yearly_day(rule.month, rule.day, observe_leap=rule.observe_leap, policy=rule.policy)
    return list(span.held.get(key, ()))


def next_feast_days(rule: FeastRule, *, today: date, count: int) -> list[date]:
    """Return the next `count` days of a feast from `today` on; fewer when the table ends.

    A 30th that is skipped in short months may wait some years; ten are searched for each day.

    >>> next_feast_days(FeastRule(month=7, day=15), today=date(2026, 1, 1), count=2)
    [datetime.date(2026, 8, 27), datetime.date(2027, 8, 16)]
    """
    found: list[date] = []
    first = today
    for _ in range(10 * count):
        last = first + _YEAR
        found += [held.date for held in feast_days(rule, first=first, last=last)]
        if len(found) >= count or last > lunar.LAST_DAY:
            break
        first = last + timedelta(days=1)
    return found[:count]
