"""Who stands near to somebody in a clan: kin by blood within a reach, and whom they married.

One walk over the graph finds the people; `kin_lines_to` of `graph_lines` then says how each is
related. People are primary keys, hidden ones among them: whoever shows them reads them first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from genealogy.domain.graph_lines import heights
from genealogy.domain.graph_types import Bond, Family

#: People found at most. A reach of four degrees of an ordinary family holds some hundreds.
MOST_KIN: Final = 20_000


class Kindred(Protocol):
    """What the walk asks of a graph."""

    def parents_above(self, person: int) -> Mapping[int, tuple[Bond, ...]]:
        """Give the parents of the person and of every ancestor."""

    def families(self, people: list[int]) -> Mapping[int, Family]:
        """Give who stands next to some people."""


@dataclass(frozen=True)
class KinReach:
    """How far to look from somebody.

    Args:
        up: generations (đời) above, at least 1.
        down: generations below, at least 0.
        degree: degree of kin (bậc họ): how many generations up the line may turn to a side
            branch. 1 = brothers, sisters and those below them, 2 = cousins by a grandparent.
    """

    up: int = 4
    down: int = 3
    degree: int = 3


def kin_within(graph: Kindred, ego: int, reach: KinReach) -> dict[int, int]:
    """Give everybody within reach with the least number of steps found; not `ego`.

    Kin by blood of `ego` and of those married to `ego`, and the spouses of all these. A spouse
    counts one step.

    >>> from types import SimpleNamespace as Graph
    >>> families = {1: Family(children=(Bond(2, "birth"), Bond(3, "birth")))}
    >>> families |= {2: Family(parents=(Bond(1, "birth"),)), 3: Family(parents=(Bond(1, "birth"),))}
    >>> tree = Graph(
    ...     parents_above=lambda one: {one: families[one].parents, 1: ()},
    ...     families=lambda people: {one: families[one] for one in people},
    ... )
    >>> kin_within(tree, 2, KinReach()), kin_within(tree, 2, KinReach(degree=0))
    ({1: 1, 3: 2}, {1: 1})
    """
    found = _blood(graph, ego, reach)
    partners = graph.families([ego])[ego].partners
    for partner in partners:
        for key, steps in _blood(graph, partner, reach).items():
            _keep(found, key, steps + 1)
    for key, family in graph.families(list(found)).items():
        for partner in family.partners:
            _keep(found, partner, found[key] + 1)
    del found[ego]
    return found


def _keep(found: dict[int, int], key: int, steps: int) -> None:
    if steps < found.get(key, steps + 1):
        found[key] = steps


def _blood(graph: Kindred, ego: int, reach: KinReach) -> dict[int, int]:
    """Give ego and the kin by blood."""
    above = heights(ego, graph.parents_above(ego))
    found = {key: height for key, height in above.items() if height <= reach.up}
    for top, height in sorted(above.items(), key=lambda row: (row[1], row[0])):
        # Nothing above a generation that is not asked for is a reason to turn there.
        if height <= max(reach.degree, 0):
            _descend(graph, top, height, reach, found)
    return found


def _descend(graph: Kindred, top: int, height: int, reach: KinReach, found: dict[int, int]) -> None:
    """Add who descends from an ancestor, as far as the reach goes."""
    row, steps, seen = [top], height, {top}
    for level in range(height - 1, -reach.down - 1, -1):
        steps += 1
        families = graph.families(row)
        row = [
            child
            for child in dict.fromkeys(
                bond.relative for one in row for bond in families[one].children
            )
            if child not in seen
        ]
        seen.update(row)
        if not row or len(found) > MOST_KIN:
            return
        if level <= reach.up:
            for child in row:
                _keep(found, child, steps)
