"""What the tree has no column for, kept as GEDCOM text beside the row it belongs to.

An entry of an `extra` column is {"line", "path", "text"}: the line in the file, the tags from the
row's structure down to where the text stood, and the text itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from genealogy.domain.gedcom import Association, Identifier, Node, RawStructure, fragment

Extra = dict[str, Any]


def raw_keep(extra: list[Extra], raw: Iterable[RawStructure], path: str = "") -> None:
    """Keep structures nobody interpreted; `path` leads to the part they stood in."""
    for line, below, text in raw:
        where = f"{path}.{below}".strip(".") if path else below
        extra.append({"line": line, "path": where, "text": text})


def text_keep(
    extra: list[Extra], tag: str, value: str, *, line: int, level: int, path: str = ""
) -> None:
    """Keep one value under its tag."""
    if value:
        text = fragment(Node(level, tag, None, value, line), level)
        extra.append({"line": line, "path": path, "text": text})


def identifiers_keep(extra: list[Extra], identifiers: Iterable[Identifier]) -> None:
    """Keep numbers that other programs or archives gave."""
    for tag, value, kind, line in identifiers:
        below = [Node(2, "TYPE", None, kind, line)] if kind else []
        text = fragment(Node(1, tag, None, value, line, below), 1)
        extra.append({"line": line, "path": "", "text": text})


def associations_keep(extra: list[Extra], associations: Iterable[Association]) -> None:
    """Keep people who had to do with this one."""
    for xref, relation, phrase, line, below in associations:
        parts = [Node(2, "RELA", None, relation, line)] if relation else []
        parts += [Node(2, "PHRASE", None, phrase, line)] if phrase else []
        text = fragment(Node(1, "ASSO", None, f"@{xref}@", line, parts), 1)
        extra.append({"line": line, "path": "", "text": text})
        raw_keep(extra, below, "ASSO")


def text_cut(extra: list[Extra], tag: str, value: str, limit: int, line: int = 0) -> str:
    """Give what fits a column; a longer text is kept whole in `extra`.

    >>> kept = []
    >>> text_cut(kept, "PLAC", "Thanh Hoá", 5), kept[0]["text"]
    ('Thanh', '1 PLAC Thanh Hoá')
    """
    if len(value) <= limit:
        return value
    text_keep(extra, tag, value, line=line, level=1)
    return value[:limit].rstrip()
