"""The tidy layout of a tree of boxes: where each box stands across its row.

Works on any unit; rows are the generations. The rule, so that another implementation can be
compared with this one:

1. Children stand in the order given. Every subtree is laid out alone, its box on row nought.
2. Going from the left, each child's subtree is pushed as far to the left as the ones before it
   allow: on every row both reach, a gap stays between the right end of theirs and its left end.
3. Going back from the right, with the last child held, each subtree is pushed as far to the right
   as the ones after it allow. It stands halfway between both places: subtrees between two large
   ones are spread evenly.
4. The middle of a parent's box is the middle between the middles of its first and last child.
5. At the end all is moved so that the leftmost edge is 0.

The time grows with the number of boxes, however deep or uneven the tree is; nothing recurs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Node(NamedTuple):
    """One box: its width and its children from left to right; ids are of any hashable kind."""

    id: Any
    width: float
    children: Sequence[Any] = ()


class LayoutError(ValueError):
    """The nodes are no tree; `key` is where that was seen."""

    def __init__(self, key: object) -> None:
        super().__init__(f"no tree: {key!r}")
        self.key = key


class _Contour:
    """The outer ends of a subtree row by row, the lowest row first; `shift` moves all of them.

    Growing at the end of the list keeps the work of joining two subtrees to the rows both have.
    """

    __slots__ = ("ends", "shift")

    def __init__(self, end: float) -> None:
        self.ends = [end]
        self.shift = 0.0

    def over(self, other: _Contour) -> _Contour:
        """Lay this contour over another one: its own rows count, below them those of the other."""
        rows, below = len(self.ends), len(other.ends)
        if rows >= below:
            return self
        move = self.shift - other.shift
        other.ends[below - rows :] = [end + move for end in self.ends]
        return other


class _Subtree:
    __slots__ = ("left", "right")

    def __init__(self, width: float) -> None:
        self.left = _Contour(0.0)
        self.right = _Contour(width)


def tidy(nodes: Sequence[Node], *, gap: float = 0.0) -> dict[Any, float]:
    """Give the left edge of every box; the leftmost is 0.

    Args:
        nodes: a tree, the root first; the order of the others does not matter.
        gap: free room between boxes of one row.

    Raises:
        LayoutError: a child is unknown, stands twice, or is not reached from the root.

    >>> tidy([Node("cha", 4, ["anh", "em"]), Node("anh", 2), Node("em", 6)], gap=1)
    {'cha': 1.5, 'anh': 0.0, 'em': 3.0}
    """
    if not nodes:
        return {}
    by_id = {node.id: node for node in nodes}
    order = _parents_first(nodes[0].id, by_id)
    if len(order) != len(nodes):
        raise LayoutError(next(node.id for node in nodes if node.id not in set(order)))
    subtrees: dict[Any, _Subtree] = {}
    places: dict[Any, float] = {}
    for key in reversed(order):
        node = by_id[key]
        subtree = _Subtree(node.width)
        if node.children:
            _hang_below(node, by_id, subtrees, places, subtree, gap)
        subtrees[key] = subtree
    return _absolute(order, by_id, places)


def _parents_first(root: Any, by_id: Mapping[Any, Node]) -> list[Any]:
    seen = {root}
    order = [root]
    for key in order:
        for child in by_id[key].children:
            if child in seen or child not in by_id:
                raise LayoutError(child)
            seen.add(child)
            order.append(child)
    return order


def _hang_below(
    node: Node,
    by_id: Mapping[Any, Node],
    subtrees: dict[Any, _Subtree],
    places: dict[Any, float],
    subtree: _Subtree,
    gap: float,
) -> None:
    """Place the children of a node, each by its left edge against that of the node."""
    children = [subtrees.pop(child) for child in node.children]
    lefts = _spread(children, gap)
    first, last = by_id[node.children[0]], by_id[node.children[-1]]
    middle = (lefts[0] + first.width / 2 + lefts[-1] + last.width / 2) / 2
    move = node.width / 2 - middle
    for key, child, left in zip(node.children, children, lefts, strict=True):
        places[key] = left + move
        child.left.shift += left + move
        child.right.shift += left + move
    left_side, right_side = children[0].left, children[-1].right
    for child in children[1:]:
        left_side = left_side.over(child.left)
    for child in reversed(children[:-1]):
        right_side = right_side.over(child.right)
    left_side.ends.append(-left_side.shift)
    right_side.ends.append(node.width - right_side.shift)
    subtree.left, subtree.right = left_side, right_side


def _spread(children: Sequence[_Subtree], gap: float) -> list[float]:
    """Give the left edge of each child, the first at nought."""
    leftmost = _pushed([(child.left, child.right) for child in children], gap)
    if len(children) < 3:
        return leftmost
    # The same walk in a mirror: what pushes from the right is the left ends, turned around.
    width = leftmost[-1]
    mirrored = _pushed_back([(child.left, child.right) for child in children], gap)
    return [(left + width - back) / 2 for left, back in zip(leftmost, mirrored, strict=True)]


def _pushed(sides: Sequence[tuple[_Contour, _Contour]], gap: float) -> list[float]:
    """Push every subtree to the left against all before it."""
    places = [0.0]
    before, before_shift = sides[0][1].ends, sides[0][1].shift
    undo: list[tuple[list[float], list[float]]] = []
    for left, right in sides[1:]:
        rows = min(len(before), len(left.ends))
        above = zip(before[-rows:], left.ends[-rows:], strict=True)
        place = max(end - start for end, start in above) + before_shift - left.shift + gap
        places.append(place)
        shift = place + right.shift
        if len(right.ends) >= len(before):
            before, before_shift = right.ends, shift
        else:
            rows = len(right.ends)
            undo.append((before, before[-rows:]))
            before[-rows:] = [end + shift - before_shift for end in right.ends]
    for ends, old in reversed(undo):
        ends[-len(old) :] = old
    return places


def _pushed_back(sides: Sequence[tuple[_Contour, _Contour]], gap: float) -> list[float]:
    """Push every subtree to the right against all after it; distances are from the last one."""
    places = [0.0]
    after, after_shift = sides[-1][0].ends, sides[-1][0].shift
    undo: list[tuple[list[float], list[float]]] = []
    for left, right in reversed(sides[:-1]):
        rows = min(len(after), len(right.ends))
        above = zip(after[-rows:], right.ends[-rows:], strict=True)
        place = min(start - end for start, end in above) + after_shift - right.shift - gap
        places.append(-place)
        shift = place + left.shift
        if len(left.ends) >= len(after):
            after, after_shift = left.ends, shift
        else:
            rows = len(left.ends)
            undo.append((after, after[-rows:]))
            after[-rows:] = [end + shift - after_shift for end in left.ends]
    for ends, old in reversed(undo):
        ends[-len(old) :] = old
    return places[::-1]


def _absolute(
    order: Sequence[Any], by_id: Mapping[Any, Node], places: Mapping[Any, float]
) -> dict[Any, float]:
    lefts = {order[0]: 0.0}
    for key in order:
        for child in by_id[key].children:
            lefts[child] = lefts[key] + places[child]
    start = min(lefts.values())
    return {key: left - start for key, left in lefts.items()}
