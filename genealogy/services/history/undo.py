"""Taking a change set back: rows as they were, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from genealogy.enums import ChangeAction, ChangeKind, ChangeState
from genealogy.models import Branch, ChangeSet, Clan, Event, ParentLink, Person, Place, Union
from genealogy.services.ancestry import is_ancestor
from genealogy.services.derived import place_search_fold, rebuild_clan, refresh_people
from genealogy.services.history.conflicts import ConflictFinder
from genealogy.services.history.differences import Difference, difference_of
from genealogy.services.history.errors import Conflict, ConflictKind, UndoConflict, UndoRefused
from genealogy.services.history.naming import person_name, row_in_words
from genealogy.services.history.outside import draft_write
from genealogy.services.history.recording import recorded
from genealogy.services.history.rows import instance_of, rows_by_key
from genealogy.services.history.standing import still_standing
from genealogy.services.history.subjects import people_of
from genealogy.services.locks import clan_lock

#: Columns of a clan from which everybody's place or name follows.
_REBUILT_BY = {"founder_id", "founder_generation", "name_order", "ranks_by_mother"}


def change_set_undo(change_set: ChangeSet, *, by: Any = None, reason: str = "") -> ChangeSet:
    """Put every row of a change set back as it was before, all of it or nothing.

    An undo is a change set itself, so undoing it does the change again. Columns that a later
    change touched on the same row, but this one did not, stay as they are. A reference to a
    picture or document that was deleted since is left empty. A `PersonContact` that went with a
    deleted person does not come back.

    Args:
        change_set: applied, of any kind but an import.
        by: the account that acts.
        reason: why, in the editor's words.

    Returns:
        The change set of kind `UNDO`; the old one becomes `REVERTED`.

    Raises:
        UndoRefused: it is not applied, holds nothing, or is an import, which has its own undo.
        UndoConflict: the rows were changed, deleted or built upon since; lists each of them.
    """
    with transaction.atomic():
        clan_lock(change_set.clan)
        change_set.refresh_from_db(fields=["state"])
        refuse_undo(change_set)
        found = [difference_of(change) for change in change_set.changes.order_by("-sequence")]
        if not found:
            raise UndoRefused(_("Đợt thay đổi này không giữ lại gì để hoàn tác."), code="empty")
        found = still_standing(found)
        finder = ConflictFinder(change_set, found)
        conflicts = finder.conflicts()
        if conflicts:
            raise UndoConflict(conflicts)
        with recorded(change_set.clan, by=by, kind=ChangeKind.UNDO, reason=reason) as recording:
            recording.reverts = change_set
            recording.watch_keys(finder.keys)
            _Restorer(finder.emptied).restore(found)
            circles = _circles(found)
            if circles:
                raise UndoConflict(circles)
            _refresh(change_set.clan, found)
        change_set.state = ChangeState.REVERTED
        change_set.decided_at = timezone.now()
        change_set.save(update_fields=["state", "decided_at"])
    if recording.change_set is None:
        raise UndoRefused(_("Hoàn tác không thay đổi gì."), code="empty")
    return recording.change_set


def undo_conflicts(change_set: ChangeSet) -> list[Conflict]:
    """List what stands against an undo as the tree is now; nothing is written or locked."""
    found = [difference_of(change) for change in change_set.changes.order_by("-sequence")]
    return ConflictFinder(change_set, still_standing(found)).conflicts()


def refuse_undo(change_set: ChangeSet) -> None:
    """Refuse what is not to be undone here.

    Raises:
        UndoRefused: code `import` or `state`.
    """
    if change_set.import_run_id is not None:
        raise UndoRefused(
            _("Lần nhập tệp được hoàn tác ở trang “Các lần nhập GEDCOM”."), code="import"
        )
    if change_set.state != ChangeState.APPLIED:
        raise UndoRefused(
            _("Đợt thay đổi này %(state)s, không hoàn tác được.")
            % {"state": change_set.get_state_display()},
            code="state",
        )


class _Restorer:
    """Writes rows back; a row that meets one still in its way waits for its turn."""

    def __init__(self, emptied: dict[type[models.Model], dict[int, set[str]]]) -> None:
        self.emptied = emptied

    def restore(self, found: Sequence[Difference]) -> None:
        _release_lineages(found)
        pending = sorted(found, key=_is_stood_on)
        while pending:
            waiting = [one for one in pending if not self._is_written(one)]
            if len(waiting) == len(pending):
                raise UndoConflict([_clash(one) for one in waiting])
            pending = waiting

    def _is_written(self, one: Difference) -> bool:
        try:
            with transaction.atomic():
                self._write(one)
        except IntegrityError:
            return False
        return True

    def _write(self, one: Difference) -> None:
        if one.action == ChangeAction.CREATE:
            one.model._base_manager.get(pk=one.pk).delete()
            return
        if one.model is Revision:
            draft_write(one.pk, (one.before or {})["people"])
            return
        row = dict(one.before or {})
        for name in self.emptied.get(one.model, {}).get(one.pk, ()):
            row[name] = None
        instance = instance_of(one.model, row)
        if one.action == ChangeAction.UPDATE:
            current = one.model._base_manager.get(pk=one.pk)
            for name in one.changed:
                setattr(current, name, getattr(instance, name))
            instance = current
        if isinstance(instance, Place):
            names = (instance.text, instance.current_name, instance.old_names)
            instance.search_fold = place_search_fold(*names)
        instance.save(force_insert=one.action == ChangeAction.DELETE)


def _is_stood_on(one: Difference) -> bool:
    """Say whether a row to be removed may still have rows on it that are yet to be moved away.

    It goes after them: the database would take them along.
    """
    return one.action == ChangeAction.CREATE and one.model in (Person, Union, Event)


def _release_lineages(found: Iterable[Difference]) -> None:
    """Clear the marks of lineage that change, so that two of them may trade places."""
    links = [one.pk for one in found if one.model is ParentLink and "is_lineage" in one.changed]
    ParentLink.objects.filter(pk__in=links).update(is_lineage=False)


def _clash(one: Difference) -> Conflict:
    """Say in the words of the database's rule why a row cannot be written."""
    row = one.before or one.after or {}
    current = rows_by_key(one.model, [one.pk]).get(one.pk, {})
    instance = instance_of(one.model, {**current, **row})
    instance._state.adding = one.action == ChangeAction.DELETE
    detail = ""
    try:
        instance.validate_unique()
        instance.validate_constraints()
    except ValidationError as error:
        detail = " ".join(error.messages)
    return Conflict(ConflictKind.CLASH, row_in_words(one.model, row), detail)


