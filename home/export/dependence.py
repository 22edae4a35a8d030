"""Of what a page of the site is made: the names of the marks (`home.export.marks`) it stands on.

Two sources: the route says which lists a page shows; the page itself says, by its links, which
people, pages and files it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from cms.news.selectors import PER_PAGE
from home.export.addresses import API_ROWS, Address, route_of
from home.export.marks import Marks

_UUID = re.compile(r"/(?:nguoi|people)/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_DAY = re.compile(r"""["'](\d{4}-\d{2}-\d{2})(?=["'T])""")
#: Routes that show the whole tree or large parts of it, and days to come.
_OF_THE_TREE = frozenset(
    {"clan_list", "memorials", "month_now", "month", "lunar_month", "search", "clan_statistics",
     "branch_statistics"}
)  # fmt: skip
#: Such that also say which articles and episodes tell of their people.
_WITH_NEWS = frozenset({"clan", "branch"})
_WITHOUT_DATA = frozenset({"robots", "web_manifest", "service_worker", "offline", "site_search"})
_NEWS_LISTS = ("chu-de", "tac-gia")
_PAGE_LIST = "/api/v2/pages/"


def names_of(address: Address, marks: Marks) -> set[str]:
    """Say by its route on which marks a file stands."""
    route = route_of(address.path)
    view = route.view_name if route else ""
    if address.is_api:
        return {"code", "site", *_api_names(address)}
    names = {"code", "site"}
    if view == "wagtail_serve":
        return names | _page_names(address, marks)
    if view in _WITHOUT_DATA:
        return names
    if view == "sitemap":
        return names | {"pages", "news::1000000:1"}
    uuid = str(route.kwargs.get("uuid", "")) if route else ""
    if uuid:
        return names | {"shelf", f"person:{uuid}", f"said:{uuid}"}
    if view.removeprefix("genealogy:") in _OF_THE_TREE:
        return names | {"tree", "day"}
    if view.removeprefix("genealogy:") in _WITH_NEWS:
        return names | {"tree", "said", "pages", "day"}
    return names | {"shelf", "tree", "day"}


def _page_names(address: Address, marks: Marks) -> set[str]:
    """Say on which marks a page of the page tree, or an archive of the newsroom, stands."""
    page = int(dict(address.query).get("page", "1") or 1)
    key = marks.paths.get(address.path)
    if key is not None and key in marks.news_by_key:
        row = marks.news_by_key[key]
        return {f"page:{key}", "top:", *(f"top:{slug}" for slug in row.topics)}
    if key is not None and key in marks.news_indexes:
        return {f"page:{key}", f"news::{PER_PAGE}:{page}"}
    if key is not None:
        # Front page, programmes, episodes, events, plain pages: few, and they show one another.
        return {f"page:{key}", "pages", "top:", "news::12:1", "tree", "day"}
    parts = address.path.strip("/").split("/")
    if len(parts) >= 2 and parts[-2] in _NEWS_LISTS:
        whose = parts[-1] if parts[-2] == _NEWS_LISTS[0] else f"@{parts[-1]}"
        return {"labels", f"news:{whose}:{PER_PAGE}:{page}"}
    return {"feed", "news::30:1"}


def _api_names(address: Address) -> set[str]:
    parts = address.path.strip("/").split("/")[2:]
    offset = int(dict(address.query).get("offset", "0") or 0)
    rows = f"{API_ROWS}:{offset // API_ROWS + 1}"
    if not parts or parts[0] == "openapi.json":
        return set()
    endpoint, key = parts[0], parts[1] if len(parts) > 1 else ""
    if endpoint == "people" and key:
        return {"shelf", f"person:{key}", f"said:{key}"}
    if endpoint == "news":
        return {f"page:{key}"} if key else {f"news::{rows}"}
    if endpoint == "pages":
        return {f"page:{key}", "pages"} if key else {"pages", "keys"}
    if endpoint in {"people", "clans", "branches"}:
        # A record of a clan or branch says what news speaks of it; lists say it to nobody.
        return {"tree", "day", *({"said", "pages"} if key else ())}
    return {"labels", "pages", "redirects"}


def names_in(address: Address, text: str, marks: Marks, links: Iterable[Address]) -> set[str]:
    """Say by what it leads to on which marks a file stands."""
    names = {f"person:{uuid}" for uuid in _UUID.findall(text)}
    # A row of the list of all pages tells more of a page than a link to it does.
    kind = "page" if address.path == _PAGE_LIST else "name"
    for link in links:
        key = marks.paths.get(link.path)
        if key is not None:
            names.add(f"{kind}:{key}")
    return names


def names_of_files(paths: Iterable[str], marks: Marks) -> set[str]:
    """Say on which library files a page stands, by the paths it names."""
    return {name for name in (_file_name(path, marks) for path in paths) if name}


def _file_name(path: str, marks: Marks) -> str:
    if path.startswith("/documents/"):
        return f"document:{path.split('/')[2]}"
    file = path.removeprefix("/media/")
    if file in marks.renditions:
        return f"image:{marks.renditions[file]}"
    return marks.library.get(file, "")


def day_to_come(text: str, today: date) -> str:
    """Give the first day, ISO, that a text names and that is not over; empty for none."""
    now = today.isoformat()
    return min((day for day in _DAY.findall(text) if day >= now), default="")
