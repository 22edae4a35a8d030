"""Drawings of one person: choose, see how large it becomes, take it away as SVG or PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from genealogy.domain.charts.svg import write_svg
from genealogy.domain.viewer import Viewer
from genealogy.enums import PrintKind
from genealogy.models import Person
from genealogy.selectors.cards import person_card
from genealogy.selectors.drawings import MOST_PEOPLE, TooManyPeople, generation_sizes
from genealogy.selectors.drawings_estimate import estimate_of
from genealogy.selectors.drawings_made import AT_ONCE, Drawing, NothingToDraw, drawing_of
from genealogy.selectors.drawings_options import (
    DrawingKind,
    DrawingOptions,
    options_from_query,
)
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.viewers import viewer_of
from genealogy.services import drawings_prints as drawings_prints  # registers the renderer
from genealogy.services.drawings_files import drawing_as_pdf, drawing_svg
from genealogy.services.prints import print_order
from genealogy.views.answers import cached_for_strangers, page_answer, trail, whole_number
from genealogy.views.clans import clan_words
from genealogy.views.drawings_forms import form_of, kind_links
from genealogy.views.old_addresses import follows_merges

#: People a reader without an account is told the size for; others may measure a print.
_STRANGERS_MOST = 1_000
#: A preview is drawn of so many people; more would be specks.
_PREVIEW_MOST = AT_ONCE


def _person_or_404(uuid: UUID, viewer: Viewer) -> Person:
    person = person_by_uuid(uuid, viewer)
    if person is None:
        raise Http404
    return person


def _options_or_404(kind: str, query: Mapping[str, Any]) -> DrawingOptions:
    if kind not in {str(one) for one in DrawingKind}:
        raise Http404
    return options_from_query(DrawingKind(kind), query)


def _address(person: Person, options: DrawingOptions, ending: str) -> str:
    address = reverse(f"genealogy:drawing_{ending}", args=[person.uuid, options.kind])
    query = urlencode(options.as_query())
    return f"{address}?{query}" if query else address


@require_safe
@follows_merges
def drawing_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Choose a drawing of a person; shows its exact size and a preview. `?ve=` is the kind."""
    viewer = viewer_of(request)
    person = _person_or_404(uuid, viewer)
    wanted = request.GET.get("ve", "")
    kinds = {str(one) for one in DrawingKind}
    kind = DrawingKind(wanted) if wanted in kinds else DrawingKind.POSTER
    options = options_from_query(kind, request.GET.dict())
    card = person_card(person, viewer)
    here = reverse("genealogy:drawings", args=[person.uuid])
    context: dict[str, Any] = {
        "person": card,
        "clan": clan_words(person.clan),
        "kinds": kind_links(here, kind, options),
        "kind": kind,
        "form": form_of(options, generation_sizes(person, viewer)),
        "at_once": AT_ONCE,
        "trail": trail(
            (person.clan.name, person.clan.get_absolute_url()),
            (card.name, card.url),
            (_("Vẽ và in"), ""),
        ),
    }
    context |= _measured(request, person, viewer, options)
    return page_answer(request, "genealogy/drawings/drawing.html", context, viewer=viewer)


def _measured(
    request: HttpRequest, person: Person, viewer: Viewer, options: DrawingOptions
) -> dict[str, Any]:
    """Give estimate, preview and the ways to take the drawing away; or why there is none."""
    most = _STRANGERS_MOST if viewer.is_anonymous else MOST_PEOPLE
    try:
        drawing = drawing_of(person, viewer, options, most=most, draw_most=_PREVIEW_MOST)
    except TooManyPeople as error:
        return {"too_many": error.generations, "fitting_url": _with(request, doi=error.generations)}
    except NothingToDraw:
        return {"nothing": True}
    found: dict[str, Any] = {"estimate": estimate_of(drawing)}
    if drawing.pictures:
        # Written by this program, every text in it escaped.
        found["preview"] = mark_safe(write_svg(drawing.pictures[0], embedded=True))
        found["svg_url"] = _address(person, options, "svg")
        found["pdf_url"] = _address(person, options, "pdf")
    else:
        found["order_url"] = reverse("genealogy:drawing_order", args=[person.uuid])
        found["order_query"] = [("ve", str(options.kind)), *options.as_query().items()]
    return found


def _with(request: HttpRequest, **changed: object) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = str(value)
    return f"{request.path}?{query.urlencode()}"


@require_safe
@follows_merges
def drawing_file(
    request: HttpRequest, uuid: UUID, kind: str, ending: Literal["svg", "pdf"]
) -> HttpResponse:
    """Give a drawing of at most 300 people as a file; `?trang=` is the page of a chart in rows."""
    viewer = viewer_of(request)
    person = _person_or_404(uuid, viewer)
    options = _options_or_404(kind, request.GET.dict())
    try:
        drawing = drawing_of(person, viewer, options, most=AT_ONCE)
    except TooManyPeople as error:
        return _refused(request, person, error.generations, viewer)
    except NothingToDraw as error:
        raise Http404 from error
    if drawing.people > 2 * AT_ONCE:
        return _refused(request, person, drawing.generations - 1, viewer)
    if ending == "svg":
        page = whole_number(request, "trang") or 1
        body: bytes = drawing_svg(drawing, page=page).encode()
        content_type = "image/svg+xml"
    else:
        body, content_type = drawing_as_pdf(drawing), "application/pdf"
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{_file_name(drawing)}.{ending}"'
    response["X-Robots-Tag"] = "noindex"
    return cached_for_strangers(response, viewer)


def _file_name(drawing: Drawing) -> str:
    """Give a name that says nothing of anybody."""
    return str(drawing.options.kind)


def _refused(
    request: HttpRequest, person: Person, generations: int, viewer: Viewer
) -> HttpResponse:
    query = {**request.GET.dict(), "doi": max(1, generations)}
    here = reverse("genealogy:drawings", args=[person.uuid])
    context = {
        "person": person_card(person, viewer),
        "clan": clan_words(person.clan),
        "at_once": AT_ONCE,
        "page_url": f"{here}?{urlencode(query)}",
        "trail": trail((_("Vẽ và in"), here), (_("Nhiều người quá"), "")),
    }
    response = render(request, "genealogy/drawings/too_many.html", context, status=413)
    return cached_for_strangers(response, viewer)


@require_POST
@login_required
def drawing_order(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Order a drawing of many people as a print; its owner finds it among the prints."""
    viewer = viewer_of(request)
    person = _person_or_404(uuid, viewer)
    options = _options_or_404(request.POST.get("ve", "pha-do"), request.POST.dict())
    try:
        print_order(
            user=request.user,
            kind=PrintKind.POSTER,
            clan=person.clan,
            person=person,
            options=options.as_json(),
        )
    except ValidationError as error:
        context = {
            "person": person_card(person, viewer),
            "clan": clan_words(person.clan),
            "errors": error.messages,
            "page_url": reverse("genealogy:drawings", args=[person.uuid]),
            "trail": trail((_("Vẽ và in"), "")),
        }
        return render(request, "genealogy/drawings/too_many.html", context, status=409)
    return redirect("genealogy:print_list")
