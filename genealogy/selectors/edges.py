"""The links from children to parents, walked up, down or around in one query each.

The walks see every link, hidden people included, since a line may run through somebody the
viewer may not know. They give keys only; whoever calls them reads people through `visible_to`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db import connection

from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ParentKind, Sex
from genealogy.models import ParentLink, Person

#: No line of a book is deeper; it also ends a walk over links that wrongly form a circle.
DEEPEST = 150

# CROSS JOIN keeps SQLite 3.40 from turning a step around. After ANALYZE it would also build a
# Bloom filter over the whole link table at every level when a condition speaks of that table
# alone, 15,000 times slower; so the mark of the lineage is compared with something of the walk.
_COLUMNS = """link.child_id, link.parent_id, link.kind, link.is_lineage, link.union_id,
    parent.sex, link.id, link.is_sensitive"""
_UP = """
WITH RECURSIVE walk(id, depth) AS (
    SELECT CAST({start} AS bigint), 0
    UNION
    SELECT link.parent_id, walk.depth + 1
    FROM walk CROSS JOIN {links} link
    WHERE link.child_id = walk.id AND walk.depth < {depth}{lineage}
)
SELECT DISTINCT {columns}
FROM walk CROSS JOIN {links} link CROSS JOIN {people} parent
WHERE link.child_id = walk.id AND parent.id = link.parent_id AND walk.depth < {depth}{lineage}
ORDER BY link.id
"""
_DOWN = """
WITH RECURSIVE walk(id, depth) AS (
    SELECT CAST({start} AS bigint), 0
    UNION
    SELECT link.child_id, walk.depth + 1
    FROM walk CROSS JOIN {links} link
    WHERE link.parent_id = walk.id AND walk.depth < {depth}{lineage}
)
SELECT DISTINCT {columns}
FROM walk CROSS JOIN {links} link CROSS JOIN {people} parent
WHERE link.parent_id = walk.id AND parent.id = link.parent_id AND walk.depth < {depth}{lineage}
ORDER BY link.id
"""
_FAMILY = """
WITH RECURSIVE line(id, depth) AS (
    SELECT CAST({start} AS bigint), 0
    UNION
    SELECT link.parent_id, line.depth + 1
    FROM line CROSS JOIN {links} link
    WHERE link.child_id = line.id AND line.depth < {depth}
        AND link.is_lineage <> (line.depth < 0)
), near(id) AS (
    SELECT CAST({start} AS bigint)
    UNION
    SELECT link.child_id FROM {links} link WHERE link.parent_id = {start}
    UNION
    SELECT other.child_id
    FROM {links} own CROSS JOIN {links} other
    WHERE own.child_id = {start} AND other.parent_id = own.parent_id
)
SELECT {columns}
FROM near CROSS JOIN {links} link CROSS JOIN {people} parent
WHERE link.child_id = near.id AND parent.id = link.parent_id
UNION
SELECT {columns}
FROM line CROSS JOIN {links} link CROSS JOIN {people} parent
WHERE link.child_id = line.id AND parent.id = link.parent_id
    AND link.is_lineage <> (line.depth < 0)
