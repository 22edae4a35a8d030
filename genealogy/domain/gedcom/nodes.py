"""The tree of lines of one GEDCOM record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

#: Tag of the node under which lines are kept that could not be placed: a level that jumps, text
#: that is no GEDCOM line. Its value is the level found in the file, or the text.
UNPLACED: Final = "_UNPLACED"


VOID: Final = "VOID"  # target of the pointer of GEDCOM 7 to nobody

_POINTER: Final = re.compile(r"@[^@#\s][^@]*@\s*")


class PlainText(str):
    """Text that only looks like a pointer: its @ signs were escaped in the file."""

    __slots__ = ()


def is_pointer(value: str | None) -> bool:
    """Tell whether a value names a record.

    >>> is_pointer("@I1@"), is_pointer("@#DJULIAN@"), is_pointer("a@b")
    (True, False, False)
    """
    return (
        value is not None
        and value[:1] == "@"
        and type(value) is not PlainText
        and _POINTER.fullmatch(value) is not None
    )


class Node:
    """One structure: a line with its continuation lines joined, and what stands below it.

    Attributes:
        level: Level in the file, 0 to 99.
        tag: In capitals.
        xref: Identifier without the @ signs, None below level 0.
        value: Payload with escapes undone; "@I1@" if it names a record (see `is_pointer`); None
            if absent or empty.
        line: Line in the file, 1 = first.
        children: Structures one level below, in file order.
    """

    __slots__ = ("children", "level", "line", "tag", "value", "xref")

    def __init__(
        self,
        level: int,
        tag: str,
        xref: str | None = None,
        value: str | None = None,
        line: int = 0,
        children: Sequence[Node] = (),
    ) -> None:
        self.level = level
        self.tag = tag
        self.xref = xref
        self.value = value
        self.line = line
        self.children = children

    def __repr__(self) -> str:
        return f"<Node {self.level} {self.tag} line {self.line}>"

    def add(self, child: Node) -> None:
        """Append a child."""
        if self.children:
            self.children.append(child)  # type: ignore[attr-defined]  # a list once it has one
        else:
            self.children = [child]

    def first(self, tag: str) -> Node | None:
        """Find the first child of a tag."""
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def all(self, tag: str) -> Iterator[Node]:
        """Give the children of a tag in order."""
        return (child for child in self.children if child.tag == tag)

    def text(self, tag: str) -> str:
        """Value of the first child of a tag, stripped; "" if absent or a pointer."""
        for child in self.children:
            if child.tag == tag:
                value = child.value
                return "" if value is None or is_pointer(value) else value.strip()
        return ""

    @property
    def pointer(self) -> str | None:
        """Identifier this node points to ("VOID" for nobody), None for text or nothing."""
        value = self.value
        return value.strip()[1:-1] if value is not None and is_pointer(value) else None
