"""What stands at an address of the gia phả: a person, a branch, a clan, or nobody anybody knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import Resolver404, resolve, reverse

from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.viewers import viewer_for

TreeKind = Literal["person", "branch", "clan"]


@dataclass(frozen=True)
class TreeAddress:
    """One record of the gia phả that has a page of its own.

    Args:
        kind: what it is.
        key: its public id: a uuid, of a clan the slug.
        path: where its page stands, from the root of the site.
        is_moved: the address asked for is another one, of somebody merged into this person.
    """

    kind: TreeKind
    key: str
    path: str
    is_moved: bool = False


#: The routes of pages that are records of the API too.
_ROUTES: dict[str, TreeKind] = {"person": "person", "clan": "clan", "branch": "branch"}


def tree_address(path: str, viewer: Viewer) -> TreeAddress | None:
    """Give what the viewer may know of at a path; None for hidden and unknown alike.

    Somebody who was found to be another leads to the one who stayed, when the viewer may know of
    that one. At most two queries.
    """
    try:
        match = resolve(path)
    except Resolver404:
        return None
    kind = _ROUTES.get(match.url_name or "") if match.namespace == "genealogy" else None
    if kind == "person":
        return _person(match.kwargs["uuid"], viewer)
    if kind == "branch":
        return _branch(match.kwargs["clan"], match.kwargs["slug"], viewer)
    if kind == "clan":
        return _clan(match.kwargs["slug"], viewer)
    return None


def _person(uuid: UUID, viewer: Viewer) -> TreeAddress | None:
    visible = Person.objects.visible_to(viewer).only("uuid")
    person = visible.filter(uuid=uuid).first()
    if person is None:
        person = visible.filter(redirects__old_uuid=uuid).first()
    if person is None:
        return None
    return TreeAddress(
        "person", str(person.uuid), person.get_absolute_url(), is_moved=person.uuid != uuid
    )


def _branch(clan: str, slug: str, viewer: Viewer) -> TreeAddress | None:
    branches = Branch.objects.visible_to(viewer).select_related("clan")
    branch = branches.filter(clan__slug=clan, slug=slug).first()
    if branch is None:
        return None
    return TreeAddress("branch", str(branch.uuid), branch.get_absolute_url())


def _clan(slug: str, viewer: Viewer) -> TreeAddress | None:
    clan = Clan.objects.visible_to(viewer).filter(slug=slug).first()
    return TreeAddress("clan", clan.slug, clan.get_absolute_url()) if clan else None


# Every address strangers may open ------------------------------------------------------------


def open_tree_rows(kind: TreeKind, *, after: str, limit: int) -> Iterator[tuple[str, str]]:
    """Give (public id, path) of what strangers may open, in the order of their ids.

    Of people those whose whole record strangers are told. One query.

    Args:
        kind: which of the records.
        after: only ids behind this one; empty for the first page.
        limit: how many.
    """
    column = "slug" if kind == "clan" else "uuid"
    rows = _open(kind).order_by(column)
    if after:
        rows = rows.filter(**{f"{column}__gt": after})
    if kind == "branch":
        for uuid, clan, slug in rows.values_list("uuid", "clan__slug", "slug")[:limit]:
            yield str(uuid), reverse("genealogy:branch", args=[clan, slug])
        return
    route = f"genealogy:{kind}"
    for key in rows.values_list(column, flat=True)[:limit]:
        yield str(key), reverse(route, args=[key])


def open_tree_keys(kind: TreeKind, keys: Iterable[str]) -> set[str]:
    """Give those of these public ids that strangers may open. One query."""
    column = "slug" if kind == "clan" else "uuid"
    found = _open(kind).filter(**{f"{column}__in": list(keys)})
    return {str(key) for key in found.values_list(column, flat=True)}


def _open(kind: TreeKind) -> QuerySet:
    stranger = viewer_for(AnonymousUser())
    if kind == "clan":
        return Clan.objects.visible_to(stranger)
    if kind == "branch":
        return Branch.objects.visible_to(stranger)
    return Person.objects.detailed_to(stranger)
