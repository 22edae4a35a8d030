"""The page that says how two people are related: pick both, read the answer, see the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from genealogy.domain.charts.relationship_path import Drawing
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Clan, Person
from genealogy.selectors.cards import PersonCard, cards_of, person_card
from genealogy.selectors.kin_answers import Relationship
from genealogy.selectors.nearness import own_person
from genealogy.selectors.people import SHORTEST_QUERY, person_by_uuid, redirected_person
from genealogy.selectors.people_found import found_people
from genealogy.selectors.relationship import relationship
from genealogy.selectors.relationship_words import drawing_of
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import page_answer, trail
from genealogy.views.clans import clan_words
from genealogy.views.kin_regions import REGION_NAMES, REGIONS, region_of

#: Hits shown under a search box; who needs more types another word.
_HITS = 10
_LONGEST_QUERY = 100

#: Names of the query string: who is asked about, and the words typed to find them.
_SIDES = {"tu": "tim_tu", "den": "tim_den"}
_TITLES = {"tu": gettext_lazy("Người thứ nhất"), "den": gettext_lazy("Người thứ hai")}


@dataclass(frozen=True)
class Hit:
    """Somebody found, and the address that picks them."""

    card: PersonCard
    url: str


@dataclass(frozen=True)
class Side:
    """One of the two pickers: the person picked, or a search box with what it found.

    `me_url` picks the reader, where the account is linked to somebody not picked yet.
    """

    title: str
    field_id: str
    query_name: str
    card: PersonCard | None = None
    change_url: str = ""
    query: str = ""
    hits: list[Hit] = field(default_factory=list)
    more_count: int = 0
    kept: list[tuple[str, str]] = field(default_factory=list)
    me_url: str = ""


def _address(**parts: str) -> str:
    """Give the address of the page with these parts of the query string, empty ones left out."""
    query = urlencode({name: value for name, value in parts.items() if value})
    address = reverse("genealogy:relationship")
    return f"{address}?{query}" if query else address


def _person_asked_for(request: HttpRequest, name: str, viewer: Viewer) -> Person | None:
    """Read one person of the query string; hidden, unknown and misspelt ones are not found."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    person = person_by_uuid(text, viewer) or redirected_person(text, viewer)
    if person is None:
        raise Http404
    return person


def _reader(request: HttpRequest, viewer: Viewer) -> Person | None:
    """Give who the reader is in the book, as far as the rule lets the reader know."""
    own = own_person(request.user) if viewer.role >= Role.MEMBER else None
    return person_by_uuid(own.uuid, viewer) if own else None


def _side(
    name: str,
    *,
    people: Mapping[str, Person | None],
    request: HttpRequest,
    viewer: Viewer,
    region: str,
    me: Person | None,
) -> Side:
    """Give one picker; the other person picked narrows its search to one clan."""
    person = people[name]
    picked = {key: str(one.uuid) for key, one in people.items() if one and key != name}
    picked |= {"vung": region}
    side: dict[str, Any] = {
        "title": str(_TITLES[name]),
        "field_id": f"chon-{name}",
        "query_name": _SIDES[name],
    }
    if me is not None and me not in people.values():
        side["me_url"] = _address(**picked, **{name: str(me.uuid)})
    if person is not None:
        return Side(
            **side, card=person_card(person, viewer), change_url=_address(**picked) + "#chon"
        )
    query = request.GET.get(_SIDES[name], "").strip()[:_LONGEST_QUERY]
    other = next((one for key, one in people.items() if one and key != name), None)
    found = found_people(query, viewer, clan=other.clan if other else None)
    if other:
        found = found.exclude(pk=other.pk)
    total = found.count() if query else 0
    cards = cards_of(list(found[:_HITS]), viewer) if total else []
    return Side(
        **side,
        query=query,
        hits=[Hit(card, _address(**picked, **{name: str(card.uuid)})) for card in cards],
        more_count=max(0, total - _HITS),
        kept=[(key, value) for key, value in picked.items() if value],
    )


def _region_links(chosen: str, people: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"title": name, "url": _address(**people, vung=key), "is_now": REGIONS[key] == chosen}
        for key, name in REGION_NAMES.items()
    ]


def _answer(
    request: HttpRequest, first: Person, second: Person, viewer: Viewer, region: str
) -> dict[str, Any]:
    """Give what the page says of two people."""
    answer: Relationship = relationship(first, second, viewer, region=REGIONS.get(region))
    drawing: Drawing | None = drawing_of(answer.main) if answer.main else None
    uuids = {"tu": str(first.uuid), "den": str(second.uuid)}
    return {
        "answer": answer,
        "drawing": drawing,
        "swap_url": _address(tu=uuids["den"], den=uuids["tu"], vung=region),
        "share_url": request.build_absolute_uri(_address(**uuids, vung=region)),
        "regions": _region_links(answer.region, uuids),
    }


@require_safe
def relationship_page(request: HttpRequest) -> HttpResponse:
    """Say how `?tu=` and `?den=` are related; with one of them or none, help to pick the other.

    `?vung=` (bac, trung, nam) asks for the words of a region, `?tim_tu=` and `?tim_den=` search.
    """
    viewer = viewer_of(request)
    people = {name: _person_asked_for(request, name, viewer) for name in _SIDES}
    region, _chosen = region_of(request)
    me = _reader(request, viewer)
    first, second = people["tu"], people["den"]
    known: Person | None = first or second
    clan: Clan | None = known.clan if known else None
    context: dict[str, Any] = {
        "sides": [
            _side(name, people=people, request=request, viewer=viewer, region=region, me=me)
            for name in _SIDES
        ],
        "shortest_query": SHORTEST_QUERY,
        "clan": clan_words(clan) if clan else None,
        "trail": trail(
            *([(clan.name, clan.get_absolute_url())] if clan else []), (_("Quan hệ họ hàng"), "")
        ),
    }
    if first and second:
        context |= _answer(request, first, second, viewer, region)
    return page_answer(request, "genealogy/relationship.html", context, viewer=viewer)
