"""The wall calendar of a year: twelve sheets as one PDF."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from genealogy.domain.lunar import FIRST_DAY, LAST_DAY
from genealogy.selectors.clans import branch_rows, clan_by_slug
from genealogy.selectors.viewers import viewer_of
from genealogy.selectors.wall_calendar import wall_calendar_of
from genealogy.services.wall_pdf import wall_pdf
from genealogy.views.answers import cached_for_strangers
from genealogy.views.months import chosen_days


@require_safe
def wall_calendar(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Answer the twelve months of a Gregorian year on A4 across, or with `?kho=a3` on A3.

    It holds what the reader may know; `?xem=` chooses whose days.
    """
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None or not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise Http404
    choice = chosen_days(request, clan, branch_rows(clan))
    size = "a3" if request.GET.get("kho") == "a3" else "a4"
    book = wall_calendar_of(viewer, clan=clan, year=year, chosen=choice.days, size=size)
    response = HttpResponse(
        wall_pdf(book, label=choice.label if choice.value else ""),
        content_type="application/pdf",
    )
    response["Content-Disposition"] = f'inline; filename="lich-gio-{clan.slug}-{year}.pdf"'
    response["X-Robots-Tag"] = "noindex"
    return cached_for_strangers(response, viewer)
