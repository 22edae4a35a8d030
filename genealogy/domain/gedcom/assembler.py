"""Put lines together to records, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from genealogy.domain.gedcom.issues import IssueLog, excerpt, refused
from genealogy.domain.gedcom.lexer import (
    KNOWN_TAGS,
    LEVELS,
    MAX_LEVEL,
    TEXT_TAGS,
    Line,
    is_plain_xref,
    names_no_tag,
    opens_xref_without_end,
    parse_line,
    unescape,
)
from genealogy.domain.gedcom.nodes import UNPLACED, Node, is_pointer
from genealogy.domain.gedcom.xrefs import XrefRegister

MAX_RECORDS: Final = 5_000_000
MAX_RECORD_LINES: Final = 300_000
MAX_RECORD_LENGTH: Final = 64_000_000  # characters
_MAX_TAGS: Final = 10_000
_MANY_BROKEN: Final = 100

_CONTINUATIONS: Final = ("CONT", "CONC")
_PLAIN_RECORDS: Final = frozenset(("INDI", "FAM", "SOUR", "OBJE", "REPO", "SUBM"))


class RecordAssembler:
    """Build the tree of one level 0 record after the other.

    Lines as the standard wants them go through the short loop of `records`; all others
    through `_odd_line`. A line that cannot be placed is kept below an `UNPLACED` node: nothing
    is lost and nothing is guessed.

    Args:
        log: Takes the issues.
        seven: Undo escapes by the rules of GEDCOM 7.

    Attributes:
        line: Number of the last line seen.
    """

    def __init__(self, log: IssueLog, *, seven: bool) -> None:
        self._log = log
        self._seven = seven
        self._tags = {tag: tag for tag in KNOWN_TAGS if tag not in _CONTINUATIONS}
        self._xrefs = XrefRegister()
        self._stack: list[Node] = [Node(0, "")] * (MAX_LEVEL + 2)
        self._depth = -1  # level of the line before; -1 before the first record
        self._finished: Node | None = None
        self._record: Node | None = None
        self._records = 0
        self._broken = 0
        self._trailer_line = 0
        self._text_owner: Node | None = None
        self._text_parts: list[str] = []
        self.line = 0

    # One loop, since a call for each line would double the time of an import.
    def records(self, blocks: Iterable[tuple[int, str]]) -> Iterator[Node]:  # noqa: C901
        """Give the records in file order, HEAD and TRLR included.

        Raises:
            GedcomRefused: The structure cannot be trusted, or a limit is passed.
        """
        stack = self._stack
        find_level, find_tag = LEVELS.get, self._tags.get
        seven, escape = self._seven, "@@"
        deepest = -1  # level the next line may have at most
        length = start = 0
        for first, block in blocks:
            self._check_size(first, length - start)
            length += len(block)
            for number, line in enumerate(block.split("\n"), first):
                parts = line.split(" ", 2)
                if len(parts) == 3:
                    mark, word, value = parts
                else:
                    mark, word, value = parts[0], parts[-1], None
                level = find_level(mark)
                if level and level <= deepest and (tag := find_tag(word)) is not None:
                    if value is not None and escape in value:
                        value = unescape(value, seven=seven)
                    stack[level] = node = Node(level, tag, None, value or None, number)
                    parent = stack[level - 1]
                    if parent.children:
                        parent.children.append(node)  # type: ignore[attr-defined]  # see Node.add
                    else:
                        parent.children = [node]
                    deepest = level + 1
                    continue
                if level == 0 and value in _PLAIN_RECORDS and is_plain_xref(word):
                    self._start_record(value, word[1:-1], None, number)
                    deepest = 1
                else:
                    self._depth = deepest - 1
                    self._odd_line(line, number)
                    deepest = self._depth + 1
                if self._finished is not None:
                    finished, self._finished = self._finished, None
                    start = length
                    yield finished
            self.line = number
        self._end_text()
        if self._record is not None:
            yield self._record
        if not self._trailer_line and self._record is not None:
            self._log.add("trailer_missing", self.line)

    def _check_size(self, number: int, length: int) -> None:
        record = self._record
        if record is None:
            return
        if number - record.line > MAX_RECORD_LINES:
            raise refused(record.line, "record_too_large", limit=MAX_RECORD_LINES, unit="lines")
        if length > MAX_RECORD_LENGTH:
            raise refused(
                record.line, "record_too_large", limit=MAX_RECORD_LENGTH, unit="characters"
            )

    def _odd_line(self, raw: str, number: int) -> None:
        """Handle a line the short loop does not: records, continuations, all that is amiss."""
        text = raw.lstrip(" \t\ufeff")
        if not text:
            if self._depth >= 0 or raw:
                self._log.add("blank_line", number)
            return
        line = parse_line(text)
        if line is None:
            self._text_line(raw, text, number)
            return
        if line.level > MAX_LEVEL:
            # "1945 MAI ..." may be text; a tag of the standard makes it a level.
            if line.tag not in KNOWN_TAGS and line.tag[0] != "_":
                self._text_line(raw, text, number)
                return
            raise refused(number, "level_too_deep", level=line.level)
        if self._depth < 0 and line.level:
            raise refused(number, "not_gedcom")
        self._note_form(line, raw, number)
        if line.level == 0:
            self._start_record(line.tag, line.xref, line.value, number)
        elif line.tag in _CONTINUATIONS:
            self._continuation(line, number, text)
        else:
            self._place(line, number, text)

    def _note_form(self, line: Line, raw: str, number: int) -> None:
        if raw[0] in " \t":
            self._log.add("indented_line", number)
        if line.loose:
            self._log.add("loose_line", number)
        if line.lowercase:
            self._log.add("lowercase_tag", number, tag=line.tag)

    def _start_record(self, tag: str, xref: str | None, value: str | None, number: int) -> None:
        self._end_text()
        self._finished = self._record
        self._records += 1
        if self._records > MAX_RECORDS:
            raise refused(number, "too_many_records", limit=MAX_RECORDS)
        if value is not None and "@@" in value:
            value = unescape(value, seven=self._seven)
        if self._trailer_line:
            self._log.add("content_after_trailer", number)
        if tag == "TRLR":
            self._trailer_line = number
        elif tag == "HEAD":
            if self._records > 1:
                self._log.add("second_header", number)
        elif xref is None:
            self._log.add("record_without_xref", number, tag=tag)
        else:
            first = self._xrefs.add(tag, xref, number)
            if first is not None:
                self._log.add("duplicate_xref", number, tag=tag, xref=xref, first_line=first)
        self._record = self._stack[0] = Node(0, tag, xref, value, number)
        self._depth = 0

    def _place(self, line: Line, number: int, text: str) -> None:
        """Add a line below its parent, or aside if the level jumps."""
        level, tag = line.level, line.tag
        if level > self._depth + 1:
            self._log.add(
                "level_jump", number, previous=self._depth, level=level, excerpt=excerpt(text)
            )
            self._set_aside(str(level), number, up_to=level)
        value = line.value
        if value is not None and "@@" in value:
            value = unescape(value, seven=self._seven)
        if line.xref is not None:
            self._log.add("xref_below_record", number, xref=excerpt(line.xref))
        node = Node(level, tag, line.xref, value, number)
        self._stack[level - 1].add(node)
        self._stack[level] = node
        self._depth = level
        if tag not in self._tags and tag not in _CONTINUATIONS and len(self._tags) < _MAX_TAGS:
            self._tags[tag] = tag

    def _set_aside(self, value: str, number: int, up_to: int = 0) -> None:
        """Add an `UNPLACED` node below the last line; levels up to `up_to` hang from it."""
        depth = min(self._depth, MAX_LEVEL)
        node = Node(depth + 1, UNPLACED, None, value, number)
        self._stack[depth].add(node)
        for level in range(depth + 1, up_to):
            self._stack[level] = node

    def _continuation(self, line: Line, number: int, text: str) -> None:
        """Join CONT and CONC to the value they belong to."""
        level = line.level
        if level > self._depth + 1:
            self._place(line, number, text)
            return
        owner = self._stack[level - 1]
        if owner.children and owner is not self._text_owner and self._depth >= level:
            sibling = self._stack[level]
            if sibling.tag in TEXT_TAGS and not is_pointer(sibling.value):
                self._log.add("continuation_level", number, tag=sibling.tag)
                owner = sibling
        if is_pointer(owner.value) or owner.tag == UNPLACED:
            self._log.add("continuation_of_pointer", number, excerpt=excerpt(text))
            self._depth = level - 1
            self._set_aside(line.value or "", number)
            return
        value = line.value or ""
        if "@@" in value:
            value = str(unescape(value, seven=self._seven))
        if line.tag == "CONT":
            value = "\n" + value
        elif self._seven:
            self._log.add("conc_in_seven", number)
        self._join(owner, value)
        if owner is self._stack[level - 1]:
            self._depth = level - 1

    def _text_line(self, raw: str, text: str, number: int) -> None:
        """Handle a line without level: the rest of a text that was wrapped, or a stray."""
        if opens_xref_without_end(text):
            raise refused(number, "unterminated_xref")
        if names_no_tag(text):
            raise refused(number, "bad_record_line", excerpt=excerpt(text))
        if self._depth < 0:
            raise refused(number, "not_gedcom")
        last = self._stack[self._depth]
        if last.tag in TEXT_TAGS and not is_pointer(last.value):
            self._log.add("wrapped_line", number, tag=last.tag, excerpt=excerpt(text))
            self._join(last, "\n" + raw)
            return
        self._broken += 1
        if self._broken > _MANY_BROKEN and self._broken > number // 2:
            raise refused(number, "too_many_broken_lines", count=self._broken)
        self._log.add("stray_line", number, excerpt=excerpt(text))
        self._set_aside(raw, number)

    def _join(self, owner: Node, text: str) -> None:
        """Append to a value; the pieces are put together once, at the end."""
        if owner is not self._text_owner:
            self._end_text()
            self._text_owner = owner
            self._text_parts = [owner.value or ""]
        self._text_parts.append(text)

    def _end_text(self) -> None:
        owner = self._text_owner
        if owner is not None:
            owner.value = "".join(self._text_parts) or None
            self._text_owner = None
            self._text_parts = []
