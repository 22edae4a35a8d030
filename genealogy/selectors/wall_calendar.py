"""A year of giỗ and feasts as twelve sheets for the wall."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from genealogy.domain.month_grid import MonthGrid, SolarMonth, solar_grid
from genealogy.domain.viewer import Viewer
from genealogy.models import Clan
from genealogy.selectors.memorials import MemorialCard
from genealogy.selectors.month_calendar import (
    CalendarFilter,
    anniversary_card,
    calendar_book,
    lunar_span_text,
    solar_month_title,
)

#: A year with more giỗ shows their number in each cell: no wall has room for the names.
MOST_OF_YEAR = 4_000
#: Lines of names in one cell, by size of paper.
LINES = {"a4": 4, "a3": 7}


@dataclass(frozen=True)
class WallSheet:
    """One month: heading, the words of the lunar months, and its grid."""

    title: str
    subtitle: str
    grid: MonthGrid


@dataclass(frozen=True)
class WallCalendar:
    """The twelve sheets of a Gregorian year; `size` is "a4" or "a3", across.

    `cards` holds the giỗ and feasts to print on each day, `counts` how many the day has.
    """

    clan: str
    year: int
    size: str
    sheets: list[WallSheet]
    cards: dict[date, list[MemorialCard]]
    counts: dict[date, int]


def wall_calendar_of(
    viewer: Viewer, *, clan: Clan, year: int, chosen: CalendarFilter, size: str = "a4"
) -> WallCalendar:
    """Give the wall calendar of a Gregorian year 1800-2199, as the viewer may know it."""
    book = calendar_book(viewer, clan, chosen, first=date(year, 1, 1), last=date(year, 12, 31))
    cards: dict[date, list[MemorialCard]] = defaultdict(list)
    if len(book) <= MOST_OF_YEAR:
        words = chosen.relation_words
        for row in book:
            if len(cards[row.day]) < LINES[size]:
                cards[row.day].append(anniversary_card(row, viewer.today, words))
    sheets = []
    for month in range(1, 13):
        grid = solar_grid(SolarMonth(year, month))
        title = solar_month_title(SolarMonth(year, month))
        sheets.append(WallSheet(title, lunar_span_text(grid), grid))
    return WallCalendar(clan.name, year, size, sheets, dict(cards), book.counts())
