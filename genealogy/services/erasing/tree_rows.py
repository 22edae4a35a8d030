"""The rows of the tree that are, or name, somebody who is erased.

Every foreign key to a person stands in one table here. A key that does not stops the erasure
before it begins: nobody may be told "erased" while a row that nobody thought of stays.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Any, Final
from uuid import uuid4

from django.db import models
from django.db.models import Q

from genealogy.enums import LivingState, Visibility
from genealogy.models import Event, ParentLink, Person, Place, Source, Union, UnionMember
from genealogy.services.erasing.subject import ATTACHED, Erased, attached_to
from genealogy.services.history.outside import mentions
from genealogy.services.imports.clearing import relations_to


class Handling(Enum):
    """What becomes of a row that leads to the person."""

    #: The row goes.
    DELETE = auto()
    #: The row stays and names nobody.
    CLEAR = auto()
    #: The row holds the tree together: it stays while the person's place is kept.
    PLACE = auto()
    #: Another module of this package sees to it.
    ELSEWHERE = auto()


_HANDLING: Final[dict[tuple[str, str], Handling]] = {
    ("clan", "founder"): Handling.PLACE,
    ("clan", "head"): Handling.CLEAR,
    ("branch", "founder"): Handling.PLACE,
    ("branch", "head"): Handling.CLEAR,
    ("personname", "person"): Handling.DELETE,
    ("personredirect", "person"): Handling.DELETE,
    ("personcontact", "person"): Handling.DELETE,
    ("unionmember", "person"): Handling.PLACE,
    ("parentlink", "child"): Handling.PLACE,
    ("parentlink", "parent"): Handling.PLACE,
    ("event", "person"): Handling.DELETE,
    ("citation", "person"): Handling.DELETE,
    ("note", "person"): Handling.DELETE,
    ("medialink", "person"): Handling.DELETE,
    ("clanfeast", "person"): Handling.DELETE,
    ("memorialreminder", "person"): Handling.DELETE,
    ("checkfinding", "person"): Handling.DELETE,
    ("duplicatepair", "first"): Handling.DELETE,
    ("duplicatepair", "second"): Handling.DELETE,
    ("duplicatedismissal", "first"): Handling.DELETE,
    ("duplicatedismissal", "second"): Handling.DELETE,
    ("printorder", "person"): Handling.ELSEWHERE,
    ("personaccount", "person"): Handling.ELSEWHERE,
    ("invitation", "person"): Handling.ELSEWHERE,
    ("proposal", "subject"): Handling.ELSEWHERE,
    ("consent", "person"): Handling.ELSEWHERE,
    ("datarequest", "person"): Handling.ELSEWHERE,
}


class UnknownRelation(LookupError):
    """A foreign key to a person that no erasure knows of yet."""


def relations_known() -> list[tuple[type[models.Model], str, Handling]]:
    """Give every foreign key to a person of this app with what becomes of its rows.

    Raises:
        UnknownRelation: a key is not in the table; write down first what shall happen.
    """
    outside = {mention.model for mention in mentions()}
    found = []
    for relation in relations_to(Person):
        model = relation.related_model
        if model in outside:
            continue
        name = (str(model._meta.model_name), str(relation.field.name))
        if name not in _HANDLING:
            raise UnknownRelation(f"{model._meta.label}.{relation.field.name}")
        found.append((model, relation.field.name, _HANDLING[name]))
    return found


def rows_leading(erased: Erased) -> dict[type[models.Model], set[int]]:
    """Give the keys of rows that are the person's and go, or lose their words; asked before."""
    found: dict[type[models.Model], set[int]] = {}
    for model, name, handling in relations_known():
        if handling in (Handling.DELETE, Handling.ELSEWHERE):
            rows = model._base_manager.filter(**{f"{name}__in": erased.people})
            found.setdefault(model, set()).update(rows.values_list("pk", flat=True))
    for model in ATTACHED:
        rows = model._base_manager.filter(attached_to(erased))
        found.setdefault(model, set()).update(rows.values_list("pk", flat=True))
    return found


def needs_place(person: Person) -> bool:
    """Say whether the tree would break without the row: children below, or a line begins there."""
    return (
        ParentLink.objects.filter(parent=person).exists()
        or person.founded_clans.exists()
        or person.founded_branches.exists()
    )


def couples_clear(erased: Erased) -> None:
    """Take from the person's couples what was told of them; the other side keeps the couple.

    Rows are deleted by hand, before couples and events: the deletions of those would look for
    them one by one.
    """
    for model in ATTACHED:
        model._base_manager.filter(attached_to(erased)).delete()
    Event.objects.filter(Q(person__in=erased.people) | Q(union__in=erased.unions)).delete()
    Union.objects.filter(pk__in=erased.unions).update(note="", source_xref="", extra=[])


def person_clear(erased: Erased, *, keep_place: bool) -> None:
    """Delete or empty the person's row and the rows of the tree that name the person."""
    for model, name, handling in relations_known():
        rows = model._base_manager.filter(**{f"{name}__in": erased.people})
        if handling is Handling.DELETE or (handling is Handling.PLACE and not keep_place):
            _take_away(rows, name)
        elif handling is Handling.CLEAR:
            rows.update(**{name: None})
    if keep_place:
        _empty(erased.person)
    else:
        Person._base_manager.filter(pk=erased.person.pk).delete()
        _empty_couples_delete(erased)


def orphans_delete(erased: Erased) -> dict[type[models.Model], set[int]]:
    """Delete places and sources nobody else needs; give the keys of those deleted.

    A house number written for one birth, a birth certificate cited once: such a row is a fact
    about the person and nobody else.
    """
    gone: dict[type[models.Model], set[int]] = {}
    for model, keys in ((Place, erased.places), (Source, erased.sources)):
        gone[model] = {pk for pk in keys if not _is_used(model, pk)}
        model._base_manager.filter(pk__in=gone[model]).delete()
    return gone


def _take_away(rows: models.QuerySet[Any], name: str) -> None:
    """Delete rows, or clear the key where the row is more than a link (a clan, a branch)."""
    if rows.model._meta.get_field(name).null and rows.model._meta.model_name in {"clan", "branch"}:
        rows.update(**{name: None})
        return
    rows.delete()


def _empty(person: Person) -> None:
    """Leave a nameless place under a new address; what order and đời follow from stays."""
    Person._base_manager.filter(pk=person.pk).update(
        uuid=uuid4(),
        surname="",
        middle_name="",
        given_name="",
        living_state=LivingState.UNKNOWN,
        memorial_in_leap_month=False,
        memorial_short_month="",
        portrait=None,
        biography="",
        visibility=Visibility.EDITORS,
        source_xref="",
        extra=[],
        full_name="",
        sort_key="",
        search_fold="",
        version=person.version + 1,
    )


def _empty_couples_delete(erased: Erased) -> None:
    for union in Union.objects.filter(pk__in=erased.unions):
        if (
            not UnionMember.objects.filter(union=union).exists()
            and not ParentLink.objects.filter(union=union).exists()
        ):
            union.delete()


def _is_used(model: type[models.Model], pk: int) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: pk}).exists()
        for relation in relations_to(model)
    )
