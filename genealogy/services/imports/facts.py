"""What must be known of a whole file before its first person can be written.

Gathered record by record: while the file is read, and again from the staging rows when the run is
applied by another process. Arrays of numbers, no texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final

from genealogy.domain.gedcom import ChildOf, EventRecord, FamilyRecord, PersonRecord
from genealogy.domain.name_order import looks_vietnamese
from genealogy.enums import EventType, LivingState
from genealogy.services.imports.errors import UnknownRoot
from genealogy.services.imports.links import HUSBAND, NO_DAY, WIFE, FamilyLinks
from genealogy.services.imports.vocabulary import EVENT_TYPES, pedigree_kind
from genealogy.services.imports.when import ImportedDate, date_import

_BIRTH: Final = EventType.BIRTH.value
#: Events at or after which a person is no more.
_ENDS: Final = frozenset({EventType.DEATH.value, EventType.BURIAL.value, EventType.CREMATION.value})
#: Events that also happen to the dead; the rule is that of `services.derived.reading`.
_OTHER: Final = EventType.OTHER.value
_POSTHUMOUS: Final = _ENDS | {EventType.TITLE.value, _OTHER}
#: What stands under an event that happened.
_FACTS: Final = tuple(set(EventRecord._fields) - {"tag", "value", "line"})
_MARRIAGE: Final = EventType.MARRIAGE.value
_SEX: Final = {"M": "m", "F": "f"}
_STATES: Final = {
    True: LivingState.DECEASED.value,
    False: LivingState.LIVING.value,
    None: LivingState.UNKNOWN.value,
}


def person_sex(record: PersonRecord) -> str:
    """Give m, f or u."""
    return _SEX.get(record.sex, "u")


def person_living_state(record: PersonRecord) -> str:
    """Give what the record itself says of life and death; an empty DEAT says nothing."""
    return _STATES[record.dead]


def event_is_sensitive(event: EventRecord) -> bool:
    """Say whether an event is for editors alone: an adoption, or whatever the file restricts."""
    return event_type(event) == EventType.ADOPTION or bool(event.restriction)


def event_type(event: EventRecord) -> str:
    """Give the event type of the tree; a death denied ("DEAT N") or only named is no death.

    GEDCOM asserts an event by "Y" or by a fact under it. A program that writes an empty DEAT for
    everybody must not make the living public.
    """
    kind = EVENT_TYPES.get(event.tag, _OTHER)
    if kind not in _ENDS:
        return kind
    is_said = event.value.strip().upper() not in ("", "N")
    return kind if is_said or any(getattr(event, name) for name in _FACTS) else _OTHER


def event_date(event: EventRecord) -> ImportedDate:
    """Give the date of an event."""
    return date_import(event.date, event.date_phrase)


class FileFacts:
    """People and families by number: links, and the days the rule of the living asks for.

    Days are Julian day numbers, `NO_DAY` where nothing is known.

    Attributes:
        links: who names whom.
        states: letter of the living state of each person: l, d or u.
        ended: 1 where a death or burial is on record.
        birth_starts, birth_ends: bounds of the day of birth.
        first_seen: last possible day of the earliest other dated event.
        last_seen: first possible day of the latest event of a living person.
        marriages: days by which each family's dated marriages had taken place.
        families: how many families have been gathered.
        names, vietnamese_names: how many first names, and how many of them look Vietnamese.
    """

    def __init__(self) -> None:
        self.links = FamilyLinks()
        self.states = bytearray()
        self.ended = bytearray()
        self.birth_starts = array("i")
        self.birth_ends = array("i")
        self.first_seen = array("i")
        self.last_seen = array("i")
        self.marriages: dict[int, list[int]] = {}
        self.families = 0
        self.names = 0
        self.vietnamese_names = 0

    @property
    def people(self) -> int:
        """How many people have been gathered."""
        return len(self.states)

    @property
    def is_vietnamese(self) -> bool:
        """Tell whether most names are Vietnamese, so that the surname is to be written first."""
        return self.vietnamese_names * 2 > self.names

    def add_person(self, record: PersonRecord) -> None:
        """Gather one person."""
        links = self.links
        birth_start = self._add_days(record.events)
        number = links.add_person(record.xref, record.line, person_sex(record), _day(birth_start))
        self.states.append(ord(person_living_state(record)[0]))
        child_of = record.child_of
        if any(event.family for event in record.events):
            child_of = _with_adoptions(record)
        for link in child_of:
            links.add_child_of(number, link.family, pedigree_kind(link.pedigree), link.line)
        for spouse in record.spouse_links:
            links.add_spouse_of(number, spouse.family, spouse.line)
        if record.names:
            self.names += 1
            self.vietnamese_names += looks_vietnamese(record.names[0].value)

    def _add_days(self, events: Iterable[EventRecord]) -> int:
        """Gather what a person's events say of life; give the first possible day of birth."""
        birth_start = birth_end = first_seen = last_seen = NO_DAY
        ended = 0
        for event in events:
            kind = event_type(event)
            if kind in _ENDS:
                ended = 1
            if not event.date and not event.date_phrase:
                continue
            date = event_date(event)
            start = NO_DAY if date.start is None else date.start
            end = NO_DAY if date.end is None else date.end
            if kind not in _POSTHUMOUS:
                last_seen = max(last_seen, start)
            if kind == _BIRTH:
                birth_start = _earlier(birth_start, start)
                birth_end = max(birth_end, end)
            else:
                first_seen = _earlier(first_seen, end)
        self.ended.append(ended)
        self.birth_starts.append(birth_start)
        self.birth_ends.append(birth_end)
        self.first_seen.append(first_seen)
        self.last_seen.append(last_seen)
        return birth_start

    def add_family(self, record: FamilyRecord) -> None:
        """Gather one family."""
        links = self.links
        number = links.add_family(record.xref, record.line)
        self.families += 1
        for event in record.events:
            if event_type(event) == _MARRIAGE and (end := event_date(event).end) is not None:
                self.marriages.setdefault(number, []).append(end)
        for partner in record.partner_links:
            role = WIFE if partner.role == "WIFE" else HUSBAND
            links.add_spouse(number, partner.xref, role, partner.line)
        for child in record.child_links:
            links.add_child(
                number,
                child.xref,
                child.line,
                pedigree_kind(child.father_relation),
                pedigree_kind(child.mother_relation),
            )


