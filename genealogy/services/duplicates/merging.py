"""Making one person of two rows that are the same, in one transaction that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from genealogy.enums import ChangeKind, NameKind
from genealogy.models import (
    Branch,
    ChangeSet,
    Clan,
    DuplicatePair,
    ParentLink,
    Person,
    PersonName,
    PersonRedirect,
    UnionMember,
)
from genealogy.services.branches import founders_of
from genealogy.services.derived import rebuild_clan, refresh_people
from genealogy.services.duplicates.account_rows import personal_rows_move
from genealogy.services.duplicates.attached_rows import attached_move, picture_add
from genealogy.services.duplicates.choices import (
    BIOGRAPHY,
    BOTH,
    DROP,
    FIELDS,
    PORTRAIT,
    SINGLE_EVENTS,
    settled,
)
from genealogy.services.duplicates.event_rows import events_join, joined_lists
from genealogy.services.duplicates.family_rows import children_join, parents_join, unions_join
from genealogy.services.duplicates.mention_rows import (
    contact_move,
    dismissals_move,
    mentions_move,
    offices_move,
)
from genealogy.services.duplicates.preview import name_of
from genealogy.services.duplicates.refusals import merge_refusal
from genealogy.services.history import Recording, recorded
from genealogy.services.saving import checked_save, log_delete

_VALUE_LENGTH: Final = PersonName._meta.get_field("value").max_length or 250


@transaction.atomic
def person_merge(
    *,
    keep: Person,
    drop: Person,
    choices: Mapping[str, str] | None = None,
    by: Any = None,
    reason: str = "",
) -> Person:
    """Make one person of two.

    What only one of the two has, the person has afterwards. Where they contradict each other
    `choices` decides; the name, the birth or death that was not chosen stays as another name or a
    note, the portrait as a picture. Other columns not chosen stand in the history alone. The old
    address leads to the person who stays. `change_set_undo` takes all of it back but
    `PersonContact` and what `account_rows` names, which have no history.

    Args:
        keep: the row that stays, with its address.
        drop: the row that goes.
        choices: "keep" or "drop" by the name of a field of `duplicates.choices.FIELDS`; "both"
            for parents and biography. A field left out follows what is there, `keep` first.
        by: the account that acts.
        reason: why, in the editor's words.

    Raises:
        ValidationError: they cannot be one person, see `merge_refusal`, or there is no such
            choice.
    """
    keep, drop = (Person.objects.select_related("clan").get(pk=one.pk) for one in (keep, drop))
    refusal = merge_refusal(keep, drop)
    if refusal is not None:
        raise refusal
    chosen = settled(choices or {}, keep, drop)
    clan = keep.clan
    with recorded(
        clan, by=by, kind=ChangeKind.MERGE, reason=reason, people=[keep, drop]
    ) as recording:
        around = {keep.pk, drop.pk, *_relatives(keep, drop)}
        recording.watch(rows=ParentLink.objects.filter(parent__in=(keep, drop)))
        names = [name_of(person) for person in (keep, drop)]
        _columns_join(keep, drop, chosen, by)
        _names_join(keep, drop, names)
        events_join(keep, drop, once=SINGLE_EVENTS, choices=chosen)
        attached_move(drop, keep)
        parents_join(keep, drop, chosen)
        around |= children_join(keep, drop)
        around |= unions_join(keep, drop, recording, by)
        offices = offices_move(keep, drop, recording)
        mentions_move(keep, drop, recording)
        dismissals_move(keep, drop, recording)
        contact_move(keep, drop)
        personal_rows_move(keep, drop)
        DuplicatePair.objects.filter(Q(first=drop) | Q(second=drop)).delete()
        _drop(keep, drop, recording, by)
        _refresh(clan, offices, around)
    return Person.objects.select_related("clan", "branch").get(pk=keep.pk)


def last_merge(person: Person) -> ChangeSet | None:
    """Give the change set of the last merge into somebody, to be offered for undoing."""
    return (
        ChangeSet.objects.filter(kind=ChangeKind.MERGE, subjects__person_uuid=person.uuid)
        .order_by("-pk")
        .first()
    )


def _relatives(*people: Person) -> set[int]:
    """Give parents, children and spouses as they are before the merge."""
    keys = [person.pk for person in people]
    links = ParentLink.objects.filter(Q(child__in=keys) | Q(parent__in=keys))
    found = {pk for pair in links.values_list("child_id", "parent_id") for pk in pair}
    unions = UnionMember.objects.filter(person__in=keys).values("union_id")
    members = UnionMember.objects.filter(union_id__in=unions)
    return found | set(members.values_list("person_id", flat=True))


def _columns_join(keep: Person, drop: Person, chosen: Mapping[str, str], by: Any) -> None:
    """Write the columns chosen; portrait and biography that were not are kept beside."""
    values: dict[str, Any] = {"extra": joined_lists(keep.extra, drop.extra)}
    values["source_xref"] = keep.source_xref or drop.source_xref
    pictures = [person.portrait for person in (keep, drop) if person.portrait is not None]
    for field in FIELDS:
        if chosen[str(field.name)] == DROP:
            values.update({column: getattr(drop, column) for column in field.columns})
    if chosen[BIOGRAPHY.name] == BOTH:
        values["biography"] = joined_texts(keep.biography, drop.biography)
    checked_save(keep, by=by, fields=values)
    for picture in pictures:
        if picture.pk != getattr(keep, f"{PORTRAIT.columns[0]}_id"):
            picture_add(keep, picture)


def joined_texts(mine: str, other: str) -> str:
    """Join two running texts; one that holds the other stands alone."""
    if not mine.strip() or mine in other:
        return other
    return mine if other in mine else f"{mine}{other}"


def _names_join(keep: Person, drop: Person, full_names: list[str]) -> None:
    """Give the other names of one to the other; a full name not chosen becomes one of them."""
    mine = list(PersonName.objects.filter(person=keep).order_by("sort_order", "pk"))
    known = {(name.kind, name.value): name for name in mine}
    last = max((name.sort_order for name in mine), default=-1)
    for name in PersonName.objects.filter(person=drop).order_by("sort_order", "pk"):
        twin = known.get((name.kind, name.value))
        if twin is None:
            last += 1
            name.person, name.sort_order = keep, last
            name.save(update_fields=["person", "sort_order"])
            known[name.kind, name.value] = name
            continue
        _note_join(twin, name.note)
        name.delete()
    values = {value for _kind, value in known} | {name_of(keep)}
    for value in dict.fromkeys(full_names):
        if value and value not in values:
            PersonName.objects.create(
                person=keep,
                kind=NameKind.OTHER,
                value=value[:_VALUE_LENGTH],
                note=_("tên ở bản đã gộp"),
                sort_order=last + 1,
            )


def _note_join(name: PersonName, note: str) -> None:
    """Add a remark to a name where there is room; no name is lost for want of it."""
    room = PersonName._meta.get_field("note").max_length or 0
    joined = f"{name.note}; {note}" if name.note else note
    if note and note not in name.note and len(joined) <= room:
        name.note = joined
        name.save(update_fields=["note"])


def _drop(keep: Person, drop: Person, recording: Recording, by: Any) -> None:
    """Delete the row that goes; its address leads on."""
    recording.deleting(drop)
    log_delete(drop, by)
    old = drop.uuid
    drop.delete()
    PersonRedirect.objects.create(old_uuid=old, person=keep)


def _refresh(clan: Clan, offices: list[tuple[Any, Any]], people: set[int]) -> None:
    """Bring up to date what follows from the rows, all of it when the founder was merged."""
    if any(isinstance(row, Clan) and field.name == "founder" for field, row in offices):
        rebuild_clan(clan)
        return
    for field, row in offices:
        if isinstance(row, Branch) and field.name == "founder":
            people |= founders_of(row) | founders_of(Branch.objects.get(pk=row.pk))
    refresh_people(clan, people)
