"""Looking people up by the lunar days on which they are remembered, by the index on those."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from genealogy.domain.memorial_spans import MemorialSpan, YearlyDay
from genealogy.domain.memorials import ShortMonthPolicy
from genealogy.models import Clan, Person

#: Columns that decide on which day a giỗ is held, in the order `yearly_day_of` takes them.
CUSTOM_COLUMNS = (
    "memorial_month",
    "memorial_day",
    "memorial_in_leap_month",
    "memorial_short_month",
)


def policy_of(clan: Clan, own: str = "") -> ShortMonthPolicy:
    """Give what becomes of a missing 30th: somebody's own custom, else that of the clan."""
    return ShortMonthPolicy(own or clan.short_month)


def yearly_day_of(
    span: MemorialSpan, clan: Clan, month: int, day: int, in_leap_month: bool, short_month: str
) -> YearlyDay:
    """Give the key under which a giỗ of the clan stands in a span."""
    return span.yearly_day(
        month, day, observe_leap=in_leap_month, policy=policy_of(clan, short_month)
    )


def yearly_day_of_person(span: MemorialSpan, person: Person) -> YearlyDay:
    """Give the key of a person who has a giỗ and whose clan is loaded."""
    return yearly_day_of(span, person.clan, *(getattr(person, column) for column in CUSTOM_COLUMNS))


def matches_day(yearly: YearlyDay) -> Q:
    """Match those who are remembered on this lunar day by these customs."""
    matched = Q(memorial_month=yearly.month, memorial_day=yearly.day)
    if yearly.observe_leap is not None:
        matched &= Q(memorial_in_leap_month=yearly.observe_leap)
    if yearly.policy is not None:
        follows_clan = Q(memorial_short_month="", clan__short_month=yearly.policy.value)
        matched &= Q(memorial_short_month=yearly.policy.value) | follows_clan
    return matched


def matches_lunar_days(days: Iterable[YearlyDay]) -> Q:
    """Match the lunar days by the index on (month, day), one list of days for each month.

    Customs are not asked for, so this is the coarse half of a question.
    """
    months: dict[int, set[int]] = {}
    for yearly in days:
        months.setdefault(yearly.month, set()).add(yearly.day)
    matched = Q(pk__in=[])
    for month, month_days in sorted(months.items()):
        matched |= Q(memorial_month=month, memorial_day__in=sorted(month_days))
    return matched
