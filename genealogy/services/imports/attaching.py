"""Rows that hang on a person, a couple or an event: events, notes, citations, media, places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from genealogy.domain.gedcom import EventRecord, MediaRef, NoteRef, SourceCitation
from genealogy.domain.text import nfc
from genealogy.enums import GRAVE_EVENTS, EventType
from genealogy.models import Citation, Clan, Event, ImportRun, MediaLink, Note, Place, Source
from genealogy.services.derived import place_search_fold
from genealogy.services.imports.bulk import BulkTable, Keys, json_text, uuids
from genealogy.services.imports.coordinates import coordinate
from genealogy.services.imports.facts import event_date, event_is_sensitive, event_type
from genealogy.services.imports.keeping import Extra, raw_keep, text_cut, text_keep
from genealogy.services.imports.shared import SOURCE_FIELDS, ImportedSources, SharedRecords

_EVENT_FIELDS: Final = (
    "id",
    "uuid",
    "person_id",
    "union_id",
    "type",
    "date",
    "date_start",
    "date_end",
    "lunar_month",
    "lunar_day",
    "lunar_leap",
    "place_id",
    "description",
    "cause",
    "latitude",
    "longitude",
    "is_sensitive",
    "tag",
    "extra",
    "sort_order",
)
_OWNER_FIELDS: Final = ("person_id", "union_id", "event_id")
_PLACE_FIELDS: Final = ("id", "uuid", "text", "latitude", "longitude", "search_fold")
_GRAVES: Final = frozenset(choice.value for choice in GRAVE_EVENTS)
_SENSITIVE: Final = frozenset({EventType.ADOPTION.value})
#: A row hangs on one of (person, union, event); the two others are empty.
Owner = tuple[int | None, int | None, int | None]


class Attachments:
    """Collects rows of one batch and writes them in the order their keys ask for."""

    def __init__(self, run: ImportRun, clan: Clan, *, using: str) -> None:
        self.shared = SharedRecords(run)
        of_run = {"clan": clan.pk, "import_run": run.pk}
        self._sources_table = BulkTable(Source, SOURCE_FIELDS, using=using, constants=of_run)
        self.sources = ImportedSources(
            run, self._sources_table, Keys(Source, using=using, block=200)
        )
        self._uuid = uuids().__next__
        self._place_keys = Keys(Place, using=using, block=200)
        self._event_keys = Keys(Event, using=using)
        self._places: dict[str, int] = dict(
            Place.objects.filter(clan=clan).values_list("text", "pk")
        )
        self._place_table = BulkTable(Place, _PLACE_FIELDS, using=using, constants=of_run)
        self._event_table = BulkTable(Event, _EVENT_FIELDS, using=using)
        self._note_table = BulkTable(Note, (*_OWNER_FIELDS, "text"), using=using)
        self._citation_table = BulkTable(
            Citation, (*_OWNER_FIELDS, "source_id", "page", "quality", "text"), using=using
        )
        self._media_table = BulkTable(
            MediaLink, (*_OWNER_FIELDS, "file_name", "caption", "sort_order"), using=using
        )
        self._clear()

    def _clear(self) -> None:
        self._new_places: list[tuple[Any, ...]] = []
        self._events: list[tuple[Any, ...]] = []
        self._notes: list[tuple[Any, ...]] = []
        self._citations: list[tuple[Any, ...]] = []
        self._media: list[tuple[Any, ...]] = []

    def write_before(self) -> None:
        """Write what nothing else must precede."""
        self.sources.write()
        self._place_table.write(self._new_places)
        self._new_places = []

    def write_after(self) -> None:
        """Write the rest, once the people or couples of the batch are written."""
        self._event_table.write(self._events)
        self._note_table.write(self._notes)
        self._citation_table.write(self._citations)
        self._media_table.write(self._media)
        self._clear()

    @property
    def written(self) -> dict[str, int]:
        """Count the rows written so far."""
        return {
            "events": self._event_table.count,
            "places": self._place_table.count,
            "sources": self._sources_table.count,
            "citations": self._citation_table.count,
            "notes": self._note_table.count,
            "media": self._media_table.count,
        }

    def events(self, records: Iterable[EventRecord], person: int | None, union: int | None) -> None:
        """Add the events of a person or a couple."""
        for order, event in enumerate(records):
            self._add_event(event, person, union, min(order, 32_767))

    def _add_event(
        self, event: EventRecord, person: int | None, union: int | None, order: int
    ) -> None:
        key = self._event_keys.take()
        kind = event_type(event)
        date = event_date(event)
        extra: list[Extra] = []
        latitude = longitude = None
        if event.place_coordinates:
            latitude, longitude = coordinate(*event.place_coordinates)
            if latitude is None:
                text = " ".join(event.place_coordinates)
                text_keep(extra, "NOTE", text, line=event.line, level=2, path="PLAC.MAP")
        place = self._place(event.place, (latitude, longitude), extra) if event.place else None
        if kind not in _GRAVES:
            latitude = longitude = None
        if any(event[_AGE:_LINE]) or any(event[_LINE + 1 :]):
            self._keep(event, extra)
        if event.notes or event.sources or event.media:
            owner = (None, None, key)
            self.attach(owner, event.notes, event.sources, event.media, extra)
        cause = event.cause
        if cause:
            cause = text_cut(extra, "CAUS", cause, 250, event.line)
        self._events.append(
            (
                key,
                self._uuid(),
                person,
                union,
                kind,
                date.json,
                date.start,
                date.end,
                date.lunar_month,
                date.lunar_day,
                date.lunar_leap,
                place,
                _description(event),
                cause,
                latitude,
                longitude,
                event_is_sensitive(event),
                event.tag[:40],
                json_text(extra) if extra else "[]",
                order,
            )
        )

    def _keep(self, event: EventRecord, extra: list[Extra]) -> None:
        """Keep what an event has no column for."""
        line = event.line
        for tag, value in (
            ("AGE", event.age),
            ("AGNC", event.agency),
            ("RELI", event.religion),
            ("ADDR", event.address),
            ("RESN", event.restriction),
        ):
            text_keep(extra, tag, value, line=line, level=2)
        for tag, value in event.contacts:
            text_keep(extra, tag, value, line=line, level=2)
        if event.family:
            text = f"2 FAMC @{event.family}@"
            if event.adopted_by:
                text = f"{text}\n3 ADOP {event.adopted_by}"
            extra.append({"line": line, "path": "", "text": text})
        raw_keep(extra, event.extra)
        for path, parts in (("NOTE", event.notes), ("SOUR", event.sources), ("OBJE", event.media)):
            for part in parts:
                raw_keep(extra, part.extra, path)

    def _place(
        self, text: str, where: tuple[str | None, str | None], extra: list[Extra]
    ) -> int | None:
        text = " ".join(nfc(text).split())
        if not text:
            return None
        text = text_cut(extra, "PLAC", text, 250)
        key = self._places.get(text)
        if key is None:
            key = self._places[text] = self._place_keys.take()
            self._new_places.append((key, self._uuid(), text, *where, place_search_fold(text)))
        return key

    def attach(
        self,
        owner: Owner,
        notes: Iterable[NoteRef],
        sources: Iterable[SourceCitation],
        media: Iterable[MediaRef],
        extra: list[Extra],
    ) -> None:
        """Add notes, citations and media; what cannot be resolved goes to `extra`."""
        for note in notes:
            self._attach_note(owner, note, extra)
        for source in sources:
            self._attach_citation(owner, source, extra)
        for order, item in enumerate(media):
            self._attach_media(owner, item, order, extra)

    def _attach_note(self, owner: Owner, note: NoteRef, extra: list[Extra]) -> None:
        text = note.text
        if note.xref:
            shared = self.shared.note(note.xref)
            if shared is None:
                extra.append({"line": note.line, "path": "", "text": f"1 NOTE @{note.xref}@"})
                return
            text = shared.text
            for source in shared.sources:
                self._attach_citation(owner, source, extra)
            raw_keep(extra, shared.unknown, "NOTE")
        if text.strip():
            self._notes.append((*owner, text))

    def _attach_citation(self, owner: Owner, source: SourceCitation, extra: list[Extra]) -> None:
        key = self.sources.find(source.xref, source.text)
        if key is None:
            if source.xref:
                text = f"1 SOUR @{source.xref}@"
                extra.append({"line": source.line, "path": "", "text": text})
            return
        page = source.page
        if len(page) > 250:
            text_keep(extra, "PAGE", page, line=source.line, level=2, path="SOUR")
            page = page[:250]
        quality = int(source.quality) if source.quality in ("0", "1", "2", "3") else None
        self._citations.append((*owner, key, page, quality, _quotation(source)))

    def _attach_media(self, owner: Owner, item: MediaRef, order: int, extra: list[Extra]) -> None:
        files = [(item.file, item.title)]
        if item.xref:
            shared = self.shared.media(item.xref)
            if shared is None:
                extra.append({"line": item.line, "path": "", "text": f"1 OBJE @{item.xref}@"})
                return
            files = [(file.path, item.title or file.title or shared.title) for file in shared.files]
            for note in shared.notes:
                self._attach_note(owner, note, extra)
            raw_keep(extra, shared.unknown, "OBJE")
        for path, title in files:
            if path or title:
                self._media.append((*owner, path[-500:], title[:300], min(order, 32_767)))


#: Places of the fields of an event that `Attachments._keep` looks at; the line is among them.
_AGE: Final = EventRecord._fields.index("age")
_LINE: Final = EventRecord._fields.index("line")


def _description(event: EventRecord) -> str:
    """Say what happened, from the value and the TYPE of an event."""
    value = "" if event.value in ("Y", "y") else event.value
    if event.type and value:
        return f"{event.type}: {value}"
    return value or event.type


def _quotation(source: SourceCitation) -> str:
    """Give the words quoted from the source, "2 DATA / 3 TEXT" or "2 TEXT" below a citation."""
    found = []
    for raw in source.extra:
        lines = raw.text.split("\n")
        for place, line in enumerate(lines):
            level, tag, *value = line.split(" ", 2)
            if tag == "TEXT" and value:
                found.append(value[0])
                found += [
                    below.split(" ", 2)[2] if below.count(" ") > 1 else ""
                    for below in _continued(lines[place + 1 :], int(level) + 1)
                ]
    return "\n".join(found)


def _continued(lines: list[str], level: int) -> Iterable[str]:
    for line in lines:
        if not line.startswith(f"{level} CONT"):
            return
        yield line
