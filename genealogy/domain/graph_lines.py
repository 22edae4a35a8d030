"""How two people are related: every shortest line by blood, then by marriage.

A line by blood goes up to a common ancestor and down again. It counts when its two halves meet in
nobody but that ancestor, so that cousins who are also distant kin by their mothers get both lines,
and nobody gets the line by the grandfather's father beside the one by the grandfather. Of a couple
of common ancestors one stands in the line (the lineage parent, else the father).

A line by marriage has a spouse somewhere. Steps that only go around a closer bond do not count:
the husband of one's mother is one's father, the child of one's spouse is one's child.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, Protocol

from genealogy.domain.graph_types import (
    KINDS,
    Bond,
    Family,
    KinLine,
    KinLines,
    Meeting,
    Step,
    StepKind,
)

#: Lines given at most; and of these, kept for marriage when there are many by blood.
MAX_LINES: Final = 12
_FOR_MARRIAGE: Final = 3
#: People a search visits at most.
MAX_VISITED: Final = 200_000
#: Kin by blood up to so many steps apart are also looked at for a line by marriage that is up to
#: so many steps longer: brothers who married sisters, a wife's brother who is a cousin.
_NEAR: Final = 8
_LONGER: Final = 2
#: Half lines kept in that search.
_MAX_HALVES: Final = 20_000

_KIND_ORDER: Final = {kind: place for place, kind in enumerate(KINDS)}
_PARENT: Final = "parent"
_CHILD: Final = "child"
_SPOUSE: Final = "spouse"
_BACK: Final[dict[StepKind, StepKind]] = {_PARENT: _CHILD, _CHILD: _PARENT, _SPOUSE: _SPOUSE}

Walk = tuple[tuple[int, ...], tuple[Step, ...]]


class Kinfolk(Protocol):
    """What the search asks of a graph."""

    def sex(self, person: int) -> str:
        """Give m, f or u."""

    def parents_above(self, person: int) -> Mapping[int, tuple[Bond, ...]]:
        """Give the parents of the person and of every ancestor."""

    def families(self, people: Collection[int]) -> Mapping[int, Family]:
        """Give who stands next to some people."""

    def meeting(
        self, first: int, second: int, *, longest: int | None
    ) -> tuple[Meeting | None, bool]:
        """Find how far two people stand apart; say whether the search was cut short."""


def heights(start: int, parents: Mapping[int, tuple[Bond, ...]]) -> dict[int, int]:
    """Give the person and every ancestor with the least number of generations above."""
    found = {start: 0}
    row = [start]
    while row:
        following = []
        for one in row:
            for bond in parents.get(one, ()):
                if bond.relative not in found:
                    found[bond.relative] = found[one] + 1
                    following.append(bond.relative)
        row = following
    return found


def kin_lines(graph: Kinfolk, first: int, second: int) -> KinLines:
    """Give the lines from one person to another, the shortest by blood first.

    The lines from the second to the first are the same ones turned around. Somebody has no line
    to themselves.
    """
    if first == second:
        return KinLines(())
    search = _Search(graph)
    return search.lines(first, second, *search.blood(first, second))


def kin_lines_to(
    graph: Kinfolk, first: int, others: Iterable[int], *, needs_marriage: Callable[[int], bool]
) -> Iterator[tuple[int, KinLines]]:
    """Give the lines from one person to each of many, what they share looked up once.

    Like `kin_lines`, but lines by marriage are left out beside lines by blood where
    `needs_marriage` says that they change nothing.
    """
    search = _Search(graph)
    for other in others:
        blood, capped = search.blood(first, other)
        if blood and not needs_marriage(other) and len(blood) <= MAX_LINES - _FOR_MARRIAGE:
            yield other, KinLines(tuple(blood), capped)
        else:
            yield other, search.lines(first, other, blood, capped)


def nearest_common_ancestors(graph: Kinfolk, first: int, second: int) -> tuple[int, ...]:
    """Give the common ancestors who have no other one below them, the nearest first.

    An ancestor of the other is one: somebody counts as their own ancestor here.
    """
    above, others = graph.parents_above(first), graph.parents_above(second)
    one, two = heights(first, above), heights(second, others)
    common = one.keys() & two.keys()
    over = {bond.relative for below in common for bond in above.get(below, ())}
    return tuple(sorted(common - over, key=lambda pk: (one[pk] + two[pk], pk)))


def _bond(bonds: Collection[Bond], relative: int) -> str:
    """Give what makes somebody the parent or child; birth before all else."""
    kinds = [bond.kind for bond in bonds if bond.relative == relative]
    return min(kinds, key=lambda kind: _KIND_ORDER.get(kind, len(KINDS)))


def _by_length(line: Walk) -> tuple[int, Walk]:
    return len(line[1]), line


def _turned(line: Walk) -> Walk:
    """Turn a walk around."""
    people, steps = line
    return people[::-1], tuple(Step(_BACK[step.kind], step.bond) for step in reversed(steps))


class _Search:
    """One search between two people; families are read once."""

    def __init__(self, graph: Kinfolk) -> None:
        self.graph = graph
        self._known: dict[int, Family] = {}
        self._ascents: dict[int, _Ascent] = {}

    def families(self, people: Collection[int]) -> dict[int, Family]:
        missing = [one for one in people if one not in self._known]
        if missing:
            self._known.update(self.graph.families(missing))
        return self._known

    def family(self, person: int) -> Family:
        return self.families([person])[person]

    def ascent(self, person: int) -> _Ascent:
        if person not in self._ascents:
            self._ascents[person] = _Ascent(self.graph, person)
        return self._ascents[person]

    def lines(self, first: int, second: int, blood: list[KinLine], capped: bool) -> KinLines:
        """Add the lines by marriage to those by blood."""
        marriage, marriage_capped = self.marriage(first, second, blood)
        capped = capped or marriage_capped or len(blood) + len(marriage) > MAX_LINES
        kept = blood[: MAX_LINES - min(len(marriage), _FOR_MARRIAGE)]
        return KinLines(tuple((kept + marriage)[:MAX_LINES]), capped)

    # By blood --------------------------------------------------------------------------------

    def blood(self, first: int, second: int) -> tuple[list[KinLine], bool]:
        one, two = self.ascent(first), self.ascent(second)
        lines: set[Walk] = set()
        for line in islice(self._blood_walks(one, two), MAX_LINES * 4):
            lines.add(line)
            if len(lines) > MAX_LINES:
                break
        found = sorted(lines, key=_by_length)
        return [KinLine(*line) for line in found[:MAX_LINES]], len(found) > MAX_LINES

    def _blood_walks(self, one: _Ascent, two: _Ascent) -> Iterator[Walk]:
        if two.start in one.heights:
            yield from one.walks(two.start)
        if one.start in two.heights:
            yield from map(_turned, two.walks(one.start))
        for _length, left, right in self._turns(one, two):
            apex = self._apex(left, one.parents[left], right, two.parents[right])
            up = Step(_PARENT, _bond(one.parents[left], apex))
            down = Step(_CHILD, _bond(two.parents[right], apex))
            for people, steps in one.walks(left):
                for others, ways in map(_turned, two.walks(right)):
                    line = (*people, apex, *others)
                    if len(set(line)) == len(line):
                        yield line, (*steps, up, down, *ways)

    @staticmethod
    def _turns(one: _Ascent, two: _Ascent) -> list[tuple[int, int, int]]:
        """Give the children of common ancestors where lines turn, the shortest lines first.

        At least one of the two is no common ancestor: else the line would turn below them.
        """
        turns: dict[tuple[int, int], int] = {}
        for apex in one.heights.keys() & two.heights.keys():
            pairs = {
                (left, right): one.heights[left] + 2 + two.heights[right]
                for left in one.below.get(apex, ())
                for right in two.below.get(apex, ())
                if left != right and (left not in two.heights or right not in one.heights)
            }
            least = min(pairs.values(), default=0)
            turns.update((pair, length) for pair, length in pairs.items() if length == least)
        return sorted((length, *pair) for pair, length in turns.items())

    def _apex(
        self, left: int, parents: Collection[Bond], right: int, others: Collection[Bond]
    ) -> int:
        """Choose who of the parents two people share stands in the line for the couple."""
        shared = {bond.relative for bond in parents} & {bond.relative for bond in others}
        if len(shared) == 1:
            return next(iter(shared))
        followed = [self.family(child).lineage_parent for child in (left, right)]
        return min(shared, key=lambda pk: (-followed.count(pk), self.graph.sex(pk) != "m", pk))

    # By marriage -----------------------------------------------------------------------------

    def marriage(self, first: int, second: int, blood: list[KinLine]) -> tuple[list[KinLine], bool]:
        shortest = len(blood[0].steps) if blood else None
        longest = None if shortest is None else shortest - 1
        lines: set[Walk] = set()
        meeting, capped = self.graph.meeting(first, second, longest=longest)
        if meeting is not None:
            lines.update(islice(self._walks_through(meeting), MAX_LINES + 1))
        if not lines and (meeting is not None or (shortest is not None and shortest <= _NEAR)):
            reach = (shortest or (meeting.length if meeting else 0)) + _LONGER
            found, cut = self._proper_walks(first, second, reach)
            capped |= cut
            lines.update(found)
        lines.update(self._last_steps(first, second))
        ordered = sorted(lines, key=_by_length)
        capped |= len(ordered) > MAX_LINES
        return [KinLine(*line) for line in ordered[:MAX_LINES]], capped

    def _walks_through(self, meeting: Meeting) -> Iterator[Walk]:
        """Give the proper shortest lines where two searches met."""
        for middle in sorted(meeting.middle):
            for back in self._descents(((middle,), ()), meeting.from_first):
                for line in self._descents(_turned(back), meeting.from_second):
                    if any(step.kind == _SPOUSE for step in line[1]):
                        yield line

    def _descents(self, walk: Walk, distance: Callable[[int], int | None]) -> Iterator[Walk]:
        """Prolong a walk by proper steps that each come one nearer to where `distance` is 0."""
        stack = [walk]
        while stack:
            people, steps = stack.pop()
            left = distance(people[-1]) or 0
            if left == 0:
                yield people, steps
            else:
                stack.extend(self._prolonged((people, steps), _At(distance, left - 1)))

    def _prolonged(
        self, walk: Walk, is_wanted: Callable[[int], bool] = lambda person: True
    ) -> Iterator[Walk]:
        """Give the walks one proper step longer."""
        people, steps = walk
        family = self.family(people[-1])
        ahead: list[tuple[int, StepKind]] = [(bond.relative, _PARENT) for bond in family.parents]
        ahead += [(bond.relative, _CHILD) for bond in family.children]
        ahead += [(partner, _SPOUSE) for partner in family.partners]
        for person, kind in dict.fromkeys(ahead):
            if person in people or not is_wanted(person):
                continue
            if steps and not self._may_follow(people[-2], steps[-1].kind, people[-1], kind, person):
                continue
            bond = "birth"
            if kind != _SPOUSE:
                bond = _bond(family.parents if kind == _PARENT else family.children, person)
            yield (*people, person), (*steps, Step(kind, bond))

    def _may_follow(self, before: int, came: str, here: int, goes: str, ahead: int) -> bool:
        """Say whether two steps in a row lead where no shorter way leads."""
        match came, goes:
            case "child", "parent":
                return False
            case "parent", "child":
                parents, others = self.family(before).parents, self.family(ahead).parents
                return here == self._apex(before, parents, ahead, others)
            case "parent", "spouse":
                return all(bond.relative != ahead for bond in self.family(before).parents)
            case "spouse", "child":
                return all(bond.relative != ahead for bond in self.family(before).children)
        return True

    def _proper_walks(self, first: int, second: int, longest: int) -> tuple[list[Walk], bool]:
        """Search every proper line with a spouse in it; give the shortest ones, if any."""
        halves: list[list[Walk]] = [[((first,), ())], [((second,), ())]]
        for length in range(1, longest + 1):
            side = 0 if length % 2 else 1
            self.families({walk[0][-1] for walk in halves[side]})
            halves[side] = [longer for walk in halves[side] for longer in self._prolonged(walk)]
            if len(halves[side]) > _MAX_HALVES:
                return [], True
            if not halves[side]:
                break
            lines = list(self._joined(*halves))
            if lines:
                return lines, False
        return [], False

    def _joined(self, left: list[Walk], right: list[Walk]) -> Iterator[Walk]:
        """Join half lines that end in the same person into proper lines with a spouse."""
        ends: dict[int, list[Walk]] = {}
        for walk in left:
            ends.setdefault(walk[0][-1], []).append(walk)
        for other in right:
            people, steps = _turned(other)
            for before, ways in ends.get(people[0], ()):
                line, all_steps = (*before, *people[1:]), (*ways, *steps)
                if len(set(line)) != len(line) or all(s.kind != _SPOUSE for s in all_steps):
                    continue
                at = len(before) - 1
                if not ways or not steps or self._fits(line, all_steps, at):
                    yield line, all_steps

    def _fits(self, line: tuple[int, ...], steps: tuple[Step, ...], at: int) -> bool:
        return self._may_follow(
            line[at - 1], steps[at - 1].kind, line[at], steps[at].kind, line[at + 1]
        )

    def _last_steps(self, first: int, second: int) -> Iterator[Walk]:
        """Give the lines by blood to a spouse of either, however long: a wife in his clan.

        One for each spouse; the wife or husband of the person asked about comes last in the line.
        """
        for start, end, is_turned in ((first, second, False), (second, first, True)):
            for spouse in self.family(end).partners:
                if spouse == start:
                    continue
                lines, _capped = self.blood(start, spouse)
                for line in lines[:1]:
                    walk = self._married(line, end)
                    if walk is not None:
                        yield _turned(walk) if is_turned else walk

    def _married(self, line: KinLine, spouse: int) -> Walk | None:
        """Prolong a line to a spouse of its last person, if that is no way around."""
        if spouse in line.people:
            return None
        before, here, came = line.people[-2], line.people[-1], line.steps[-1].kind
        if not self._may_follow(before, came, here, _SPOUSE, spouse):
            return None
        return (*line.people, spouse), (*line.steps, Step(_SPOUSE))


class _At:
    """Says who stands so many steps away."""

    def __init__(self, distance: Callable[[int], int | None], steps: int) -> None:
        self._distance = distance
        self._steps = steps

    def __call__(self, person: int) -> bool:
        return self._distance(person) == self._steps


class _Ascent:
    """Somebody with all ancestors."""

    def __init__(self, graph: Kinfolk, start: int) -> None:
        self.start = start
        self.parents = graph.parents_above(start)
        self.heights = heights(start, self.parents)
        #: Who of the ancestors (or the person) are children of an ancestor.
        self.below: dict[int, list[int]] = {}
        for child in self.heights:
            for parent in dict.fromkeys(bond.relative for bond in self.parents.get(child, ())):
                self.below.setdefault(parent, []).append(child)

    def walks(self, top: int) -> Iterator[Walk]:
        """Give the shortest ways up to an ancestor."""
        stack: list[Walk] = [((top,), ())]
        while stack:
            people, steps = stack.pop()
            here = people[0]
            if here == self.start:
                yield people, steps
                continue
            for child in self.below[here]:
                if self.heights[child] + 1 == self.heights[here]:
                    step = Step(_PARENT, _bond(self.parents[child], here))
                    stack.append(((child, *people), (step, *steps)))
