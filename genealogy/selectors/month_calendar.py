"""A month of giỗ and feasts laid out as a sheet of the calendar, solar or lunar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from math import ceil
from uuid import UUID

from django.utils.translation import gettext as _

from genealogy.domain.lunar import can_chi_year, to_lunar
from genealogy.domain.month_grid import GridDay, LunarMonthKey, MonthGrid, SolarMonth
from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.anniversaries import AnniversaryBook, anniversary_book
from genealogy.selectors.anniversary_items import Anniversary, AnniversaryKind
from genealogy.selectors.labels import generation_label
from genealogy.selectors.memorials import MemorialCard, lunar_day_text, lunar_month_label
from genealogy.selectors.my_line import MyLine, relation_text

#: A month with more giỗ shows numbers in its cells instead of names.
MOST_NAMES = 600
_ROWS_A_PAGE = 100


@dataclass(frozen=True)
class CalendarFilter:
    """Whose days a calendar shows: the whole clan, a branch, the reader's own line or house.

    Args:
        branch: of this branch and those within it.
        mine: of the reader's own line, or with `is_house` of the house alone.
        person: primary key of the one person whose giỗ is shown, without any feasts.
        words: what the reader calls the dead, by uuid; those of `mine` by default.
    """

    branch: Branch | None = None
    mine: MyLine | None = None
    is_house: bool = False
    person: int | None = None
    words: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def relation_words(self) -> Mapping[UUID, str]:
        """Return what the reader calls the dead."""
        return self.words or (self.mine.words if self.mine is not None else {})

    @property
    def only(self) -> frozenset[int] | None:
        """Return the keys of the people whose giỗ are shown; None for everybody."""
        if self.person is not None:
            return frozenset({self.person})
        if self.mine is None:
            return None
        return self.mine.house if self.is_house else self.mine.line

    @property
    def branch_of_feasts(self) -> Branch | None:
        """Return the branch whose feasts are shown."""
        return self.mine.person.branch if self.mine is not None else self.branch


@dataclass(frozen=True)
class CalendarCell:
    """A day of a sheet: how many giỗ and feasts it has, and their cards where names are shown."""

    grid: GridDay
    is_today: bool
    count: int
    cards: list[MemorialCard] = field(default_factory=list)

    @property
    def lunar_text(self) -> str:
        """Return the lunar day as a cell writes it: "15", or "1/10" where the month is named."""
        lunar = self.grid.lunar
        if lunar is None:
            return ""
        return f"{lunar.day}/{lunar.month}" if self.grid.names_month else str(lunar.day)

    @property
    def is_leap(self) -> bool:
        """Say whether the cell names a leap month (tháng nhuận)."""
        lunar = self.grid.lunar
        return lunar is not None and lunar.leap and self.grid.names_month


@dataclass(frozen=True)
class CalendarDay:
    """A day of the list below a sheet, with everything that is kept on it."""

    day: date
    cards: list[MemorialCard]
    is_past: bool = False

    @property
    def lunar_text(self) -> str:
        """Return the lunar day: "18 tháng 10", "mùng 1 tháng 6 nhuận"."""
        lunar = to_lunar(self.day)
        text = lunar_day_text(lunar.month, lunar.day)
        return _("%(day)s nhuận") % {"day": text} if lunar.leap else text


@dataclass(frozen=True)
class MonthCalendar:
    """A sheet with its list. `page` of `pages` is shown in the list, `total` counts all."""

    grid: MonthGrid
    weeks: list[list[CalendarCell]]
    days: list[CalendarDay]
    total: int
    page: int
    pages: int
    has_names: bool

    @property
    def coming(self) -> list[CalendarDay]:
        """Return the days of the list from today on."""
        return [one for one in self.days if not one.is_past]

    @property
    def past(self) -> list[CalendarDay]:
        """Return the days of the list that are over."""
        return [one for one in self.days if one.is_past]


def calendar_book(
    viewer: Viewer, clan: Clan, chosen: CalendarFilter, *, first: date, last: date
) -> AnniversaryBook:
    """Give the giỗ and feasts of a span that a filter lets through."""
    return anniversary_book(
        viewer,
        clan=clan,
        first=first,
        last=last,
        branch=chosen.branch_of_feasts,
        only=chosen.only,
        include_feasts=chosen.person is None,
    )


def month_calendar(
    viewer: Viewer,
    *,
    clan: Clan,
    grid: MonthGrid,
    chosen: CalendarFilter,
    page: int = 1,
    only_day: date | None = None,
) -> MonthCalendar:
    """Lay the giỗ and feasts of a month into its sheet.

    Args:
        viewer: who looks; only the dead whose dates the viewer may know are shown.
        clan: whose calendar.
        grid: the month.
        chosen: whose days.
        page: of the list, 1 the first; the nearest one for a number out of range.
        only_day: list this day alone.

    The number of queries does not follow the number of giỗ.
    """
    book = calendar_book(viewer, clan, chosen, first=grid.first, last=grid.last)
    counts = book.counts()
    words = chosen.relation_words
    has_names = len(book) <= MOST_NAMES
    by_day: dict[date, list[MemorialCard]] = defaultdict(list)
    if has_names:
        for row in book.part(0, MOST_NAMES):
            by_day[row.day].append(anniversary_card(row, viewer.today, words))
    low, high = _listed(counts, only_day)
    pages = max(1, ceil((high - low) / _ROWS_A_PAGE))
    page = min(max(page, 1), pages)
    start = low + (page - 1) * _ROWS_A_PAGE
    stop = min(start + _ROWS_A_PAGE, high)
    if has_names:
        shown = [card for day in sorted(by_day) for card in by_day[day]][start:stop]
    else:
        shown = [anniversary_card(row, viewer.today, words) for row in book.part(start, stop)]
    return MonthCalendar(
        grid=grid,
        weeks=[
            [_cell(one, viewer.today, counts, by_day.get(one.day, [])) for one in week]
            for week in grid.weeks
        ],
        days=[
            CalendarDay(day, list(cards), day < viewer.today)
            for day, cards in groupby(shown, key=lambda card: card.solar_date or date.max)
        ],
        total=len(book),
        page=page,
        pages=pages,
        has_names=has_names,
    )


def _listed(counts: Mapping[date, int], only_day: date | None) -> tuple[int, int]:
    """Give the part of the list to show, as places from and to."""
    if only_day is None or only_day not in counts:
        return 0, sum(counts.values())
    before = sum(count for day, count in counts.items() if day < only_day)
    return before, before + counts[only_day]


def _cell(
    one: GridDay, today: date, counts: Mapping[date, int], cards: list[MemorialCard]
) -> CalendarCell:
    is_today = one.day == today
    if not one.is_inside:
        return CalendarCell(one, is_today, 0)
    return CalendarCell(one, is_today, counts.get(one.day, 0), cards)


def anniversary_card(row: Anniversary, today: date, words: Mapping[UUID, str]) -> MemorialCard:
    """Make the card of one anniversary; `words` are those of the reader's own line."""
    is_feast = row.kind is AnniversaryKind.FEAST
    return MemorialCard(
        name=row.name,
        url=row.url,
        generation_label=generation_label(row.generation),
        branch_title=row.branch_title,
        branch_url="",
        lunar_month=row.lunar_month,
        lunar_day=row.lunar_day,
        solar_date=row.day,
        days_left=(row.day - today).days,
        eve=row.eve,
        note=row.note,
        counted_note=row.counted_note,
        is_feast=is_feast,
        place=row.place,
        text=row.text,
        relation="" if is_feast else relation_text(words.get(row.uuid, "")),
    )


