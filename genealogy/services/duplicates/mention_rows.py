"""Whatever else names somebody who goes: offices, feasts, articles and their drafts, dismissals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db import models
from django.db.models import Q
from wagtail.models import Revision

from genealogy.models import (
    CheckFinding,
    Citation,
    DuplicateDismissal,
    DuplicatePair,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonContact,
    PersonName,
    UnionMember,
)
from genealogy.services.duplicates.account_rows import PERSONAL
from genealogy.services.history import Recording
from genealogy.services.history.outside import (
    Mention,
    draft_rows,
    draft_write,
    drafts_naming,
    mentions,
)
from genealogy.services.imports.clearing import relations_to

#: What the other modules of the merge hand on, or what is worked out anew.
_ELSEWHERE: Final = (
    Citation,
    Event,
    MediaLink,
    Note,
    ParentLink,
    PersonName,
    UnionMember,
    PersonContact,
    CheckFinding,
    DuplicatePair,
    DuplicateDismissal,
    *(model for model, _name in PERSONAL),
)
#: Columns in which two rows of a list may differ and still say the same.
_ANYHOW: Final = {"id", "sort_order"}
_WAYS: Final = ("phone", "email", "address", "note")


def offices_of(person: Person) -> Iterator[tuple[Any, models.Model]]:
    """Give the rows of the tree that name somebody as founder, head, of a feast, old address."""
    outside = {mention.model for mention in mentions()}
    for relation in relations_to(Person):
        model = relation.related_model
        if model in _ELSEWHERE or model in outside:
            continue
        for row in model._base_manager.filter(**{relation.field.name: person}).order_by("pk"):
            yield relation.field, row


def offices_move(keep: Person, drop: Person, recording: Recording) -> list[tuple[Any, Any]]:
    """Let the offices of one be the other's; give what was written."""
    rows = list(offices_of(drop))
    recording.watch(rows=[row for _field, row in rows])
    for field, row in rows:
        type(row)._base_manager.filter(pk=row.pk).update(**{field.name: keep})
    return rows


def mentions_of(person: Person) -> Iterator[tuple[Mention, models.Model]]:
    """Give the rows of other apps that name somebody, such as articles."""
    for mention in mentions():
        rows = mention.model._base_manager.filter(**{mention.field.name: person})
        for row in rows.order_by("pk"):
            yield mention, row


def mentions_move(keep: Person, drop: Person, recording: Recording) -> None:
    """Let articles that speak of one speak of the other, nobody twice in one list.

    The rows are saved one by one, so that Wagtail's index of references follows.
    """
    for mention, row in list(mentions_of(drop)):
        recording.watch_keys({mention.model: [row.pk]})
        if _is_named(mention, row, keep):
            row.delete()
            continue
        setattr(row, mention.field.name, keep)
        row.save(update_fields=[mention.field.name])
    drafts = drafts_naming(drop)
    recording.watch_keys({Revision: drafts})
    for pk, draft in draft_rows(drafts).items():
        people = {
            relation: [keep.pk if person == drop.pk else person for person in people]
            for relation, people in draft["people"].items()
        }
        draft_write(pk, people)


def _is_named(mention: Mention, row: models.Model, person: Person) -> bool:
    """Say whether a list names somebody already, in a row that says the same otherwise."""
    same = {
        field.attname: getattr(row, field.attname)
        for field in mention.model._meta.concrete_fields
        if field.attname not in {*_ANYHOW, mention.field.attname}
    }
    others = mention.model._base_manager.filter(**same, **{mention.field.name: person})
    return others.exclude(pk=row.pk).exists()


def dismissals_move(keep: Person, drop: Person, recording: Recording) -> None:
    """Keep in mind of the other who is known not to be this one."""
    rows = DuplicateDismissal.objects.filter(Q(first=drop) | Q(second=drop))
    for row in rows.order_by("pk"):
        other = row.second_id if row.first_id == drop.pk else row.first_id
        first, second = sorted((keep.pk, other))
        recording.watch_keys({DuplicateDismissal: [row.pk]})
        is_known = DuplicateDismissal.objects.filter(first_id=first, second_id=second).exists()
        if other == keep.pk or is_known:
            row.delete()
            continue
        row.first_id, row.second_id = first, second
        row.save(update_fields=["first", "second"])


def contact_move(keep: Person, drop: Person) -> None:
    """Keep how to reach the person: what stands at the one who stays, else the other's.

    Never part of the history, so an undo leaves it where it is.
    """
    theirs = PersonContact.objects.filter(person=drop).first()
    if theirs is None:
        return
    mine = PersonContact.objects.filter(person=keep).first()
    if mine is None:
        theirs.person = keep
        theirs.save(update_fields=["person"])
        return
    for name in _WAYS:
        if not getattr(mine, name):
            setattr(mine, name, getattr(theirs, name))
    mine.save(update_fields=_WAYS)
    theirs.delete()
