"""Read a file from its first byte to its last: records out, facts gathered, issues reported.

Nothing is written here, so a dry run and a true one read in the same way.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final, NamedTuple

from genealogy.domain.gedcom import (
    CODES,
    EventRecord,
    FamilyRecord,
    GedcomFile,
    Gedzip,
    Issue,
    Node,
    PersonRecord,
    fragment,
    open_gedcom,
    record_kind,
    to_family,
    to_media,
    to_note,
    to_person,
    to_repository,
    to_source,
)
from genealogy.domain.gedcom.issues import WARNING, excerpt
from genealogy.services.imports.facts import FileFacts, event_date
from genealogy.services.imports.resolve import links_resolve
from genealogy.services.imports.resolved import ResolvedLinks

_CONVERTERS: Final[dict[str, Callable[..., Any]]] = {
    "person": to_person,
    "family": to_family,
    "source": to_source,
    "repository": to_repository,
    "note": to_note,
    "media": to_media,
}
_CHUNK: Final = 1_048_576

#: Codes of links that the domain's list of issues does not hold, with their weight.
OWN_CODES: Final = {"spouse_sex": WARNING}
_OWN_LIMIT: Final = 100

Progress = Callable[[str, int, int], None]


class ReadRecord(NamedTuple):
    """One record: its kind, identifier, line, and what it says (a named tuple, or text)."""

    kind: str
    xref: str
    line: int
    record: Any


class FileReading:
    """One reading of a file.

    Attributes:
        facts: complete once `records` is exhausted.
        links: the judged links, after `resolve`.
        kinds: how many records of each kind.
        severities: how many issues of each weight were reported.
        sha256, size: of the file as it was given, in bytes.
    """

    def __init__(
        self,
        file: GedcomFile,
        archive: Gedzip | None,
        digest: tuple[str, int],
        report: Callable[[Issue], None],
    ) -> None:
        self.file = file
        self.archive = archive
        self.sha256, self.size = digest
        self._report = report
        self.facts = FileFacts()
        self.links: ResolvedLinks | None = None
        self.kinds: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()

    def records(self) -> Iterator[ReadRecord]:
        """Give every record but header and trailer, gathering facts on the way.

        Raises:
            GedcomRefused: the structure cannot be trusted from some line on.
        """
        log = self.file.issues
        for node in self.file.records():
            kind = record_kind(node)
            convert = _CONVERTERS.get(kind)
            record: Any = fragment(node, 0) if convert is None else convert(node, log)
            if kind == "person":
                self._check_dates(record)
                self.facts.add_person(record)
            elif kind == "family":
                self._check_dates(record)
                self.facts.add_family(record)
            self.kinds[kind] += 1
            yield ReadRecord(kind, node.xref or "", node.line, record)

    def _check_dates(self, record: PersonRecord | FamilyRecord) -> None:
        event: EventRecord
        for event in record.events:
            if (event.date or event.date_phrase) and event_date(event).is_bad:
                value = excerpt(event.date or event.date_phrase)
                self.file.issues.add("bad_date", event.line, value=value)

    def resolve(self) -> ResolvedLinks:
        """Judge the links, once all records are read, and report what was odd."""
        self.links = links_resolve(self.facts.links)
        log = self.file.issues
        own: Counter[str] = Counter()
        for issue in self.links.issues:
            if issue.code in CODES:
                log.add(issue.code, issue.line, **issue.facts)
                continue
            own[issue.code] += 1
            if own[issue.code] <= _OWN_LIMIT:
                weight = OWN_CODES[issue.code]
                self._report(Issue(weight, issue.line, issue.code, issue.facts, issue.code))
        log.close()
        return self.links

    def header_facts(self) -> dict[str, Any]:
        """Give what the file says of itself, as plain data."""
        header = self.file.header
        node: Node | None = header.node
        return {
            "version": header.version,
            "encoding": header.encoding,
            "char": header.char,
            "source": header.source,
            "source_name": header.source_name,
            "source_version": header.source_version,
            "language": header.language,
            "date": header.date,
            "place_form": header.place_form,
            "copyright": header.copyright,
            "note": header.note,
            "schema": header.schema,
            "text": "" if node is None else fragment(node, 0),
        }


@contextmanager
def file_reading(
    stream: BinaryIO,
    *,
    encoding: str | None = None,
    on_issue: Callable[[Issue], None],
) -> Iterator[FileReading]:
    """Open a GEDCOM file or GEDZIP archive for reading. `stream` must be seekable.

    Raises:
        GedcomRefused: it is neither, or cannot be trusted.
    """
    start = stream.tell()
    digest = hashlib.sha256()
    size = 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    stream.seek(start)
    severities: Counter[str] = Counter()

    def counted(issue: Issue) -> None:
        severities[issue.severity] += 1
        on_issue(issue)

    with open_gedcom(stream, encoding=encoding, on_issue=counted) as (file, archive):
        reading = FileReading(file, archive, (digest.hexdigest(), size), counted)
        reading.severities = severities
        yield reading
