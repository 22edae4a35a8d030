"""The calendar of giỗ by month, solar or lunar: on the screen and as a sheet for the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.lunar import FIRST_DAY, can_chi_year
from genealogy.domain.month_grid import (
    LunarMonthKey,
    MonthGrid,
    SolarMonth,
    is_known,
    lunar_grid,
    lunar_month_of,
    lunar_months_of,
    next_lunar,
    next_solar,
    previous_lunar,
    read_lunar_month,
    read_solar_month,
    solar_grid,
    solar_month_of,
)
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.clans import branch_rows, clan_by_slug
from genealogy.selectors.memorials import lunar_month_label
from genealogy.selectors.month_calendar import (
    CalendarFilter,
    lunar_month_title,
    lunar_span_text,
    month_calendar,
    solar_month_title,
)
from genealogy.selectors.mournings import solar_day_text
from genealogy.selectors.my_line import MyLine, line_of_request
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import page_answer, trail, whole_number
from genealogy.views.clans import clan_words

#: Values of `?xem=`, beside the slug of a branch behind "chi-phai:".
OWN_HOUSE = "nha-toi"
OWN_LINE = "dong-toi"
_BRANCH = "chi-phai:"
_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class MonthStep:
    """The way to a neighbouring month: "Tháng 12", and the year, which small screens leave out."""

    url: str
    label: str
    year: str


@dataclass(frozen=True)
class Sheet:
    """A month in words: heading, the other calendar's words, its address and its neighbours'."""

    grid: MonthGrid
    title: str
    subtitle: str
    url: str
    previous: MonthStep | None
    following: MonthStep | None


@require_safe
def month_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Go to the month asked for by `?nam=` and `?thang=`, this month by default.

    With `?lich=am` both are lunar; a leap month is asked for by an n behind its number.
    """
    viewer = viewer_of(request)
    clan = _clan(slug, viewer)
    number = request.GET.get("thang", "").strip()
    year = whole_number(request, "nam")
    is_lunar = request.GET.get("lich") == "am"
    text = f"{year or 0:04}-{number[:-1] if number.endswith('n') else number:0>2}"
    if is_lunar:
        lunar = read_lunar_month(text + ("n" if number.endswith("n") else ""))
        # A year that has no such leap month has the regular one.
        address = _lunar_url(clan, lunar or read_lunar_month(text) or lunar_month_of(viewer.today))
    else:
        address = _solar_url(clan, read_solar_month(text) or solar_month_of(viewer.today))
    return HttpResponseRedirect(address + _kept(request))


