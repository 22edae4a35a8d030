"""Every address a static copy of the site must fetch, and what changed since the last copy.

A whole listing reads pages, redirects and records of the gia phả as they stand, so it is right
whatever the memory of addresses holds; what changed since is read from that memory and checked
against what strangers may open now. Of the gia phả nobody keeps moments that strangers may learn,
so its addresses come whole each time, behind the changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core.api.page_answers import page_type
from cms.core.api.records import record_kind
from cms.core.restrictions import is_restricted
from genealogy.public import TreeKind, open_tree_keys, open_tree_rows
from home.models import PublicAddress, PublicSequence

#: In which order a whole listing goes through the site.
STAGES = ("page", "redirect", "clan", "branch", "person")
_TYPES = {"clan": "genealogy.Clan", "branch": "genealogy.Branch", "person": "genealogy.Person"}
_ENDPOINTS = {"clan": "clans", "branch": "branches", "person": "people", "redirect": "redirects"}
_TREE: tuple[TreeKind, ...] = ("clan", "branch", "person")


@dataclass(frozen=True)
class PathItem:
    """An address to fetch, or one that went away (`kind` is `gone`).

    `changed_at` is None where nobody kept the moment; `key` is the public id of what stands there.
    """

    path: str
    kind: str
    type: str
    endpoint: str | None
    key: str
    changed_at: datetime | None


@dataclass(frozen=True)
class Place:
    """How far a reader is.

    Args:
        number: number of the change up to which the reader knows all, once the listing is over.
        row: the last row read of changes with that number; 0 when all of them are known.
        stage: where a whole listing goes on; empty when changes are read.
        after: the last key read of that stage.
    """

    number: int = 0
    row: int = 0
    stage: str = ""
    after: str = ""


@dataclass(frozen=True)
class PathPage:
    """One page of a listing: where it goes on now, if it does, and what to ask from next time."""

    items: list[PathItem]
    goes_on: Place | None
    next_time: Place


def last_number() -> int:
    """Give the number of the last change strangers could see."""
    return PublicSequence.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def all_paths(place: Place, *, site: int, limit: int) -> PathPage:
    """Give one page of everything there is; as many queries as there are stages, at most."""
    items: list[PathItem] = []
    last = place
    for stage in STAGES[STAGES.index(place.stage) :]:
        after = place.after if stage == place.stage else ""
        room = limit - len(items) + 1
        found = list(_stage(stage, after, site, room))
        items += [item for item, _key in found]
        if len(items) > limit:
            last = replace(place, stage=stage, after=found[-2][1] if len(found) > 1 else after)
            return PathPage(_with_moments(items[:limit]), last, Place(place.number))
    return PathPage(_with_moments(items), None, Place(place.number))


def changed_paths(place: Place, *, site: int, limit: int) -> PathPage:
    """Give one page of what changed or went away after `place`, in order, then the gia phả."""
    later = Q(sequence__gt=place.number)
    if place.row:
        later |= Q(sequence=place.number, pk__gt=place.row)
    rows = PublicAddress.objects.filter(later, site__in=(0, site)).order_by("sequence", "pk")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    open_keys = _open_keys(shown)
    items = [_changed(row, open_keys) for row in shown]
    if len(found) > limit:
        last = Place(shown[-1].sequence, shown[-1].pk)
        return PathPage(items, last, last)
    number = shown[-1].sequence if shown else place.number
    tree = all_paths(Place(number, stage=_TREE[0]), site=site, limit=limit)
    if items and tree.items:
        return PathPage(items, Place(number, stage=_TREE[0]), Place(number))
    return tree if tree.items else PathPage(items, None, Place(number))


def _stage(stage: str, after: str, site: int, limit: int) -> Iterator[tuple[PathItem, str]]:
    if stage == "page":
        yield from _pages(int(after or 0), site, limit)
    elif stage == "redirect":
        yield from _redirects(int(after or 0), site, limit)
    else:
        kind: Any = stage
        for key, path in open_tree_rows(kind, after=after, limit=limit):
            yield PathItem(path, stage, _TYPES[stage], _ENDPOINTS[stage], key, None), key


def _pages(after: int, site: int, limit: int) -> Iterator[tuple[PathItem, str]]:
    root = _root(site)
    pages = Page.objects.live().exclude(is_restricted()).filter(pk__gt=after).order_by("pk")
    columns = ("pk", "url_path", "content_type_id", "last_published_at")
    # The tree's root and the pages of other sites stand below no address of this one.
    pages = pages.filter(url_path__startswith=root)
    for pk, url_path, type_id, published in pages.values_list(*columns)[:limit]:
        model: Any = ContentType.objects.get_for_id(type_id).model_class() or Page
        path = "/" + url_path[len(root) :]
        yield _page_item(path, page_type(model), str(pk), published), str(pk)


def _root(site: int) -> str:
    roots = {entry.site_id: entry.root_path for entry in Site.get_site_root_paths()}
    return roots.get(site, "//")


def _page_item(path: str, type_name: str, key: str, changed_at: datetime | None) -> PathItem:
    kind = record_kind(_model(type_name))
    endpoint = kind.endpoint if kind else None
    return PathItem(path, "page", type_name, endpoint, key, changed_at)


def _model(type_name: str) -> Any:
    app_label, _dot, name = type_name.partition(".")
    found = ContentType.objects.get_by_natural_key(app_label, name.lower())
    return found.model_class() or Page


def _redirects(after: int, site: int, limit: int) -> Iterator[tuple[PathItem, str]]:
    rows = _open_redirects().filter(Q(site=site) | Q(site=None), pk__gt=after).order_by("pk")
    for pk, path in rows.values_list("pk", "old_path")[:limit]:
        item = PathItem(path, "redirect", "redirects.Redirect", "redirects", str(pk), None)
        yield item, str(pk)


def _open_redirects() -> Any:
    public = Page.objects.live().exclude(is_restricted())
    return Redirect.objects.filter(Q(redirect_page=None) | Q(redirect_page__in=public))


def _with_moments(items: list[PathItem]) -> list[PathItem]:
    """Say when each last changed, where that is remembered."""
    rows = PublicAddress.objects.filter(
        path__in=[item.path for item in items], state=PublicAddress.State.OPEN
    )
    kept = {(path, kind): at for path, kind, at in rows.values_list("path", "kind", "changed_at")}
    return [
        replace(item, changed_at=kept.get((item.path, item.kind), item.changed_at))
        for item in items
    ]


def _open_keys(rows: Iterable[PublicAddress]) -> set[tuple[str, str]]:
    """Give which of the things remembered as open strangers may open now."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        if row.state == PublicAddress.State.OPEN:
            keys.setdefault(row.kind, []).append(row.key)
    found: set[tuple[str, str]] = set()
    if pages := keys.get("page"):
        public = Page.objects.live().exclude(is_restricted()).filter(pk__in=pages)
        found |= {("page", str(pk)) for pk in public.values_list("pk", flat=True)}
    if redirects := keys.get("redirect"):
        rows_open = _open_redirects().filter(pk__in=redirects)
        found |= {("redirect", str(pk)) for pk in rows_open.values_list("pk", flat=True)}
    for kind in _TREE:
        if asked := keys.get(kind):
            found |= {(kind, key) for key in open_tree_keys(kind, asked)}
    return found


def _changed(row: PublicAddress, open_keys: set[tuple[str, str]]) -> PathItem:
    is_open = row.state == PublicAddress.State.OPEN and (row.kind, row.key) in open_keys
    if row.kind == "page":
        item = _page_item(row.path, row.type, row.key, row.changed_at)
    else:
        endpoint = _ENDPOINTS[row.kind]
        item = PathItem(row.path, row.kind, row.type, endpoint, row.key, row.changed_at)
    return item if is_open else replace(item, kind="gone")
