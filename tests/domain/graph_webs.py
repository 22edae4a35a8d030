"""Small random webs of people for the tests of the graph, and plain answers about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from genealogy.domain.graph_arrays import NO_GENERATION, SEXES, UNKNOWN
from genealogy.domain.graph_build import GraphRows, build_arrays
from genealogy.domain.graph_index import IndexGraph
from genealogy.domain.graph_types import KINDS

#: Keys are neither dense nor small.
FIRST, GAP = 100, 3


@dataclass
class Web:
    """People by key, (child, parent, kind, is_lineage) and couples in order of marriage."""

    sexes: dict[int, str] = field(default_factory=dict)
    orders: dict[int, int | None] = field(default_factory=dict)
    links: list[tuple[int, int, str, bool]] = field(default_factory=list)
    couples: list[tuple[int, int]] = field(default_factory=list)

    @property
    def people(self) -> list[int]:
        return list(self.sexes)

    def graph(self) -> IndexGraph:
        people = [
            (pk, SEXES.index(sex), NO_GENERATION, UNKNOWN, self.orders.get(pk) or UNKNOWN)
            for pk, sex in self.sexes.items()
        ]
        links = [
            (number, child, parent, KINDS.index(kind), int(is_lineage), 0)
            for number, (child, parent, kind, is_lineage) in enumerate(self.links, 1)
        ]
        members = [
            (number, person, number)
            for number, couple in enumerate(self.couples, 1)
            for person in couple
        ]
        return IndexGraph(build_arrays(GraphRows(people, links, members)))

    def parents(self, pk: int, *, lineage_only: bool = False) -> set[int]:
        return {
            parent
            for child, parent, _kind, is_lineage in self.links
            if child == pk and (is_lineage or not lineage_only)
        }

    def children(self, pk: int, *, lineage_only: bool = False) -> set[int]:
        return {
            child
            for child, parent, _kind, is_lineage in self.links
            if parent == pk and (is_lineage or not lineage_only)
        }

    def partners(self, pk: int) -> set[int]:
        """Give spouses, and parents of the same child by birth."""
        found = {other for couple in self.couples if pk in couple for other in couple}
        born = [link for link in self.links if link[2] in ("birth", "unknown")]
        mine = {child for child, parent, *_ in born if parent == pk}
        found |= {parent for child, parent, *_ in born if child in mine}
        return found - {pk}

    def walk(self, pk: int, step: str, **options: bool) -> dict[int, int]:
        """Give everybody reached by a step again and again, with the least number of steps."""
        found, row = {pk: 0}, {pk}
        while row:
            row = {other for one in row for other in getattr(self, step)(one, **options)}
            row -= found.keys()
            found.update(dict.fromkeys(row, max(found.values()) + 1))
        del found[pk]
        return found

    def is_step(self, here: int, kind: str, there: int) -> bool:
        near = {"parent": self.parents, "child": self.children, "spouse": self.partners}
        return there in near[kind](here)

    def proper_walks(
        self, start: int, end: int, longest: int
    ) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
        """Give every way without detours, found by trying them all."""
        stack = [((start,), ())]
        while stack:
            people, steps = stack.pop()
            if people[-1] == end:
                yield people, steps
                continue
            if len(steps) == longest:
                continue
            for kind in ("parent", "child", "spouse"):
                for other in self.people:
                    if other in people or not self.is_step(people[-1], kind, other):
                        continue
                    if not steps or self._is_proper(people[-2:], steps[-1], kind, other):
                        stack.append(((*people, other), (*steps, kind)))

    def _is_proper(self, last: tuple[int, ...], came: str, goes: str, ahead: int) -> bool:
        before = last[0]
        if (came, goes) == ("child", "parent"):
            return False
        if (came, goes) == ("parent", "spouse"):
            return ahead not in self.parents(before)
        if (came, goes) == ("spouse", "child"):
            return ahead not in self.children(before)
        return True


@st.composite
def webs(draw: st.DrawFn, *, most: int = 9, circles: bool = False) -> Web:
    """Draw a web; without circles parents have lower keys than their children."""
    count = draw(st.integers(2, most))
    keys = [FIRST + GAP * number for number in range(count)]
    web = Web()
    for key in keys:
        web.sexes[key] = draw(st.sampled_from("mmffu"))
        web.orders[key] = draw(st.sampled_from([None, None, 1, 2, 3]))
    for place, child in enumerate(keys):
        others = [key for key in keys if key != child] if circles else keys[:place]
        parents = draw(st.lists(st.sampled_from(others), max_size=3, unique=True)) if others else []
        follows = draw(st.booleans())
        for number, parent in enumerate(parents):
            kind = draw(st.sampled_from(["birth", "birth", "birth", *KINDS]))
            web.links.append((child, parent, kind, follows and number == 0))
    pairs = st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=4)
    web.couples = [(one, other) for one, other in draw(pairs) if one != other]
    return web
