"""Names of a file as the tree writes them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from genealogy.domain.gedcom import NameRecord, PersonRecord
from genealogy.domain.names import from_gedcom_name
from genealogy.domain.text import nfc
from genealogy.enums import NameKind, NameOrder
from genealogy.services.derived.columns import display_name
from genealogy.services.imports.keeping import Extra, raw_keep, text_cut, text_keep
from genealogy.services.imports.vocabulary import name_kind

_SURNAME: Final = 80
_MIDDLE: Final = 120
_GIVEN: Final = 120
_VALUE: Final = 250
#: Name in other letters: by ear (phonetic), in Latin letters, or (7.0) in any other writing.
_VARIANTS: Final = ("FONE", "ROMN", "TRAN")

Parts = tuple[str, str, str]


class OtherName(NamedTuple):
    """A row of `PersonName` but for its person."""

    kind: str
    value: str
    note: str = ""


class ImportedNames(NamedTuple):
    """The first name in (surname, middle, given), the others in order."""

    parts: Parts
    others: list[OtherName]


def name_parts(name: NameRecord, order: str) -> Parts:
    """Split a name the way the clan writes names.

    Clans that write the surname first get họ, đệm and tên; in others the given names stay whole.

    >>> name_parts(NameRecord("Văn Tùng /Dương/"), NameOrder.SURNAME_FIRST)
    ('Dương', 'Văn', 'Tùng')
    >>> name_parts(NameRecord("Anna Maria /Dupont/"), NameOrder.GIVEN_FIRST)
    ('Dupont', '', 'Anna Maria')
    """
    value = name.value
    if "/" not in value and (name.surname or not value):
        surname = f"{name.surname_prefix} {name.surname}".strip()
        value = f"{name.given or value} /{surname}/"
    if order == NameOrder.SURNAME_FIRST:
        surname, middle, given = from_gedcom_name(value)
        return surname, middle, given
    before, _slash, rest = nfc(value).partition("/")
    surname, _slash, after = rest.partition("/")
    given = " ".join(f"{before} {after.replace('/', ' ')}".split())
    return " ".join(surname.split()), "", given


def names_import(record: PersonRecord, order: str, extra: list[Extra]) -> ImportedNames:
    """Give all names of a person; what does not fit goes to `extra`."""
    if not record.names:
        return ImportedNames(("", "", ""), _aliases(record, order, extra))
    first = record.names[0]
    surname, middle, given = name_parts(first, order)
    parts = (
        text_cut(extra, "SURN", surname, _SURNAME, first.line),
        text_cut(extra, "GIVN", middle, _MIDDLE, first.line),
        text_cut(extra, "GIVN", given, _GIVEN, first.line),
    )
    others: list[OtherName] = []
    shown = display_name(*parts, order)
    for index, name in enumerate(record.names):
        if index:
            value = display_name(*name_parts(name, order), order)
            # Programs repeat the main name; a repetition says nothing.
            if value and (value != shown or name.type):
                others.append(OtherName(name_kind(name.type, value), value, _note(name.type)))
        elif name.type and name.type != "birth":
            text_keep(extra, "TYPE", name.type, line=name.line, level=2, path="NAME")
        others += _beside(name, order, extra)
    others += _aliases(record, order, extra)
    fitting = [
        OtherName(kind, text_cut(extra, "NAME", value, _VALUE), note[:_VALUE])
        for kind, value, note in others
    ]
    return ImportedNames(parts, fitting)


def _note(type_word: str) -> str:
    """Keep a TYPE that no kind of name stands for."""
    return "" if name_kind(type_word, "") != NameKind.OTHER else type_word


def _beside(name: NameRecord, order: str, extra: list[Extra]) -> list[OtherName]:
    """Give what hangs on a name: title, everyday name, other writings."""
    found = []
    if name.prefix:
        found.append(OtherName(NameKind.TITLE.value, name.prefix))
    if name.suffix and name.suffix not in name.value:
        text_keep(extra, "NSFX", name.suffix, line=name.line, level=2, path="NAME")
    if name.nick:
        found.append(OtherName(NameKind.EVERYDAY.value, name.nick))
    rest = []
    for raw in name.extra:
        variant = _variant(raw.text, order) if not raw.path else None
        if variant is None:
            rest.append(raw)
        else:
            found.append(variant)
    raw_keep(extra, rest, "NAME")
    return found


def _variant(text: str, order: str) -> OtherName | None:
    """Read "2 ROMN ..." with no more than a TYPE or LANG below it."""
    first, *below = text.split("\n")
    pieces = first.split(" ", 2)
    if len(pieces) < 3 or pieces[1] not in _VARIANTS:
        return None
    note = pieces[1]
    for line in below:
        _level, tag, *rest = line.split(" ", 2)
        if tag not in ("TYPE", "LANG") or not rest:
            return None
        note = f"{note} {rest[0]}"
    value = display_name(*name_parts(NameRecord(pieces[2]), order), order)
    return OtherName(name_kind("", value), value, note) if value else None


def _aliases(record: PersonRecord, order: str, extra: list[Extra]) -> list[OtherName]:
    """Give ALIA written as a name; one that points to a record is kept as it is."""
    found = []
    for xref, text, line, below in record.aliases:
        if text:
            value = display_name(*name_parts(NameRecord(text), order), order)
            found.append(OtherName(name_kind("", value), value))
        else:
            text = f"1 ALIA @{xref}@"
            extra.append({"line": line, "path": "", "text": text})
        raw_keep(extra, below, "ALIA")
    return found


def name_attachments(record: PersonRecord) -> tuple[list[Any], list[Any]]:
    """Give the notes and sources that hang on a person's names."""
    notes = [note for name in record.names for note in name.notes]
    sources = [source for name in record.names for source in name.sources]
    return notes, sources
