"""Find the links that would make somebody an own ancestor. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Sequence


def edges_closing_cycles(people: int, children: Sequence[int], parents: Sequence[int]) -> set[int]:
    """Give the places of the links to leave out so that no cycle remains.

    Link n says that `parents[n]` is a parent of `children[n]`; people are numbered from 0. The
    walk goes up from everybody in order; a link that leads back onto the walked path is the one
    that closes a cycle. Linear in people and links, no recursion.

    >>> edges_closing_cycles(3, [1, 2, 0], [0, 1, 2])
    {0}
    """
    knotted = _in_or_below_cycles(people, children, parents)
    if not knotted:
        return set()
    upward: dict[int, list[int]] = {}
    for link, (child, parent) in enumerate(zip(children, parents, strict=True)):
        if child in knotted and parent in knotted:
            upward.setdefault(child, []).append(link)
    return _links_back(upward, parents)


def _in_or_below_cycles(people: int, children: Sequence[int], parents: Sequence[int]) -> set[int]:
    """Peel off everybody whose ancestors end; who remains is in a cycle or descends from one."""
    missing = array("i", [0]) * people
    ends = array("i", [0]) * (people + 1)
    for child, parent in zip(children, parents, strict=True):
        missing[child] += 1
        ends[parent] += 1
    total = 0
    for person in range(people):
        total += ends[person]
        ends[person] = total
    ends[people] = total
    # Filled from the end of each parent's stretch, so that `ends` becomes its beginnings.
    below = array("i", [0]) * total
    for child, parent in zip(children, parents, strict=True):
        ends[parent] -= 1
        below[ends[parent]] = child
    ready = [person for person in range(people) if not missing[person]]
    done = 0
    while ready:
        person = ready.pop()
        done += 1
        for place in range(ends[person], ends[person + 1]):
            child = below[place]
            missing[child] -= 1
            if not missing[child]:
                ready.append(child)
    if done == people:
        return set()
    return {person for person in range(people) if missing[person]}


def _links_back(upward: dict[int, list[int]], parents: Sequence[int]) -> set[int]:
    dropped: set[int] = set()
    finished: set[int] = set()
    for start in sorted(upward):
        if start in finished:
            continue
        on_path = {start}
        stack = [(start, iter(upward[start]))]
        while stack:
            person, waiting = stack[-1]
            for link in waiting:
                parent = parents[link]
                if parent in on_path:
                    dropped.add(link)
                elif parent not in finished:
                    on_path.add(parent)
                    stack.append((parent, iter(upward.get(parent, ()))))
                    break
            else:
                stack.pop()
                on_path.discard(person)
                finished.add(person)
    return dropped