@require_safe
def month_page(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    """Show a Gregorian month ("2026-11") with lunar days, giỗ and feasts."""
    viewer = viewer_of(request)
    clan = _clan(slug, viewer)
    found = read_solar_month(month)
    if found is None:
        raise Http404
    context = {
        "is_lunar": False,
        "switch_url": _lunar_url(clan, lunar_month_of(_day_of(found, viewer.today)))
        + _kept(request),
        "print_url": reverse("genealogy:month_print", args=[clan.slug, month]) + _kept(request),
        "jump_months": [
            (str(number), _("Tháng %(number)s") % {"number": number}, number == found.month)
            for number in range(1, 13)
        ],
        "jump_year": found.year,
        "wall_year": found.year,
    }
    return _page(request, viewer, clan, solar_sheet(clan, found), context)


@require_safe
def lunar_month_page(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    """Show a lunar month ("2026-10", "2025-06n" for a leap one) with giỗ and feasts."""
    viewer = viewer_of(request)
    clan = _clan(slug, viewer)
    found = read_lunar_month(month)
    if found is None:
        raise Http404
    sheet = lunar_sheet(clan, found)
    solar = solar_month_of(sheet.grid.first)
    context = {
        "is_lunar": True,
        "switch_url": _solar_url(clan, solar) + _kept(request),
        "print_url": reverse("genealogy:month_print", args=[clan.slug, solar.key]) + _kept(request),
        "jump_months": [
            (one.key.split("-")[1], _month_choice(one), one == found)
            for one in lunar_months_of(found.year)
        ],
        "jump_year": found.year,
        "wall_year": solar.year,
    }
    return _page(request, viewer, clan, sheet, context)


@require_safe
def month_print(request: HttpRequest, slug: str, month: str) -> HttpResponse:
    """Show a Gregorian month as one sheet for the wall, A4 or with `?kho=a3` A3, across."""
    viewer = viewer_of(request)
    clan = _clan(slug, viewer)
    found = read_solar_month(month)
    if found is None:
        raise Http404
    choice = chosen_days(request, clan, branch_rows(clan))
    sheet = solar_sheet(clan, found)
    is_large = request.GET.get("kho") == "a3"
    # What fits into a cell where a month has six weeks, measured on paper.
    lines = 5 if is_large else 3
    context = {
        "clan": clan_words(clan),
        "sheet": sheet,
        "calendar": month_calendar(viewer, clan=clan, grid=sheet.grid, chosen=choice.days),
        "choice": choice,
        "weekdays": weekdays(),
        "is_large": is_large,
        "most_in_cell": f":{lines}",
        "rest_in_cell": f"{lines}:",
        "other_size_url": f"{request.path}{_kept(request, kho='' if is_large else 'a3')}",
        "month_url": sheet.url + _kept(request),
        "trail": [],
    }
    return page_answer(request, "genealogy/calendar/month_print.html", context, viewer=viewer)


# What a page is made of ------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """What a reader may choose whose days to see, and what is chosen (`value`)."""

    days: CalendarFilter
    value: str
    label: str
    options: list[tuple[str, str]]
    mine: MyLine | None


def chosen_days(request: HttpRequest, clan: Clan, rows: list[Branch]) -> Choice:
    """Read `?xem=`; what is unknown, or not the reader's to choose, is the whole clan."""
    mine = line_of_request(request, clan)
    options = [("", _("Cả họ"))]
    if mine is not None:
        options += [(OWN_HOUSE, _("Của nhà tôi")), (OWN_LINE, _("Dòng trực hệ của tôi"))]
    options += [
        (f"{_BRANCH}{row.slug}", f"{'– ' * getattr(row, 'depth', 0)}{row.title}") for row in rows
    ]
    value = request.GET.get("xem", "")
    label = dict(options).get(value)
    if label is None:
        value, label = options[0]
    if mine is not None and value in {OWN_HOUSE, OWN_LINE}:
        days = CalendarFilter(mine=mine, is_house=value == OWN_HOUSE)
    else:
        slug = value.removeprefix(_BRANCH)
        branch = next((row for row in rows if value and row.slug == slug), None)
        days = CalendarFilter(branch=branch)
    return Choice(days, value, label.lstrip("– "), options, mine)


def solar_sheet(clan: Clan, month: SolarMonth) -> Sheet:
    """Give a Gregorian month in words."""
    grid = solar_grid(month)
    before, after = next_solar(month, -1), next_solar(month)
    return Sheet(
        grid=grid,
        title=solar_month_title(month),
        subtitle=lunar_span_text(grid),
        url=_solar_url(clan, month),
        previous=_solar_step(clan, before),
        following=_solar_step(clan, after),
    )


def lunar_sheet(clan: Clan, month: LunarMonthKey) -> Sheet:
    """Give a lunar month in words."""
    grid = lunar_grid(month)
    before, after = previous_lunar(month), next_lunar(month)
    return Sheet(
        grid=grid,
        title=_("%(month)s (âm lịch)") % {"month": lunar_month_title(month)},
        subtitle=_("Từ %(first)s đến %(last)s dương lịch")
        % {"first": solar_day_text(grid.first), "last": solar_day_text(grid.last)},
        url=_lunar_url(clan, month),
        previous=_lunar_step(clan, before),
        following=_lunar_step(clan, after),
    )


def _solar_step(clan: Clan, month: SolarMonth) -> MonthStep | None:
    if not is_known(month):
        return None
    label = _("Tháng %(number)s") % {"number": month.month}
    return MonthStep(_solar_url(clan, month), label, _("năm %(year)s") % {"year": month.year})


def _lunar_step(clan: Clan, month: LunarMonthKey | None) -> MonthStep | None:
    if month is None:
        return None
    year = _("năm %(year)s") % {"year": can_chi_year(month.year)}
    return MonthStep(_lunar_url(clan, month), _month_choice(month), year)


def weekdays() -> list[tuple[str, str]]:
    """Give the days of the week from Monday, short and whole: ("T2", "Thứ Hai")."""
    return [(short, _(name)) for short, name in zip(_WEEKDAYS, _WEEKDAY_NAMES, strict=True)]


def _page(
    request: HttpRequest, viewer: Viewer, clan: Clan, sheet: Sheet, more: dict[str, Any]
) -> HttpResponse:
    rows = branch_rows(clan)
    choice = chosen_days(request, clan, rows)
    day = _asked_day(request, sheet.grid)
    calendar = month_calendar(
        viewer,
        clan=clan,
        grid=sheet.grid,
        chosen=choice.days,
        page=whole_number(request, "page") or 1,
        only_day=day,
    )
    context = {
        "clan": clan_words(clan),
        "sheet": sheet,
        "calendar": calendar,
        "choice": choice,
        "kept": _kept(request),
        "kept_and": _kept(request) + "&" if _kept(request) else "?",
        "day": day,
        "today": viewer.today,
        "weekdays": weekdays(),
        "is_member": viewer.role >= Role.MEMBER,
        "memorials_url": reverse("genealogy:memorials", args=[clan.slug]),
        "calendar_url": reverse("genealogy:calendar", args=[clan.slug]),
        "reminders_url": reverse("genealogy:reminders", args=[clan.slug]),
        "now_url": reverse("genealogy:month_now", args=[clan.slug]),
        "trail": trail(
            (clan.name, clan.get_absolute_url()),
            (_("Ngày giỗ"), reverse("genealogy:memorials", args=[clan.slug])),
            (sheet.title, ""),
        ),
        **more,
    }
    context["wall_url"] = reverse("genealogy:wall", args=[clan.slug, context["wall_year"]])
    return page_answer(
        request, "genealogy/calendar/month.html", context, viewer=viewer, canonical=sheet.url
    )


def _clan(slug: str, viewer: Viewer) -> Clan:
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    return clan


def _solar_url(clan: Clan, month: SolarMonth) -> str:
    return reverse("genealogy:month", args=[clan.slug, month.key])


def _lunar_url(clan: Clan, month: LunarMonthKey) -> str:
    return reverse("genealogy:lunar_month", args=[clan.slug, month.key])


def _kept(request: HttpRequest, **more: str) -> str:
    """Give the query string that keeps whose days are shown, with "?" in front; empty for none."""
    kept = {"xem": request.GET.get("xem", "")[:100], **more}
    words = urlencode({name: value for name, value in kept.items() if value})
    return f"?{words}" if words else ""


def _day_of(month: SolarMonth, today: date) -> date:
    """Give the day of a month whose lunar month stands for it: today, else its middle."""
    if solar_month_of(today) == month:
        return today
    return max(date(month.year, month.month, 15), FIRST_DAY)


def _asked_day(request: HttpRequest, grid: MonthGrid) -> date | None:
    """Read `?ngay=`; None for what is no day of the sheet."""
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return None
    return day if grid.first <= day <= grid.last else None


def _month_choice(month: LunarMonthKey) -> str:
    label = lunar_month_label(month.month)
    return _("%(month)s nhuận") % {"month": label} if month.leap else label
