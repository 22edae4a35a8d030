"""How a structure is taken apart into fields, and the parts that several records share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from genealogy.domain.gedcom.issues import IssueLog, excerpt
from genealogy.domain.gedcom.nodes import UNPLACED, VOID, Node, is_pointer
from genealogy.domain.gedcom.records import (
    Association,
    Identifier,
    MediaRef,
    NoteRef,
    Raw,
    RawStructure,
    SourceCitation,
)
from genealogy.domain.gedcom.writer import fragment

Texts = Mapping[str, str]
#: Per tag: takes a child into the draft; False if it could not, so the child is kept as text.
Handlers = Mapping[str, "Callable[[Draft, Node], bool]"]

_SILENT: Final = IssueLog()

#: Per structure: tags whose value is a text, and the field it goes to.
PART_TEXTS: Final[dict[str, Texts]] = {
    "INDI": {"SEX": "sex", "RESN": "restriction"},
    "FAM": {"RESN": "restriction"},
    "SOUR": {
        "TITL": "title",
        "AUTH": "author",
        "PUBL": "publication",
        "ABBR": "abbreviation",
        "TEXT": "text",
    },
    "REPO": {"NAME": "name"},
    "NOTE": {"MIME": "media_type", "LANG": "language"},
    "OBJE": {"TITL": "title", "FORM": "form", "RESN": "restriction"},
    "EVENT": {
        "TYPE": "type",
        "DATE": "date",
        "PLAC": "place",
        "AGE": "age",
        "CAUS": "cause",
        "AGNC": "agency",
        "RELI": "religion",
        "RESN": "restriction",
    },
    "NAME": {
        "TYPE": "type",
        "GIVN": "given",
        "SURN": "surname",
        "NPFX": "prefix",
        "NSFX": "suffix",
        "NICK": "nick",
        "SPFX": "surname_prefix",
    },
    "FAMC": {"PEDI": "pedigree", "STAT": "status"},
    "CHIL": {"_FREL": "father_relation", "_MREL": "mother_relation"},
    "CITATION": {"PAGE": "page", "QUAY": "quality"},
    "REPOSITORY": {"CALN": "call_number"},
    "FILE": {"FORM": "form", "TITL": "title"},
    "MEDIA": {"FILE": "file", "FORM": "form", "TITL": "title"},
    "ASSO": {"RELA": "relation", "ROLE": "relation", "PHRASE": "phrase"},
    "IDENTIFIER": {"TYPE": "type"},
}

_ADDRESS_PARTS: Final = ("ADR1", "ADR2", "ADR3", "CITY", "STAE", "POST", "CTRY")


class Draft:
    """Fields read so far from a structure, and what was left over.

    Reading happens when it is made: each child is a text field, or goes to the handler of its
    tag, or is kept.
    """

    __slots__ = ("_kept", "_lists", "_log", "_path", "_reported", "fields")

    def __init__(
        self, node: Node, path: str, log: IssueLog | None, handlers: Handlers, texts: Texts
    ) -> None:
        self._path = path
        self._log = _SILENT if log is None else log
        self._kept: list[RawStructure] = []
        self._lists: list[str] = []
        self._reported = False
        self.fields: dict[str, Any] = {}
        fields = self.fields
        for child in node.children:
            tag = child.tag
            if not child.children:
                field = texts.get(tag)
                value = child.value
                if field is not None and field not in fields and not is_pointer(value):
                    fields[field] = "" if value is None else value.strip()
                    continue
            handler = handlers.get(tag)
            if handler is not None:
                self._reported = False
                if not handler(self, child):
                    self._keep_unfit(child)
            elif tag not in texts or not self._text_with_more(child, texts[tag]):
                self.keep(child)
        for name in self._lists:
            fields[name] = tuple(fields[name])
        if "restriction" in fields:
            fields["restriction"] = fields["restriction"].lower()

    def _text_with_more(self, node: Node, field: str) -> bool:
        """Take a text that has structures below it, which are kept."""
        if field in self.fields:
            self.report("repeated_fact", node.line, tag=f"{self._path}.{node.tag}")
            return False
        if is_pointer(node.value):
            return False
        self.fields[field] = "" if node.value is None else node.value.strip()
        for child in node.children:
            self.keep(child, node.tag)
        return True

    def part(self, node: Node, handlers: Handlers, texts: Texts) -> Draft:
        """Read a child as a structure of its own."""
        return Draft(node, f"{self._path}.{node.tag}", self._log, handlers, texts)

    def append(self, field: str, item: object) -> None:
        """Add an item to a field that holds several."""
        items = self.fields.get(field)
        if items is None:
            self.fields[field] = [item]
            self._lists.append(field)
        else:
            items.append(item)

    def keep(self, node: Node, path: str = "") -> None:
        """Keep a structure as text; `path` leads from the owner to where it stood."""
        if node.tag != UNPLACED:  # reported where it was found
            between = f"{path}." if path else ""
            self.report("unknown_tag", node.line, path=f"{self._path}.{between}{node.tag}")
        self._kept.append(RawStructure(node.line, path, fragment(node, node.level)))

    def _keep_unfit(self, node: Node) -> None:
        if not self._reported:
            self.report("kept_structure", node.line, path=f"{self._path}.{node.tag}")
        self._kept.append(RawStructure(node.line, "", fragment(node, node.level)))

    def keep_value(self, node: Node) -> None:
        """Keep a value where the standard has none."""
        self.report("kept_structure", node.line, path=self._path)
        stray = Node(node.level + 1, UNPLACED, None, node.value, node.line)
        self._kept.append(RawStructure(node.line, "", fragment(stray, stray.level)))

    def report(self, code: str, line: int, **facts: Any) -> None:
        """Report an issue."""
        self._reported = True
        self._log.add(code, line, **facts)

    def left_over(self) -> Raw:
        """What was kept."""
        return tuple(self._kept)


def pointer_of(draft: Draft, node: Node) -> str | None:
    """Identifier a node points to; None (and an issue) if it names nobody."""
    xref = node.pointer
    if xref == VOID:
        draft.report("void_pointer", node.line, tag=node.tag)
        return None
    if xref is None:
        draft.report("bad_pointer", node.line, tag=node.tag, excerpt=excerpt(node.value or ""))
    return xref


def note(draft: Draft, node: Node) -> bool:
    """Take NOTE or SNOTE, shared or written on the spot."""
    xref = node.pointer
    if xref == VOID:
        return False
    part = draft.part(node, {}, {}) if node.children else None
    draft.append(
        "notes",
        NoteRef(
            "" if xref else node.value or "",
            xref or "",
            node.line,
            part.left_over() if part else (),
        ),
    )
    return True


def citation(draft: Draft, node: Node) -> bool:
    """Take SOUR below a record or fact."""
    xref = node.pointer
    if xref == VOID:
        return False
    part = draft.part(node, {}, PART_TEXTS["CITATION"])
    draft.append(
        "sources",
        SourceCitation(
            xref or "",
            "" if xref else node.value or "",
            line=node.line,
            extra=part.left_over(),
            **part.fields,
        ),
    )
    return True


def media_ref(draft: Draft, node: Node) -> bool:
    """Take OBJE below a record or fact."""
    xref = node.pointer
    if xref == VOID:
        return False
    part = draft.part(node, {}, PART_TEXTS["MEDIA"])
    if xref is None and node.value is not None:
        return False
    draft.append(
        "media", MediaRef(xref or "", line=node.line, extra=part.left_over(), **part.fields)
    )
    return True


def association(draft: Draft, node: Node) -> bool:
    """Take ASSO."""
    xref = pointer_of(draft, node)
    if xref is None:
        return False
    part = draft.part(node, {}, PART_TEXTS["ASSO"])
    draft.append(
        "associations", Association(xref, line=node.line, extra=part.left_over(), **part.fields)
    )
    return True


def identifier(draft: Draft, node: Node) -> bool:
    """Take a number; with anything but TYPE below, it is kept as text."""
    if node.value is None or any(child.tag != "TYPE" for child in node.children):
        return False
    draft.append(
        "identifiers", Identifier(node.tag, node.value.strip(), node.text("TYPE"), node.line)
    )
    return True


def changed(draft: Draft, node: Node) -> bool:
    """Take CHAN: date and time; notes below it are kept."""
    date = node.first("DATE")
    if "changed" in draft.fields or node.value is not None or date is None or not date.value:
        return False
    draft.fields["changed"] = f"{date.value.strip()} {date.text('TIME')}".strip()
    for child in node.children:
        if child is not date:
            draft.keep(child, "CHAN")
    for child in date.children:
        if child.tag != "TIME" or child.children:
            draft.keep(child, "CHAN.DATE")
    return True


def address(draft: Draft, node: Node) -> bool:
    """Take ADDR as one text; its parts are kept, and make up the text if there is none."""
    if "address" in draft.fields:
        return False
    text = "" if node.value is None else node.value.strip()
    if not text:
        text = ", ".join(filter(None, (node.text(tag) for tag in _ADDRESS_PARTS)))
    draft.fields["address"] = text
    for child in node.children:
        draft.keep(child, "ADDR")
    return True


def contact(draft: Draft, node: Node) -> bool:
    """Take PHON, EMAIL, FAX or WWW."""
    if node.value is None or node.children:
        return False
    draft.append("contacts", (node.tag, node.value.strip()))
    return True


RECORD_PARTS: Final[Handlers] = {
    **dict.fromkeys(("REFN", "UID", "_UID", "EXID", "RIN", "AFN", "RFN"), identifier),
    "CHAN": changed,
}

NOTES: Final[Handlers] = {"NOTE": note, "SNOTE": note}
