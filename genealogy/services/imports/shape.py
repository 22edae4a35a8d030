"""Records in staging rows: a named tuple goes in as a JSON list and comes out as one again.

Lists take a fifth of the time of objects with named fields. The names are told once per run, by
`RECORD_SHAPE`, so that rows staged by another version of the program are not misread.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from genealogy.domain.gedcom import (
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

_PARTS: Final[dict[str, Any]] = {
    "names": NameRecord,
    "child_of": ChildOf,
    "spouse_links": SpouseOf,
    "events": EventRecord,
    "notes": NoteRef,
    "sources": SourceCitation,
    "media": MediaRef,
    "aliases": Alias,
    "associations": Association,
    "identifiers": Identifier,
    "partner_links": PartnerLink,
    "child_links": ChildLink,
    "repositories": RepositoryRef,
    "files": MediaFile,
    "unknown": RawStructure,
    "extra": RawStructure,
}
_RECORDS: Final[dict[str, Any]] = {
    "person": PersonRecord,
    "family": FamilyRecord,
    "source": SourceRecord,
    "repository": RepositoryRecord,
    "note": NoteRecord,
    "media": MediaRecord,
}
#: For each named tuple: places and types of its parts that are named tuples too.
_PLACES: Final[dict[Any, list[tuple[int, Any]]]] = {
    kind: [(place, _PARTS[name]) for place, name in enumerate(kind._fields) if name in _PARTS]
    for kind in {*_PARTS.values(), *_RECORDS.values()}
}

_new: Final = tuple.__new__

#: Changes whenever a field of a record is added, dropped or moved.
RECORD_SHAPE: Final = hashlib.sha256(
    json.dumps(sorted([kind.__name__, *kind._fields] for kind in _PLACES)).encode()
).hexdigest()[:16]


def record_load(kind: str, values: list[Any]) -> Any:
    """Make the record of a staging row from its payload.

    >>> record_load("note", ["N1", 7, "Lời dặn", "", "", [], [], "", []]).text
    'Lời dặn'
    """
    return _load(_RECORDS[kind], values)


def _load(kind: Any, values: list[Any]) -> Any:
    for place, part in _PLACES[kind]:
        if values[place]:
            values[place] = [_load(part, item) for item in values[place]]
    # What `_make` does but for its look at the length, which `RECORD_SHAPE` vouches for.
    return _new(kind, values)
