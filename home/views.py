"""Pages that stand outside the page tree: robots.txt; the search stands in `home.views_search`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from home.views_search import site_search, site_suggestions

__all__ = ["robots", "site_search", "site_suggestions"]

#: Doors that robots have no business behind; search results would be an endless maze.
NOT_FOR_ROBOTS = ("/admin/", "/tai-khoan/", "/tim-kiem/", "/_util/")


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
