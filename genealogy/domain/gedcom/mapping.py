"""Turn the trees of lines into records: persons, families, sources, notes, media, repositories.

Every structure a record has no field for goes to its `unknown` (or its part's `extra`) as text,
with an issue `unknown_tag` once for each path of tags. What belongs to another record is only
named here; whether that record exists is known when all are read.
"""

from __future__ import annotations

from typing import Final

from genealogy.domain.gedcom.issues import IssueLog
from genealogy.domain.gedcom.mapping_events import event, name
from genealogy.domain.gedcom.mapping_parts import (
    NOTES,
    PART_TEXTS,
    RECORD_PARTS,
    Draft,
    Handlers,
    Texts,
    address,
    association,
    citation,
    contact,
    media_ref,
    pointer_of,
)
from genealogy.domain.gedcom.nodes import VOID, Node
from genealogy.domain.gedcom.records import (
    Alias,
    ChildLink,
    ChildOf,
    FamilyRecord,
    MediaFile,
    MediaRecord,
    NoteRecord,
    PartnerLink,
    PersonRecord,
    RepositoryRecord,
    RepositoryRef,
    SourceRecord,
    SpouseOf,
)

_PERSON_EVENTS: Final = """
    BIRT CHR DEAT BURI CREM ADOP BAPM BARM BASM BLES CHRA CONF FCOM ORDN NATU EMIG IMMI CENS PROB
    WILL GRAD RETI EVEN CAST DSCR EDUC IDNO NATI NCHI NMR OCCU PROP RELI RESI SSN TITL FACT
"""
#: Events and attributes of a person, 5.5 to 7.0 (without the ordinances of one church).
PERSON_EVENTS: Final = frozenset(_PERSON_EVENTS.split())

_FAMILY_EVENTS: Final = "ANUL CENS DIV DIVF ENGA MARB MARC MARL MARR MARS EVEN RESI FACT NCHI"
#: Events and attributes of a family.
FAMILY_EVENTS: Final = frozenset(_FAMILY_EVENTS.split())

_END_OF_LIFE: Final = frozenset(("DEAT", "BURI", "CREM"))
_SEXES: Final = frozenset("MFXU")

_KINDS: Final = {
    "INDI": "person",
    "FAM": "family",
    "SOUR": "source",
    "REPO": "repository",
    "NOTE": "note",
    "SNOTE": "note",
    "OBJE": "media",
    "SUBM": "submitter",
}


def record_kind(node: Node) -> str:
    """Tell what a level 0 record becomes.

    Returns:
        "person", "family", "source", "repository", "note", "media", "submitter" or "other".
        A person without identifier and without name is nobody one could point to or call, a
        family without identifier and members likewise: both are "other", kept as text.
    """
    kind = _KINDS.get(node.tag, "other")
    if node.xref is None and (
        (kind == "person" and node.first("NAME") is None)
        or (
            kind == "family"
            and not any(child.tag in ("HUSB", "WIFE", "CHIL") for child in node.children)
        )
    ):
        return "other"
    return kind


def to_person(node: Node, log: IssueLog | None = None) -> PersonRecord:
    """Read an INDI record; issues go to `log`."""
    draft = _draft(node, log, _PERSON, PART_TEXTS["INDI"])
    sex = draft.fields.get("sex", "").upper()
    if sex and sex not in _SEXES:
        child = node.first("SEX")
        if child is not None:
            draft.report("unknown_sex", child.line, value=sex[:20])
            draft.keep(child)
        sex = "U"
    if sex:
        draft.fields["sex"] = sex
    dead = _dead(node, draft)
    return PersonRecord(
        node.xref or "", node.line, dead=dead, unknown=draft.left_over(), **draft.fields
    )


def to_family(node: Node, log: IssueLog | None = None) -> FamilyRecord:
    """Read a FAM record; issues go to `log`."""
    draft = _draft(node, log, _FAMILY, PART_TEXTS["FAM"])
    return FamilyRecord(node.xref or "", node.line, unknown=draft.left_over(), **draft.fields)


def to_source(node: Node, log: IssueLog | None = None) -> SourceRecord:
    """Read a SOUR record; issues go to `log`."""
    draft = _draft(node, log, _SOURCE, PART_TEXTS["SOUR"])
    return SourceRecord(node.xref or "", node.line, unknown=draft.left_over(), **draft.fields)


def to_repository(node: Node, log: IssueLog | None = None) -> RepositoryRecord:
    """Read a REPO record (or SUBM, which has the same shape); issues go to `log`."""
    draft = _draft(node, log, _REPOSITORY, PART_TEXTS["REPO"])
    return RepositoryRecord(node.xref or "", node.line, unknown=draft.left_over(), **draft.fields)


def to_note(node: Node, log: IssueLog | None = None) -> NoteRecord:
    """Read a NOTE or SNOTE record; issues go to `log`."""
    draft = Draft(node, node.tag, log, _NOTE, PART_TEXTS["NOTE"])
    return NoteRecord(
        node.xref or "",
        node.line,
        node.value or "",
        unknown=draft.left_over(),
        **draft.fields,
    )


