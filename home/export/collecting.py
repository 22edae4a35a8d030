"""What there is to write, read as a stranger before the first page is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.restrictions import is_restricted
from cms.council.selectors import published_events
from cms.news.models import NewsIndexPage
from cms.news.selectors import authors_in_use, public_news, topics_in_use
from cms.programmes.models import ProgrammePage
from cms.programmes.selectors import published_episodes
from genealogy.public_export import (
    exported_branches,
    exported_clans,
    exported_lines,
    exported_uuids,
    merged_people,
    month_names,
    stranger,
)
from home.export.addresses import API_ENDPOINTS, Address, Sitemap

#: Pages outside the page tree, and outside the gia phả.
_ALONE = (
    "/tim-kiem/", "/ngoai-tuyen/", "/sitemap.xml", "/robots.txt", "/manifest.webmanifest", "/sw.js",
    "/api/v2/", "/api/v2/openapi.json",
)  # fmt: skip


#: Records that a light copy has in lists alone.
_IN_LISTS_TOO = ("pages", "news", "people")


def sitemap_of(today: date, *, is_light: bool = False) -> Sitemap:
    """Read what strangers may have on a day of Vietnam.

    Args:
        today: the day.
        is_light: leave out what stands elsewhere in the copy too, for hosts that take few files:
            single records of the API that lists hold, most lists of descendants.
    """
    viewer = stranger(today)
    branches = exported_branches(viewer)
    people = exported_uuids(viewer)
    pages = dict(_page_paths())
    solar, lunar = month_names(today)
    clans = [slug for slug, _name in exported_clans(viewer)]
    archives = _archives(pages)
    records = {"/api/v2/", "/api/v2/openapi.json"}
    records |= {f"/api/v2/{name}/" for name in API_ENDPOINTS}
    records |= {f"/api/v2/pages/{key}/" for key in pages}
    records |= set(_records_of_pages(set(pages)))
    records |= {f"/api/v2/people/{uuid}/" for uuid in people}
    records |= {f"/api/v2/clans/{slug}/" for slug in clans}
    records |= {f"/api/v2/clans/{slug}/anniversaries.ics" for slug in clans}
    records |= {f"/api/v2/clans/{slug}/statistics/" for slug in clans}
    records |= {f"/api/v2/branches/{branch.uuid}/" for branch in branches}
    if is_light:
        records = {path for path in records if not _is_in_a_list(path)}
    return Sitemap(
        pages=frozenset([*pages.values(), *archives]),
        records=frozenset(records),
        clans=frozenset(clans),
        branches=frozenset((branch.clan_slug, branch.slug) for branch in branches),
        people=people,
        lines=exported_lines(viewer) if is_light else people,
        months=frozenset(solar),
        lunar_months=frozenset(lunar),
    )


def _is_in_a_list(path: str) -> bool:
    parts = path.strip("/").split("/")
    return len(parts) == 4 and parts[2] in _IN_LISTS_TOO


def seeds(sitemap: Sitemap) -> list[Address]:
    """Give the addresses to begin with, in a fixed order; others are found on their pages."""
    paths = {*_ALONE, *sitemap.pages, *sitemap.records}
    paths |= {reverse("genealogy:clan_list")}
    for slug in sitemap.clans:
        for name in ("clan", "memorials", "month_now", "calendar", "clan_statistics"):
            paths.add(reverse(f"genealogy:{name}", args=[slug]))
        paths |= {reverse("genealogy:month", args=[slug, month]) for month in sitemap.months}
        lunar = sitemap.lunar_months
        paths |= {reverse("genealogy:lunar_month", args=[slug, month]) for month in lunar}
    for clan, slug in sitemap.branches:
        paths.add(reverse("genealogy:branch", args=[clan, slug]))
    paths |= {reverse("genealogy:person", args=[uuid]) for uuid in sitemap.people}
    months = {
        Address(reverse("genealogy:memorials", args=[slug]), (("thang", str(month)),))
        for slug in sitemap.clans
        for month in range(1, 13)
    }
    return sorted({*map(Address, paths), *months}, key=lambda one: (one.path, one.query))


def _page_paths() -> Iterator[tuple[int, str]]:
    """Give key and address of the pages strangers may read."""
    rows = Page.objects.live().exclude(is_restricted()).order_by("path")
    roots = [site.root_page.url_path for site in Site.objects.select_related("root_page")]
    for key, path in rows.values_list("pk", "url_path"):
        root = max((root for root in roots if path.startswith(root)), key=len, default=None)
        if root is not None:
            yield key, f"/{path[len(root) :]}"


def _archives(pages: dict[int, str]) -> set[str]:
    """Give the archives of the newsroom: its feed, topics and authors."""
    index = NewsIndexPage.objects.filter(pk__in=pages).values_list("pk", flat=True).first()
    if index is None:
        return set()
    front = pages[index]
    found = {f"{front}rss/"}
    found |= {f"{front}chu-de/{topic.slug}/" for topic in topics_in_use()}
    found |= {f"{front}tac-gia/{author.slug}/" for author in authors_in_use()}
    return found


def _records_of_pages(pages: set[int]) -> Iterator[str]:
    """Give the records of the API that are pages, topics and authors."""
    for name, rows in (
        ("news", public_news()),
        ("programmes", ProgrammePage.objects.live().exclude(is_restricted())),
        ("episodes", published_episodes()),
        ("events", published_events()),
    ):
        for key in rows.order_by().values_list("pk", flat=True):
            if key in pages:
                yield f"/api/v2/{name}/{key}/"
    for topic in topics_in_use():
        yield f"/api/v2/topics/{topic.slug}/"
    for author in authors_in_use():
        yield f"/api/v2/authors/{author.slug}/"


def old_addresses(today: date) -> list[tuple[str, str, int]]:
    """Give old address, new address and status of what has moved, for strangers."""
    found = [(old, new, 301) for old, new in merged_people(stranger(today))]
    for row in Redirect.objects.select_related("redirect_page").order_by("old_path", "pk"):
        link = row.link
        if link:
            path = urlsplit(row.old_path).path
            found.append((path, link, 301 if row.is_permanent else 302))
    return list(dict.fromkeys(found))
