"""Write a staged file into the tree: batch by batch out of sight, then visible at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import router, transaction
from django.utils import timezone

from cms.core.events import publish
from genealogy.domain.gedcom import FamilyRecord, PersonRecord
from genealogy.enums import ChangeKind, ChangeState, ImportState
from genealogy.models import (
    ChangeSet,
    Clan,
    ImportRow,
    ImportRun,
    ParentLink,
    Person,
    Union,
    UnionMember,
)
from genealogy.services.imports.attaching import Attachments
from genealogy.services.imports.bulk import (
    bulk_writing,
    collector_paused,
    keys_reserve,
    planner_told,
)
from genealogy.services.imports.clearing import run_rows_delete
from genealogy.services.imports.errors import StaleStaging, WrongImportState
from genealogy.services.imports.events import ClanImported
from genealogy.services.imports.facts import FileFacts, root_number
from genealogy.services.imports.placing import people_place
from genealogy.services.imports.reading import Progress
from genealogy.services.imports.resolve import links_resolve
from genealogy.services.imports.resolved import ResolvedLinks
from genealogy.services.imports.rows import FamilyRows, PersonRows
from genealogy.services.imports.shape import RECORD_SHAPE, record_load
from genealogy.services.imports.staging import BATCH
from genealogy.services.locks import clan_lock
from genealogy.services.tree_versions import tree_touch

#: What an import fills and recursive questions read.
FILLED: Final = (Person, ParentLink, Union, UnionMember)
#: After this long without an end, whoever applied a run is gone.
_PATIENCE: Final = timedelta(minutes=30)
#: Kinds of staging rows whose content is in the tree once the run is applied.
_CARRIED: Final = ("person", "family", "source")


def import_apply(
    run: ImportRun,
    *,
    root_xref: str | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> ImportRun:
    """Write a staged run into the tree; readers see all of it at once, or nothing.

    Rows go in by short transactions and marked as staged, derived columns included; one short
    transaction at the end makes them visible. After a crash the run stays `applying` and nobody
    sees anything of it: `resume` sweeps what was written and begins again.

    Args:
        run: staged.
        root_xref: identifier of the clan's founder (thủy tổ) in the file; ignored when the clan
            has one already.
        resume: also take a run that was left `applying`.
        progress: called with ("write", records so far, all records).

    Raises:
        WrongImportState: the run is not staged, or another process applies it.
        UnknownRoot: no person has that identifier.
        StaleStaging: the rows come from another version of the program.
    """
    if run.header.get("shape") != RECORD_SHAPE:
        raise StaleStaging
    facts, links = _staged(run)
    root = root_number(facts, root_xref)
    _claim(run, resume=resume)
    with collector_paused(), bulk_writing(router.db_for_write(Person)):
        _Applier(run, facts, links, root, progress).apply()
    _sweep_rows(run)
    planner_told(FILLED, using=router.db_for_write(Person))
    return run


def import_is_stuck(run: ImportRun) -> bool:
    """Tell whether a run was cut off: unfinished for longer than any process would take."""
    if run.state == ImportState.STAGING:
        begun = run.created_at
    elif run.state == ImportState.APPLYING and "claimed_at" in run.counts:
        begun = datetime.fromisoformat(run.counts["claimed_at"])
    else:
        return False
    return timezone.now() - begun > _PATIENCE


def _staged(run: ImportRun) -> tuple[FileFacts, ResolvedLinks]:
    """Give the facts of the file: from this process's reading, else from the staging rows."""
    known = getattr(run, "staged_facts", None)
    if known is not None:
        # They are large, and a run is applied once.
        run.staged_facts = None  # type: ignore[attr-defined]  # no column
        return known
    facts = FileFacts()
    for record in _records(run, "person"):
        facts.add_person(record)
    for record in _records(run, "family"):
        facts.add_family(record)
    return facts, links_resolve(facts.links)


def _claim(run: ImportRun, *, resume: bool) -> None:
    """Take the run, so that a second click or process cannot."""
    states = [ImportState.STAGED, ImportState.APPLYING] if resume else [ImportState.STAGED]
    run.refresh_from_db(fields=["state"])
    was_applying = run.state == ImportState.APPLYING
    counts = {**run.counts, "claimed_at": timezone.now().isoformat()}
    waiting = ImportRun.objects.filter(pk=run.pk, state__in=states)
    taken = waiting.update(state=ImportState.APPLYING, counts=counts)
    if not taken:
        raise WrongImportState(run.state, "apply")
    run.state, run.counts = ImportState.APPLYING, counts
    if was_applying:
        run_rows_delete(run)


def _records(run: ImportRun, kind: str) -> Iterator[Any]:
    for payload in _payloads(run, kind):
        yield record_load(kind, payload)


def _payloads(run: ImportRun, kind: str) -> Iterator[list[Any]]:
    """Give the payloads of a kind in file order, few in memory, with no cursor held open."""
    last = -1
    while True:
        rows = list(
            run.rows.filter(kind=kind, sequence__gt=last)
            .order_by("sequence")
            .values_list("sequence", "payload")[:BATCH]
        )
        if not rows:
            return
        last = rows[-1][0]
        for _sequence, payload in rows:
            yield payload


