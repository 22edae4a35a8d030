"""Pages that stand outside the page tree: search and robots.txt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.search import MAX_QUERY, search_site

#: Doors that robots have no business behind; search results would be an endless maze.
NOT_FOR_ROBOTS = ("/admin/", "/tai-khoan/", "/tim-kiem/", "/_util/")


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """Show what `?q=` finds, by kind. Signs that no text holds (NUL) are left out."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:MAX_QUERY]
    groups = search_site(query, request)
    context = {"q": query, "groups": groups, "total": sum(group.count for group in groups)}
    return render(request, "pages/search.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what to leave alone and where the map of the site is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
