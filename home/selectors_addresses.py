"""What stands at an address of the site: a page, a record of the gia phả, a redirect, nothing."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import SplitResult, quote, unquote, urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.addresses import absolute_url, page_url
from cms.core.api.records import record_kind
from cms.core.prepared import Prepared
from cms.core.restrictions import is_restricted
from cms.news.addresses import news_index_url
from cms.news.selectors import authors_in_use, topics_in_use
from genealogy.public import TreeAddress, tree_address, viewer_of
from home.models import PublicAddress

#: Redirects that lead to redirects are followed so far; who goes on longer goes round in a circle.
MOST_STEPS = 8
#: Where the gia phả stands; the table of addresses asks it before the tree of pages.
TREE_START = "/gia-pha/"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
_ARCHIVES = {"chu-de": "topics", "tac-gia": "authors"}


class ForeignAddress(ValueError):
    """The address is no address of this site."""


@dataclass(frozen=True)
class AskedAddress:
    """An address of our own, read.

    Args:
        path: percent-decoded, from the root of the site, without dot segments or doubled slashes,
            with a slash at its end.
        query: what stands behind the question mark, as it came.
        site: key of the site.
        root: `url_path` of the site's front page.
    """

    path: str
    query: str
    site: int
    root: str

    @property
    def redirect_paths(self) -> list[str]:
        """Return under which names a redirect may be kept, the closest first."""
        bare = self.path.rstrip("/") or "/"
        query = "&".join(sorted(self.query.split("&")))
        paths = [f"{bare}?{unquote(query)}", f"{quote(bare)}?{query}"] if query else []
        return [*dict.fromkeys([*paths, bare, quote(bare)])]


@dataclass(frozen=True)
class Archive:
    """All news of a topic or an author."""

    endpoint: str
    slug: str
    path: str


@dataclass(frozen=True)
class Moved:
    """A redirect, followed to its end; `location` has scheme and host."""

    location: str
    is_permanent: bool


@dataclass(frozen=True)
class Gone:
    """Strangers could open something here once; it was taken away."""


Found: TypeAlias = Page | TreeAddress | Archive | Moved | Gone


def read_address(text: str, request: HttpRequest) -> AskedAddress:
    """Read an address: a path, or a full address of one of our sites.

    Raises:
        ForeignAddress: it belongs to another host, or is none.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ForeignAddress(text) from error
    if _UNSEEN.search(text):
        raise ForeignAddress(text)
    site, root = _site_of(parts, port, request)
    try:
        decoded = unquote(parts.path, errors="strict")
    except UnicodeDecodeError as error:
        raise ForeignAddress(text) from error
    if _UNSEEN.search(decoded):
        raise ForeignAddress(text)
    path = "/" + posixpath.normpath("/" + decoded).strip("/")
    return AskedAddress(path if path == "/" else f"{path}/", parts.query, site, root)


def _site_of(parts: SplitResult, port: int | None, request: HttpRequest) -> tuple[int, str]:
    """Give key and root of the site an address belongs to."""
    roots = {entry.site_id: entry.root_path for entry in Site.get_site_root_paths()}
    if not parts.scheme and not parts.netloc:
        return _site_of_request(roots, request)
    if parts.scheme not in {"http", "https"} or parts.username is not None:
        raise ForeignAddress(parts.netloc)
    if parts.netloc.lower() == request.get_host().lower():
        return _site_of_request(roots, request)
    usual = 443 if parts.scheme == "https" else 80
    for site in Site.objects.filter(hostname__iexact=parts.hostname or ""):
        if site.port == (port or usual) and site.pk in roots:
            return site.pk, roots[site.pk]
    raise ForeignAddress(parts.netloc)


def _site_of_request(roots: dict[int, str], request: HttpRequest) -> tuple[int, str]:
    if len(roots) == 1:
        return next(iter(roots.items()))
    site = Site.find_for_request(request)
    if site is None or site.pk not in roots:
        raise ForeignAddress(request.get_host())
    return site.pk, roots[site.pk]


