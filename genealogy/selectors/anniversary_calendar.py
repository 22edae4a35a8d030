"""The giỗ and feasts of a clan as a calendar file for phones (iCalendar, RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from genealogy.domain.lunar import (
    FIRST_DAY,
    LAST_DAY,
    LAST_LUNAR_YEAR,
    LunarDate,
    to_lunar,
    to_solar,
)
from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.anniversaries import Anniversary, AnniversaryKind, anniversary_book
from genealogy.selectors.mournings import solar_day_text

CONTENT_TYPE = "text/calendar; charset=utf-8"

#: A phone is slow with more; a clan that has more gives its nearest days and says so.
MOST_EVENTS = 3_000
_DAY = timedelta(days=1)
_PREFIXES = {AnniversaryKind.MEMORIAL: "gio", AnniversaryKind.FEAST: "le"}


class CalendarSpan(NamedTuple):
    """The days a calendar file holds, Gregorian, both included."""

    first: date
    last: date


def calendar_span(today: date) -> CalendarSpan:
    """Give this lunar year and the next, as far as the lunar table reaches.

    >>> calendar_span(date(2026, 11, 23))
    CalendarSpan(first=datetime.date(2026, 2, 17), last=datetime.date(2028, 1, 25))
    """
    if not FIRST_DAY <= today <= LAST_DAY:
        return CalendarSpan(today, today)
    year = to_lunar(today).year
    first = to_solar(LunarDate(year, 1, 1))
    if year + 2 > LAST_LUNAR_YEAR:
        return CalendarSpan(first, LAST_DAY)
    return CalendarSpan(first, to_solar(LunarDate(year + 2, 1, 1)) - _DAY)


def calendar_size(viewer: Viewer, *, clan: Clan, branch: Branch | None = None) -> int:
    """Count the days the whole calendar would hold, to compare with `MOST_EVENTS`."""
    span = calendar_span(viewer.today)
    return len(anniversary_book(viewer, clan=clan, first=span.first, last=span.last, branch=branch))


def calendar_file(
    viewer: Viewer, *, clan: Clan, branch: Branch | None = None, host: str = ""
) -> bytes:
    """Give the calendar of this and the next lunar year, cut to the viewer.

    Args:
        viewer: who will read it.
        clan: whose days.
        branch: of one branch and those within it.
        host: scheme and host of the site, put in front of the addresses of people.

    The same days on the same date give the same bytes, so an entity tag can be made of them.
    """
    span = calendar_span(viewer.today)
    book = anniversary_book(viewer, clan=clan, first=span.first, last=span.last, branch=branch)
    rows, is_cut = book.part(0, MOST_EVENTS), False
    if len(book) > MOST_EVENTS:
        book = anniversary_book(
            viewer, clan=clan, first=viewer.today, last=span.last, branch=branch
        )
        rows, is_cut = book.part(0, MOST_EVENTS), True
    calendar = _head(clan, branch, is_cut=is_cut)
    # Whoever has read it before is told by the tag of the bytes, not by this stamp.
    stamp = datetime.combine(viewer.today, time.min, tzinfo=UTC)
    for row in rows:
        calendar.add_component(_event(row, stamp=stamp, host=host))
    return calendar.to_ical()


def _head(clan: Clan, branch: Branch | None, *, is_cut: bool) -> Calendar:
    name = _("Ngày giỗ %(clan)s") % {"clan": clan.name}
    if branch is not None:
        name = _("%(calendar)s, %(branch)s") % {"calendar": name, "branch": branch.title}
    words = [_("Các ngày giỗ và ngày lễ của họ, năm âm lịch này và năm sau.")]
    if is_cut:
        words.append(
            _(
                "Họ có rất nhiều ngày giỗ nên lịch này chỉ ghi %(most)s ngày gần nhất; xin lấy lịch"
                " của chi mình."
            )
            % {"most": MOST_EVENTS}
        )
    calendar = Calendar()
    for field, value in (
        ("prodid", "-//Tu Duong//Ngay gio//VI"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", name),
        ("x-wr-caldesc", " ".join(words)),
        ("x-published-ttl", "P1D"),
    ):
        calendar.add(field, value)
    calendar.add("refresh-interval", vText("P1D"), parameters={"VALUE": "DURATION"})
    return calendar


def _event(row: Anniversary, *, stamp: datetime, host: str) -> Event:
    event = Event()
    event.add("uid", f"{_PREFIXES[row.kind]}-{row.uuid}-{row.lunar_year}@tuduong")
    event.add("dtstamp", stamp)
    event.add("dtstart", row.day)
    event.add("dtend", row.day + _DAY)
    event.add("summary", _summary(row))
    event.add("description", "\n".join(_description(row)))
    event.add("categories", [_("Giỗ") if row.kind is AnniversaryKind.MEMORIAL else _("Lễ họ")])
    event.add("transp", "TRANSPARENT")
    if row.place:
        event.add("location", row.place)
    if row.url and host:
        event.add("url", f"{host}{row.url}")
    return event


def _summary(row: Anniversary) -> str:
    return f"{row.title} – {row.note}" if row.note else row.title


def _description(row: Anniversary) -> list[str]:
    """Give the lines below an event: lunar day, eve, branch, notes."""
    lines = [_("%(lunar)s âm lịch") % {"lunar": row.lunar_text}]
    if row.kind is AnniversaryKind.MEMORIAL:
        lines.append(_("Tiên thường: %(day)s") % {"day": solar_day_text(row.eve)})
    if row.branch_title:
        lines.append(row.branch_title)
    return [*lines, *(line for line in (row.counted_note, row.text) if line)]
