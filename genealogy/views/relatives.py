"""Relatives: "Họ hàng của tôi" for who is linked to somebody of the book, and those of others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.domain.kinfolk import KinReach
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Person
from genealogy.selectors.cards import person_card
from genealogy.selectors.nearness import own_person
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.relatives import MOST_RELATIVES, relatives_of
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import page_answer, trail, whole_number
from genealogy.views.clans import clan_words
from genealogy.views.kin_regions import region_choices, region_of
from genealogy.views.old_addresses import follows_merges

_LONGEST_QUERY = 100
#: Choices of the form: query name, smallest, largest, usual.
_UP, _DOWN, _DEGREE = ("len", 1, 8, 4), ("xuong", 0, 6, 3), ("bac", 0, 5, 3)


def _within(request: HttpRequest, choice: tuple[str, int, int, int]) -> int:
    name, least, most, usual = choice
    number = whole_number(request, name)
    return usual if number is None else min(max(number, least), most)


def _reach(request: HttpRequest) -> KinReach:
    return KinReach(
        up=_within(request, _UP), down=_within(request, _DOWN), degree=_within(request, _DEGREE)
    )


def _degree_words(number: int) -> str:
    return {
        0: _("chỉ dòng trực hệ"),
        1: _("anh em ruột"),
        2: _("chung ông bà"),
        3: _("chung cụ"),
        4: _("chung kỵ"),
        5: _("chung tổ năm đời"),
    }[number]


def _choices(reach: KinReach) -> list[dict[str, Any]]:
    """Give the three lists of the form."""
    rows = [
        (_UP, _("Lên"), reach.up, lambda number: _("%(count)s đời") % {"count": number}),
        (_DOWN, _("Xuống"), reach.down, lambda number: _("%(count)s đời") % {"count": number}),
        (_DEGREE, _("Xa nhất"), reach.degree, _degree_words),
    ]
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {"value": number, "text": words(number), "is_now": number == now}
                for number in range(least, most + 1)
            ],
        }
        for (name, least, most, _usual), label, now, words in rows
    ]


def _reach_words(reach: KinReach) -> str:
    return _("lên %(up)s đời, xuống %(down)s đời, %(degree)s") % {
        "up": reach.up,
        "down": reach.down,
        "degree": _degree_words(reach.degree),
    }


def _answer(
    request: HttpRequest, person: Person, viewer: Viewer, *, is_own: bool, address: str
) -> HttpResponse:
    words = request.GET.get("tim", "").strip()[:_LONGEST_QUERY]
    key, region = region_of(request)
    reach = _reach(request)
    card = person_card(person, viewer)
    found = relatives_of(person, viewer, reach=reach, region=region, words=words)
    title = _("Họ hàng của tôi") if is_own else _("Họ hàng của %(name)s") % {"name": card.name}
    steps = [(person.clan.name, person.clan.get_absolute_url())]
    if not is_own:
        steps.append((card.name, card.url))
    context = {
        "title": title,
        "card": card,
        "is_own": is_own,
        "found": found,
        "most": MOST_RELATIVES,
        "query": words,
        "choices": _choices(reach),
        "reach_words": _reach_words(reach),
        "regions": region_choices(found.region),
        "region_key": key,
        "form_url": address,
        "clan": clan_words(person.clan),
        "relationship_url": reverse("genealogy:relationship"),
        "trail": trail(*steps, (title if is_own else _("Họ hàng"), "")),
    }
    return page_answer(request, "genealogy/relatives.html", context, viewer=viewer)


@login_required
@require_safe
def own_relatives(request: HttpRequest) -> HttpResponse:
    """Show the relatives of the account's own person, or how to become linked to one.

    `?len=`, `?xuong=` and `?bac=` say how far, `?vung=` whose words, `?tim=` keeps some.
    """
    viewer = viewer_of(request)
    own = own_person(request.user)
    # Asked for again by the rule: a mark may have closed the row to its own account.
    person = person_by_uuid(own.uuid, viewer) if own and viewer.role >= Role.MEMBER else None
    address = reverse("genealogy:relatives")
    if person is None:
        context = {"trail": trail((_("Họ hàng của tôi"), "")), "is_member": _is_member(viewer)}
        return page_answer(request, "genealogy/relatives_unlinked.html", context, viewer=viewer)
    return _answer(request, person, viewer, is_own=True, address=address)


def _is_member(viewer: Viewer) -> bool:
    return viewer.role >= Role.MEMBER


@login_required
@require_safe
@follows_merges
def person_relatives(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show members the relatives of anybody they may know; to others nobody is there."""
    viewer = viewer_of(request)
    person = person_by_uuid(uuid, viewer) if viewer.role >= Role.MEMBER else None
    if person is None:
        raise Http404
    own = own_person(request.user)
    if own is not None and own.pk == person.pk:
        query = request.META.get("QUERY_STRING", "")
        return redirect(reverse("genealogy:relatives") + (f"?{query}" if query else ""))
    address = reverse("genealogy:person_relatives", args=[person.uuid])
    return _answer(request, person, viewer, is_own=False, address=address)
