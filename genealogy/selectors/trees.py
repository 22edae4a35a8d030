"""Ancestors and descendants, cut to the viewer.

Somebody hidden stands in the answer as an opaque node only to hold together people the viewer may
see. A hidden leaf leaves no trace: the answer is the same as if it did not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Concat

from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import Sex
from genealogy.models import Clan, Person
from genealogy.selectors.cards import (
    PersonCard,
    card_people,
    opaque_card,
    person_card,
    person_detail,
)
from genealogy.selectors.descent import DescendantNode, Descent
from genealogy.selectors.edges import (
    Edge,
    edges_down,
    edges_up,
    open_edges,
    parent_edges,
    told_edges,
    without_secrets,
)
from genealogy.selectors.families import (
    is_guarded,
    memberships_around,
    with_secret_mark,
)
from genealogy.selectors.labels import parent_label

#: Generations shown below the first one on one page.
PAGE_DEPTH = 3
#: The most generations below that may be asked for.
_DEEPEST_PAGE = 12
#: A tree with more people than this is cut a generation earlier: nobody could read it.
_MOST_PEOPLE = 2_000
#: Fewer keys than any supported database refuses in one query.
_KEYS_AT_ONCE = 10_000

#: Above every segment of a lineage path; letters and digits only, so that every collation agrees.
_AFTER_ALL = "zzzz"


@dataclass(frozen=True)
class AncestorNode:
    """One ancestor; `depth` counts generations above the person asked for.

    `child` is the place in the same list of the node this is a parent of, None for the person
    asked for. `label` says which parent: "Cha", "Mẹ", "Cha nuôi".
    """

    card: PersonCard
    depth: int
    child: int | None
    label: str = ""
    is_lineage: bool = False


def _bridges(keys: set[int], viewer: Viewer) -> set[int]:
    """Give those of these people who have descendants the viewer may see, at any depth.

    Asked of the lineage paths, one range of an index for each.
    """
    if not keys:
        return set()
    below = Person.objects.visible_to(viewer).filter(
        clan=OuterRef("clan"),
        lineage_path__gt=OuterRef("lineage_path"),
        lineage_path__lt=Concat(
            OuterRef("lineage_path"), Value(_AFTER_ALL), output_field=TextField()
        ),
    )
    found = (
        Person.objects.published()  # house: allow, only keys leave, to decide on opaque nodes
        .filter(pk__in=keys)
        .exclude(lineage_path="")
        .filter(Exists(below))
        .order_by()
    )
    return set(found.values_list("pk", flat=True))


def _levels(root: int, edges: Iterable[Edge]) -> dict[int, int]:
    """Give how many generations below the root each person first stands."""
    below: dict[int, list[int]] = {}
    for edge in edges:
        below.setdefault(edge.parent, []).append(edge.child)
    levels = {root: 0}
    row = [root]
    while row:
        following = []
        for key in row:
            for child in below.get(key, []):
                if child not in levels:
                    levels[child] = levels[key] + 1
                    following.append(child)
        row = following
    return levels


def _readable_depth(levels: Mapping[int, int], depth: int, viewer: Viewer) -> int:
    """Give the depth at which a tree keeps to a size that can be read, at least 1.

    Visible people alone count, else the cut would tell of the others.
    """
    if len(levels) <= _MOST_PEOPLE:
        return depth
    keys = list(levels)
    sizes: Counter[int] = Counter()
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        visible = Person.objects.visible_to(viewer).filter(pk__in=some)
        sizes.update(levels[key] for key in visible.values_list("pk", flat=True))
    while depth > 1 and sum(sizes[level] for level in range(depth + 1)) > _MOST_PEOPLE:
        depth -= 1
    return depth


def descendants(person: Person, viewer: Viewer, *, depth: int = PAGE_DEPTH) -> DescendantNode:
    """Give the descendants of a visible person, `depth` generations down (1 to 12).

    Six queries at most; beyond 2,000 people the lines are cut a generation or more earlier, which
    costs one more for every 10,000. A child of two descendants (marriage within the clan) stands
    under both and unfolds under the one the lineage follows.
    """
    if person_detail(person, viewer) < Detail.KIN:
        return DescendantNode(person_card(person, viewer), 0)
    depth = max(1, min(depth, _DEEPEST_PAGE))
    # One generation more than shown, to know which lines go on.
    edges = edges_down(person.pk, depth=depth + 1)
    if viewer.role < Role.EDITOR:
        edges = without_secrets(edges)
    levels = _levels(person.pk, edges)
    depth = _readable_depth(levels, depth, viewer)
    levels = {key: level for key, level in levels.items() if level <= depth + 1}
    edges = [edge for edge in edges if edge.child in levels and edge.parent in levels]
    rows = with_secret_mark(card_people(viewer).filter(pk__in=set(levels) - {person.pk}))
    people = {one.pk: one for one in rows}
    guarded = {key for key, one in people.items() if is_guarded(one, viewer)}
    if guarded:
        told = {(edge.child, edge.parent) for edge in open_edges(parent_edges(guarded), guarded)}
        edges = [
            edge for edge in edges if edge.child not in guarded or (edge.child, edge.parent) in told
        ]
    hidden_ends = {key for key, level in levels.items() if level >= depth and key not in people} - {
        person.pk
    }
    shown = {key for key in people if levels[key] <= depth} | {person.pk}
    memberships = memberships_around(shown)
    others = {member.person for member in memberships} - {person.pk} - set(people)
    partners = {
        **people,
        person.pk: person,
        **({one.pk: one for one in card_people(viewer).filter(pk__in=others)} if others else {}),
    }
    return Descent(
        person,
        viewer,
        depth=depth,
        edges=edges,
        people=people,
        bridges=_bridges(hidden_ends, viewer),
        memberships=memberships,
        partners=partners,
    ).tree()


def flatten(root: DescendantNode) -> list[tuple[DescendantNode, int | None]]:
    """Give the nodes in the order of the book, each with the place of its parent in the list."""
    rows: list[tuple[DescendantNode, int | None]] = []
    stack: list[tuple[DescendantNode, int | None]] = [(root, None)]
    while stack:
        node, parent = stack.pop()
        rows.append((node, parent))
        place = len(rows) - 1
        stack.extend((child, place) for child in reversed(node.children))
    return rows


def ancestors(
    person: Person, viewer: Viewer, *, depth: int | None = None, lineage_only: bool = False
) -> list[AncestorNode]:
    """Give the ancestors generation by generation, father before mother, in two queries.

    Args:
        person: somebody the viewer may see; not in the list.
        viewer: who looks.
        depth: how many generations up; all of them by default.
        lineage_only: the one line that counts for đời, up to the founder.
    """
    if person_detail(person, viewer) < Detail.KIN:
        return []
    limits = {} if depth is None else {"depth": depth}
    edges = edges_up(person.pk, lineage_only=lineage_only, **limits)
    keys = {edge.parent for edge in edges} - {person.pk}
    people = {one.pk: one for one in card_people(viewer).filter(pk__in=keys)}
    guarded = {key for key, one in people.items() if is_guarded(one, viewer)}
    if is_guarded(person, viewer):
        guarded.add(person.pk)
    above: dict[int, list[Edge]] = {}
    for edge in told_edges(edges, guarded, viewer):
        above.setdefault(edge.child, []).append(edge)
    for parents in above.values():
        parents.sort(
            key=lambda edge: (edge.parent_sex != Sex.MALE, not edge.is_lineage, edge.parent)
        )
    useful = _leading_to_visible(person.pk, above, people)
    known = {**people, person.pk: person}
    nodes: list[AncestorNode] = []
    row: list[tuple[int, int | None]] = [(person.pk, None)]
    placed = {person.pk}
    height = 0
    while row:
        height += 1
        following: list[tuple[int, int | None]] = []
        for key, place in row:
            for edge in above.get(key, []):
                if edge.parent not in useful or edge.parent in placed:
                    continue
                placed.add(edge.parent)
                nodes.append(_ancestor(edge, known, viewer, depth=height, child=place))
                following.append((edge.parent, len(nodes) - 1))
        row = following
    return nodes


def _ancestor(
    edge: Edge, known: Mapping[int, Person], viewer: Viewer, *, depth: int, child: int | None
) -> AncestorNode:
    parent, one = known.get(edge.parent), known.get(edge.child)
    if parent is None:
        return AncestorNode(opaque_card(), depth, child)
    is_told = one is not None and not is_guarded(one, viewer)
    label = parent_label(sex=parent.sex, **({"kind": edge.kind} if is_told else {}))
    card = person_card(parent, viewer, note=label)
    return AncestorNode(card, depth, child, label, edge.is_lineage)


def _leading_to_visible(
    start: int, above: Mapping[int, list[Edge]], people: Mapping[int, Person]
) -> set[int]:
    """Give everybody above the start who is visible or has a visible ancestor."""
    below: dict[int, list[int]] = {}
    for edges in above.values():
        for edge in edges:
            below.setdefault(edge.parent, []).append(edge.child)
    useful = {key for key in people if key in below}
    row = list(useful)
    while row:
        row = [child for key in row for child in below.get(key, []) if child not in useful]
        useful.update(row)
    return useful | {start}


def lineage_parent(person: Person, viewer: Viewer) -> Person | None:
    """Give the parent in whose line a person stands, when the viewer may know of both."""
    if person_detail(person, viewer) < Detail.KIN:
        return None
    return (
        card_people(viewer).filter(child_links__child=person, child_links__is_lineage=True).first()
    )


def founder_of(clan: Clan, viewer: Viewer) -> Person | None:
    """Give the founder (thủy tổ) of a clan, when set and visible."""
    if clan.founder_id is None:
        return None
    return card_people(viewer).filter(pk=clan.founder_id).first()
