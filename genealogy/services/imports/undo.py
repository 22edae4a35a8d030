"""Take an import back: out of sight at once, then out of the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import models, router, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.core.events import publish
from genealogy.enums import ChangeKind, ChangeState, ImportState
from genealogy.models import (
    Change,
    ChangeSet,
    CheckFinding,
    Citation,
    Clan,
    DuplicateDismissal,
    DuplicatePair,
    Event,
    ImportRun,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonName,
    Union,
    UnionMember,
)
from genealogy.services.imports.clearing import relations_to, run_rows_delete
from genealogy.services.imports.errors import UndoBlocked, WrongImportState
from genealogy.services.imports.events import ClanImportUndone
from genealogy.services.imports.staging import import_rows_drop
from genealogy.services.locks import clan_lock
from genealogy.services.tree_versions import tree_touch

#: Rows that belong to a person or couple and go with it.
_PARTS: Final = (Citation, Event, MediaLink, Note, ParentLink, PersonName, UnionMember)
#: What the machine worked out and works out again.
_WORKED_OUT: Final = (CheckFinding, DuplicatePair, DuplicateDismissal, Change)
_SHOWN: Final = 5
_UNDOABLE: Final = (ImportState.APPLIED, ImportState.UNDOING)


def import_undo(run: ImportRun, *, by: Any = None, discard_edits: bool = False) -> ImportRun:
    """Take everything an import brought out of the tree again; done twice, it is done once.

    Readers lose sight of it in one short transaction; deleting follows in batches, and goes on
    where it stopped when it is called again.

    Args:
        run: applied.
        by: the user who asked for it.
        discard_edits: also undo when imported people were edited since; the edits are lost.

    Raises:
        WrongImportState: the run is not applied.
        UndoBlocked: later work hangs on imported people: links to people from elsewhere, people
            set as heads or founders, contacts, articles, or edits.
    """
    run.refresh_from_db(fields=["state"])
    if run.state == ImportState.UNDONE:
        return run
    if run.state not in _UNDOABLE:
        raise WrongImportState(run.state, "undo")
    if run.state == ImportState.APPLIED:
        _hide(run, by, discard_edits)
    for model, name in _worked_out_relations():
        model._base_manager.filter(**{f"{name}__import_run": run}).delete()
    run_rows_delete(run)
    import_rows_drop(run, issues_too=False)
    run.state = ImportState.UNDONE
    run.finished_at = timezone.now()
    run.save(update_fields=["state", "finished_at"])
    return run


def import_discard(run: ImportRun) -> None:
    """Drop a run that has not become part of the tree, with all that was read or half written.

    Raises:
        WrongImportState: the run is applied; `import_undo` is for those.
    """
    run.refresh_from_db(fields=["state"])
    if run.state in (*_UNDOABLE, ImportState.UNDONE):
        raise WrongImportState(run.state, "discard")
    run_rows_delete(run)
    import_rows_drop(run)
    run.delete()


def undo_blockers(
    run: ImportRun, *, discard_edits: bool = False
) -> list[tuple[str, int, list[str]]]:
    """List what hangs on imported people from elsewhere: (what, how many, the first by name)."""
    blockers = []
    for label, rows in _blocking_rows(run, discard_edits=discard_edits):
        count = rows.count()
        if count:
            blockers.append((label, count, [str(row) for row in rows[:_SHOWN]]))
    return blockers


def _hide(run: ImportRun, by: Any, discard_edits: bool) -> None:
    """Check and hide in one transaction, so that nothing is linked in between."""
    with transaction.atomic(using=router.db_for_write(Person)):
        clan_lock(run.clan)
        blockers = undo_blockers(run, discard_edits=discard_edits)
        if blockers:
            raise UndoBlocked(blockers)
        if run.counts.get("founder_set"):
            founders = Person.objects.filter(import_run=run)
            Clan.objects.filter(pk=run.clan_id, founder__in=founders).update(founder=None)
        Person.objects.filter(import_run=run).update(is_staged=True)
        Union.objects.filter(import_run=run).update(is_staged=True)
        ImportRun.objects.filter(pk=run.pk).update(state=ImportState.UNDOING)
        run.state = ImportState.UNDOING
        now = timezone.now()
        ChangeSet.objects.filter(import_run=run, kind=ChangeKind.IMPORT).update(
            state=ChangeState.REVERTED, decided_at=now
        )
        ChangeSet.objects.create(
            clan=run.clan,
            kind=ChangeKind.UNDO,
            state=ChangeState.APPLIED,
            import_run=run,
            author=by,
            reason=run.file_name,
            decided_at=now,
        )
        tree_touch(run.clan, None)
        publish(ClanImportUndone(clan_id=run.clan_id, run_id=run.pk))


def _blocking_rows(run: ImportRun, *, discard_edits: bool) -> Iterator[tuple[str, QuerySet[Any]]]:
    label = ParentLink._meta.verbose_name
    of_run = {"import_run": run}
    yield (
        str(label),
        ParentLink.objects.filter(
            _across("child", "parent", run) | _across("parent", "child", run)
        ),
    )
    yield (
        str(UnionMember._meta.verbose_name),
        UnionMember.objects.filter(
            _across("union", "person", run) | _across("person", "union", run)
        ),
    )
    kinds: tuple[Any, ...] = (Person, Union)
    for model in kinds:
        for relation in relations_to(model):
            other: Any = relation.related_model
            if other in _PARTS or other in _WORKED_OUT:
                continue
            name = relation.field.name
            mine = model.objects.filter(**of_run)
            rows = other._base_manager.filter(**{f"{name}__in": mine})
            if other is Clan and name == "founder" and run.counts.get("founder_set"):
                continue
            yield f"{other._meta.verbose_name} ({relation.field.verbose_name})", rows
    if not discard_edits:
        yield (
            str(Person._meta.verbose_name),
            Person.objects.filter(**of_run, version__gt=1),
        )


def _across(mine: str, other: str, run: ImportRun) -> Q:
    """Match links of which one end is of the run and the other is not."""
    # `~Q(x=run)` alone would leave out rows whose run is unknown.
    elsewhere = Q(**{f"{other}__import_run__isnull": True}) | ~Q(**{f"{other}__import_run": run})
    return Q(**{f"{mine}__import_run": run}) & elsewhere


def _worked_out_relations() -> Iterator[tuple[type[models.Model], str]]:
    for model in (Person, Union):
        for relation in relations_to(model):
            if relation.related_model in _WORKED_OUT:
                yield relation.related_model, relation.field.name
