"""The search over the whole site: its page, and what it offers while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from genealogy.public import understood
from home.search import KINDS, MAX_QUERY, SearchAnswer, SiteSearch
from home.search_hits import SearchHit

#: Hits of each kind when all are shown, and on a page of one kind.
_OF_EACH = {"people": 6, "branches": 4}
_OF_EACH_USUALLY = 4
_ON_A_PAGE = 20
#: What is offered while somebody types.
_SUGGESTED = {"people": 5, "branches": 2, "news": 2, "programmes": 1, "events": 1, "pages": 1}
_SHORTEST = 2


@dataclass(frozen=True)
class Facet:
    """One kind to choose, with how many hits it has."""

    label: str
    url: str
    count: int
    is_more: bool
    is_current: bool


@dataclass(frozen=True)
class ShownGroup:
    """Hits of one kind as the page shows them; `more_url` leads to the rest."""

    kind: str
    label: str
    count: int
    is_more: bool
    hits: list[SearchHit]
    more_url: str = ""


def _labels() -> dict[str, str]:
    return {
        "people": _("Người trong họ"),
        "branches": _("Chi, phái"),
        "news": _("Tin tức"),
        "programmes": _("Truyền hình"),
        "events": _("Sự kiện"),
        "documents": _("Tài liệu"),
        "pages": _("Trang khác"),
    }


def _asked(request: HttpRequest) -> str:
    """Give what is asked; signs that no text holds (NUL) are left out, and so is a novel's end."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY]


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """Show what `?q=` finds by kind, or all of one kind with `?loai=`."""
    query = _asked(request)
    kind = request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    context: dict[str, Any] = {"q": query, "kind": kind, "groups": [], "total": 0}
    if query:
        search = SiteSearch(request, query)
        context |= _results(request, search, search.answer(), kind)
    return render(request, "pages/search.html", context)


def _results(
    request: HttpRequest, search: SiteSearch, found: SearchAnswer, kind: str
) -> dict[str, Any]:
    labels, asked = _labels(), found.guess or search.question.text
    page = None
    if kind:
        paginator = Paginator(range(found.group(kind).count), _ON_A_PAGE)
        page = paginator.get_page(request.GET.get("page"))
    groups = []
    for group in found.groups:
        if not group.count or kind not in ("", group.kind):
            continue
        start = (page.number - 1) * _ON_A_PAGE if page else 0
        most = _ON_A_PAGE if page else _OF_EACH.get(group.kind, _OF_EACH_USUALLY)
        hits = search.hits(group, found.question, slice(start, start + most))
        has_rest = not page and group.count > most
        more_url = _address(asked, group.kind) if has_rest else ""
        groups.append(
            ShownGroup(group.kind, labels[group.kind], group.count, group.is_more, hits, more_url)
        )
    return {
        "groups": groups,
        "page_obj": page,
        "total": found.total,
        "has_more": found.has_more,
        "facets": _facets(found, asked, kind),
        "understood": understood(found.question),
        "guess": found.guess,
        "all_url": _address(asked),
    }


def _facets(found: SearchAnswer, asked: str, kind: str) -> list[Facet]:
    """Give the kinds that have hits, all of them first; none where there is nothing to choose."""
    labels = _labels()
    rows = [group for group in found.groups if group.count]
    if len(rows) < 2 and not kind:
        return []
    everything = Facet(_("Tất cả"), _address(asked), found.total, found.has_more, not kind)
    return [
        everything,
        *(
            Facet(
                labels[row.kind],
                _address(asked, row.kind),
                row.count,
                row.is_more,
                row.kind == kind,
            )
            for row in rows
        ),
    ]


def _address(query: str, kind: str = "") -> str:
    parameters = {"q": query, "loai": kind} if kind else {"q": query}
    return f"{reverse('site_search')}?{urlencode(parameters)}"


@require_safe
def site_suggestions(request: HttpRequest) -> HttpResponse:
    """Give the options of the list under the search field; empty for less than two letters."""
    query = _asked(request)
    hits: list[SearchHit] = []
    if len(query) >= _SHORTEST:
        search = SiteSearch(request, query, kinds=list(_SUGGESTED))
        found = search.answer(with_guess=False)
        for group in found.groups:
            hits += search.hits(group, found.question, slice(_SUGGESTED[group.kind]))
    context = {"q": query, "hits": hits, "all_url": _address(query)}
    return render(request, "components/search_options.html", context)
