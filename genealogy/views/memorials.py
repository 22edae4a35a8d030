"""The page of giỗ of a clan, one lunar month at a time."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.clans import branch_and_below, branch_rows, clan_by_slug
from genealogy.selectors.feasts import feast_cards
from genealogy.selectors.memorials import (
    MemorialCard,
    current_lunar_month,
    lunar_month_label,
    memorial_cards,
    memorials_by_name,
    people_of_month,
    upcoming_memorials,
)
from genealogy.selectors.month_calendar import CalendarFilter, coming_days
from genealogy.selectors.my_line import MyLine, line_of_request, with_relations
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import cut, page_answer, trail, whole_number
from genealogy.views.clans import clan_words
from genealogy.views.months import OWN_LINE

_ROWS_A_PAGE = 100
_UPCOMING_ROWS = 10
_UPCOMING_DAYS = 60
_WEEK = 7
_OWN_ROWS = 3
#: Longer than any lunar year, so that each forebear's next giỗ is within it.
_OWN_DAYS = 400
_FOUND_ROWS = 20
_MAX_QUERY = 100


@require_safe
def clan_memorials(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the giỗ and feasts of one lunar month (`?thang=`, this month by default).

    `?chi=` keeps one branch with those within it; an unknown one keeps nobody out. `?ten=` finds
    the giỗ of somebody by name.
    """
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    now = current_lunar_month(viewer)
    asked = whole_number(request, "thang")
    month = asked if asked is not None and 1 <= asked <= 12 else now
    rows = branch_rows(clan)
    branch = next((row for row in rows if row.slug == request.GET.get("chi")), None)
    branches = branch_and_below(branch, rows) if branch else None
    feasts = feast_cards(viewer, clan=clan, branches=branches)
    mine = line_of_request(request, clan)
    upcoming = with_relations(_upcoming(viewer, clan, branches, feasts), mine)
    near = [card for card in upcoming if 0 < (card.days_left or 0) <= _WEEK]
    context = {
        "clan": clan_words(clan),
        "month": month,
        "month_label": lunar_month_label(month),
        "months": _months(clan, month, now, branch),
        "branches": rows,
        "branch": branch,
        "today_memorials": [card for card in upcoming if card.days_left == 0],
        "week_memorials": near,
        "upcoming_memorials": [card for card in upcoming if (card.days_left or 0) > _WEEK],
        "own_memorials": _own(viewer, clan, mine),
        "own_url": reverse("genealogy:month_now", args=[clan.slug]) + f"?xem={OWN_LINE}",
        "month_url": reverse("genealogy:month_now", args=[clan.slug])
        + (f"?{urlencode({'xem': f'chi-phai:{branch.slug}'})}" if branch else ""),
        "reminders_url": reverse("genealogy:reminders", args=[clan.slug]),
        "wall_url": reverse("genealogy:wall", args=[clan.slug, viewer.today.year]),
        "wall_year": viewer.today.year,
        "is_member": viewer.role >= Role.MEMBER,
        **_search(request, viewer, clan, mine),
        "today": viewer.today,
        "calendar_url": reverse("genealogy:calendar", args=[clan.slug]),
        "trail": trail((clan.name, clan.get_absolute_url()), (_("Ngày giỗ"), "")),
        **_month_page(request, viewer, clan, month, branches, feasts, mine),
    }
    return page_answer(request, "genealogy/memorials.html", context, viewer=viewer)


def _search(
    request: HttpRequest, viewer: Viewer, clan: Clan, mine: MyLine | None
) -> dict[str, Any]:
    """Find the giỗ of those whose names hold the words of `?ten=`."""
    query = request.GET.get("ten", "").replace("\x00", "").strip()[:_MAX_QUERY]
    if not query:
        return {"name_query": "", "found_memorials": [], "found_more": False}
    cards, more = memorials_by_name(viewer, clan=clan, query=query, limit=_FOUND_ROWS)
    return {
        "name_query": query,
        "found_memorials": with_relations(cards, mine),
        "found_more": more,
    }


def _own(viewer: Viewer, clan: Clan, mine: MyLine | None) -> list[MemorialCard]:
    """Give the next giỗ of the reader's own line; feasts have their place elsewhere."""
    if mine is None:
        return []
    last = viewer.today + timedelta(days=_OWN_DAYS)
    cards = coming_days(
        viewer,
        clan=clan,
        chosen=CalendarFilter(mine=mine),
        first=viewer.today,
        last=last,
        limit=4 * _OWN_ROWS + 20,
    )
    return [card for card in cards if not card.is_feast][:_OWN_ROWS]


def _months(clan: Clan, month: int, now: int, branch: Branch | None) -> list[dict[str, Any]]:
    """Give the links to the twelve months, which keep the branch that was chosen."""
    address = reverse("genealogy:memorials", args=[clan.slug])
    kept = {"chi": branch.slug} if branch else {}
    return [
        {
            "number": number,
            "label": lunar_month_label(number),
            "url": f"{address}?{urlencode({'thang': number, **kept})}",
            "is_current": number == month,
            "is_now": number == now,
        }
        for number in range(1, 13)
    ]


def _upcoming(
    viewer: Viewer, clan: Clan, branches: list[Branch] | None, feasts: list[MemorialCard]
) -> list[MemorialCard]:
    """Give the next giỗ and feasts by date, feasts first on a day."""
    cards = upcoming_memorials(
        viewer, clan=clan, branches=branches, days=_UPCOMING_DAYS, limit=_UPCOMING_ROWS
    )
    near = [card for card in feasts if (card.days_left or 0) <= _UPCOMING_DAYS]
    together = sorted([*near, *cards], key=lambda card: card.days_left or 0)
    return together[:_UPCOMING_ROWS]


def _month_page(
    request: HttpRequest,
    viewer: Viewer,
    clan: Clan,
    month: int,
    branches: list[Branch] | None,
    feasts: list[MemorialCard],
    mine: MyLine | None,
) -> dict[str, Any]:
    """Give one page of a lunar month, day by day; feasts stand before the giỗ of their day."""
    people = people_of_month(viewer, clan=clan, month=month, branches=branches)
    page = cut(people, request, _ROWS_A_PAGE)
    cards = with_relations(memorial_cards(list(page.object_list), viewer), mine)
    # Each feast on one page only: from behind the last day of the page before to that of this one.
    after = people[page.start_index() - 2].memorial_day if page.has_previous() else 0
    until = cards[-1].lunar_day if page.has_next() and cards else 31
    kept = [
        card
        for card in feasts
        if card.lunar_month == month and (after or 0) < card.lunar_day <= until
    ]
    together = sorted([*kept, *cards], key=lambda card: card.lunar_day)
    return {
        "days": [
            {"lunar_day": day, "memorials": list(group)}
            for day, group in groupby(together, key=lambda card: card.lunar_day)
        ],
        "memorials": together,
        "page_obj": page,
    }
