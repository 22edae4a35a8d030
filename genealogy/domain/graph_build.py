"""Building the arrays of a graph from rows; a million people take a few seconds.

Rows name people by primary keys. Links to people who are not among the rows are left out, and a
circle of lineage links is cut where `generations.cut_cycles` cuts it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genealogy.domain.generations import cut_cycles
from genealogy.domain.graph_arrays import LINEAGE, NO_GENERATION, UNKNOWN, GraphArrays
from genealogy.domain.graph_types import COUPLING_KINDS, KINDRED_KINDS, KINDS

_LAST = np.int64(2**40)

_PEOPLE = np.dtype(
    [
        ("pk", np.int64),
        ("sex", np.int8),
        ("generation", np.int16),
        ("rank_override", np.int32),
        ("child_order", np.int32),
    ]
)
_LINKS = np.dtype(
    [
        ("pk", np.int64),
        ("child", np.int64),
        ("parent", np.int64),
        ("kind", np.int8),
        ("is_lineage", np.int8),
        ("union", np.int64),
    ]
)
_MEMBERS = np.dtype([("union", np.int64), ("person", np.int64), ("order", np.int32)])
_BIRTHS = np.dtype([("person", np.int64), ("start", np.int32), ("end", np.int32)])

Ints = NDArray[Any]


class GraphRows(NamedTuple):
    """The rows of a clan, each an iterable of tuples; `UNKNOWN` stands for an empty column.

    Attributes:
        people: (pk, place in `SEXES`, generation or `NO_GENERATION`, rank set by hand, child
            order).
        links: (pk, child, parent, place in `KINDS`, is_lineage, union or 0).
        members: (union, person, order of the marriage for the person).
        births: (person, first possible day, last possible day), Julian day numbers.
    """

    people: Iterable[tuple[Any, ...]]
    links: Iterable[tuple[Any, ...]]
    members: Iterable[tuple[Any, ...]] = ()
    births: Iterable[tuple[Any, ...]] = ()


class _Marriages(NamedTuple):
    """Two members of one union, seen from each of them: places, the order for `one`, the union."""

    one: Ints
    other: Ints
    order: Ints
    union: Ints


def build_arrays(rows: GraphRows) -> GraphArrays:
    """Build the arrays of a clan; rows may come in any order.

    >>> arrays = build_arrays(GraphRows([(7, 0, 1, UNKNOWN, UNKNOWN)], []))
    >>> arrays.people, arrays.size.tolist()
    (1, [1])
    """
    people = np.sort(np.fromiter(rows.people, dtype=_PEOPLE), order="pk")
    pks = np.ascontiguousarray(people["pk"])
    links = np.fromiter(rows.links, dtype=_LINKS)
    child, parent = _places(pks, links["child"]), _places(pks, links["parent"])
    known = (child >= 0) & (parent >= 0)
    links, child, parent = links[known], child[known], parent[known]
    first = np.lexsort((links["pk"], child))
    links, child, parent = links[first], child[first], parent[first]

    lineage = np.full(len(pks), -1, np.int32)
    follows = links["is_lineage"] != 0
    lineage[child[follows]] = parent[follows]
    members = np.fromiter(rows.members, dtype=_MEMBERS)
    member = _places(pks, members["person"])
    members, member = members[member >= 0], member[member >= 0]
    marriages = _marriages(members, member)
    facts = {
        "rank_override": np.ascontiguousarray(people["rank_override"]),
        "child_order": np.ascontiguousarray(people["child_order"]),
        "mother_order": _mother_orders(links, child, parent, lineage, members, member, marriages),
        **_births(pks, rows.births),
    }
    kinds = links["kind"] + follows * np.int8(LINEAGE)
    position = _positions(facts)
    below = np.lexsort((links["kind"], parent.astype(np.int64) * len(pks) + position[child]))
    children = child[below].astype(np.int32)
    child_ptr = _pointers(parent, len(pks))
    spouse_ptr, spouses, wed = _spouses(len(pks), marriages, _companions(links, child, parent))
    entry, order, size = _euler(lineage, children, child_ptr, follows[below])
    return GraphArrays(
        pks=pks,
        sexes=np.ascontiguousarray(people["sex"]),
        generations=np.ascontiguousarray(people["generation"]),
        parent_ptr=_pointers(child, len(pks)),
        parents=parent.astype(np.int32),
        parent_kinds=kinds,
        child_ptr=child_ptr,
        children=children,
        child_kinds=kinds[below],
        spouse_ptr=spouse_ptr,
        spouses=spouses,
        spouse_wed=wed,
        lineage=lineage,
        entry=entry,
        order=order,
        size=size,
        **facts,
    )


def _places(pks: Ints, keys: Ints) -> Ints:
    """Give the places of keys in `pks`, -1 for those who are not there."""
    if not len(pks):
        return np.full(len(keys), -1, np.int64)
    places = np.minimum(np.searchsorted(pks, keys), len(pks) - 1)
    return np.where(pks[places] == keys, places, -1)


def _pointers(owners: Ints, people: int) -> NDArray[np.int32]:
    pointers = np.zeros(people + 1, np.int32)
    np.cumsum(np.bincount(owners, minlength=people), out=pointers[1:])
    return pointers


def _births(pks: Ints, rows: Iterable[tuple[Any, ...]]) -> dict[str, NDArray[np.int32]]:
    births = np.fromiter(rows, dtype=_BIRTHS)
    who = _places(pks, births["person"])
    births, who = births[who >= 0], who[who >= 0]
    start = np.full(len(pks), np.iinfo(np.int32).max, np.int32)
    end = np.full(len(pks), UNKNOWN, np.int32)
    np.minimum.at(start, who, births["start"])
    np.maximum.at(end, who, births["end"])
    start[start == np.iinfo(np.int32).max] = UNKNOWN
    return {"birth": start, "birth_end": end}


def _marriages(members: Ints, member: Ints) -> _Marriages:
    """Pair every member of a union with every other one."""
    by_union = np.argsort(members["union"], kind="stable")
    unions, who = members["union"][by_union], member[by_union]
    counts = members["order"][by_union]
    _names, starts, sizes = np.unique(unions, return_index=True, return_counts=True)
    repeats = np.repeat(sizes, sizes)
    one = np.repeat(np.arange(len(who)), repeats)
    begins = np.repeat(np.repeat(starts, sizes), repeats)
    other = begins + _ramp(repeats)
    apart = who[one] != who[other]
    one, other = one[apart], other[apart]
    return _Marriages(who[one], who[other], counts[one], unions[one])


def _ramp(lengths: Ints) -> Ints:
    """Count 0, 1, ... anew for every length.

    >>> _ramp(np.array([2, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    ends = np.cumsum(lengths)
    ramp: Ints = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    return ramp


def _mother_orders(
    links: Ints,
    child: Ints,
    parent: Ints,
    lineage: Ints,
    members: Ints,
    member: Ints,
    marriages: _Marriages,
) -> NDArray[np.int32]:
    """Say which of the lineage parent's unions each child is of, by the parent's own count.

    The unions named by the child's links tell; else the union of the two parents.
    """
    people = max(len(lineage), 1)
    father = lineage[child]
    named = (links["union"] > 0) & (father >= 0)
    told = _least(
        child[named],
        _looked_up(
            members["union"] * people + member,
            members["order"],
            links["union"][named] * people + father[named],
        ),
        len(lineage),
    )
    kindred = np.isin(links["kind"], [KINDS.index(kind) for kind in KINDRED_KINDS])
    other = kindred & (father >= 0) & (father != parent)
    guessed = _least(
        child[other],
        _looked_up(
            marriages.one * people + marriages.other,
            marriages.order,
            father[other].astype(np.int64) * people + parent[other],
        ),
        len(lineage),
    )
    return np.where(told == UNKNOWN, guessed, told).astype(np.int32)


def _looked_up(keys: Ints, values: Ints, wanted: Ints) -> Ints:
    """Give the least value of each wanted key, `UNKNOWN` where there is none."""
    if not len(keys):
        return np.full(len(wanted), UNKNOWN, np.int64)
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], UNKNOWN)


def _least(owners: Ints, values: Ints, people: int) -> Ints:
    least = np.full(people, _LAST)
    known = values != UNKNOWN
    np.minimum.at(least, owners[known], values[known])
    return np.where(least == _LAST, UNKNOWN, least)


def _positions(facts: dict[str, NDArray[np.int32]]) -> Ints:
    """Number everybody so that brothers and sisters compare as by `placement.sibling_key`."""
    override = facts["rank_override"]
    rank = np.where(override == UNKNOWN, facts["child_order"], override)
    keys = [_last_if_unknown(facts[name]) for name in ("birth", "mother_order")]
    order = np.lexsort((*keys, override == UNKNOWN, _last_if_unknown(rank)))
    position = np.empty(len(order), np.int64)
    position[order] = np.arange(len(order))
    return position


def _last_if_unknown(values: Ints) -> Ints:
    return np.where(values == UNKNOWN, _LAST, values)


def _companions(links: Ints, child: Ints, parent: Ints) -> tuple[Ints, Ints]:
    """Pair the parents of each child who are so by birth; `child` is sorted."""
    coupling = np.isin(links["kind"], [KINDS.index(kind) for kind in COUPLING_KINDS])
    child, parent = child[coupling], parent[coupling]
    _names, starts, sizes = np.unique(child, return_index=True, return_counts=True)
    repeats = np.repeat(sizes, sizes)
    one = np.repeat(np.arange(len(child)), repeats)
    other = np.repeat(np.repeat(starts, sizes), repeats) + _ramp(repeats)
    apart = parent[one] != parent[other]
    return parent[one][apart], parent[other][apart]


def _spouses(
    people: int, marriages: _Marriages, companions: tuple[Ints, Ints]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """Give everybody's spouses in their own order, then companions, each once."""
    one, other = companions
    owners = np.concatenate((marriages.one, one))
    others = np.concatenate((marriages.other, other))
    wed = np.concatenate((np.ones(len(marriages.one), np.int8), np.zeros(len(one), np.int8)))
    counts = np.concatenate((marriages.order, np.full(len(one), _LAST)))
    unions = np.concatenate((marriages.union, np.zeros(len(one), np.int64)))
    order = np.lexsort((others, unions, counts, owners))
    pairs = owners[order].astype(np.int64) * max(people, 1) + others[order]
    _pairs, firsts = np.unique(pairs, return_index=True)
    kept = order[np.sort(firsts)]
    return _pointers(owners[kept], people), others[kept].astype(np.int32), wed[kept]


def _euler(
    lineage: Ints, children: Ints, child_ptr: Ints, follows: Ints
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Walk the lineage forest level by level; give entries, order and sizes."""
    people = len(lineage)
    parent = _without_circles(lineage)
    levels = [np.flatnonzero(parent < 0)]
    while len(levels[-1]):
        row = levels[-1]
        lengths = child_ptr[row + 1] - child_ptr[row]
        at = np.repeat(child_ptr[row], lengths) + _ramp(lengths)
        below = children[at][follows[at]]
        levels.append(below[parent[below] >= 0])
    size = np.ones(people, np.int32)
    for row in reversed(levels[1:]):
        np.add.at(size, parent[row], size[row])
    entry = np.zeros(people, np.int32)
    before = np.cumsum(size[levels[0]]) - size[levels[0]]
    entry[levels[0]] = before
    for row in levels[1:]:
        above = parent[row]
        before = np.cumsum(size[row]) - size[row]
        first = np.concatenate(([True], above[1:] != above[:-1])) if len(row) else above > 0
        group = np.cumsum(first) - 1
        entry[row] = entry[above] + 1 + before - before[first][group]
    order = np.empty(people, np.int32)
    order[entry] = np.arange(people, dtype=np.int32)
    return entry, order, size


def _without_circles(lineage: Ints) -> Ints:
    """Give the lineage parents with the links taken out that close a circle."""
    settled = lineage < 0
    # Each round doubles how far up everybody looks, so whoever never meets a root stands in a
    # circle or below one.
    ahead = np.where(settled, np.arange(len(lineage)), lineage)
    for _round in range(max(len(lineage), 1).bit_length()):
        if settled[ahead].all():
            return lineage
        ahead = ahead[ahead]
    lost = np.flatnonzero(~settled[ahead])
    parent_of = dict(zip(lost.tolist(), lineage[lost].tolist(), strict=True))
    cut_cycles(parent_of)
    parent = lineage.copy()
    parent[[place for place in lost.tolist() if place not in parent_of]] = -1
    return parent


__all__ = ["NO_GENERATION", "UNKNOWN", "GraphRows", "build_arrays"]
