"""All giỗ and feasts of a clan over any span of years, by date.

A clan of 100,000 has some 400 different lunar days, so people are counted by lunar day in one query
and read only for the days of the page that is asked for, as plain values.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from itertools import accumulate

from django.db.models import BooleanField, Case, Count, Q, QuerySet, When

from genealogy.domain.lunar import LunarDate
from genealogy.domain.memorial_spans import YearlyDay, memorial_span
from genealogy.domain.memorials import HeldDay
from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.anniversary_items import (
    Anniversary,
    AnniversaryKind,
    Remembered,
    feast_anniversary,
    memorial_anniversary,
)
from genealogy.selectors.clans import branch_and_below
from genealogy.selectors.feasts import KnownFeast, feast_held, known_feasts
from genealogy.selectors.mournings import (
    days_of_death,
    is_after_death,
    may_be_in_mourning,
    mourning_words,
)
from genealogy.selectors.yearly_days import CUSTOM_COLUMNS, matches_lunar_days, yearly_day_of

__all__ = [
    "Anniversary",
    "AnniversaryBook",
    "AnniversaryKind",
    "anniversaries",
    "anniversary_book",
]

#: So many anniversaries are held in memory at once while a long list is walked through.
_CHUNK = 5_000
#: From so many lunar days on a span holds nearly all, and asking for them one by one costs more.
_MOST_LUNAR_DAYS = 300


class AnniversaryBook:
    """The anniversaries of a span by date, feasts before giỗ; read only where looked at.

    Made by `anniversary_book`. Its length is known from one query, or three when somebody died
    within the span; a part of it costs three more at most.
    """

    def __init__(
        self,
        viewer: Viewer,
        clan: Clan,
        people: QuerySet[Person],
        feasts: list[KnownFeast],
        *,
        first: date,
        last: date,
    ) -> None:
        self._viewer = viewer
        self._clan = clan
        self._span = memorial_span(first, last)
        # A giỗ comes after the death. Who died before the span or long ago has all of them.
        self._people = people.filter(
            Q(death_year=None) | Q(death_year__lte=last.year),
            memorial_month__isnull=False,
            memorial_day__isnull=False,
        )
        lunar_days = {(yearly.month, yearly.day) for yearly in self._span.held}
        if len(lunar_days) < _MOST_LUNAR_DAYS:
            self._people = self._people.filter(matches_lunar_days(self._span.held))
        self._first_year = first.year
        self._feasts: dict[date, list[tuple[KnownFeast, HeldDay]]] = defaultdict(list)
        self._yearly: dict[date, dict[YearlyDay, HeldDay]] = defaultdict(dict)
        #: Lunar days of death of those who died within the span.
        self._deaths: dict[int, LunarDate] = {}
        sizes: dict[date, int] = defaultdict(int)
        self._count_people(sizes)
        for known in feasts:
            for held in feast_held(known, first=first, last=last):
                self._feasts[held.date].append((known, held))
                sizes[held.date] += 1
        self._dates = sorted(sizes)
        #: How many anniversaries come before each date; the last entry is the whole number.
        self._before = list(accumulate((sizes[day] for day in self._dates), initial=0))
        self._branches: dict[int, str] | None = None

    def _count_people(self, sizes: dict[date, int]) -> None:
        """Count who is remembered on each day, by lunar day; those who died lately one by one."""
        is_late = Case(
            When(death_year__gte=self._first_year, then=True),
            default=False,
            output_field=BooleanField(),
        )
        rows = (
            self._people.order_by()
            .annotate(is_late=is_late)
            .values_list("is_late", *CUSTOM_COLUMNS)
            .annotate(Count("pk"))
        )
        has_late = False
        for late, *customs, count in rows:
            if late:
                has_late = True
                continue
            yearly = yearly_day_of(self._span, self._clan, *customs)
            for held in self._span.held.get(yearly, ()):
                self._yearly[held.date][yearly] = held
                sizes[held.date] += count
        if has_late:
            self._count_late(sizes)

    def _count_late(self, sizes: dict[date, int]) -> None:
        """Count those who died within the span, of whose lunar days some come before the death."""
        late = [
            (pk, death_year, yearly_day_of(self._span, self._clan, *customs))
            for pk, death_year, *customs in self._people.filter(
                death_year__gte=self._first_year
            ).values_list("pk", "death_year", *CUSTOM_COLUMNS)
        ]
        self._deaths = days_of_death([pk for pk, _year, _yearly in late], self._viewer)
        for pk, death_year, yearly in late:
            for held in self._span.held.get(yearly, ()):
                if is_after_death(self._deaths.get(pk), death_year, held):
                    self._yearly[held.date][yearly] = held
                    sizes[held.date] += 1

    def _is_kept(self, row: Remembered, held: HeldDay) -> bool:
        """Say whether a giỗ is one, coming after the death."""
        if row.death_year is None or row.death_year < self._first_year:
            return True
        return is_after_death(self._deaths.get(row.pk), row.death_year, held)

    def __len__(self) -> int:
        return self._before[-1]

    def counts(self) -> dict[date, int]:
        """Give how many anniversaries each day of the span has; days without any are absent."""
        return {
            day: self._before[place + 1] - self._before[place]
            for place, day in enumerate(self._dates)
        }

    def part(self, start: int, stop: int) -> list[Anniversary]:
        """Read those from one place in the list to another, `stop` left out, as a slice would."""
        stop = min(stop, len(self))
        if start >= stop:
            return []
        low = bisect_right(self._before, start) - 1
        high = bisect_right(self._before, stop - 1)
        whole_days = self._of_dates(self._dates[low:high])
        offset = self._before[low]
        return whole_days[start - offset : stop - offset]

    def __iter__(self) -> Iterator[Anniversary]:
        for start in range(0, len(self), _CHUNK):
            yield from self.part(start, start + _CHUNK)

    def _of_dates(self, dates: list[date]) -> list[Anniversary]:
        """Read everything held on these days, in order."""
        rows = self._read_people(dates)
        lately = {
            row.pk
            for day in dates
            for yearly in self._yearly.get(day, ())
            for row in rows[yearly]
            if may_be_in_mourning(row.death_year, day) and row.pk not in self._deaths
        }
        deaths = {**self._deaths, **days_of_death(lately, self._viewer)}
        found = []
        for day in dates:
            found += [feast_anniversary(known, held) for known, held in self._feasts.get(day, ())]
            held_by = self._yearly.get(day, {})
            on_day = [
                (row, held)
                for yearly, held in held_by.items()
                for row in rows[yearly]
                if self._is_kept(row, held)
            ]
            on_day.sort(key=lambda pair: pair[0].place_in_book)
            found += [
                memorial_anniversary(
                    row,
                    held,
                    mourning_words(deaths.get(row.pk), held),
                    self._branch_title(row.branch_id),
                )
                for row, held in on_day
            ]
        return found

    def _read_people(self, dates: list[date]) -> dict[YearlyDay, list[Remembered]]:
        """Read who is remembered on these days."""
        rows: dict[YearlyDay, list[Remembered]] = defaultdict(list)
        wanted = {yearly for day in dates for yearly in self._yearly.get(day, ())}
        if not wanted:
            return rows
        people = self._people.filter(matches_lunar_days(wanted)).order_by()
        for values in people.values_list(*Remembered._fields).iterator(chunk_size=_CHUNK):
            row = Remembered(*values)
            yearly = yearly_day_of(self._span, self._clan, *row.customs)
            rows[yearly].append(row)
        return rows

    def _branch_title(self, pk: int | None) -> str:
        if pk is None:
            return ""
        if self._branches is None:
            self._branches = {branch.pk: branch.title for branch in self._clan.branches.all()}
        return self._branches.get(pk, "")


def anniversary_book(
    viewer: Viewer,
    *,
    clan: Clan,
    first: date,
    last: date,
    branch: Branch | None = None,
    only: Collection[int] | None = None,
    include_feasts: bool = True,
) -> AnniversaryBook:
    """Give the anniversaries of a clan the viewer may open, to be counted, cut or walked through.

    Args:
        viewer: who looks; only the dead whose dates the viewer may know are given.
        clan: whose.
        first: Gregorian; days outside 1800-01-25..2199-12-31 hold none.
        last: Gregorian, included.
        branch: of the clan; its people and those of the branches within it, and the feasts of the
            clan, of these branches and of those above them.
        only: keys of people, at most 900; the giỗ of others are left out, and `branch` then keeps
            nobody out but says whose feasts are given.
        include_feasts: whether feasts stand among the giỗ.
    """
    people = Person.objects.detailed_to(viewer).filter(clan=clan)
    branches = None
    if branch is not None:
        branches = branch_and_below(branch)
    if only is not None:
        people = people.filter(pk__in=only)
    elif branches is not None:
        people = people.filter(branch__in=[one.pk for one in branches])
    feasts = known_feasts(viewer, clan=clan, branches=branches) if include_feasts else []
    return AnniversaryBook(viewer, clan, people, feasts, first=first, last=last)


def anniversaries(
    viewer: Viewer,
    *,
    clan: Clan,
    first: date,
    last: date,
    branch: Branch | None = None,
    include_feasts: bool = True,
) -> list[Anniversary]:
    """Give all anniversaries of a span by date; arguments as of `anniversary_book`."""
    return list(
        anniversary_book(
            viewer,
            clan=clan,
            first=first,
            last=last,
            branch=branch,
            include_feasts=include_feasts,
        )
    )
