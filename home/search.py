"""One search over the whole site: news, programmes, other pages and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.search import search_pages
from cms.news.models import NewsPage
from cms.news.selectors import published_news
from cms.programmes.models import EpisodePage
from cms.programmes.selectors import published_episodes
from genealogy.public import count_people, search_people, viewer_of

#: Longest query that is looked at, in letters.
MAX_QUERY = 100
#: Hits shown of each kind.
GROUP_LIMIT = 12


@dataclass(frozen=True)
class SearchGroup:
    """Hits of one kind; `count` is of all there are, `results` holds the first of them."""

    kind: str
    label: str
    count: int
    results: Sequence[Any] = field(default_factory=list)
    more_url: str = ""


def search_site(query: str, request: HttpRequest) -> list[SearchGroup]:
    """Give the hits by kind, people last; empty for an empty query.

    Only pages for everybody are searched, and only people this reader may know of.
    """
    if not query:
        return []
    others = Page.objects.live().public().filter(depth__gt=1)
    others = others.not_exact_type(NewsPage, EpisodePage).specific()
    return [
        _pages_group("news", _("Tin tức"), search_pages(query, published_news())),
        _pages_group("episodes", _("Truyền hình"), search_pages(query, published_episodes())),
        _pages_group("pages", _("Trang và sự kiện"), search_pages(query, others)),
        _people_group(query, request),
    ]


def _pages_group(kind: str, label: str, found: Sequence[Page]) -> SearchGroup:
    return SearchGroup(kind, label, len(found), found[:GROUP_LIMIT])


def _people_group(query: str, request: HttpRequest) -> SearchGroup:
    viewer = viewer_of(request)
    people = search_people(query, viewer, limit=GROUP_LIMIT)
    count = len(people) if len(people) < GROUP_LIMIT else count_people(query, viewer)
    more = f"{reverse('genealogy:search')}?{urlencode({'q': query})}" if count > len(people) else ""
    return SearchGroup("people", _("Người trong gia phả"), count, people, more)
