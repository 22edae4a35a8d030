"""Whom a change is about: the person whose row it is, parents and children, both spouses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from genealogy.models import Event, Person, UnionMember
from genealogy.services.derived.columns import chunked
from genealogy.services.history.differences import Difference
from genealogy.services.history.rows import PlainRow

_PERSON_COLUMNS = ("person_id", "child_id", "parent_id", "founder_id", "head_id")
#: A child's link names its parents itself; these are about the couple.
_OF_COUPLES = ("union", "unionmember", "event", "citation", "note", "medialink")


def owner_of(one: Difference) -> int | None:
    """Give the primary key of the person whose row it is, if it is a person's."""
    row = _row(one)
    if one.model is Person:
        return one.pk
    return row.get("child_id") or row.get("person_id")


def subjects_of(found: Sequence[Difference]) -> tuple[list[UUID], dict[int, UUID]]:
    """Give the UUIDs of everybody concerned, and the UUIDs by primary key."""
    people = people_of(found)
    uuids = {
        one.pk: UUID(row["uuid"])
        for one in found
        for row in (one.before, one.after)
        if one.model is Person and row is not None and "uuid" in row
    }
    for part in chunked(sorted(people - uuids.keys())):
        uuids.update(Person.objects.filter(pk__in=part).values_list("pk", "uuid"))
    return sorted({uuids[pk] for pk in people if pk in uuids}), uuids


def people_of(found: Iterable[Difference]) -> set[int]:
    """Give the primary keys of everybody concerned, those deleted included."""
    people: set[int] = set()
    unions: set[int] = set()
    events: set[int] = set()
    for one in found:
        for row in (one.before, one.after):
            if row is None:
                continue
            people |= _people(one, row)
            unions |= _unions(one, row)
            events.update(key for key in [row.get("event_id")] if key)
    for part in chunked(sorted(events)):
        for person, union in Event.objects.filter(pk__in=part).values_list("person_id", "union_id"):
            people |= {person} - {None}
            unions |= {union} - {None}
    for part in chunked(sorted(unions)):
        people.update(
            UnionMember.objects.filter(union_id__in=part).values_list("person_id", flat=True)
        )
    return people


def _row(one: Difference) -> PlainRow:
    return one.after or one.before or {}


def _people(one: Difference, row: PlainRow) -> set[int]:
    people = {row[name] for name in _PERSON_COLUMNS if row.get(name)}
    return people | {one.pk} if one.model is Person else people


def _unions(one: Difference, row: PlainRow) -> set[int]:
    if one.name not in _OF_COUPLES:
        return set()
    key = one.pk if one.name == "union" else row.get("union_id")
    return {key} if key else set()
