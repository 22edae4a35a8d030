"""Which lunar days are remembered on which Gregorian days of a span, for a whole clan at once.

A clan of 100,000 has no more than some 400 different lunar days, so the days are reckoned first and
the people are looked up by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from genealogy.domain import lunar
from genealogy.domain.memorials import (
    HeldDay,
    MemorialItem,
    ShortMonthPolicy,
    lunar_years_of,
    memorials_between,
)

_MONTHS = range(1, 13)
_DAYS = range(1, 31)
_LONGEST = 30


class YearlyDay(NamedTuple):
    """A lunar day kept each year, with those customs that decide on its Gregorian day.

    `observe_leap` is None unless a year of the span has that month twice; `policy` is None unless
    the day is a 30th, the only one a month may lack.
    """

    month: int
    day: int
    observe_leap: bool | None
    policy: ShortMonthPolicy | None


@dataclass(frozen=True)
class MemorialSpan:
    """All yearly lunar days that are held in a span, each with its Gregorian days in order."""

    held: Mapping[YearlyDay, tuple[HeldDay, ...]]
    leap_months: frozenset[int]

    def yearly_day(
        self, month: int, day: int, *, observe_leap: bool, policy: ShortMonthPolicy
    ) -> YearlyDay:
        """Return the key under which a giỗ with these customs stands in `held`."""
        return YearlyDay(
            month,
            day,
            observe_leap if month in self.leap_months else None,
            policy if day == _LONGEST else None,
        )


@lru_cache(maxsize=64)
def memorial_span(first: date, last: date) -> MemorialSpan:
    """Reckon every lunar day and custom from `first` to `last`, both included, Gregorian.

    Days outside 1800-01-25..2199-12-31 hold nothing.

    >>> span = memorial_span(date(2025, 4, 7), date(2025, 4, 7))
    >>> [(day.month, day.day) for day in span.held]
    [(3, 10)]
    """
    first, last = max(first, lunar.FIRST_DAY), min(last, lunar.LAST_DAY)
    leaps = (lunar.leap_month(year) for year in lunar_years_of(first, last))
    leap_months = frozenset(month for month in leaps if month is not None)
    found = memorials_between(_every_day(leap_months), first=first, last=last)
    held: dict[YearlyDay, list[HeldDay]] = {}
    for day, key, lunar_year in found:
        held.setdefault(key, []).append(HeldDay(day, lunar_year))  # type: ignore[arg-type] # ours
    return MemorialSpan({key: tuple(days) for key, days in held.items()}, leap_months)


def _every_day(leap_months: frozenset[int]) -> list[MemorialItem]:
    """Return each lunar day once for every custom that can make a difference."""
    items = []
    for month in _MONTHS:
        customs = (False, True) if month in leap_months else (None,)
        for day in _DAYS:
            for policy in ShortMonthPolicy if day == _LONGEST else (None,):
                for observe_leap in customs:
                    key = YearlyDay(month, day, observe_leap, policy)
                    items.append(MemorialItem(key, month, day, bool(observe_leap), policy))
    return items