def root_number(facts: FileFacts, root_xref: str | None) -> int | None:
    """Give the number of the person named as founder ("@I1@" or "I1"), None if nobody is named.

    Raises:
        UnknownRoot: no person has that identifier.
    """
    if not root_xref:
        return None
    xref = root_xref.strip().strip("@")
    number = facts.links.person_of(xref)
    if number is None:
        raise UnknownRoot(xref)
    return number


def _earlier(known: int, day: int) -> int:
    """Give the earlier of two days, of which either may be unknown."""
    return day if known == NO_DAY else known if day == NO_DAY else min(known, day)


def _day(value: int) -> int | None:
    return None if value == NO_DAY else value


def _with_adoptions(record: PersonRecord) -> tuple[ChildOf, ...]:
    """Give the parents' families with what the birth and adoption events say of them."""
    said = {
        event.family: "adopted" if event.tag == "ADOP" else "birth"
        for event in record.events
        if event.family and event.tag in ("ADOP", "BIRT", "CHR")
    }
    links = [
        link._replace(pedigree=link.pedigree or said.pop(link.family, ""))
        for link in record.child_of
    ]
    known = {link.family for link in links}
    lines = {event.family: event.line for event in record.events}
    links += [
        ChildOf(family, pedigree, line=lines[family])
        for family, pedigree in said.items()
        if family not in known
    ]
    return tuple(links)
