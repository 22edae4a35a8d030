"""Where the archives of topics and authors stand, known without a query for each of them."""

from __future__ import annotations

from typing import Any, Literal

from django.apps import apps
from django.core.cache import cache

#: The index moves once in years; another process learns of it within this many seconds.
SECONDS = 60
_KEY = "news_index_url"
_FOLDERS = {"topic": "chu-de", "author": "tac-gia"}


def news_index_url() -> str:
    """Return the address of the live news index, site-relative; empty when there is none."""
    url = cache.get(_KEY)
    if url is None:
        index = apps.get_model("news", "NewsIndexPage").objects.live().first()
        url = (index.get_url() or "") if index else ""
        cache.set(_KEY, url, SECONDS)
    return url


def archive_url(kind: Literal["topic", "author"], slug: str) -> str:
    """Return the address of an archive; empty when there is no live news index."""
    index_url = news_index_url()
    return f"{index_url}{_FOLDERS[kind]}/{slug}/" if index_url else ""


def forget_news_index_url(**_kwargs: Any) -> None:
    """Ask again next time; connected to every change of the index and of the tree above it."""
    cache.delete(_KEY)