def _circles(found: Iterable[Difference]) -> list[Conflict]:
    """Find people, branches and places that would stand under themselves."""
    conflicts = []
    for one in found:
        row = one.before
        if row is None:
            continue
        if one.model is ParentLink and is_ancestor(row["child_id"], of=row["parent_id"]):
            detail = _("%(parent)s là con cháu của %(child)s") % {
                "parent": person_name(row["parent_id"]),
                "child": person_name(row["child_id"]),
            }
            conflicts.append(Conflict(ConflictKind.CIRCLE, row_in_words(one.model, row), detail))
        elif one.model in (Branch, Place) and row.get("parent_id") and _is_circular(one):
            name = row_in_words(one.model, row)
            conflicts.append(Conflict(ConflictKind.CIRCLE, name, name))
    return conflicts


def _is_circular(one: Difference) -> bool:
    """Say whether a branch or place stands under itself now."""
    met: set[int] = set()
    above: int | None = one.pk
    while above is not None and above not in met:
        met.add(above)
        rows = one.model._base_manager.filter(pk=above).values_list("parent_id", flat=True)
        above = rows.first()
    return above is not None


def _refresh(clan: Clan, found: Sequence[Difference]) -> None:
    """Bring up to date what follows from the rows written back."""
    if any(one.model is Clan and _REBUILT_BY & set(one.changed) for one in found):
        rebuild_clan(clan)
        return
    people = people_of(found)
    branches = {one.pk for one in found if one.model is Branch}
    if branches:
        founders = Branch.objects.filter(
            models.Q(pk__in=branches) | models.Q(parent_id__in=branches), founder__isnull=False
        )
        people.update(founders.values_list("founder_id", flat=True))
    refresh_people(clan, people)
