"""Write GEDCOM 5.5.1 and 7.0, and the version-neutral text that unknown lines are kept in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final

from genealogy.domain.gedcom.lexer import parse_line, unescape
from genealogy.domain.gedcom.nodes import Node, is_pointer

VERSIONS: Final = ("5.5.1", "7.0")

#: Longest line of GEDCOM 5.5.1, in characters with level and tag but without the line end.
MAX_LINE_551: Final = 255

_CALENDAR_ESCAPE: Final = re.compile(r"(@#[^@]+@)")
_LINE_ENDS: Final = re.compile("\r\n|\r")


def write_record(node: Node, version: str = "5.5.1", level: int = 0) -> str:
    r"""Write a node and all below it, each line ended by "\n".

    Levels count from `level`; those of the nodes are not looked at.

    >>> write_record(Node(0, "NOTE", "N1", "a@b\nc"))
    '0 @N1@ NOTE a@@b\n1 CONT c\n'
    """
    if version not in VERSIONS:
        raise ValueError(f"no such GEDCOM version: {version}")
    lines: list[str] = []
    _write(node, level, version == "7.0", MAX_LINE_551 if version == "5.5.1" else 0, lines)
    return "\n".join(lines) + "\n"


def fragment(node: Node, level: int) -> str:
    r"""Write a node as text to be kept: escapes as in 7.0, lines of any length, no last "\n"."""
    lines: list[str] = []
    _write(node, level, True, 0, lines)
    return "\n".join(lines)


def nodes_of_fragment(text: str) -> list[Node]:
    r"""Read back what `fragment` wrote; several fragments may be joined by "\n".

    >>> nodes_of_fragment("2 _GRAVE east\n3 _ROW 5")[0].first("_ROW").value
    '5'
    """
    roots: list[Node] = []
    stack: list[Node] = []
    for number, raw in enumerate(text.split("\n"), 1):
        line = parse_line(raw)
        if line is None:
            raise ValueError(f"line {number} of the fragment is no GEDCOM line")
        if stack and line.tag == "CONT" and line.level == stack[-1].level + 1:
            owner = stack[-1]
            piece = unescape(line.value, seven=True) if line.value else ""
            owner.value = f"{owner.value or ''}\n{piece}"
            continue
        value = line.value
        if value is not None:
            value = unescape(value, seven=True)
        node = Node(line.level, line.tag, line.xref, value, number)
        while stack and stack[-1].level >= line.level:
            stack.pop()
        if stack:
            stack[-1].add(node)
        else:
            roots.append(node)
        stack.append(node)
    return roots


def _write(node: Node, level: int, seven: bool, longest: int, lines: list[str]) -> None:
    head = f"{level} @{node.xref}@ {node.tag}" if node.xref else f"{level} {node.tag}"
    value = node.value
    if value is None:
        lines.append(head)
    elif is_pointer(value):
        lines.append(f"{head} {value.strip()}")
    else:
        if "\r" in value:
            value = _LINE_ENDS.sub("\n", value)
        first, *rest = value.split("\n")
        _write_line(head, level, _escaped(first, seven, node.tag), longest, lines)
        for text in rest:
            _write_line(f"{level + 1} CONT", level, _escaped(text, seven, node.tag), longest, lines)
    for child in node.children:
        _write(child, level + 1, seven, longest, lines)


def _escaped(text: str, seven: bool, tag: str) -> str:
    if "@" not in text:
        return text
    if seven:
        return "@" + text if text[0] == "@" else text
    if tag == "DATE":
        pieces = _CALENDAR_ESCAPE.split(text)
        pieces[::2] = [piece.replace("@", "@@") for piece in pieces[::2]]
        return "".join(pieces)
    return text.replace("@", "@@")


def _write_line(head: str, level: int, text: str, longest: int, lines: list[str]) -> None:
    """Write one line, cut into CONC lines if there is a longest length."""
    if not text:
        lines.append(head)
        return
    if longest and len(head) + 1 + len(text) > longest:
        conc = f"{level + 1} CONC"
        while len(head) + 1 + len(text) > longest:
            cut = _cut(text, max(longest - len(head) - 1, 2))
            lines.append(f"{head} {text[:cut]}")
            head, text = conc, text[cut:]
    lines.append(f"{head} {text}")


def _cut(text: str, room: int) -> int:
    """Find where to cut: within a word, for readers strip spaces, and never within "@@"."""
    for cut in range(room, max(room - 60, 0), -1):
        before, after = text[cut - 1], text[cut]
        if before == " " or after == " ":
            continue
        if before == "@" and (len(text[:cut]) - len(text[:cut].rstrip("@"))) % 2:
            continue
        return cut
    return room - (text[room - 1] == "@" == text[room])


class GedcomWriter:
    r"""Write a whole file: header, records, trailer.

    Args:
        stream: Binary, open for writing; gets UTF-8, lines ended by "\n".
        version: "5.5.1" or "7.0".
    """

    def __init__(self, stream: BinaryIO, version: str = "5.5.1") -> None:
        if version not in VERSIONS:
            raise ValueError(f"no such GEDCOM version: {version}")
        self._stream = stream
        self.version = version

    def header(
        self,
        *,
        source: str,
        source_name: str = "",
        source_version: str = "",
        submitter: str = "",
        language: str = "",
        schema: Sequence[tuple[str, str]] = (),
        more: Iterable[Node] = (),
    ) -> None:
        """Write HEAD. `schema` pairs extension tags with URIs and is written in 7.0 only."""
        program = Node(1, "SOUR", None, source)
        if source_version:
            program.add(Node(2, "VERS", None, source_version))
        if source_name:
            program.add(Node(2, "NAME", None, source_name))
        gedc = Node(1, "GEDC", None, None, 0, [Node(2, "VERS", None, self.version)])
        head = Node(0, "HEAD", None, None, 0, [gedc])
        if self.version == "5.5.1":
            gedc.add(Node(2, "FORM", None, "LINEAGE-LINKED"))
            head.add(Node(1, "CHAR", None, "UTF-8"))
        elif schema:
            tags = [Node(2, "TAG", None, f"{tag} {uri}") for tag, uri in schema]
            head.add(Node(1, "SCHMA", None, None, 0, tags))
        head.add(program)
        if submitter:
            head.add(Node(1, "SUBM", None, f"@{submitter}@"))
        if language:
            head.add(Node(1, "LANG", None, language))
        for node in more:
            head.add(node)
        self.record(head)

    def record(self, node: Node) -> None:
        """Write one record."""
        self._stream.write(write_record(node, self.version).encode("utf-8", "replace"))

    def fragment(self, text: str) -> None:
        """Write records kept as text by `fragment`."""
        for node in nodes_of_fragment(text):
            self.record(node)

    def trailer(self) -> None:
        """Write TRLR, the last line."""
        self._stream.write(b"0 TRLR\n")
