"""Who stands next to whom: links up and down, and spouses, of a few people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from genealogy.models import ParentLink, UnionMember
from genealogy.services.derived.columns import chunked
from genealogy.services.derived.reading import KINDRED_PARENTS, OLDER_PARENTS, Scope

_STANDING = ("child__is_staged", "parent__is_staged", "child__clan_id", "parent__clan_id")


@dataclass
class Links:
    """Links around some people: parents up, children down, in all kinds that matter."""

    lineage_parents: dict[int, int] = field(default_factory=dict)
    lineage_children: dict[int, list[int]] = field(default_factory=dict)
    older_parents: dict[int, list[int]] = field(default_factory=dict)
    older_children: dict[int, list[int]] = field(default_factory=dict)
    children: dict[int, list[int]] = field(default_factory=dict)


class LinkBook:
    """Links of a clan while nothing changes them: those of each person are read once."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._known: set[int] = set()
        self._links = Links()

    def of(self, ids: Iterable[int]) -> Links:
        """Give the links up and down of these people."""
        wanted = set(ids)
        if missing := wanted - self._known:
            read = links_of(self._scope, missing)
            for kind in fields(Links):
                getattr(self._links, kind.name).update(getattr(read, kind.name))
            self._known |= missing
        return Links(
            *(
                {pk: known[pk] for pk in wanted if pk in known}
                for known in (getattr(self._links, kind.name) for kind in fields(Links))
            )
        )


def links_of(scope: Scope, ids: Iterable[int]) -> Links:
    """Read the links up and down of some people, among published people of the clan."""
    found = Links()
    wanted = set(ids)
    rows = ParentLink.objects.order_by("id").values_list(
        "child_id", "parent_id", "kind", "is_lineage", *_STANDING
    )
    inside = [False, False, scope.clan.pk, scope.clan.pk]
    for part in chunked(sorted(wanted)):
        # Two queries, because SQLite goes through the whole table for an OR of two columns.
        up = rows.filter(child_id__in=part)
        down = rows.filter(parent_id__in=part).exclude(child_id__in=part)
        for child, parent, kind, is_lineage, *standing in (*up, *down):
            if standing == inside:
                _note(found, wanted, child, parent, kind, is_lineage)
    return found


def _note(
    links: Links, wanted: set[int], child: int, parent: int, kind: str, is_lineage: bool
) -> None:
    """Note one link on the sides that were asked for."""
    if child in wanted:
        if is_lineage:
            links.lineage_parents[child] = parent
        if kind in OLDER_PARENTS:
            _add(links.older_parents, child, parent)
    if parent in wanted:
        if is_lineage:
            _add(links.lineage_children, parent, child)
        if kind in OLDER_PARENTS:
            _add(links.older_children, parent, child)
        if is_lineage or kind in KINDRED_PARENTS:
            _add(links.children, parent, child)


def _add(groups: dict[int, list[int]], key: int, value: int) -> None:
    group = groups.setdefault(key, [])
    if value not in group:
        group.append(value)


def spouses_of(ids: Iterable[int]) -> set[int]:
    """Give everybody who stands in a union with one of these people."""
    spouses: set[int] = set()
    for part in chunked(sorted(ids)):
        unions = UnionMember.objects.filter(person_id__in=part).values("union_id")
        spouses.update(
            UnionMember.objects.filter(union_id__in=unions).values_list("person_id", flat=True)
        )
    return spouses
