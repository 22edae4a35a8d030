"""What the front page and the menu show, in few queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.core.page_contexts import page_context
from cms.council.models import EventIndexPage, EventPage
from cms.council.selectors import published_events, upcoming_events
from cms.news.models import NewsIndexPage, NewsPage
from cms.news.selectors import published_news
from cms.programmes.models import EpisodePage, ProgrammeIndexPage
from cms.programmes.selectors import published_episodes
from genealogy.public import MemorialCard, upcoming_memorials, viewer_of
from home.models import HomePage, NavigationItem, SiteSettings

FEATURED_COUNT = 2
LATEST_NEWS_COUNT = 6
LATEST_EPISODES_COUNT = 3
UPCOMING_EVENTS_COUNT = 4
UPCOMING_MEMORIALS_COUNT = 5
MEMORIAL_DAYS = 60

#: How the site's own sections stand in a menu that nobody has arranged yet.
_ORDER = ("news", "programmes", "genealogy", "memorials", "events", "other")

#: Types a story of the front page may have, with where their public ones are read.
_STORIES: dict[type[Page], Callable[[], QuerySet[Any]]] = {
    NewsPage: published_news,
    EpisodePage: published_episodes,
    EventPage: published_events,
}


@dataclass(frozen=True)
class NavItem:
    """One entry of the menu (mục)."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the site that has a front door of its own."""

    kind: str
    label: str
    url: str


# The front page -----------------------------------------------------------------------------


@page_context(HomePage)
def front_page(page: HomePage, request: HttpRequest, **_others: Any) -> dict[str, Any]:
    """Give everything the front page shows; what editors left empty is the latest.

    No story stands twice. Pages that are not live, or not for everybody, stay out.
    """
    lead, slots = _curated(page)
    chosen = [story for story in (lead, *slots) if story is not None]
    wanted = 1 + FEATURED_COUNT + LATEST_NEWS_COUNT
    latest = _without(published_news()[: wanted + len(chosen)], chosen)
    episodes = published_episodes()[: LATEST_EPISODES_COUNT + len(chosen)]
    if lead is None and latest:
        lead = latest.pop(0)
    if not slots:
        slots, latest = latest[:FEATURED_COUNT], latest[FEATURED_COUNT:]
    urls = {section.kind: section.url for section in site_sections(request)}
    return {
        "lead": lead,
        "featured": slots,
        "latest_news": latest[:LATEST_NEWS_COUNT],
        "latest_episodes": _without(episodes, chosen)[:LATEST_EPISODES_COUNT],
        "upcoming_events": list(upcoming_events(now=timezone.now())[:UPCOMING_EVENTS_COUNT]),
        "upcoming_memorials": _memorials(request),
        "memorials_url": _memorials_url(request),
        "news_index_url": urls.get("news", ""),
        "programme_index_url": urls.get("programmes", ""),
        "event_index_url": urls.get("events", ""),
    }


def _curated(page: HomePage) -> tuple[Page | None, list[Page]]:
    """Give the chosen lead, if any, and the chosen stories in their order, each once."""
    ids = list(dict.fromkeys(slot.page_id for slot in page.slots.all()))
    wanted = {*ids, page.lead_page_id} - {None}
    if not wanted:
        return None, []
    types = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "content_type_id"))
    found: dict[int, Page] = {}
    for model, stories in _STORIES.items():
        type_id = ContentType.objects.get_for_model(model).pk
        of_type = [pk for pk, content_type_id in types.items() if content_type_id == type_id]
        if of_type:
            found |= {story.pk: story for story in stories().filter(pk__in=of_type)}
    slots = [found[pk] for pk in ids if pk in found and pk != page.lead_page_id]
    return found.get(page.lead_page_id), slots


def _without(stories: Iterable[Page], shown: list[Page]) -> list[Page]:
    keys = {story.pk for story in shown}
    return [story for story in stories if story.pk not in keys]


def _memorials(request: HttpRequest) -> list[MemorialCard]:
    return upcoming_memorials(
        viewer_of(request),
        clan=site_settings_of(request).main_clan,
        today=timezone.localdate(),
        days=MEMORIAL_DAYS,
        limit=UPCOMING_MEMORIALS_COUNT,
    )


# The menu -----------------------------------------------------------------------------------


def site_settings_of(request: HttpRequest) -> SiteSettings:
    """Give the settings of the request's site, or unsaved defaults when there is no site."""
    try:
        return SiteSettings.for_request(request)
    except SiteSettings.DoesNotExist:
        return SiteSettings()


def site_sections(request: HttpRequest) -> list[Section]:
    """Give the live sections under the home page in tree order; one query a request.

    Indexes of news, programmes and events are sections by their type; any other page is one
    when its editor ticked "show in menus".
    """
    cached = getattr(request, "_site_sections", None)
    if cached is not None:
        return cached
    site = Site.find_for_request(request)
    sections = []
    if site is not None:
        kinds = {
            ContentType.objects.get_for_model(model).pk: kind
            for kind, model in (
                ("news", NewsIndexPage),
                ("programmes", ProgrammeIndexPage),
                ("events", EventIndexPage),
            )
        }
        children = Page.objects.child_of(site.root_page).live().order_by("path")
        for child in children.filter(Q(content_type_id__in=kinds) | Q(show_in_menus=True)):
            kind = kinds.get(child.content_type_id, "other")
            sections.append(Section(kind, child.title, child.get_url(request, site) or ""))
    request._site_sections = sections  # type: ignore[attr-defined] # kept for this request only
    return sections


def navigation_items(request: HttpRequest) -> list[NavItem]:
    """Give the menu: what the editors arranged, else the site's own sections."""
    entries = _arranged(request) or _own_sections(request)
    under = [url for _label, url in entries if url != "/" and request.path.startswith(url)]
    current = max(under, key=len, default=request.path)
    return [NavItem(label, url, url == current) for label, url in entries]


def _arranged(request: HttpRequest) -> list[tuple[str, str]]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    items = NavigationItem.objects.filter(navigation__site=site).select_related("page")
    entries = []
    for item in items.order_by("sort_order", "pk"):
        if item.page is None:
            entries.append((item.label, item.url))
        elif item.page.live:
            entries.append((item.label or item.page.title, item.page.get_url(request, site) or ""))
    return [entry for entry in entries if entry[1]]


def _own_sections(request: HttpRequest) -> list[tuple[str, str]]:
    sections = [*site_sections(request)]
    sections.append(Section("genealogy", _("Gia phả"), reverse("genealogy:clan_list")))
    memorials = _memorials_url(request)
    if memorials:
        sections.append(Section("memorials", _("Ngày giỗ"), memorials))
    sections.sort(key=lambda section: _ORDER.index(section.kind))
    return [(section.label, section.url) for section in sections if section.url]


def _memorials_url(request: HttpRequest) -> str:
    """Give the giỗ page of the main clan; empty without one, or when the reader may not open it."""
    clan = site_settings_of(request).main_clan
    if clan is None or (not clan.is_public and viewer_of(request).is_anonymous):
        return ""
    return reverse("genealogy:memorials", args=[clan.slug])