class _Applier:
    """One run on its way into the tree."""

    def __init__(
        self,
        run: ImportRun,
        facts: FileFacts,
        links: ResolvedLinks,
        root: int | None,
        progress: Progress | None,
    ) -> None:
        self.run = run
        self.clan: Clan = run.clan
        self.facts = facts
        self.links = links
        self.root = root if self.clan.founder_id is None else None
        self.progress = progress
        self.done = 0
        self.using = router.db_for_write(Person)

    def apply(self) -> None:
        first_person = keys_reserve(Person, self.facts.people, using=self.using)
        first_union = keys_reserve(Union, self.facts.families, using=self.using)
        self.attachments = Attachments(self.run, self.clan, using=self.using)
        self._write_sources()
        self._write_people(first_person)
        self._write_families(first_person, first_union)
        founder = None if self.root is None else first_person + self.root
        self._switch(founder)

    def _tell(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress("write", self.done, self.facts.people + self.facts.families)

    def _write_sources(self) -> None:
        for payload in _payloads(self.run, "source"):
            self.attachments.sources.add(payload)
        with transaction.atomic(using=self.using):
            self.attachments.sources.write()

    def _write_people(self, first_key: int) -> None:
        placement = people_place(
            self.facts,
            self.links,
            first_key=first_key,
            founder=self.root,
            founder_generation=self.clan.founder_generation,
        )
        rows = PersonRows(
            self.run,
            self.clan,
            links=self.links,
            placement=placement,
            attachments=self.attachments,
            first_key=first_key,
            using=self.using,
        )
        again = self.facts.links.repeated_people()
        batch: list[tuple[int, PersonRecord]]
        for batch in _batches(_records(self.run, "person")):
            with transaction.atomic(using=self.using):
                rows.write([(number, _xref(again, number, who), who) for number, who in batch])
            self._tell(len(batch))

    def _write_families(self, first_person: int, first_union: int) -> None:
        rows = FamilyRows(
            self.run,
            self.clan,
            links=self.links,
            sexes=self.facts.links.sexes,
            attachments=self.attachments,
            first_keys=(first_person, first_union),
            using=self.using,
        )
        again = self.facts.links.repeated_families()
        batch: list[tuple[int, FamilyRecord]]
        for batch in _batches(_records(self.run, "family")):
            with transaction.atomic(using=self.using):
                rows.write([(number, _xref(again, number, who), who) for number, who in batch])
            self._tell(len(batch))

    def _switch(self, founder: int | None) -> None:
        """Make everything visible in one short transaction."""
        run, clan = self.run, self.clan
        with transaction.atomic(using=self.using):
            clan_lock(clan)
            Person.objects.filter(import_run=run, is_staged=True).update(is_staged=False)
            Union.objects.filter(import_run=run, is_staged=True).update(is_staged=False)
            # Somebody may have set a founder by hand meanwhile; that one stands.
            has_set = founder is not None and bool(
                Clan.objects.filter(pk=clan.pk, founder=None).update(founder=founder)
            )
            if has_set:
                clan.founder_id = founder
            run.root_xref = self._root_xref() if has_set else ""
            run.counts = {
                **run.counts,
                "written": self.attachments.written,
                "founder_set": has_set,
            }
            run.state = ImportState.APPLIED
            run.finished_at = timezone.now()
            run.save(update_fields=["root_xref", "counts", "state", "finished_at"])
            ChangeSet.objects.create(
                clan=clan,
                kind=ChangeKind.IMPORT,
                state=ChangeState.APPLIED,
                import_run=run,
                author=run.created_by,
                reason=run.file_name,
                decided_at=run.finished_at,
            )
            tree_touch(clan, None)
            publish(ClanImported(clan_id=clan.pk, run_id=run.pk))

    def _root_xref(self) -> str:
        if self.root is None:
            return ""
        symbol = self.facts.links.person_symbols[self.root]
        return self.facts.links.names()[symbol]


def _xref(again: dict[int, int], number: int, record: PersonRecord | FamilyRecord) -> str:
    """Give the identifier to store: "I1", and "I1~2" for a second record of that name."""
    count = again.get(number)
    return record.xref if count is None else f"{record.xref}~{count}"


def _batches(records: Iterator[Any]) -> Iterator[list[tuple[int, Any]]]:
    batch: list[tuple[int, Any]] = []
    for number, record in enumerate(records):
        batch.append((number, record))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _sweep_rows(run: ImportRun) -> None:
    """Delete staging rows whose content is in the tree; what found no place there stays."""
    rows = ImportRow.objects.filter(run=run, kind__in=_CARRIED)
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        # Nothing hangs on staging rows, and nothing need hear of their going.
        ImportRow.objects.filter(pk__in=keys)._raw_delete(rows.db)
