"""Days of remembrance (giỗ): the next of one person, the coming ones of a clan, a lunar month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from genealogy.domain.errors import LunarDateOutOfRange
from genealogy.domain.lunar import to_lunar
from genealogy.domain.memorials import (
    MemorialItem,
    ShortMonthPolicy,
    memorials_between,
    next_memorial,
)
from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.cards import CARD_FIELDS, branch_url, person_detail
from genealogy.selectors.labels import generation_label

#: A lunar day of a month is (month 1-12, day 1-30).
LunarDay = tuple[int, int]

#: Most calls want the next few giỗ, which a big clan has within a week.
_FIRST_STEP_DAYS = 7


@dataclass(frozen=True)
class MemorialCard:
    """The giỗ of one person: lunar month and day, and the Gregorian day it next falls on."""

    name: str
    url: str
    generation_label: str
    branch_title: str
    branch_url: str
    lunar_month: int
    lunar_day: int
    solar_date: date | None
    days_left: int | None

    @property
    def lunar_text(self) -> str:
        """Return "18 tháng 10"."""
        return lunar_day_text(self.lunar_month, self.lunar_day)


def lunar_month_label(month: int) -> str:
    """Name a lunar month: "Tháng Giêng", "Tháng 2", "Tháng Chạp"."""
    return {1: _("Tháng Giêng"), 12: _("Tháng Chạp")}.get(
        month, _("Tháng %(number)s") % {"number": month}
    )


def lunar_day_text(month: int, day: int) -> str:
    """Say a lunar day of the year: "18 tháng 10", "mùng 5 tháng Giêng"."""
    words = _("mùng %(day)s %(month)s") if day <= 10 else _("%(day)s %(month)s")
    label = lunar_month_label(month)
    return words % {"day": day, "month": label[:1].lower() + label[1:]}


def _policy(clan: Clan) -> ShortMonthPolicy:
    return ShortMonthPolicy(clan.short_month)


def memorial_of(person: Person, viewer: Viewer) -> MemorialCard | None:
    """Give the giỗ of a person whose clan is loaded; None when the day is unknown or hidden."""
    month, day = person.memorial_month, person.memorial_day
    if month is None or day is None or person_detail(person, viewer) < Detail.FULL:
        return None
    try:
        solar = next_memorial(month, day, today=viewer.today, policy=_policy(person.clan))
    except LunarDateOutOfRange:
        solar = None
    return _card(person, solar, viewer.today)


def _card(person: Person, solar: date | None, today: date) -> MemorialCard:
    return MemorialCard(
        name=str(person),
        url=person.get_absolute_url(),
        generation_label=generation_label(person.generation),
        branch_title=person.branch.title if person.branch else "",
        branch_url=branch_url(person),
        lunar_month=person.memorial_month or 0,
        lunar_day=person.memorial_day or 0,
        solar_date=solar,
        days_left=(solar - today).days if solar else None,
    )


@lru_cache(maxsize=64)
def lunar_days_between(
    first: date, last: date, policy: ShortMonthPolicy
) -> tuple[tuple[date, LunarDay], ...]:
    """Give which lunar days are remembered on which Gregorian days of a span, by date.

    A span of N days holds about N lunar days, whatever the size of the clan.
    """
    every_day = [
        MemorialItem((month, day), month, day) for month in range(1, 13) for day in range(1, 31)
    ]
    found = memorials_between(every_day, first=first, last=last, policy=policy)
    return tuple((memorial.date, memorial.key) for memorial in found)  # type: ignore[misc] # keys


def _remembered(viewer: Viewer) -> QuerySet[Person]:
    """Give the people whose day of death the viewer may know."""
    return Person.objects.detailed_to(viewer).select_related("clan", "branch").only(*CARD_FIELDS)


def _by_month(days: set[LunarDay]) -> Q:
    """Match the lunar days by the index on (month, day), one range of days for each month."""
    months: dict[int, list[int]] = {}
    for month, day in sorted(days):
        months.setdefault(month, []).append(day)
    matched = Q(pk__in=[])
    for month, month_days in months.items():
        matched |= Q(memorial_month=month, memorial_day__in=month_days)
    return matched


def _due_between(
    people: QuerySet[Person], first: date, last: date, policies: set[ShortMonthPolicy]
) -> QuerySet[Person]:
    """Keep who is remembered in the span, with `due` as the ordinal of the Gregorian day."""
    due: dict[tuple[int, int, ShortMonthPolicy | None], int] = {}
    for policy in policies:
        for day, (month, lunar_day) in lunar_days_between(first, last, policy):
            # Only a 30th depends on the custom of the clan.
            key = (month, lunar_day, policy if lunar_day == 30 else None)
            due.setdefault(key, day.toordinal())
    whens = []
    for (month, lunar_day, custom), ordinal in due.items():
        condition = Q(memorial_month=month, memorial_day=lunar_day)
        if custom is not None:
            condition &= Q(clan__short_month=custom.value)
        whens.append(When(condition, then=Value(ordinal)))
    if not whens:
        return people.none()
    return (
        people.filter(_by_month({(month, day) for month, day, _custom in due}))
        .annotate(due=Case(*whens, default=None, output_field=IntegerField()))
        .filter(due__isnull=False)
        .order_by("due", "generation", "lineage_path", "pk")
    )


def upcoming_memorials(
    viewer: Viewer,
    *,
    clan: Clan | None = None,
    branches: list[Branch] | None = None,
    today: date | None = None,
    days: int = 60,
    limit: int = 5,
) -> list[MemorialCard]:
    """Give the coming giỗ by date, from today on.

    Args:
        viewer: who looks; only the dead whose dates the viewer may know are given.
        clan: of one clan, else of all the viewer may open.
        branches: of these branches only.
        today: Gregorian day in Vietnam; the viewer's day by default.
        days: how far to look, today being day 0.
        limit: how many at most.

    The lunar days of the span are reckoned first, so the database is asked by an index.
    """
    today = today or viewer.today
    people = _remembered(viewer)
    policies = set(ShortMonthPolicy)
    if clan is not None:
        people = people.filter(clan=clan)
        policies = {_policy(clan)}
    if branches is not None:
        people = people.filter(branch__in=[branch.pk for branch in branches])
    cards: list[MemorialCard] = []
    first, last = today, today + timedelta(days=days)
    for end in (min(today + timedelta(days=_FIRST_STEP_DAYS), last), last):
        if end < first or len(cards) >= limit:
            break
        found = _due_between(people, first, end, policies)[: limit - len(cards)]
        cards += [
            _card(person, date.fromordinal(person.due), today)  # type: ignore[attr-defined] # annotated
            for person in found
        ]
        first = end + timedelta(days=1)
    return cards


def current_lunar_month(viewer: Viewer) -> int:
    """Give the lunar month (1-12) of the viewer's day."""
    return to_lunar(viewer.today).month


def people_of_month(
    viewer: Viewer, *, clan: Clan, month: int, branches: list[Branch] | None = None
) -> QuerySet[Person]:
    """Give whose giỗ falls in a lunar month (1-12), by day, for a page to cut."""
    people = _remembered(viewer).filter(clan=clan, memorial_month=month)
    if branches is not None:
        people = people.filter(branch__in=[branch.pk for branch in branches])
    return people.order_by("memorial_day", "generation", "lineage_path", "pk")


def memorial_cards(people: list[Person], viewer: Viewer) -> list[MemorialCard]:
    """Make the giỗ cards of people read by `people_of_month`."""
    return [card for card in (memorial_of(person, viewer) for person in people) if card]