ORDER BY 7
"""
_WALKS = {"up": _UP, "down": _DOWN, "family": _FAMILY}


@dataclass(frozen=True)
class Edge:
    """One link from a child to a parent; all keys are primary keys."""

    child: int
    parent: int
    kind: str
    is_lineage: bool
    union: int | None
    parent_sex: str
    is_sensitive: bool = False


def edge_sql(walk: str, *, start: int, depth: int = DEEPEST, lineage_only: bool = False) -> str:
    """Write the walk "up", "down" or "family" from one person; a test reads its query plan."""
    return _WALKS[walk].format(
        start=int(start),
        depth=min(int(depth), DEEPEST),
        links=connection.ops.quote_name(ParentLink._meta.db_table),
        people=connection.ops.quote_name(Person._meta.db_table),
        columns=_COLUMNS,
        lineage=" AND link.is_lineage <> (walk.depth < 0)" if lineage_only else "",
    )


def _edges(sql: str) -> list[Edge]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [
            Edge(child, parent, kind, bool(is_lineage), union, sex, bool(is_sensitive))
            for child, parent, kind, is_lineage, union, sex, _, is_sensitive in cursor.fetchall()
        ]


def edges_up(person_id: int, *, depth: int = DEEPEST, lineage_only: bool = False) -> list[Edge]:
    """Give every link between a person and the ancestors up to `depth` generations above.

    With `lineage_only` the walk follows the one line (dòng) that counts for đời.
    """
    return _edges(edge_sql("up", start=person_id, depth=depth, lineage_only=lineage_only))


def edges_down(person_id: int, *, depth: int, lineage_only: bool = False) -> list[Edge]:
    """Give every link between a person and the descendants down to `depth` generations below."""
    return _edges(edge_sql("down", start=person_id, depth=depth, lineage_only=lineage_only))


def family_edges(person_id: int) -> list[Edge]:
    """Give the links of a person's page.

    They are those from the person, the brothers and sisters and the children to all their
    parents, and the line up to the founder.
    """
    return _edges(edge_sql("family", start=person_id))


def parent_edges(child_ids: Collection[int]) -> list[Edge]:
    """Give every link from these children to their parents."""
    rows = ParentLink.objects.filter(child_id__in=child_ids).order_by("id")
    columns = (
        "child_id",
        "parent_id",
        "kind",
        "is_lineage",
        "union_id",
        "parent__sex",
        "is_sensitive",
    )
    return [Edge(*row) for row in rows.values_list(*columns)]


_BIRTH = ParentKind.BIRTH.value
_KIND_ORDER: dict[str, int] = {ParentKind.BIRTH: 0, ParentKind.UNKNOWN: 1, ParentKind.HEIR: 2}


def without_secrets(edges: Iterable[Edge]) -> list[Edge]:
    """Drop the sensitive links that do not carry the lineage, as if the book had none."""
    return [edge for edge in edges if edge.is_lineage or not edge.is_sensitive]


def secret_children(edges: Iterable[Edge]) -> set[int]:
    """Give the children of whom nobody but editors may know how they came into their line."""
    return {edge.child for edge in edges if edge.is_lineage and edge.is_sensitive}


def open_edges(edges: Iterable[Edge], guarded: Collection[int]) -> list[Edge]:
    """Drop the links that would tell an adoption of the living, or one that is sensitive.

    For everybody but editors, who may know all links.

    Args:
        edges: links with every known parent of each guarded child.
        guarded: children of whom one father and one mother only may be shown.

    The father and the mother kept are those the lineage follows, else those by birth. Where the
    link of the lineage is sensitive, the child is guarded too, and is a child by birth.
    """
    rest = without_secrets(edges)
    secret = secret_children(rest)
    kept: list[Edge] = []
    seen: set[tuple[int, str]] = set()
    for edge in sorted(rest, key=lambda edge: (not edge.is_lineage, _KIND_ORDER.get(edge.kind, 3))):
        place = (edge.child, edge.parent_sex)
        if edge.child in guarded or edge.child in secret:
            if edge.parent_sex != Sex.UNKNOWN and place in seen:
                continue
            seen.add(place)
        kept.append(replace(edge, kind=_BIRTH) if edge.child in secret else edge)
    return kept


def told_edges(edges: Iterable[Edge], guarded: Collection[int], viewer: Viewer) -> list[Edge]:
    """Give the links this viewer may know, those of the lineage first; see `open_edges`."""
    if viewer.role >= Role.EDITOR:
        return sorted(edges, key=lambda edge: (not edge.is_lineage, _KIND_ORDER.get(edge.kind, 3)))
    return open_edges(edges, guarded)
