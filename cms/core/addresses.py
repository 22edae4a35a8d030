"""Addresses as readers outside the site need them: with scheme and host."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page, Site

#: An address inside an HTML attribute that starts at the root of this site.
_ROOTED = re.compile(r'(\s(?:href|src|poster)=")(/(?!/)[^"]*)"')


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
        return request.build_absolute_uri(path)
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def page_url(page: Page, request: HttpRequest | None = None) -> str | None:
    """Return the address of a page with scheme and host; None when it stands in no site.

    Unlike `page.get_full_url` it asks the database nothing (the roots of sites are cached), and on
    an installation with one site it keeps the host the request came to.
    """
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

    return _ROOTED.sub(with_host, html)
