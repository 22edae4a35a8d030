"""Whom an erasure is about: all keys, names and files by which the database may know somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from genealogy.models import (
    Change,
    ChangeSet,
    ChangeSubject,
    Citation,
    Consent,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonAccount,
    PersonName,
    PersonRedirect,
    ProposalItem,
    UnionMember,
)

#: A name of one word ("An") stands in half of all texts, and says nothing of this person.
_LEAST_WORDS: Final = 2
ATTACHED: Final = (Citation, Note, MediaLink)


@dataclass
class Erased:
    """Everything that leads to one person, collected before anything is deleted.

    Primary keys of rows long gone are among them, as far as the history knows them: those of
    records that were merged into this one, of events and couples that were deleted.
    """

    person: Person
    uuids: set[UUID] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    events: set[int] = field(default_factory=set)
    unions: set[int] = field(default_factory=set)
    relatives: set[int] = field(default_factory=set)
    change_sets: set[int] = field(default_factory=set)
    runs: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    #: Names as they are written, longest first; for texts that no key leads to.
    names: list[str] = field(default_factory=list)


def erased_subject(person: Person) -> Erased:
    """Collect what leads to somebody."""
    erased = Erased(person, people={person.pk}, uuids={person.uuid})
    old = PersonRedirect.objects.filter(person=person)
    erased.uuids.update(old.values_list("old_uuid", flat=True))
    _read_rows(erased)
    _read_history(erased)
    _read_names(erased)
    erased.accounts.update(
        PersonAccount.objects.filter(person=person).values_list("user_id", flat=True)
    )
    return erased


def attached_to(erased: Erased) -> Q:
    """Match notes, citations and pictures of the person, the person's couples and their events."""
    return (
        Q(person__in=erased.people)
        | Q(union__in=erased.unions)
        | Q(event__person__in=erased.people)
        | Q(event__union__in=erased.unions)
    )


def _read_rows(erased: Erased) -> None:
    people = erased.people
    links = ParentLink.objects.filter(Q(child__in=people) | Q(parent__in=people))
    erased.relatives.update(
        pk for pair in links.values_list("child_id", "parent_id") for pk in pair
    )
    erased.unions.update(
        UnionMember.objects.filter(person__in=people).values_list("union_id", flat=True)
    )
    members = UnionMember.objects.filter(union__in=erased.unions)
    erased.relatives.update(members.values_list("person_id", flat=True))
    children = ParentLink.objects.filter(union__in=erased.unions)
    erased.relatives.update(children.values_list("child_id", flat=True))
    erased.relatives -= people
    events = Event.objects.filter(Q(person__in=people) | Q(union__in=erased.unions))
    for pk, place in events.values_list("pk", "place_id"):
        erased.events.add(pk)
        _add(erased.places, place)
    media = MediaLink.objects.filter(attached_to(erased))
    for image, document in media.values_list("image_id", "document_id"):
        _add_files(erased, image, document)
    _add_files(erased, erased.person.portrait_id, None)
    for document in Consent.objects.filter(person__in=people).values_list("document", flat=True):
        _add_files(erased, None, document)
    targets = [str(uuid) for uuid in erased.uuids]
    items = ProposalItem.objects.filter(
        Q(target__in=targets) | Q(proposal__subject__in=people) | Q(result_uuid__in=erased.uuids)
    )
    for image in items.values_list("image", flat=True):
        _add_files(erased, image, None)
    cited = Citation.objects.filter(attached_to(erased))
    erased.sources.update(cited.values_list("source_id", flat=True))
    if erased.person.import_run_id:
        erased.runs.add(erased.person.import_run_id)


def _read_history(erased: Erased) -> None:
    """Learn from the history which keys were the person's once."""
    subjects = ChangeSubject.objects.filter(person_uuid__in=erased.uuids)
    erased.change_sets.update(subjects.values_list("change_set", flat=True))
    own = Change.objects.filter(person_uuid__in=erased.uuids)
    erased.change_sets.update(own.values_list("change_set", flat=True))
    erased.people.update(
        int(key) for key in own.filter(model="person").values_list("object_id", flat=True)
    )
    for change in changes_of(erased):
        for row in rows_of(change):
            _learn(erased, change, row)


def changes_of(erased: Erased) -> Iterable[Change]:
    """Give the changes of every set that is about the person."""
    sets = ChangeSet.objects.filter(pk__in=erased.change_sets)
    return Change.objects.filter(change_set__in=sets).iterator(chunk_size=500)


def rows_of(change: Change) -> list[dict[str, Any]]:
    """Give the row before and after, as far as there is one."""
    return [row for row in (change.before, change.after) if isinstance(row, dict)]


def _learn(erased: Erased, change: Change, row: dict[str, Any]) -> None:
    is_own = row.get("person_id") in erased.people
    if change.model == "unionmember" and is_own:
        _add(erased.unions, row.get("union_id"))
    elif change.model == "event" and (is_own or row.get("union_id") in erased.unions):
        erased.events.add(int(change.object_id))
        _add(erased.places, row.get("place_id"))
    elif change.model == "medialink" and is_own:
        _add_files(erased, row.get("image_id"), row.get("document_id"))
    elif change.model == "citation" and is_own:
        _add(erased.sources, row.get("source_id"))
    elif change.model == "person" and int(change.object_id) in erased.people:
        _add_files(erased, row.get("portrait_id"), None)
        _add(erased.runs, row.get("import_run_id"))


def _add_files(erased: Erased, image: int | None, document: int | None) -> None:
    _add(erased.images, image)
    _add(erased.documents, document)


def _add(keys: set[int], key: int | None) -> None:
    if key is not None:
        keys.add(key)


def _read_names(erased: Erased) -> None:
    known = {erased.person.full_name}
    known.update(
        PersonName.objects.filter(person__in=erased.people).values_list("value", flat=True)
    )
    telling = {name for name in known if len(name.split()) >= _LEAST_WORDS}
    erased.names = sorted(telling, key=len, reverse=True)
