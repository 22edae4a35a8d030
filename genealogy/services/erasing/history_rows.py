"""The history forgets somebody: rows of the person go, other rows lose the reference."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Exists, OuterRef
from wagtail.models import Revision

from genealogy.models import Change, ChangeSet, ChangeSubject, Person
from genealogy.services.erasing.subject import Erased, changes_of, rows_of
from genealogy.services.history.outside import mentions
from genealogy.services.history.rows import model_of

#: Rows that are somebody's by one of these columns, and tell of nobody else.
_OWN_COLUMNS: Final = {
    "personname": ("person_id",),
    "personredirect": ("person_id",),
    "unionmember": ("person_id",),
    "parentlink": ("child_id", "parent_id"),
    "event": ("person_id",),
    "citation": ("person_id",),
    "note": ("person_id",),
    "medialink": ("person_id",),
    "clanfeast": ("person_id",),
    "duplicatedismissal": ("first_id", "second_id"),
}
_OF_COUPLES: Final = {"event", "citation", "note", "medialink"}


def history_forget(erased: Erased, gone: dict[type[models.Model], set[int]]) -> int:
    """Delete what the history holds of the person; give how many changes were deleted.

    Sets that also changed others stay, without the person and without a reason, which is free
    text. A set about the person alone goes.

    Args:
        erased: whom it is about.
        gone: places and sources deleted with the person, by model.
    """
    doomed: list[int] = []
    for change in changes_of(erased):
        if _is_of_person(erased, change) or _is_gone(gone, change):
            doomed.append(change.pk)
        elif _blank(erased, change):
            change.save(update_fields=["before", "after", "person_uuid"])
    for start in range(0, len(doomed), 500):
        Change.objects.filter(pk__in=doomed[start : start + 500]).delete()
    ChangeSubject.objects.filter(person_uuid__in=erased.uuids).delete()
    sets = ChangeSet.objects.filter(pk__in=erased.change_sets)
    sets.update(reason="")
    left = Change.objects.filter(change_set=OuterRef("pk"))
    sets.filter(~Exists(left), import_run__isnull=True).delete()
    return len(doomed)


def _is_of_person(erased: Erased, change: Change) -> bool:
    if change.model == "person":
        return int(change.object_id) in erased.people
    if change.model == "union":
        return int(change.object_id) in erased.unions
    columns = _OWN_COLUMNS.get(change.model) or _mention_columns().get(change.model, ())
    for row in rows_of(change):
        if any(row.get(column) in erased.people for column in columns):
            return True
        if change.model in _OF_COUPLES and row.get("union_id") in erased.unions:
            return True
        if row.get("event_id") in erased.events:
            return True
    return change.model == "event" and int(change.object_id) in erased.events


def _is_gone(gone: dict[type[models.Model], set[int]], change: Change) -> bool:
    return any(
        change.model == model._meta.model_name and int(change.object_id) in keys
        for model, keys in gone.items()
    )


def _blank(erased: Erased, change: Change) -> bool:
    """Take the person out of a change of another row; say whether there was anything."""
    model = model_of(change.model)
    found = change.person_uuid in erased.uuids
    if found:
        change.person_uuid = None
    for row in rows_of(change):
        found |= _drafts_blank(erased, row) if model is Revision else _row_blank(erased, model, row)
    return found


def _row_blank(erased: Erased, model: type[models.Model], row: dict[str, Any]) -> bool:
    columns = [
        field.attname
        for field in model._meta.concrete_fields
        if field.related_model is Person and row.get(field.attname) in erased.people
    ]
    for column in columns:
        row[column] = None
    return bool(columns)


def _drafts_blank(erased: Erased, row: dict[str, Any]) -> bool:
    people = row.get("people")
    if not isinstance(people, dict):
        return False
    cleared = {
        relation: [None if key in erased.people else key for key in keys]
        for relation, keys in people.items()
    }
    row["people"] = cleared
    return bool(cleared != people)


def _mention_columns() -> dict[str, tuple[str, ...]]:
    return {
        str(mention.model._meta.label_lower): (mention.field.attname,) for mention in mentions()
    }
