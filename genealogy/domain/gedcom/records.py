"""What a GEDCOM record says, as plain data: no tree, no pointers, no Django.

All texts are as the file has them (stripped), "" where it says nothing; dates and names are not
interpreted here. Identifiers come without their @ signs. Every record and part keeps, as GEDCOM
text, what it has no field for, so an export can give it back.

Named tuples rather than dataclasses: as immutable, and five times as fast to make, of which an
import makes millions.
"""

from __future__ import annotations

from typing import NamedTuple


class RawStructure(NamedTuple):
    """Lines that were not interpreted.

    Attributes:
        line: Line in the file of the first of them.
        path: Tags from the owner down to where they stood, joined by dots; "" = right below it.
        text: GEDCOM lines in the form of `writer.fragment`, with their levels.
    """

    line: int
    path: str
    text: str


Raw = tuple[RawStructure, ...]


class NoteRef(NamedTuple):
    """A note: its text, or the identifier of a shared note."""

    text: str = ""
    xref: str = ""
    line: int = 0
    extra: Raw = ()


class SourceCitation(NamedTuple):
    """Where a fact is taken from: a source record, or a description in words.

    `quality` is QUAY, "0" (unreliable) to "3" (direct and primary evidence).
    """

    xref: str = ""
    text: str = ""
    page: str = ""
    quality: str = ""
    line: int = 0
    extra: Raw = ()


class MediaRef(NamedTuple):
    """A picture or other file: a media record, or a file named on the spot."""

    xref: str = ""
    file: str = ""
    form: str = ""
    title: str = ""
    line: int = 0
    extra: Raw = ()


class Identifier(NamedTuple):
    """A number given by someone: REFN, UID, _UID, EXID, RIN, AFN, RFN."""

    tag: str
    value: str
    type: str = ""
    line: int = 0


class NameRecord(NamedTuple):
    """One name of a person (tên). `value` has the surname between slashes: "Văn Tùng /Dương/"."""

    value: str = ""
    type: str = ""
    given: str = ""
    surname: str = ""
    prefix: str = ""
    suffix: str = ""
    nick: str = ""
    surname_prefix: str = ""
    line: int = 0
    notes: tuple[NoteRef, ...] = ()
    sources: tuple[SourceCitation, ...] = ()
    extra: Raw = ()


class EventRecord(NamedTuple):
    """An event or attribute of a person or family.

    Attributes:
        tag: "BIRT", "OCCU", ...
        value: Payload: "Y", the occupation, the description of an EVEN.
        date: As written, in the grammar of the file's GEDCOM version.
        date_phrase: PHRASE of GEDCOM 7.
        place_coordinates: Latitude and longitude as written ("N20.9", "E105.8"), or ().
        age: Age of the person as written ("25y"), years Gregorian.
        contacts: Pairs of PHON, EMAIL, FAX or WWW and its value. Never to be published.
        restriction: RESN in small letters.
        family: Family of a birth or adoption.
        adopted_by: "HUSB", "WIFE" or "BOTH" of that family.
    """

    tag: str
    type: str = ""
    value: str = ""
    date: str = ""
    date_phrase: str = ""
    place: str = ""
    place_coordinates: tuple[str, ...] = ()
    age: str = ""
    cause: str = ""
    agency: str = ""
    religion: str = ""
    address: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    restriction: str = ""
    family: str = ""
    adopted_by: str = ""
    line: int = 0
    notes: tuple[NoteRef, ...] = ()
    sources: tuple[SourceCitation, ...] = ()
    media: tuple[MediaRef, ...] = ()
    extra: Raw = ()

    @property
    def note(self) -> str:
        """Texts of the notes written on the spot, parted by blank lines."""
        return "\n\n".join(note.text for note in self.notes if note.text)


class ChildOf(NamedTuple):
    """FAMC: the family a person is a child in. `pedigree` in small letters: "birth", "adopted"."""

    family: str
    pedigree: str = ""
    status: str = ""
    line: int = 0
    extra: Raw = ()


class SpouseOf(NamedTuple):
    """FAMS: a family a person is a partner in."""

    family: str
    line: int = 0
    extra: Raw = ()


class Association(NamedTuple):
    """ASSO: another person who had to do with this one (godparent, witness, ...)."""

    xref: str
    relation: str = ""
    phrase: str = ""
    line: int = 0
    extra: Raw = ()


class Alias(NamedTuple):
    """ALIA: a record of the same person by identifier, or (against the standard) a name."""

    xref: str = ""
    text: str = ""
    line: int = 0
    extra: Raw = ()


