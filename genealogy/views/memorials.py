"""The page of giỗ of a clan, one lunar month at a time."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.selectors.clans import clan_by_slug
from genealogy.selectors.memorials import (
    current_lunar_month,
    lunar_month_label,
    memorial_cards,
    people_of_month,
    upcoming_memorials,
)
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import cut, page_answer, trail, whole_number
from genealogy.views.clans import clan_words

_ROWS_A_PAGE = 100
_UPCOMING_ROWS = 10


@require_safe
def clan_memorials(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the giỗ of one lunar month (`?thang=`, this month by default), today's and the next."""
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    now = current_lunar_month(viewer)
    asked = whole_number(request, "thang")
    month = asked if asked is not None and 1 <= asked <= 12 else now
    page = cut(people_of_month(viewer, clan=clan, month=month), request, _ROWS_A_PAGE)
    cards = memorial_cards(list(page.object_list), viewer)
    upcoming = upcoming_memorials(viewer, clan=clan, limit=_UPCOMING_ROWS)
    address = reverse("genealogy:memorials", args=[clan.slug])
    context = {
        "clan": clan_words(clan),
        "month": month,
        "month_label": lunar_month_label(month),
        "months": [
            {
                "number": number,
                "label": lunar_month_label(number),
                "url": f"{address}?thang={number}",
                "is_current": number == month,
                "is_now": number == now,
            }
            for number in range(1, 13)
        ],
        "days": [
            {"lunar_day": day, "memorials": list(group)}
            for day, group in groupby(cards, key=lambda card: card.lunar_day)
        ],
        "memorials": cards,
        "page_obj": page,
        "today_memorials": [card for card in upcoming if card.days_left == 0],
        "upcoming_memorials": upcoming,
        "today": viewer.today,
        "trail": trail((clan.name, clan.get_absolute_url()), (_("Ngày giỗ"), "")),
    }
    return page_answer(request, "genealogy/memorials.html", context, viewer=viewer)
