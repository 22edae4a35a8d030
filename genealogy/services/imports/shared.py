"""Records that many others share: notes, media, repositories, sources."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Final

from genealogy.domain.gedcom import FamilyRecord, MediaRecord, NoteRecord, PersonRecord
from genealogy.models import ImportRow, ImportRun
from genealogy.services.imports.bulk import BulkTable, Keys, json_text, uuids
from genealogy.services.imports.keeping import Extra, identifiers_keep, raw_keep, text_keep
from genealogy.services.imports.shape import record_load

_CHUNK: Final = 500
SOURCE_FIELDS: Final = (
    "id",
    "uuid",
    "title",
    "author",
    "publication",
    "repository",
    "text",
    "source_xref",
    "extra",
)


class SharedRecords:
    """Finds shared notes and media; loads those a batch of people asks for in a few queries."""

    def __init__(self, run: ImportRun) -> None:
        self._rows: dict[str, dict[str, int]] = {"note": {}, "media": {}}
        self._loaded: dict[tuple[str, str], Any] = {}
        self.used: set[int] = set()
        for kind, rows in self._rows.items():
            found = run.rows.filter(kind=kind).exclude(xref="").order_by("-sequence")
            # Backwards, so that of two records with one identifier the first is meant.
            rows.update(found.values_list("xref", "pk"))

    def load(self, records: Iterable[PersonRecord | FamilyRecord]) -> None:
        """Load what these people or families name."""
        self._loaded.clear()
        if not any(self._rows.values()):
            return
        wanted: dict[int, tuple[str, str]] = {}
        for record in records:
            for kind, xref in _references(record):
                key = self._rows[kind].get(xref)
                if key is not None:
                    wanted[key] = (kind, xref)
        keys = list(wanted)
        for start in range(0, len(keys), _CHUNK):
            part = ImportRow.objects.filter(pk__in=keys[start : start + _CHUNK])
            for pk, payload in part.values_list("pk", "payload"):
                kind, xref = wanted[pk]
                self._loaded[kind, xref] = record_load(kind, payload)

    def _find(self, kind: str, xref: str) -> Any:
        record = self._loaded.get((kind, xref))
        if record is not None:
            self.used.add(self._rows[kind][xref])
        return record

    def note(self, xref: str) -> NoteRecord | None:
        """Give a shared note, None if the file has none of that name."""
        return self._find("note", xref)

    def media(self, xref: str) -> MediaRecord | None:
        """Give a media record, None if the file has none of that name."""
        return self._find("media", xref)


def _references(record: PersonRecord | FamilyRecord) -> Iterable[tuple[str, str]]:
    names = getattr(record, "names", ())
    for part in (record, *record.events, *names):
        for note in part.notes:
            if note.xref:
                yield "note", note.xref
        for media in getattr(part, "media", ()):
            if media.xref:
                yield "media", media.xref


class ImportedSources:
    """Writes the sources of a file, and finds or makes the source a citation names."""

    def __init__(self, run: ImportRun, table: BulkTable, keys: Keys) -> None:
        self._uuid = uuids().__next__
        self._table = table
        self._keys = keys
        self._by_xref: dict[str, int] = {}
        self._by_text: dict[str, int] = {}
        self._pending: list[tuple[Any, ...]] = []
        self._repositories: dict[str, str] = {}
        for xref, payload in run.rows.filter(kind="repository").values_list("xref", "payload"):
            self._repositories.setdefault(xref, record_load("repository", payload).name)

    def add(self, payload: list[Any]) -> None:
        """Prepare the row of a source record."""
        record = record_load("source", payload)
        key = self._keys.take()
        extra: list[Extra] = []
        title = record.title or record.abbreviation or record.publication or f"@{record.xref}@"
        if record.abbreviation and record.title:
            text_keep(extra, "ABBR", record.abbreviation, line=record.line, level=1)
        identifiers_keep(extra, record.identifiers)
        texts = [record.text]
        for note in record.notes:
            if note.text:
                texts.append(note.text)
            else:
                extra.append({"line": note.line, "path": "", "text": f"1 NOTE @{note.xref}@"})
        for media in record.media:
            if media.xref:
                extra.append({"line": media.line, "path": "", "text": f"1 OBJE @{media.xref}@"})
            else:
                text_keep(extra, "FILE", media.file, line=media.line, level=2, path="OBJE")
        raw_keep(extra, record.unknown)
        kept = [self._kept_at(place, extra) for place in record.repositories]
        self._by_xref.setdefault(record.xref, key)
        self._pending.append(
            (
                key,
                self._uuid(),
                _fit(title, "TITL", 300, extra, record.line),
                _fit(record.author, "AUTH", 200, extra, record.line),
                _fit(record.publication, "PUBL", 300, extra, record.line),
                _fit("; ".join(filter(None, kept)), "REPO", 200, extra, record.line),
                rich_text(texts),
                record.xref[:80],
                json_text(extra),
            )
        )

    def _kept_at(self, place: Any, extra: list[Extra]) -> str:
        raw_keep(extra, place.extra, "REPO")
        name = self._repositories.get(place.xref) or f"@{place.xref}@"
        return f"{name} ({place.call_number})" if place.call_number else name

    def find(self, xref: str, text: str) -> int | None:
        """Give the key of the source a citation names, by identifier or in words."""
        if xref:
            return self._by_xref.get(xref)
        title = " ".join(text.split())
        if not title:
            return None
        key = self._by_text.get(title)
        if key is None:
            key = self._by_text[title] = self._keys.take()
            short = title if len(title) <= 300 else f"{title[:299]}…"
            full = "" if short == title else rich_text([text])
            self._pending.append((key, self._uuid(), short, "", "", "", full, "", "[]"))
        return key

    def write(self) -> None:
        """Write what was prepared; before the citations that name it."""
        self._table.write(self._pending)
        self._pending = []


def _fit(value: str, tag: str, limit: int, extra: list[Extra], line: int) -> str:
    value = " ".join(value.split())
    if len(value) <= limit:
        return value
    text_keep(extra, tag, value, line=line, level=1)
    return f"{value[: limit - 1]}…"


def rich_text(texts: Iterable[str]) -> str:
    """Write plain texts as paragraphs, nothing in them taken for markup.

    >>> rich_text(["a < b", "", "c"])
    '<p>a &lt; b</p><p>c</p>'
    """
    lines = (line.strip() for text in texts for line in text.split("\n"))
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
