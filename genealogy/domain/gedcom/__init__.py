"""GEDCOM in and out: 5.5, 5.5.1, 5.5.5 and 7.x, as files and GEDZIP archives.

Order of dependence: errors, issues, nodes, ansel, encodings, sniff, decode, lexer, xrefs,
assembler, gedzip, reader; writer, records, serialise, mapping_parts, mapping_events, mapping.
"""

from __future__ import annotations

from genealogy.domain.gedcom.encodings import Encoding, known_encodings, register_encoding
from genealogy.domain.gedcom.errors import GedcomRefused
from genealogy.domain.gedcom.gedzip import Gedzip, is_archive
from genealogy.domain.gedcom.issues import CODES, REFUSALS, Issue, IssueLog
from genealogy.domain.gedcom.mapping import (
    FAMILY_EVENTS,
    PERSON_EVENTS,
    record_kind,
    to_family,
    to_media,
    to_note,
    to_person,
    to_repository,
    to_source,
)
from genealogy.domain.gedcom.nodes import UNPLACED, Node, is_pointer
from genealogy.domain.gedcom.reader import GedcomFile, Header, open_gedcom, read_gedcom
from genealogy.domain.gedcom.records import (
    Alias,
    Association,
    ChildLink,
    ChildOf,
    EventRecord,
    FamilyRecord,
    Identifier,
    MediaFile,
    MediaRecord,
    MediaRef,
    NameRecord,
    NoteRecord,
    NoteRef,
    PartnerLink,
    PersonRecord,
    RawStructure,
    RepositoryRecord,
    RepositoryRef,
    SourceCitation,
    SourceRecord,
    SpouseOf,
)
from genealogy.domain.gedcom.serialise import record_from_data, record_to_data
from genealogy.domain.gedcom.writer import (
    GedcomWriter,
    fragment,
    nodes_of_fragment,
    write_record,
)

__all__ = [
    "CODES",
    "FAMILY_EVENTS",
    "PERSON_EVENTS",
    "REFUSALS",
    "UNPLACED",
    "Alias",
    "Association",
    "ChildLink",
    "ChildOf",
    "Encoding",
    "EventRecord",
    "FamilyRecord",
    "GedcomFile",
    "GedcomRefused",
    "GedcomWriter",
    "Gedzip",
    "Header",
    "Identifier",
    "Issue",
    "IssueLog",
    "MediaFile",
    "MediaRecord",
    "MediaRef",
    "NameRecord",
    "Node",
    "NoteRecord",
    "NoteRef",
    "PartnerLink",
    "PersonRecord",
    "RawStructure",
    "RepositoryRecord",
    "RepositoryRef",
    "SourceCitation",
    "SourceRecord",
    "SpouseOf",
    "fragment",
    "is_archive",
    "is_pointer",
    "known_encodings",
    "nodes_of_fragment",
    "open_gedcom",
    "read_gedcom",
    "record_from_data",
    "record_kind",
    "record_to_data",
    "register_encoding",
    "to_family",
    "to_media",
    "to_note",
    "to_person",
    "to_repository",
    "to_source",
    "write_record",
]
