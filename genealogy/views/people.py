"""Pages of people: one person, the descendants, the search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import GRAVE_EVENTS
from genealogy.models import Clan, Person
from genealogy.selectors.cards import cards_of, person_card
from genealogy.selectors.clans import clan_by_slug
from genealogy.selectors.labels import generation_label
from genealogy.selectors.nearness import own_person
from genealogy.selectors.people import people_list, person_by_uuid
from genealogy.selectors.people_found import found_people
from genealogy.selectors.person_media import person_media
from genealogy.selectors.person_page import person_view
from genealogy.selectors.relatives_own import kin_to_reader
from genealogy.selectors.trees import PAGE_DEPTH, descendants, founder_of, lineage_parent
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import (
    cached_for_strangers,
    cut,
    page_answer,
    trail,
    whole_number,
)
from genealogy.views.clans import clan_words
from genealogy.views.old_addresses import follows_merges

_ROWS_WHILE_TYPING = 10
_ROWS_A_PAGE = 30


def _person_or_404(uuid: UUID, viewer: Viewer) -> Person:
    person = person_by_uuid(uuid, viewer)
    if person is None:
        raise Http404
    return person


@require_safe
@follows_merges
def person_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one person."""
    viewer = viewer_of(request)
    return person_page(request, _person_or_404(uuid, viewer), viewer)


def person_page(request: HttpRequest, person: Person, viewer: Viewer) -> HttpResponse:
    """Give the page of a person as the row is in memory; it came from `person_by_uuid`."""
    view = person_view(person, viewer)
    graves = {event.pk for event in view.events if event.type in GRAVE_EVENTS}
    own = own_person(request.user) if viewer.role >= Role.MEMBER else None
    context = {
        "person": view,
        "media": person_media(
            person, viewer, events=[event.pk for event in view.events], burials=graves
        ),
        "kin": kin_to_reader(own, person, viewer),
        "is_member": viewer.role >= Role.MEMBER,
        "clan": clan_words(person.clan),
        "trail": trail((view.clan_name, view.clan_url), (view.name, "")),
    }
    return page_answer(request, "genealogy/person.html", context, viewer=viewer)


def _descendants_url(person: Person | None) -> str:
    return reverse("genealogy:descendants", args=[person.uuid]) if person else ""


@require_safe
@follows_merges
def person_descendants(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the descendants as a list that folds, three generations a page."""
    viewer = viewer_of(request)
    person = _person_or_404(uuid, viewer)
    clan = person.clan
    card = person_card(person, viewer)
    founder = founder_of(clan, viewer)
    context = {
        "person": card,
        "root": descendants(person, viewer, depth=PAGE_DEPTH),
        "clan": clan_words(clan),
        "parent_url": _descendants_url(lineage_parent(person, viewer)),
        "founder_url": _descendants_url(founder if founder != person else None),
        "trail": trail(
            (clan.name, clan.get_absolute_url()), (card.name, card.url), (_("Con cháu"), "")
        ),
    }
    return page_answer(request, "genealogy/descendants.html", context, viewer=viewer)


def _clan_asked_for(request: HttpRequest, viewer: Viewer) -> Clan | None:
    slug = request.GET.get("clan", "").strip()
    if not slug:
        return None
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    return clan


@require_safe
def person_search(request: HttpRequest) -> HttpResponse:
    """Find people by name; `?clan=` and `?doi=` narrow or list. htmx gets the rows alone."""
    viewer = viewer_of(request)
    query = request.GET.get("q", "").strip()[:100]
    clan = _clan_asked_for(request, viewer)
    generation = whole_number(request, "doi")
    if query:
        people = found_people(query, viewer, clan=clan)
        if generation is not None:
            people = people.filter(generation=generation)
    else:
        people = people_list(viewer, clan=clan, generation=generation, order="generation")
        if generation is None and clan is None:
            people = people.none()
    is_typing = bool(request.headers.get("HX-Request"))
    page = cut(people, request, _ROWS_WHILE_TYPING if is_typing else _ROWS_A_PAGE)
    context: dict[str, Any] = {
        "query": query,
        "results": page,
        "total": page.paginator.count,
        "is_filtered": bool(query) or generation is not None or clan is not None,
        "generation": generation,
        "generation_label": generation_label(generation),
        "clan": clan_words(clan) if clan else None,
        "trail": trail(
            *([(clan.name, clan.get_absolute_url())] if clan else []), (_("Tìm người"), "")
        ),
    }
    page.object_list = cards_of(list(page.object_list), viewer)
    if is_typing:
        response = render(request, "components/person_results.html", context)
        response = cached_for_strangers(response, viewer)
    else:
        response = page_answer(request, "genealogy/person_search.html", context, viewer=viewer)
    patch_vary_headers(response, ["HX-Request"])
    return response
