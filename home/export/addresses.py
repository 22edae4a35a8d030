"""Which addresses of the living site stand in the static one, and under which file.

A static host knows no questions after a `?`. What a question asks stands in the path instead,
behind a tilde, which no slug of the site can hold: `/tin-tuc/?page=2` is `/tin-tuc/~page-2/`.

    >>> str(Address.read("/tin-tuc/?page=2").file)
    'tin-tuc/~page-2/index.html'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

_API = "/api/v2/"
#: Where the search stands, here and there.
SEARCH = "/tim-kiem/"


class Fate(Enum):
    """What becomes of a link to an address."""

    #: The address is a file of the export.
    FILE = "file"
    #: It is a file of the library: exported when it is used and strangers may have it.
    ASSET = "asset"
    #: It does something only a living server can; the link goes, words and all.
    DEED = "deed"
    #: Nobody knows it, or it is not for strangers; the link goes, its words stay.
    NOTHING = "nothing"


#: Questions that choose another page, by the name of the route. Others are left out of a link.
PAGED: dict[str, frozenset[str]] = {
    "wagtail_serve": frozenset({"page"}),
    "genealogy:memorials": frozenset({"thang", "page"}),
    "genealogy:branch": frozenset({"doi", "page"}),
    "genealogy:search": frozenset({"clan", "doi", "page"}),
    "genealogy:clan_statistics": frozenset(),
    "genealogy:branch_statistics": frozenset(),
}
_PLAIN = frozenset(
    {
        "genealogy:clan_list", "genealogy:person", "genealogy:descendants", "genealogy:clan",
        "genealogy:month_now", "genealogy:month", "genealogy:lunar_month", "genealogy:calendar",
        "sitemap", "robots", "web_manifest", "service_worker", "offline", "site_search",
        "openapi", "api_root",
    }
)  # fmt: skip
#: The tree drawn on demand stands as the list of descendants.
_INSTEAD = {"genealogy:explorer": "con-chau/"}
_ASSETS = frozenset({"media", "wagtaildocs_serve"})
#: Records of the API that are exported; the rest of it needs a server.
API_ENDPOINTS = (
    "pages", "redirects", "news", "topics", "authors", "programmes", "episodes", "events", "clans",
    "branches", "people", "site",
)  # fmt: skip
API_ROWS = 100


@dataclass(frozen=True)
class Address:
    """An address of the living site: its path and what it asks, in a fixed order."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, url: str) -> Address:
        """Read an address that begins at the root of the site; its fragment is left out."""
        parts = urlsplit(url)
        return cls(unquote(parts.path), tuple(sorted(parse_qsl(parts.query))))

    @property
    def asked(self) -> str:
        """Return the address as the living site is asked."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def is_api(self) -> bool:
        """Say whether it is an address of the public API."""
        return self.path.startswith(_API)

    @property
    def href(self) -> str:
        """Return the path of the static site, from its root, with a slash before it."""
        path = self.path
        if self.query:
            # Where a list goes on is asked by a cursor; files are named by numbers.
            told = [(name, value) for name, value in self.query if name != "cursor"]
            words = "".join(f"~{name}-{value}" for name, value in told)
            path = f"{path.rstrip('/')}/{words}/"
        if self.is_api and path.endswith("/"):
            return f"{path}index.json"
        return path

    @property
    def file(self) -> PurePosixPath:
        """Return the file, from the root of the folder."""
        href = self.href.lstrip("/")
        return PurePosixPath(f"{href}index.html" if not href or href.endswith("/") else href)


@lru_cache(maxsize=200_000)
def route_of(path: str) -> ResolverMatch | None:
    """Say which route of the site an address belongs to; None for no route."""
    try:
        return resolve(path)
    except Resolver404:
        return None


@dataclass(frozen=True)
class Sitemap:
    """What there is to write: known before the first page is asked for.

    Args:
        pages: paths of the pages of the page tree that strangers may read, with their archives.
        records: paths of single records of the API.
        clans: slugs of the clans that are open to strangers.
        branches: (slug of the clan, slug of the branch).
        people: UUIDs, as text, of the people strangers may see in full.
        lines: of those who have a list of descendants.
        months: names of the months (2026-11) whose sheets are written.
        lunar_months: the same of lunar months.
    """

    pages: frozenset[str]
    records: frozenset[str]
    clans: frozenset[str]
    branches: frozenset[tuple[str, str]]
    people: frozenset[str]
    lines: frozenset[str]
    months: frozenset[str]
    lunar_months: frozenset[str]
    _kept: dict[str, tuple[Fate, Address | None]] = field(default_factory=dict, compare=False)

    def fate_of(self, url: str) -> tuple[Fate, Address | None]:
        """Say what becomes of a link to an address of the site, and where it then leads."""
        if url not in self._kept:
            self._kept[url] = self._fate_of(Address.read(url))
        return self._kept[url]

    def _fate_of(self, address: Address) -> tuple[Fate, Address | None]:
        route = route_of(address.path)
        if route is None:
            return Fate.NOTHING, None
        name = route.view_name
        if name in _ASSETS:
            return Fate.ASSET, Address(address.path)
        if name in _INSTEAD:
            path = address.path.removesuffix("so-do/") + _INSTEAD[name]
            return self._fate_of(Address(path))
        if address.is_api:
            return self._api_fate(address)
        if name not in _PLAIN and name not in PAGED:
            return Fate.DEED, None
        return self._page_fate(address, name, route.kwargs)

    def _page_fate(
        self, address: Address, name: str, values: dict[str, object]
    ) -> tuple[Fate, Address | None]:
        asked = dict(address.query)
        if name == "genealogy:search" and (asked.get("q") or "clan" not in asked):
            # A search by words is the search of the whole site.
            return Fate.FILE, Address(SEARCH)
        if name == "genealogy:descendants" and str(values["uuid"]) in self.people - self.lines:
            # A light copy leaves it out; the living site has it.
            return Fate.DEED, None
        if not self._stands(address.path, name, {**values, **_texts(asked, "clan")}):
            return Fate.NOTHING, None
        kept = _kept_questions(address.query, PAGED.get(name, frozenset()))
        return Fate.FILE, Address(address.path, kept)

    def _api_fate(self, address: Address) -> tuple[Fate, Address | None]:
        if address.path not in self.records:
            return Fate.DEED, None
        asked = dict(address.query)
        is_page = asked.get("limit") == str(API_ROWS) and "offset" in asked
        is_page = is_page and asked.keys() <= {"limit", "offset", "cursor"}
        if address.query and not is_page:
            return Fate.DEED, None
        return Fate.FILE, address

    def _stands(self, path: str, name: str, values: dict[str, object]) -> bool:
        if name == "wagtail_serve":
            return path in self.pages
        if "uuid" in values and str(values["uuid"]) not in self.people:
            return False
        if name == "genealogy:search":
            return values["clan"] in self.clans
        if "clan" in values:
            return (values["clan"], values["slug"]) in self.branches
        if "slug" in values and values["slug"] not in self.clans:
            return False
        if name == "genealogy:month":
            return values["month"] in self.months
        if name == "genealogy:lunar_month":
            return values["month"] in self.lunar_months
        return True


def _texts(asked: dict[str, str], *names: str) -> dict[str, object]:
    return {name: asked[name] for name in names if name in asked}


def _kept_questions(
    query: Iterable[tuple[str, str]], names: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Keep what chooses another page; the first page has no number."""
    kept = [(name, value) for name, value in query if name in names and value.isascii()]
    return tuple(
        (name, value)
        for name, value in kept
        if value and value.replace("-", "").isalnum() and (name, value) != ("page", "1")
    )
