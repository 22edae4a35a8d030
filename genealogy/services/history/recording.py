"""Recording what an edit does: rows before, rows after, the difference kept as a change set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from genealogy.enums import ChangeAction, ChangeKind, ChangeState
from genealogy.models import Change, ChangeSet, ChangeSubject, Clan, Person
from genealogy.services.derived.columns import chunked
from genealogy.services.history.differences import Difference, differences
from genealogy.services.history.files import files_mark
from genealogy.services.history.rows import MODEL_OF_NAME
from genealogy.services.history.subjects import owner_of, subjects_of
from genealogy.services.history.watching import (
    Snapshot,
    Watched,
    hanging_on,
    watched,
)
from genealogy.services.locks import clan_lock

_open: ContextVar[Recording | None] = ContextVar("open_recording", default=None)


class Recording:
    """What one edit does to the tree; becomes a `ChangeSet` when the block ends."""

    def __init__(self, clan: Clan, by: Any, kind: str, reason: str) -> None:
        self.clan = clan
        self.by = by
        self.kind = kind
        self.reason = reason
        #: The change set this one takes back.
        self.reverts: ChangeSet | None = None
        #: After the block; None when nothing changed.
        self.change_set: ChangeSet | None = None
        self._watched = Watched()
        self._before: Snapshot = {model: {} for model in MODEL_OF_NAME.values()}

    def watch(
        self,
        *,
        people: Iterable[Any] = (),
        unions: Iterable[Any] = (),
        branches: Iterable[Any] = (),
        places: Iterable[Any] = (),
        sources: Iterable[Any] = (),
        rows: Iterable[models.Model] = (),
    ) -> None:
        """Look at what is about to be changed; to be called before it is.

        Args:
            people: people, or their primary keys, with all rows that are theirs: names, parent
                links, events, memberships in couples, notes, citations, pictures.
            unions: couples with members, events and the children's links.
            branches: branches, one row each.
            places: places, one row each.
            sources: sources, one row each.
            rows: single rows of any recorded model; a clan stands for its row and its feasts.
        """
        self._watch(
            watched(
                people=people,
                unions=unions,
                branches=branches,
                places=places,
                sources=sources,
                rows=rows,
            )
        )

    def created(self, *instances: models.Model) -> None:
        """Tell of rows made inside the block."""
        self._watched.add(watched(rows=instances))

    def deleting(self, *instances: models.Model) -> None:
        """Look at rows about to be deleted, with all that goes or is cleared with them."""
        for instance in instances:
            self._watch(hanging_on(instance))

    def watch_keys(self, keys: Mapping[type[models.Model], Iterable[int]]) -> None:
        """Look at single rows by primary key; they need not be there."""
        self._watch(Watched(rows={model: set(found) for model, found in keys.items()}))

    def _watch(self, more: Watched) -> None:
        fresh = more.without(self._watched)
        snapshot = fresh.read()
        events = snapshot[MODEL_OF_NAME["event"]]
        for model, rows in snapshot.items():
            before = self._before.setdefault(model, {})
            for pk, row in rows.items():
                # A row that stands where we looked before, and was not there then, is new.
                if pk not in before and not self._watched.covers(model, row, events):
                    before[pk] = row
        self._watched.add(fresh)

    def finish(self) -> None:
        """Write the change set, if anything is different now."""
        found = differences(self._before, self._watched)
        if not found:
            return
        files_mark(found)
        self._count_versions(found)
        self.change_set = ChangeSet.objects.create(
            clan=self.clan,
            kind=self.kind,
            state=ChangeState.APPLIED,
            reason=self.reason,
            reverts=self.reverts,
            author_id=getattr(self.by, "pk", None),
            decided_at=timezone.now(),
        )
        subjects, uuids = subjects_of(found)
        Change.objects.bulk_create(
            (
                Change(
                    change_set=self.change_set,
                    sequence=number,
                    action=one.action,
                    model=one.name,
                    object_id=str(one.pk),
                    person_uuid=uuids.get(owner_of(one) or 0),
                    before=one.before,
                    after=one.after,
                )
                for number, one in enumerate(found)
            ),
            batch_size=500,
        )
        ChangeSubject.objects.bulk_create(
            (
                ChangeSubject(change_set=self.change_set, person_uuid=person_uuid)
                for person_uuid in subjects
            ),
            batch_size=500,
        )

    def _count_versions(self, found: list[Difference]) -> None:
        """Raise the version of everybody of whom something typed changed, but the new ones."""
        new = {one.pk for one in found if one.model is Person and one.action == ChangeAction.CREATE}
        edited = {owner_of(one) for one in found if one.name != "unionmember"} - new - {None}
        for part in chunked(sorted(pk for pk in edited if pk is not None)):
            Person.objects.filter(pk__in=part).update(version=F("version") + 1)


def current_recording() -> Recording | None:
    """Give the recording that is open, if any."""
    return _open.get()


@contextmanager
def recorded(
    clan: Clan,
    *,
    by: Any = None,
    kind: str = ChangeKind.EDIT,
    reason: str = "",
    people: Iterable[Any] = (),
    unions: Iterable[Any] = (),
    branches: Iterable[Any] = (),
    places: Iterable[Any] = (),
    sources: Iterable[Any] = (),
    clan_row: bool = False,
) -> Iterator[Recording]:
    """Record what the block does to the tree of a clan, in one transaction under the clan's lock.

    Name what is about to change, or tell the recording inside the block: `watch` before a change,
    `created` after a row was made, `deleting` before one goes. What nobody named is not recorded.
    A block inside another of the same clan joins it: one change set, written by the outer one.
    When the block raises, nothing is written. Ways to reach the living (`PersonContact`) are
    never recorded.

    Args:
        clan: saved.
        by: the account that acts.
        kind: a `ChangeKind`.
        reason: why, in the editor's words.
        people: people or primary keys about to change, see `Recording.watch`.
        unions: couples about to change.
        branches: branches about to change.
        places: places about to change.
        sources: sources about to change.
        clan_row: the clan's own row, or its feasts, are about to change.

    Yields:
        The recording; its `change_set` is there after the block.
    """
    named: dict[str, Any] = {
        "people": people,
        "unions": unions,
        "branches": branches,
        "places": places,
        "sources": sources,
        "rows": [clan] if clan_row else [],
    }
    outer = _open.get()
    if outer is not None and outer.clan.pk == clan.pk:
        outer.by = outer.by or by
        outer.reason = outer.reason or reason
        with transaction.atomic():
            outer.watch(**named)
            yield outer
        return
    recording = Recording(clan, by, kind, reason)
    with transaction.atomic():
        clan_lock(clan)
        token = _open.set(recording)
        try:
            recording.watch(**named)
            yield recording
        finally:
            _open.reset(token)
        recording.finish()
