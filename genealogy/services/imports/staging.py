"""Read a file into the staging area, in short transactions, so that no writer waits for it."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from django.db import router, transaction
from django.utils import timezone

from genealogy.domain.gedcom import GedcomRefused, Issue
from genealogy.enums import ImportState
from genealogy.models import Clan, ImportIssue, ImportRow, ImportRun
from genealogy.services.imports.bulk import BulkTable, bulk_writing, collector_paused, json_text
from genealogy.services.imports.messages import refusal_text
from genealogy.services.imports.reading import FileReading, Progress, file_reading
from genealogy.services.imports.shape import RECORD_SHAPE

#: Records written in one transaction.
BATCH: Final = 2_000
_ROW_FIELDS: Final = ("sequence", "kind", "xref", "line", "payload")
_ISSUE_FIELDS: Final = ("severity", "line", "code", "facts", "text")


def import_stage(
    *,
    clan: Clan,
    stream: BinaryIO,
    file_name: str,
    encoding: str | None = None,
    by: Any = None,
    progress: Progress | None = None,
) -> ImportRun:
    """Read a GEDCOM file or GEDZIP archive into staging rows of a clan; the tree is not touched.

    A file that cannot be trusted leaves a run in the state `refused` that names the line and the
    reason, and nothing else; its `header["refusal"]` holds both as data.

    Args:
        clan: where the people are to go.
        stream: binary, seekable, at its start.
        file_name: as the run shall show it.
        encoding: name of an encoding to use whatever the file says.
        by: the user who asked for it.
        progress: called with ("read", bytes so far, bytes of the file).
    """
    run = ImportRun.objects.create(clan=clan, file_name=file_name[:250], created_by=by)
    stager = _Stager(run, progress)
    try:
        with collector_paused(), bulk_writing(router.db_for_write(ImportRow)):
            stager.read(stream, encoding)
    except GedcomRefused as error:
        _refuse(run, error)
    except BaseException:
        import_rows_drop(run)
        run.delete()
        raise
    return run


def import_rows_drop(run: ImportRun, *, issues_too: bool = True) -> None:
    """Delete the staging rows of a run in short transactions."""
    kinds: list[Any] = [ImportRow, ImportIssue] if issues_too else [ImportRow]
    for kind in kinds:
        rows = kind.objects.filter(run=run)
        while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
            # Nothing hangs on staging rows, and nothing need hear of their going.
            kind.objects.filter(pk__in=keys)._raw_delete(rows.db)


def _refuse(run: ImportRun, error: GedcomRefused) -> None:
    import_rows_drop(run)
    run.state = ImportState.REFUSED
    run.error = refusal_text(error)
    run.header = {"refusal": {"line": error.line, "reason": error.reason, "text": error.text}}
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "error", "header", "finished_at"])


class _Stager:
    """Writes what a reading gives, batch by batch."""

    def __init__(self, run: ImportRun, progress: Progress | None) -> None:
        self.run = run
        self.progress = progress
        self.using = router.db_for_write(ImportRun)
        constants = {"run": run.pk}
        self.row_table = BulkTable(ImportRow, _ROW_FIELDS, using=self.using, constants=constants)
        self.issue_table = BulkTable(
            ImportIssue, _ISSUE_FIELDS, using=self.using, constants=constants
        )
        self.rows: list[tuple[Any, ...]] = []
        self.issues: list[tuple[Any, ...]] = []

    def read(self, stream: BinaryIO, encoding: str | None) -> None:
        with file_reading(stream, encoding=encoding, on_issue=self._note) as reading:
            for sequence, (kind, xref, line, record) in enumerate(reading.records()):
                self.rows.append((sequence, kind, xref[:80], line, json_text(record)))
                if len(self.rows) >= BATCH:
                    self._flush(reading)
            links = reading.resolve()
            self._flush(reading)
            self._finish(reading)
        # Lets the same process apply the run without reading its rows once more.
        self.run.staged_facts = (reading.facts, links)  # type: ignore[attr-defined]  # no column

    def _note(self, issue: Issue) -> None:
        facts = json_text(issue.facts)
        self.issues.append((issue.severity, issue.line, issue.code, facts, issue.text))

    def _flush(self, reading: FileReading) -> None:
        with transaction.atomic(using=self.using):
            self.row_table.write(self.rows)
            self.issue_table.write(self.issues)
        self.rows, self.issues = [], []
        if self.progress is not None:
            self.progress("read", reading.file.bytes_read, reading.file.size)

    def _finish(self, reading: FileReading) -> None:
        run, header = self.run, reading.file.header
        run.file_size, run.file_sha256 = reading.size, reading.sha256
        run.format_version = header.version[:20]
        run.encoding = header.encoding[:30]
        run.producer = " ".join(
            filter(None, (header.source_name or header.source, header.source_version))
        )[:250]
        run.header = {**reading.header_facts(), "shape": RECORD_SHAPE}
        run.counts = {
            "people": reading.facts.people,
            "families": reading.facts.families,
            "records": dict(reading.kinds),
            "issues": dict(reading.severities),
            "is_vietnamese": reading.facts.is_vietnamese,
        }
        run.state = ImportState.STAGED
        run.save()
