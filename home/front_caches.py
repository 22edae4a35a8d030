"""Dropping from a CDN what an edit made untrue, by Wagtail's front-end cache backends.

Pages are dropped by Wagtail itself when they are published; here it is the answers of the API. A
job does it, so that an editor never waits for a CDN, and one that is away is tried again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.core.api.caching import EVERY_KEY, POLICIES
from cms.jobs.registry import JobHandle
from cms.jobs.services import job_start

PURGE_JOB = "home.front_cache_purge"
#: Tags of `cms.core.versions` that a surrogate key of the same name follows.
_SAME = frozenset(
    {
        "news", "topics", "authors", "programmes", "episodes", "events", "pages", "media",
        "documents", "redirects", "site",
    }
)  # fmt: skip
_OTHERS = {"tree": "people", "statistics": "people", "recordings": "media"}
#: What may change any answer.
_WIDE = frozenset({"page:*", "restrictions", "collections", "site", "everything"})
#: With more single pages than this, all are dropped.
_MOST_PAGES = 50


def changed_keys(tags: Iterable[str]) -> list[str]:
    """Give the surrogate keys that these changes make untrue; none for what strangers never read.

    >>> changed_keys({"news", "page:12", "index"})
    ['news', 'page-12']
    >>> changed_keys({"page:*", "news"})
    ['api']
    """
    tags = set(tags)
    pages = {f"page-{tag[5:]}" for tag in tags if tag.startswith("page:")}
    if tags & _WIDE or len(pages) > _MOST_PAGES:
        return [EVERY_KEY]
    keys = {_OTHERS.get(tag, tag if tag in _SAME else "") for tag in tags}
    return sorted((keys | pages) - {""})


def changed_addresses(keys: Iterable[str]) -> list[str]:
    """Give addresses of the API for caches that know no keys: lists, and records of pages.

    Addresses with parameters cannot be listed; they end with their minute.
    """
    paths = []
    for endpoint, policy in POLICIES.items():
        about = {endpoint, *policy.keys, EVERY_KEY}
        if endpoint in {"preview", "proposals", "openapi", "api_root"}:
            continue
        if about & set(keys):
            paths.append(reverse(f"wagtailapi_v2:{endpoint}:listing"))
        if policy.is_of_pages:
            paths += [
                reverse(f"wagtailapi_v2:{endpoint}:detail", args=[int(key[5:])])
                for key in keys
                if key.startswith("page-")
            ]
    return [urljoin(settings.WAGTAILAPI_BASE_URL, path) for path in paths]


def purge_ask(tags: frozenset[str]) -> None:
    """Have a worker drop what changed; called after the commit, only where a CDN is named."""
    keys = changed_keys(tags)
    if keys:
        job_start(PURGE_JOB, arguments={"keys": keys}, title=_("Báo bộ nhớ đệm ở ngoài (CDN)"))


def purge_job(job: JobHandle) -> None:
    """Drop the keys of a job from every cache; doing it twice changes nothing."""
    keys: list[str] = job.arguments["keys"]
    addresses: list[str] | None = None
    for backend in get_backends().values():
        if hasattr(backend, "purge_keys"):
            backend.purge_keys(keys)
        else:
            addresses = changed_addresses(keys) if addresses is None else addresses
            _purge_addresses(backend, addresses)
    job.complete()


def _purge_addresses(backend: Any, addresses: list[str]) -> None:
    here = [url for url in addresses if backend.invalidates_hostname(_host(url))]
    if here:
        backend.purge_batch(here)


def _host(url: str) -> str:
    return url.split("/")[2].partition(":")[0]
