"""Generations (đời), branches (chi) and order of a clan, computed from its links.

The rules, in the order in which they win:

* The lineage (nội tộc) is the tree of lineage links that holds the founder (thủy tổ). A child
  stands one generation below its lineage parent; ancestors above the founder count upwards.
* A generation set by hand (override) wins, and descendants count on from it.
* A wife or husband (dâu, rể) from outside takes generation and branch of the first spouse who is
  of the lineage.
* A child of the lineage whose own lineage link leads elsewhere (cháu ngoại), and its descendants,
  stand one generation below the parent that joins them to the clan.
* Everybody else has no generation unless one is set by hand or counts on from a parent who has
  one.
* The branch is that of the nearest ancestor, oneself included, who founded one.

Nothing here recurses, so the depth of a tree is no limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from genealogy.domain.lineage_paths import MAX_STEPS, STEP, encode_step, path_range
from genealogy.domain.placement import (
    Belonging,
    Founding,
    Kin,
    Place,
    extend_path,
    founding_line,
    in_law,
    place_person,
    rank_siblings,
    sibling_key,
)

__all__ = [
    "Belonging",
    "Derivation",
    "Derived",
    "Founding",
    "Kin",
    "Place",
    "cut_cycles",
    "derive",
    "extend_path",
    "founding_line",
    "in_law",
    "path_range",
    "place_person",
    "rank_siblings",
    "sibling_key",
]


class Derived(NamedTuple):
    """The place of one person, and how many descend from them by lineage links."""

    generation: int | None
    membership: Belonging
    branch_id: int | None
    lineage_path: str
    descendant_count: int


class Derivation(NamedTuple):
    """What a whole tree comes to. `cycles` holds the ids of people who descend from themselves."""

    people: dict[int, Derived]
    cycles: list[list[int]]


def derive(
    people: Iterable[Kin],
    *,
    founder: int | None = None,
    founder_generation: int = 1,
    branch_founders: Mapping[int, int] | None = None,
    ranks_by_mother: bool = False,
) -> Derivation:
    """Place a whole clan; linear in the number of people and links.

    Links to people who are not among `people` are ignored. In a circle of lineage links the
    person with the smallest id counts as the root, and the circle is reported. `ranks_by_mother`
    says how the clan orders the children of several wives.

    >>> tree = derive([Kin(1), Kin(2, parent=1), Kin(3, parent=1, child_order=1)], founder=1)
    >>> [(key, row.generation, row.lineage_path) for key, row in tree.people.items()]
    [(1, 1, '0000'), (3, 2, '00000001'), (2, 2, '00000002')]
    """
    kin_of = {kin.id: kin for kin in people}
    parent_of = {kin.id: kin.parent for kin in kin_of.values() if kin.parent in kin_of}
    cycles = cut_cycles(parent_of)
    children = _children(kin_of, parent_of, ranks_by_mother)
    line = _line(kin_of, parent_of, founder)
    founding = Founding(
        founding_line([(key, kin_of[key].override) for key in line], founder_generation),
        line[-1] if line else None,
        branch_founders or {},
    )
    order, paths = _walk(kin_of, parent_of, children, founding)
    places = _place_lineage(kin_of, parent_of, paths, order, founding)
    _place_in_laws(kin_of, paths, places, founding)
    cycles += _place_the_rest(kin_of, parent_of, paths, places, founding)
    counts = _count(order, parent_of)
    return Derivation(
        {
            key: Derived(
                place.generation, place.membership, place.branch_id, place.path, counts[key]
            )
            for key, place in ((key, places[key]) for key in order)
        },
        cycles,
    )


def cut_cycles(parent_of: dict[int, int]) -> list[list[int]]:
    """Take the links out of `parent_of` that close a circle; return the circles found."""
    cycles: list[list[int]] = []
    safe: set[int] = set()
    for start in list(parent_of):
        trail: dict[int, None] = {}
        current: int | None = start
        while current is not None and current not in safe and current not in trail:
            trail[current] = None
            current = parent_of.get(current)
        if current is not None and current in trail:
            walked = list(trail)
            circle = sorted(walked[walked.index(current) :])
            cycles.append(circle)
            del parent_of[circle[0]]
        safe.update(trail)
    return cycles


def _children(
    kin_of: Mapping[int, Kin], parent_of: Mapping[int, int], ranks_by_mother: bool
) -> dict[int, list[int]]:
    """Give the lineage children of each parent in order of rank."""
    children: dict[int, list[int]] = {}
    for child, parent in parent_of.items():
        children.setdefault(parent, []).append(child)
    for siblings in children.values():
        if len(siblings) > 1:
            ranked = rank_siblings(
                (kin_of[child] for child in siblings), ranks_by_mother=ranks_by_mother
            )
            siblings[:] = [kin.id for kin in ranked]
    return children


def _line(
    kin_of: Mapping[int, Kin], parent_of: Mapping[int, int], founder: int | None
) -> list[int]:
    """Give the founder and the lineage ancestors above, upwards."""
    line: list[int] = []
    current = founder if founder in kin_of else None
    while current is not None:
        line.append(current)
        current = parent_of.get(current)
    return line


def _walk(
    kin_of: Mapping[int, Kin],
    parent_of: Mapping[int, int],
    children: Mapping[int, list[int]],
    founding: Founding,
) -> tuple[list[int], dict[int, str]]:
    """Walk every tree from its root: parents before children, and the path of each."""
    order: list[int] = []
    paths: dict[int, str] = {}
    limit = MAX_STEPS * STEP
    for root, kin in kin_of.items():
        if root in parent_of:
            continue
        # Whether a root has children must not show in its path: the list of people stands in this
        # order, and a child may be hidden from the reader.
        paths[root] = extend_path(None, kin, 0, founding)
        stack = [root]
        while stack:
            current = stack.pop()
            order.append(current)
            below = children.get(current)
            if below:
                path = paths[current]
                for position, child in enumerate(below, start=1):
                    paths[child] = (path + encode_step(position))[:limit]
                stack.extend(reversed(below))
    return order, paths


def _place_lineage(
    kin_of: Mapping[int, Kin],
    parent_of: Mapping[int, int],
    paths: Mapping[int, str],
    order: Sequence[int],
    founding: Founding,
) -> dict[int, Place]:
    """Place the founder's tree."""
    places: dict[int, Place] = {}
    for key in order:
        parent = places.get(parent_of.get(key, 0))
        if parent is not None or key in founding.line:
            places[key] = place_person(
                kin_of[key], founding=founding, path=paths[key], parent=parent
            )
    return places


