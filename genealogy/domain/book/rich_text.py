"""Editors' formatted text as plain blocks, which each form of the book prints in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final, NamedTuple

from genealogy.domain.text import fold, nfc

PARAGRAPH, HEADING, ITEM = "p", "h", "li"
_BLOCKS: Final = {"p": PARAGRAPH, "li": ITEM, "blockquote": PARAGRAPH, "div": PARAGRAPH} | {
    f"h{level}": HEADING for level in range(1, 7)
}
_BOLD, _ITALIC = frozenset({"b", "strong"}), frozenset({"i", "em"})
_UNSEEN: Final = frozenset({"script", "style", "embed"})
#: Headings under which the rules of the clan (tộc ước) stand within its preface.
_RULES: Final = ("toc uoc", "gia quy", "gia huan", "gia phap", "quy uoc", "dieu le", "le hoc")


class Run(NamedTuple):
    """Words in one face."""

    text: str
    bold: bool = False
    italic: bool = False


class Block(NamedTuple):
    """A paragraph ("p"), a heading ("h") or one item of a list ("li").

    `number` counts the items of a numbered list from 1; 0 elsewhere.
    """

    kind: str
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """Return the words without their faces."""
        return "".join(run.text for run in self.runs)


def blocks_of(html: str) -> list[Block]:
    """Read the text of a rich text field; links keep their words, everything else is dropped.

    >>> [block.text for block in blocks_of("<p>Cụ <b>An</b></p><ul><li>một</li></ul>")]
    ['Cụ An', 'một']
    """
    if not html:
        return []
    reader = _Reader()
    reader.feed(nfc(html))
    reader.close()
    reader.end_block()
    return reader.blocks


def rules_apart(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Part the preface (phả ký) from the rules of the clan (tộc ước) written below it.

    The rules begin at a heading that names them and end at the next heading that does not.
    Without such a heading there are none.
    """
    preface: list[Block] = []
    rules: list[Block] = []
    is_rule = False
    for block in blocks:
        if block.kind == HEADING:
            was_rule, is_rule = is_rule, fold(block.text).startswith(_RULES)
            if is_rule and not was_rule and not rules:
                continue
        (rules if is_rule else preface).append(block)
    return preface, rules


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._kind = PARAGRAPH
        self._runs: list[Run] = []
        self._bold = self._italic = self._unseen = 0
        self._counts: list[int | None] = []
        self._number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a face or a list."""
        if tag in _BLOCKS:
            self.end_block()
            self._kind = _BLOCKS[tag]
            if tag == "li" and self._counts and self._counts[-1] is not None:
                self._counts[-1] += 1
                self._number = self._counts[-1]
        elif tag in {"ol", "ul"}:
            self.end_block()
            self._counts.append(0 if tag == "ol" else None)
        elif tag == "br":
            self._runs.append(Run("\n"))
        self._turn(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        """Close a block, a face or a list."""
        if tag in _BLOCKS:
            self.end_block()
        elif tag in {"ol", "ul"}:
            self.end_block()
            if self._counts:
                self._counts.pop()
        self._turn(tag, -1)

    def handle_data(self, data: str) -> None:
        """Take words."""
        if not self._unseen:
            self._runs.append(Run(" ".join(f"|{data}|".split())[1:-1], *self._face()))

    def end_block(self) -> None:
        """Keep what was read as one block, if there is anything in it."""
        runs = tuple(run for run in self._runs if run.text)
        if any(run.text.strip() for run in runs):
            self.blocks.append(Block(self._kind, runs, self._number))
        self._runs, self._kind, self._number = [], PARAGRAPH, 0

    def _face(self) -> tuple[bool, bool]:
        return self._bold > 0, self._italic > 0

    def _turn(self, tag: str, by: int) -> None:
        if tag in _BOLD:
            self._bold = max(0, self._bold + by)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic + by)
        elif tag in _UNSEEN and tag != "embed":
            self._unseen = max(0, self._unseen + by)