class PersonRecord(NamedTuple):
    """INDI: a person.

    Attributes:
        xref: "" if the record has no identifier. Not unique in broken files.
        sex: "M", "F", "X" (neither), "U" (undetermined) or "" (not said).
        child_of: Families as child, in file order.
        spouse_links: Families as partner, in the person's own order.
        events: Events and attributes in file order.
        dead: True if the file says the person died, False if it says not, None if it does not
            say; age is not considered.
        restriction: RESN in small letters ("confidential", "locked", "privacy").
        changed: Date and time of the last change as written.
    """

    xref: str
    line: int = 0
    names: tuple[NameRecord, ...] = ()
    sex: str = ""
    child_of: tuple[ChildOf, ...] = ()
    spouse_links: tuple[SpouseOf, ...] = ()
    events: tuple[EventRecord, ...] = ()
    dead: bool | None = None
    notes: tuple[NoteRef, ...] = ()
    sources: tuple[SourceCitation, ...] = ()
    media: tuple[MediaRef, ...] = ()
    aliases: tuple[Alias, ...] = ()
    associations: tuple[Association, ...] = ()
    restriction: str = ""
    identifiers: tuple[Identifier, ...] = ()
    changed: str = ""
    unknown: Raw = ()

    @property
    def spouse_of(self) -> tuple[str, ...]:
        """Identifiers of the families as partner."""
        return tuple(link.family for link in self.spouse_links)


class PartnerLink(NamedTuple):
    """A partner of a family; `role` is the tag it stands under, HUSB or WIFE."""

    xref: str
    role: str
    line: int = 0
    extra: Raw = ()


class ChildLink(NamedTuple):
    """A child of a family; the relations to father and mother are in small letters."""

    xref: str
    father_relation: str = ""
    mother_relation: str = ""
    line: int = 0
    extra: Raw = ()


class FamilyRecord(NamedTuple):
    """FAM: a couple, or one known partner, and their children in the order of the file."""

    xref: str
    line: int = 0
    partner_links: tuple[PartnerLink, ...] = ()
    child_links: tuple[ChildLink, ...] = ()
    events: tuple[EventRecord, ...] = ()
    notes: tuple[NoteRef, ...] = ()
    sources: tuple[SourceCitation, ...] = ()
    media: tuple[MediaRef, ...] = ()
    associations: tuple[Association, ...] = ()
    restriction: str = ""
    identifiers: tuple[Identifier, ...] = ()
    changed: str = ""
    unknown: Raw = ()

    @property
    def partners(self) -> tuple[str, ...]:
        """Identifiers of all partners in file order, whatever their role."""
        return tuple(link.xref for link in self.partner_links)

    @property
    def husband(self) -> str:
        """Identifier of the first HUSB, "" if there is none."""
        return next((link.xref for link in self.partner_links if link.role == "HUSB"), "")

    @property
    def wife(self) -> str:
        """Identifier of the first WIFE, "" if there is none."""
        return next((link.xref for link in self.partner_links if link.role == "WIFE"), "")

    @property
    def children(self) -> tuple[str, ...]:
        """Identifiers of the children in file order."""
        return tuple(link.xref for link in self.child_links)


class RepositoryRef(NamedTuple):
    """Where a source is kept, and under which number there."""

    xref: str
    call_number: str = ""
    line: int = 0
    extra: Raw = ()


class SourceRecord(NamedTuple):
    """SOUR: a book, register, inscription or other source."""

    xref: str
    line: int = 0
    title: str = ""
    author: str = ""
    publication: str = ""
    abbreviation: str = ""
    text: str = ""
    repositories: tuple[RepositoryRef, ...] = ()
    notes: tuple[NoteRef, ...] = ()
    media: tuple[MediaRef, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    changed: str = ""
    unknown: Raw = ()


class RepositoryRecord(NamedTuple):
    """REPO: an archive or person that keeps sources."""

    xref: str
    line: int = 0
    name: str = ""
    address: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    notes: tuple[NoteRef, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    changed: str = ""
    unknown: Raw = ()


class NoteRecord(NamedTuple):
    """NOTE or SNOTE: a note that several records share."""

    xref: str
    line: int = 0
    text: str = ""
    media_type: str = ""
    language: str = ""
    sources: tuple[SourceCitation, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    changed: str = ""
    unknown: Raw = ()


class MediaFile(NamedTuple):
    """One file of a media record. `path` is as written: a name to compare, never to open."""

    path: str
    form: str = ""
    title: str = ""
    line: int = 0
    extra: Raw = ()


class MediaRecord(NamedTuple):
    """OBJE: a picture, recording or document, in one or more files."""

    xref: str
    line: int = 0
    files: tuple[MediaFile, ...] = ()
    title: str = ""
    form: str = ""
    notes: tuple[NoteRef, ...] = ()
    sources: tuple[SourceCitation, ...] = ()
    restriction: str = ""
    identifiers: tuple[Identifier, ...] = ()
    changed: str = ""
    unknown: Raw = ()