def to_media(node: Node, log: IssueLog | None = None) -> MediaRecord:
    """Read an OBJE record; issues go to `log`."""
    draft = _draft(node, log, _MEDIA, PART_TEXTS["OBJE"])
    return MediaRecord(node.xref or "", node.line, unknown=draft.left_over(), **draft.fields)


def _draft(node: Node, log: IssueLog | None, handlers: Handlers, texts: Texts) -> Draft:
    """Read a record that has no value of its own."""
    draft = Draft(node, node.tag, log, handlers, texts)
    if node.value is not None:
        draft.keep_value(node)
    return draft


def _dead(node: Node, draft: Draft) -> bool | None:
    """Read what a record says of death: the event with any fact, DEAT Y, or (7.0) NO DEAT."""
    bare = None
    for child in node.children:
        if child.tag in _END_OF_LIFE:
            if child.children or (child.value or "").strip().upper() not in ("", "N"):
                return True
            bare = bare or child
        elif child.tag == "NO" and (child.value or "").strip() == "DEAT" and not child.children:
            return False
    if bare is not None and bare.tag == "DEAT":
        draft.report("bare_death", bare.line)
    return None


def _child_of(draft: Draft, node: Node) -> bool:
    family = pointer_of(draft, node)
    if family is None:
        return False
    part = draft.part(node, {}, PART_TEXTS["FAMC"])
    fields = {name: value.lower() for name, value in part.fields.items()}
    draft.append("child_of", ChildOf(family, line=node.line, extra=part.left_over(), **fields))
    return True


def _spouse_of(draft: Draft, node: Node) -> bool:
    family = pointer_of(draft, node)
    if family is None:
        return False
    part = draft.part(node, {}, {})
    draft.append("spouse_links", SpouseOf(family, node.line, part.left_over()))
    return True


def _partner(draft: Draft, node: Node) -> bool:
    xref = pointer_of(draft, node)
    if xref is None:
        return False
    part = draft.part(node, {}, {})
    draft.append("partner_links", PartnerLink(xref, node.tag, node.line, part.left_over()))
    return True


def _child(draft: Draft, node: Node) -> bool:
    xref = pointer_of(draft, node)
    if xref is None:
        return False
    part = draft.part(node, {}, PART_TEXTS["CHIL"])
    fields = {name: value.lower() for name, value in part.fields.items()}
    draft.append("child_links", ChildLink(xref, line=node.line, extra=part.left_over(), **fields))
    return True


def _alias(draft: Draft, node: Node) -> bool:
    xref = node.pointer or ""
    if xref == VOID:
        return False
    part = draft.part(node, {}, {})
    text = "" if xref or node.value is None else node.value.strip()
    draft.append("aliases", Alias(xref, text, node.line, part.left_over()))
    return True


def _repository(draft: Draft, node: Node) -> bool:
    xref = pointer_of(draft, node)
    if xref is None:
        return False
    part = draft.part(node, {}, PART_TEXTS["REPOSITORY"])
    draft.append(
        "repositories",
        RepositoryRef(xref, line=node.line, extra=part.left_over(), **part.fields),
    )
    return True


def _media_file(draft: Draft, node: Node) -> bool:
    if node.value is None:
        return False
    part = draft.part(node, {}, PART_TEXTS["FILE"])
    draft.append(
        "files",
        MediaFile(node.value.strip(), line=node.line, extra=part.left_over(), **part.fields),
    )
    return True


_COMMON: Final[Handlers] = {**RECORD_PARTS, **NOTES}
_PERSON: Final[Handlers] = {
    **_COMMON,
    **dict.fromkeys(PERSON_EVENTS, event),
    "NAME": name,
    "FAMC": _child_of,
    "FAMS": _spouse_of,
    "SOUR": citation,
    "OBJE": media_ref,
    "ALIA": _alias,
    "ASSO": association,
}
_FAMILY: Final[Handlers] = {
    **_COMMON,
    **dict.fromkeys(FAMILY_EVENTS, event),
    "HUSB": _partner,
    "WIFE": _partner,
    "CHIL": _child,
    "SOUR": citation,
    "OBJE": media_ref,
    "ASSO": association,
}
_SOURCE: Final[Handlers] = {**_COMMON, "REPO": _repository, "OBJE": media_ref}
_REPOSITORY: Final[Handlers] = {
    **_COMMON,
    "ADDR": address,
    "PHON": contact,
    "EMAIL": contact,
    "FAX": contact,
    "WWW": contact,
}
_NOTE: Final[Handlers] = {**RECORD_PARTS, "SOUR": citation}
_MEDIA: Final[Handlers] = {**_COMMON, "FILE": _media_file, "SOUR": citation}

__all__ = [
    "FAMILY_EVENTS",
    "PERSON_EVENTS",
    "record_kind",
    "to_family",
    "to_media",
    "to_note",
    "to_person",
    "to_repository",
    "to_source",
]