def coming_days(
    viewer: Viewer,
    *,
    clan: Clan,
    chosen: CalendarFilter,
    first: date,
    last: date,
    limit: int,
) -> list[MemorialCard]:
    """Give the first giỗ and feasts from one Gregorian day to another, feasts first on a day."""
    book = calendar_book(viewer, clan, chosen, first=first, last=last)
    words = chosen.relation_words
    return [anniversary_card(row, viewer.today, words) for row in book.part(0, limit)]


# Words of a sheet -----------------------------------------------------------------------------


def solar_month_title(month: SolarMonth) -> str:
    """Name a Gregorian month: "Tháng 11 năm 2026"."""
    return _("Tháng %(month)s năm %(year)s") % {"month": month.month, "year": month.year}


def lunar_month_title(month: LunarMonthKey) -> str:
    """Name a lunar month: "Tháng Chạp năm Bính Ngọ", "Tháng 6 nhuận năm Ất Tỵ"."""
    label = lunar_month_label(month.month)
    words = _("%(month)s nhuận năm %(year)s") if month.leap else _("%(month)s năm %(year)s")
    return words % {"month": label, "year": can_chi_year(month.year)}


def lunar_span_text(grid: MonthGrid) -> str:
    """Say which lunar months a sheet touches: "Tháng 9 và tháng 10 năm Bính Ngọ, âm lịch"."""
    touched: list[LunarMonthKey] = []
    for week in grid.weeks:
        for one in week:
            if one.is_inside and one.lunar is not None:
                key = LunarMonthKey(one.lunar.year, one.lunar.month, one.lunar.leap)
                if key not in touched:
                    touched.append(key)
    names = []
    for place, key in enumerate(touched):
        is_last_of_year = place + 1 == len(touched) or touched[place + 1].year != key.year
        title = lunar_month_title(key) if is_last_of_year else _short_title(key)
        names.append(title if place == 0 else title[:1].lower() + title[1:])
    if len(names) < 2:
        return _("%(months)s âm lịch") % {"months": names[0]} if names else ""
    return _("%(months)s và %(last)s âm lịch") % {
        "months": ", ".join(names[:-1]),
        "last": names[-1],
    }


def _short_title(month: LunarMonthKey) -> str:
    label = lunar_month_label(month.month)
    return _("%(month)s nhuận") % {"month": label} if month.leap else label
