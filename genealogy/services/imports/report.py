"""What an import found, as data for the command, the admin and the API of jobs to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from genealogy.domain.gedcom import Issue
from genealogy.enums import Severity
from genealogy.models import ImportIssue, ImportRun
from genealogy.services.derived import display_name
from genealogy.services.imports.bulk import collector_paused
from genealogy.services.imports.facts import root_number
from genealogy.services.imports.messages import issue_text
from genealogy.services.imports.naming import name_parts
from genealogy.services.imports.reading import Progress, file_reading
from genealogy.services.imports.shape import record_load

_TELL_EVERY = 2_000


@dataclass(frozen=True)
class ReportedIssue:
    """One issue in words; `line` counts from 1, `severity` is error, warning or info."""

    severity: str
    line: int | None
    code: str
    message: str

    @property
    def label(self) -> str:
        """Return the severity in words."""
        return str(Severity(self.severity).label)


@dataclass(frozen=True)
class SampledPerson:
    """A person of a staged file: identifier there, and the name as the clan would write it."""

    xref: str
    name: str


@dataclass
class ImportPreview:
    """What a file would bring, read without writing anything."""

    people: int = 0
    families: int = 0
    records: dict[str, int] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    is_vietnamese: bool = False
    issues: list[ReportedIssue] = field(default_factory=list)


def import_preview(
    *,
    stream: BinaryIO,
    encoding: str | None = None,
    root_xref: str | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """Read a file as `import_stage` does, and write nothing.

    Args:
        stream: binary, seekable, at its start.
        encoding: name of an encoding to use whatever the file says.
        root_xref: identifier of the founder (thủy tổ), to be looked for.
        progress: called with ("read", bytes so far, bytes of the file).

    Raises:
        GedcomRefused: the file cannot be trusted.
        UnknownRoot: no person has that identifier.
    """
    preview = ImportPreview()

    def note(issue: Issue) -> None:
        preview.issues.append(
            ReportedIssue(
                issue.severity,
                issue.line,
                issue.code,
                issue_text(
                    severity=issue.severity, line=issue.line, code=issue.code, facts=issue.facts
                ),
            )
        )

    with (
        collector_paused(),
        file_reading(stream, encoding=encoding, on_issue=note) as reading,
    ):
        for number, _record in enumerate(reading.records()):
            if progress is not None and number % _TELL_EVERY == 0:
                progress("read", reading.file.bytes_read, reading.file.size)
        reading.resolve()
        root_number(reading.facts, root_xref)
        preview.people = reading.facts.people
        preview.families = reading.facts.families
        preview.records = dict(reading.kinds)
        preview.header = reading.header_facts()
        preview.is_vietnamese = reading.facts.is_vietnamese
    return preview


def run_issues(run: ImportRun) -> Iterator[ReportedIssue]:
    """Give the issues of a run in words, in the order they were found."""
    return issues_report(run.issues.order_by("pk").iterator(chunk_size=500))


def issues_report(rows: Iterable[ImportIssue]) -> Iterator[ReportedIssue]:
    """Put stored issues into words."""
    for row in rows:
        message = issue_text(severity=row.severity, line=row.line, code=row.code, facts=row.facts)
        yield ReportedIssue(row.severity, row.line, row.code, message)


def run_people_sample(run: ImportRun, count: int) -> list[SampledPerson]:
    """Give the first people of a staged file, so that somebody can see whether letters are right.

    Empty once the run is applied: its people are in the tree then.
    """
    payloads = run.rows.filter(kind="person").order_by("sequence")
    people = []
    for payload in payloads.values_list("payload", flat=True)[:count]:
        record = record_load("person", payload)
        parts = name_parts(record.names[0], run.clan.name_order) if record.names else ("", "", "")
        people.append(SampledPerson(record.xref, display_name(*parts, run.clan.name_order)))
    return people
