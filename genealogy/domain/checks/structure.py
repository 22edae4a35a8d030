"""People who descend from themselves: circles of parent links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from genealogy.domain.checks.registry import Finding


def circles(parents_of: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Give the groups of people each of whom descends from each; linear, without recursion.

    Algorithm: R. Tarjan, "Depth-first search and linear graph algorithms" (1972). Links to oneself
    are left to another rule.

    >>> circles({1: [2], 2: [3], 3: [1], 4: [3]})
    [[1, 2, 3]]
    """
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    open_people: list[int] = []
    is_open: set[int] = set()
    found: list[list[int]] = []
    for start in parents_of:
        if start in number:
            continue
        stack: list[tuple[int, Iterator[int]]] = []
        _enter(start, parents_of, number, low, open_people, is_open, stack)
        while stack:
            current, rest = stack[-1]
            above = next(rest, None)
            if above is not None:
                if above not in number:
                    _enter(above, parents_of, number, low, open_people, is_open, stack)
                elif above in is_open:
                    low[current] = min(low[current], number[above])
                continue
            stack.pop()
            if stack:
                below = stack[-1][0]
                low[below] = min(low[below], low[current])
            if low[current] == number[current]:
                group = _close(current, open_people, is_open)
                if len(group) > 1:
                    found.append(sorted(group))
    return sorted(found)


def _enter(
    person: int,
    parents_of: Mapping[int, Sequence[int]],
    number: dict[int, int],
    low: dict[int, int],
    open_people: list[int],
    is_open: set[int],
    stack: list[tuple[int, Iterator[int]]],
) -> None:
    number[person] = low[person] = len(number)
    open_people.append(person)
    is_open.add(person)
    stack.append((person, iter(parents_of.get(person, ()))))


def _close(person: int, open_people: list[int], is_open: set[int]) -> list[int]:
    group = []
    while True:
        other = open_people.pop()
        is_open.discard(other)
        group.append(other)
        if other == person:
            return group


def check_circles(parents_of: Mapping[int, Sequence[int]]) -> Iterator[Finding]:
    """Find everybody who is an own ancestor, one finding for each circle."""
    for group in circles(parents_of):
        yield Finding("cycle", group[0], people=tuple(group[1:]))