def at_address(asked: AskedAddress, request: HttpRequest) -> Found | None:
    """Give what stands at an address, as the site itself would answer it.

    Pages and redirects count when everybody may open them; of the gia phả the viewer is asked.
    What is hidden, closed or a draft is None, as what never was.
    """
    return (
        _standing_at(asked, request)
        or _redirected(asked, request)
        or _archive(asked)
        or _gone(asked)
    )


def _standing_at(asked: AskedAddress, request: HttpRequest) -> Page | TreeAddress | Moved | None:
    if asked.path.startswith(TREE_START):
        found = tree_address(asked.path, viewer_of(request))
        if found is not None and found.is_moved:
            return Moved(str(absolute_url(found.path, request)), is_permanent=True)
        return found
    return _page(asked)


def _public_at(slug: str, url_path: str) -> QuerySet[Page, Any]:
    pages = Page.objects.live().exclude(is_restricted()).filter(slug=slug, url_path=url_path)
    return pages.order_by("pk").values_list("pk", "content_type_id")[:1]


_AT_PATH = Prepared(_public_at)


def _page(asked: AskedAddress) -> Page | None:
    """Give the public page of a path, of its own type, with what its record needs."""
    url_path = asked.root.rstrip("/") + asked.path
    # The slug is indexed, the whole path is not.
    slug = url_path.rstrip("/").rpartition("/")[2]
    rows = _AT_PATH.rows(slug, url_path)
    if not rows:
        return None
    key, content_type = rows[0]
    model: Any = ContentType.objects.get_for_id(content_type).model_class() or Page
    kind = record_kind(model)
    return kind.public_page(key) if kind else model.objects.live().filter(pk=key).first()


def _redirected(asked: AskedAddress, request: HttpRequest) -> Moved | None:
    """Follow a redirect of the editors to its end."""
    seen: set[str] = set()
    is_permanent = True
    location: str | None = None
    here = asked
    for _step in range(MOST_STEPS):
        if here.path in seen:
            return None
        seen.add(here.path)
        row = _redirect_at(here)
        if row is None:
            break
        is_permanent &= row.is_permanent
        location = _target(row, request)
        if location is None:
            return None
        try:
            here = read_address(location, request)
        except ForeignAddress:
            return Moved(location, is_permanent)
        standing = _standing_at(here, request)
        if isinstance(standing, Moved):
            return Moved(standing.location, is_permanent)
        if standing is not None:
            return Moved(location, is_permanent)
        if here.path.startswith(TREE_START):
            # Whether somebody hidden or nobody stands there is not told.
            return None
    else:
        return None
    return Moved(location, is_permanent) if location is not None else None


def _redirect_at(asked: AskedAddress) -> Redirect | None:
    paths = asked.redirect_paths
    rows = Redirect.objects.filter(Q(site=asked.site) | Q(site=None), old_path__in=paths)
    found = sorted(rows, key=lambda row: (paths.index(row.old_path), row.site_id is None))
    return found[0] if found else None


def _target(row: Redirect, request: HttpRequest) -> str | None:
    """Give where a redirect leads, with scheme and host; None to what is not for everybody."""
    if row.redirect_page_id is None:
        return absolute_url(row.redirect_link, request)
    pages = Page.objects.live().exclude(is_restricted())
    page = pages.filter(pk=row.redirect_page_id).first()
    if page is None:
        return None
    if row.redirect_page_route_path:
        return absolute_url(row.link, request)
    return page_url(page, request)


def _archive(asked: AskedAddress) -> Archive | None:
    index = news_index_url()
    if not index or not asked.path.startswith(index):
        return None
    folder, _slash, slug = asked.path[len(index) :].strip("/").partition("/")
    endpoint = _ARCHIVES.get(folder)
    rows: Any = {"topics": topics_in_use, "authors": authors_in_use}.get(endpoint or "")
    if endpoint is None or not slug or not rows().filter(slug=slug).exists():
        return None
    return Archive(endpoint, slug, asked.path)


def _gone(asked: AskedAddress) -> Gone | None:
    rows = PublicAddress.objects.filter(
        path=asked.path, site=asked.site, kind="page", state=PublicAddress.State.GONE
    )
    return Gone() if rows.exists() else None
