"""Addresses as readers outside the site need them: with scheme and host."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from wagtail.models import Page, Site

#: An address inside an HTML attribute that starts at the root of this site.
_ROOTED = re.compile(r'(\s(?:href|src|poster)=")(/(?!/)[^"]*)"')
#: The list of a picture's sizes, and an address in it that starts at the root.
_SOURCES = re.compile(r'(?<=\ssrcset=")[^"]+')
_ROOTED_SOURCE = re.compile(r"(^|,)(\s*)(/(?!/)\S+)")


def absolute_url(path: str | None, request: HttpRequest | None = None) -> str | None:
    """Return a site-relative address with scheme and host; others as they are, None for none.

    The host is the request's, so that every answer of one host names one host; without a request
    (feeds made by a job, mails) it is `WAGTAILADMIN_BASE_URL`.
    """
    if not path:
        return None
    if not path.startswith("/") or path.startswith("//"):
        return path
    if request is not None:
        # Django reads and checks the host anew for each address; a list of articles has hundreds.
        if "/./" in path or "/../" in path:
            return request.build_absolute_uri(path)
        return f"{_host_of(request)}{iri_to_uri(path)}"
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _host_of(request: HttpRequest) -> str:
    """Return scheme and host of a request, found out once."""
    known = getattr(request, "_scheme_and_host", None)
    if known is None:
        known = request.build_absolute_uri("/")[:-1]
        request._scheme_and_host = known  # type: ignore[attr-defined] # kept for this request only
    return known


def _roots_of(request: HttpRequest) -> list[Any]:
    """Return the roots of all sites, read once a request."""
    known = getattr(request, "_site_roots", None)
    if known is None:
        known = request._site_roots = Site.get_site_root_paths()  # type: ignore[attr-defined] # as above
    return known


def _start_of(request: HttpRequest) -> str:
    """Return where the tree of pages begins, found out once a request."""
    known: str | None = getattr(request, "_pages_start", None)
    if known is None:
        known = request._pages_start = reverse("wagtail_serve", args=("",))  # type: ignore[attr-defined] # as above
    return known


def _is_plain(page: Page) -> bool:
    """Say whether a page's address is its place in the tree and nothing else."""
    is_own = type(page).get_url_parts is not Page.get_url_parts
    return not is_own and not getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def page_url(page: Page, request: HttpRequest | None = None) -> str | None:
    """Return the address of a page with scheme and host; None when it stands in no site.

    Unlike `page.get_full_url` it asks the database nothing (the roots of sites are cached), and on
    an installation with one site it keeps the host the request came to.
    """
    if request is not None and _is_plain(page):
        roots = _roots_of(request)
        if len(roots) == 1:
            root = roots[0].root_path
            if not page.url_path.startswith(root):
                return None
            return absolute_url(f"{_start_of(request)}{page.url_path[len(root) :]}", request)
    parts = page.get_url_parts(request)
    if parts is None:
        return None
    site_id, root_url, path = parts
    sites = {root.site_id for root in Site.get_site_root_paths()}
    if sites == {site_id}:
        return absolute_url(path, request)
    return f"{root_url}{path}"


def absolute_html(html: str, request: HttpRequest | None = None) -> str:
    """Return HTML whose links and pictures carry scheme and host."""

    def with_host(match: re.Match[str]) -> str:
        return f'{match[1]}{absolute_url(match[2], request)}"'

    def sources_with_host(match: re.Match[str]) -> str:
        return _ROOTED_SOURCE.sub(
            lambda one: f"{one[1]}{one[2]}{absolute_url(one[3], request)}", match[0]
        )

    return _SOURCES.sub(sources_with_host, _ROOTED.sub(with_host, html))
