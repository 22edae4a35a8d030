"""The calendar of giỗ on a phone: how to take it, secret addresses, and the file behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.anniversary_calendar import (
    CONTENT_TYPE,
    MOST_EVENTS,
    calendar_file,
    calendar_size,
)
from genealogy.selectors.clans import branch_rows, clan_by_slug
from genealogy.selectors.viewers import viewer_for, viewer_of
from genealogy.services.calendar_links import (
    UNUSED_DAYS,
    calendar_link_create,
    calendar_link_open,
    calendar_link_revoke,
    calendar_links_alive,
)
from genealogy.views.answers import page_answer, trail
from genealogy.views.clans import clan_words

_PRIVATE = "private, no-store"


@require_http_methods(["GET", "HEAD", "POST"])
def clan_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how to take the calendar to a phone; members make secret addresses here.

    The secret is in the answer to the button and nowhere else, so that answer is not redirected.
    """
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    rows = branch_rows(clan)
    if request.method != "POST":
        return _page(request, viewer, clan, rows)
    if viewer.role < Role.MEMBER:
        return redirect_to_login(request.get_full_path())
    branch = next((row for row in rows if row.slug == request.POST.get("chi")), None)
    try:
        _link, secret = calendar_link_create(user=request.user, clan=clan, branch=branch)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("genealogy:calendar", slug=clan.slug)
    address = reverse("genealogy:calendar_file", args=[secret])
    return _page(request, viewer, clan, rows, secret_url=request.build_absolute_uri(address))


def _page(
    request: HttpRequest, viewer: Viewer, clan: Clan, rows: list[Branch], *, secret_url: str = ""
) -> HttpResponse:
    public_path = reverse("wagtailapi_v2:clans:anniversaries_calendar", args=[clan.slug])
    public_url = request.build_absolute_uri(public_path)
    is_member = viewer.role >= Role.MEMBER
    context: dict[str, Any] = {
        "clan": clan_words(clan),
        "is_member": is_member,
        "is_public": clan.is_public,
        "public_url": public_url,
        "public_webcal_url": webcal(public_url),
        "branches": rows,
        "is_large": calendar_size(viewer, clan=clan) > MOST_EVENTS,
        "most_events": MOST_EVENTS,
        "secret_url": secret_url,
        "secret_webcal_url": webcal(secret_url),
        "links": list(calendar_links_alive(user=request.user, clan=clan)) if is_member else [],
        "unused_months": UNUSED_DAYS // 30,
        "memorials_url": reverse("genealogy:memorials", args=[clan.slug]),
        "trail": trail(
            (clan.name, clan.get_absolute_url()),
            (_("Ngày giỗ"), reverse("genealogy:memorials", args=[clan.slug])),
            (_("Lịch trên điện thoại"), ""),
        ),
    }
    response = page_answer(request, "genealogy/calendar.html", context, viewer=viewer)
    if is_member:
        response["Cache-Control"] = _PRIVATE
    return response


def webcal(address: str) -> str:
    """Give the address under which a phone offers to subscribe at once.

    >>> webcal("https://ho.example/lich.ics")
    'webcal://ho.example/lich.ics'
    """
    _scheme, separator, rest = address.partition("://")
    return f"webcal://{rest}" if separator else ""


@require_POST
def clan_calendar_revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close one of the reader's own addresses; somebody else's does not exist for him."""
    viewer = viewer_of(request)
    if viewer.role < Role.MEMBER:
        return redirect_to_login(reverse("genealogy:calendar", args=[slug]))
    clan = clan_by_slug(slug, viewer)
    if clan is None or not calendar_link_revoke(user=request.user, clan=clan, pk=pk):
        raise Http404
    messages.success(request, _("Đã thu hồi. Điện thoại dùng địa chỉ ấy sẽ không đọc được nữa."))
    return redirect("genealogy:calendar", slug=clan.slug)


@require_safe
def calendar_by_secret(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the calendar as the owner of the address may read it at this moment.

    An address that is unknown, revoked or long unused and one whose owner may no longer open the
    clan answer alike: 404.
    """
    link = calendar_link_open(secret)
    if link is None:
        raise Http404
    viewer = viewer_for(link.user)
    clan = clan_by_slug(link.clan.slug, viewer)
    if clan is None:
        raise Http404
    body = calendar_file(
        viewer, clan=clan, branch=link.branch, host=request.build_absolute_uri("/").rstrip("/")
    )
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Cache-Control"] = _PRIVATE
    response["Content-Disposition"] = f'inline; filename="gio-{clan.slug}.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response
