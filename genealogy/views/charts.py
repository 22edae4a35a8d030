"""The tree explorer (phả đồ): a page around one person, with the list that stands without it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.viewer import Viewer
from genealogy.models import Person
from genealogy.selectors.cards import PersonCard, card_people, person_card
from genealogy.selectors.nearness import own_person
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.trees import descendants, founder_of
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import page_answer, trail
from genealogy.views.chart_words import explorer_words
from genealogy.views.clans import clan_words
from genealogy.views.old_addresses import follows_merges

#: Generations of the list beside the drawing: as many as the drawing opens by itself.
_LIST_DEPTH = 2
#: Stands for a public id in the addresses that the drawing fills in itself.
_ANYBODY = UUID(int=0)


def _own_place(request: HttpRequest, viewer: Viewer) -> tuple[PersonCard | None, str]:
    """Give who the reader is in the book, once a reviewer has confirmed it, and the clan's slug.

    Two queries at most, none for strangers.
    """
    if viewer.is_anonymous or not request.user.is_authenticated:
        return None, ""
    person = own_person(request.user)
    if person is None:
        return None, ""
    seen = card_people(viewer).filter(pk=person.pk).first()
    return (person_card(seen, viewer), seen.clan.slug) if seen else (None, "")


def _addresses(person: Person) -> dict[str, str]:
    """Give the addresses the drawing asks; the nil uuid stands for the person asked for."""
    record = f"/api/v2/people/{_ANYBODY}/"
    return {
        "chart": f"{record}chart/",
        "below": f"{record}branch-below/",
        "relationship": f"{record}relationship/",
        "search": "/api/v2/people/",
        "overview": f"/api/v2/clans/{person.clan.slug}/overview/",
        "page": reverse("genealogy:explorer", args=[_ANYBODY]),
        "person": reverse("genealogy:person", args=[_ANYBODY]),
        "descendants": reverse("genealogy:descendants", args=[_ANYBODY]),
        "relationshipPage": reverse("genealogy:relationship"),
    }


@require_safe
@follows_merges
def explorer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the tree around one person; without JavaScript the list of the same people."""
    viewer = viewer_of(request)
    person = person_by_uuid(uuid, viewer)
    if person is None:
        raise Http404
    clan = person.clan
    card = person_card(person, viewer)
    founder = founder_of(clan, viewer)
    own, own_clan = _own_place(request, viewer)
    context: dict[str, Any] = {
        "person": card,
        "root": descendants(person, viewer, depth=_LIST_DEPTH),
        "clan": clan_words(clan),
        "founder_url": reverse("genealogy:explorer", args=[founder.uuid]) if founder else "",
        "own": own,
        "own_clan": own_clan,
        "own_url": reverse("genealogy:explorer", args=[own.uuid]) if own else "",
        "list_url": reverse("genealogy:descendants", args=[person.uuid]),
        "drawings_url": reverse("genealogy:drawings", args=[person.uuid]),
        "setup": {
            "focus": str(person.uuid),
            "clan": clan.slug,
            "founder": str(founder.uuid) if founder else None,
            "addresses": _addresses(person),
            "words": explorer_words(),
        },
        "trail": trail(
            (clan.name, clan.get_absolute_url()), (card.name, card.url), (_("Phả đồ"), "")
        ),
    }
    return page_answer(request, "genealogy/explorer.html", context, viewer=viewer)
