"""Pages of the clans and their branches."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan
from genealogy.selectors.branch_graves import branch_graves
from genealogy.selectors.cards import PersonCard, cards_of
from genealogy.selectors.clans import (
    BranchView,
    branch_and_below,
    branch_by_slug,
    branch_view,
    clan_by_slug,
    clan_list,
    clan_view,
)
from genealogy.selectors.memorials import lunar_month_label
from genealogy.selectors.people import people_list
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import TrailStep, cut, page_answer, trail, whole_number

_PEOPLE_A_PAGE = 120


@require_safe
def clan_index(request: HttpRequest) -> HttpResponse:
    """List the clans the reader may open, even when there is but one."""
    viewer = viewer_of(request)
    context = {"clans": clan_list(viewer)}
    return page_answer(request, "genealogy/clan_list.html", context, viewer=viewer)


def clan_words(clan: Clan, **more: Any) -> dict[str, Any]:
    """Give what templates print of a clan."""
    return {
        "name": clan.name,
        "slug": clan.slug,
        "url": clan.get_absolute_url(),
        "motto": clan.motto,
        "origin": clan.origin,
        "introduction": clan.introduction,
        **more,
    }


@require_safe
def clan_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one clan: founder, branches, number of people by đời, coming giỗ."""
    viewer = viewer_of(request)
    clan = clan_by_slug(slug, viewer)
    if clan is None:
        raise Http404
    return clan_page(request, clan, viewer)


def clan_page(request: HttpRequest, clan: Clan, viewer: Viewer) -> HttpResponse:
    """Give the page of a clan as the row is in memory; it came from `clan_by_slug`."""
    view = clan_view(clan, viewer)
    context = {
        "clan": clan_words(clan, descendants_url=view.descendants_url),
        "founder": view.founder,
        "head": view.head,
        "branches": view.branches,
        "generations": view.generations,
        "generation_most": view.generation_most,
        "person_count": view.person_count,
        "halls": view.halls,
        "news": view.news,
        "is_member": viewer.role >= Role.MEMBER,
        "upcoming_memorials": view.upcoming,
        "memorials_url": reverse("genealogy:memorials", args=[clan.slug]),
        "trail": trail((clan.name, "")),
    }
    return page_answer(request, "genealogy/clan.html", context, viewer=viewer)


def _by_generation(cards: list[PersonCard]) -> list[dict[str, Any]]:
    """Group cards that come in order of đời."""
    return [
        {"generation": key[0], "label": key[1], "people": list(group)}
        for key, group in groupby(cards, key=lambda card: (card.generation, card.generation_label))
    ]


def _branch_words(view: BranchView) -> dict[str, Any]:
    branch = view.branch
    return {
        "label": view.label,
        "slug": branch.slug,
        "url": branch.get_absolute_url(),
        "description": branch.introduction,
        "founder": view.founder,
        "head": view.head,
        "hall": branch.hall.text if branch.hall else "",
        "generation": branch.since_generation,
        "person_count": view.person_count,
        "descendants_url": view.descendants_url,
        "hall_now": branch.hall.current_name if branch.hall else "",
        "parent": branch.parent,
    }


def _branch_trail(view: BranchView) -> list[TrailStep]:
    branch = view.branch
    steps = [(branch.clan.name, branch.clan.get_absolute_url())]
    if branch.parent is not None:
        branch.parent.clan = branch.clan
        steps.append((branch.parent.title, branch.parent.get_absolute_url()))
    return trail(*steps, (view.label, ""))


@require_safe
def branch_detail(request: HttpRequest, clan: str, slug: str) -> HttpResponse:
    """Show one branch: founder, head, people by đời, giỗ, news. `?doi=` keeps one đời."""
    viewer = viewer_of(request)
    branch = branch_by_slug(clan, slug, viewer)
    if branch is None:
        raise Http404
    return branch_page(request, branch, viewer)


def branch_page(request: HttpRequest, branch: Branch, viewer: Viewer) -> HttpResponse:
    """Give the page of a branch as the row is in memory; it came from `branch_by_slug`."""
    view = branch_view(branch, viewer)
    generation = whole_number(request, "doi")
    people = people_list(
        viewer,
        clan=branch.clan,
        branches=branch_and_below(branch),
        generation=generation,
        order="generation",
    )
    page = cut(people, request, _PEOPLE_A_PAGE)
    # One đời or a further page of people is no place for the sketch.
    is_whole = generation is None and page.number == 1
    context = {
        "branch": _branch_words(view),
        "clan": clan_words(branch.clan),
        "branches": view.below,
        "generations": _by_generation(cards_of(list(page), viewer)),
        "generation_counts": view.generations,
        "generation": generation,
        "page_obj": page,
        "upcoming_memorials": view.upcoming,
        "month_memorials": view.of_month,
        "lunar_month_label": lunar_month_label(view.lunar_month),
        "memorials_url": reverse("genealogy:memorials", args=[branch.clan.slug]),
        "graves": branch_graves(branch_and_below(branch), viewer) if is_whole else None,
        "news": view.news,
        "trail": _branch_trail(view),
    }
    return page_answer(request, "genealogy/branch.html", context, viewer=viewer)