def _place_in_laws(
    kin_of: Mapping[int, Kin],
    paths: Mapping[int, str],
    places: dict[int, Place],
    founding: Founding,
) -> None:
    """Place wives and husbands from outside."""
    in_laws: dict[int, Place] = {}
    for key, kin in kin_of.items():
        if key in places or not kin.spouses:
            continue
        spouses = [
            (kin_of[spouse].sex, places[spouse]) for spouse in kin.spouses if spouse in places
        ]
        if spouses:
            in_laws[key] = place_person(
                kin, founding=founding, path=paths[key], parent=None, spouses=spouses
            )
    places.update(in_laws)


def _place_the_rest(
    kin_of: Mapping[int, Kin],
    parent_of: Mapping[int, int],
    paths: Mapping[int, str],
    places: dict[int, Place],
    founding: Founding,
) -> list[list[int]]:
    """Place kin through daughters and unconnected people, parents before children."""
    rest = [key for key in kin_of if key not in places]
    waiting: dict[int, int] = {}
    below: dict[int, list[int]] = {}
    for key in rest:
        open_parents = [
            parent
            for parent in {parent_of.get(key, 0), *kin_of[key].others}
            if parent in kin_of and parent not in places
        ]
        waiting[key] = len(open_parents)
        for parent in open_parents:
            below.setdefault(parent, []).append(key)
    ready = [key for key in rest if not waiting[key]]
    for key in ready:
        _place_one(kin_of[key], parent_of, paths, places, founding)
        for child in below.get(key, ()):
            waiting[child] -= 1
            if not waiting[child]:
                ready.append(child)
    stuck = [key for key in rest if key not in places]
    for key in stuck:
        _place_one(kin_of[key], parent_of, paths, places, founding)
    return [sorted(stuck)] if stuck else []


def _place_one(
    kin: Kin,
    parent_of: Mapping[int, int],
    paths: Mapping[int, str],
    places: dict[int, Place],
    founding: Founding,
) -> None:
    places[kin.id] = place_person(
        kin,
        founding=founding,
        path=paths[kin.id],
        parent=places.get(parent_of.get(kin.id, 0)),
        others=[places[other] for other in kin.others if other in places],
    )


def _count(order: Sequence[int], parent_of: Mapping[int, int]) -> dict[int, int]:
    """Count the lineage descendants of everybody."""
    counts = dict.fromkeys(order, 0)
    for key in reversed(order):
        parent = parent_of.get(key)
        if parent is not None:
            counts[parent] += counts[key] + 1
    return counts
