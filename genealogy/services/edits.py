"""What must follow when a form has saved rows itself, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from genealogy.models import ParentLink, Person, Union
from genealogy.services.derived import DERIVED_COLUMNS, refresh_people
from genealogy.services.families import lineage_settle

_READ_BACK = [*(name.removesuffix("_id") for name in DERIVED_COLUMNS), "version"]


def person_parents(person: Person) -> set[int]:
    """Give the parents on record now; asked before a form changes them."""
    links = ParentLink.objects.filter(child_id=person.pk)
    return set(links.values_list("parent_id", flat=True))


def union_people(union: Union) -> set[int]:
    """Give the couple and its children on record now; asked before a form changes them."""
    people = Person.objects.filter(
        Q(memberships__union_id=union.pk) | Q(parent_links__union_id=union.pk)
    )
    return set(people.values_list("pk", flat=True))


def lineage_release(person: Person) -> None:
    """Clear who carries the lineage, so that saving the links one by one never sees two."""
    ParentLink.objects.filter(child_id=person.pk, is_lineage=True).update(is_lineage=False)


def person_edited(person: Person, *, former_parents: Iterable[int] = ()) -> Person:
    """Settle the lineage of somebody whose row, names, links or events were saved by a form.

    Derived columns follow; the object at hand is brought up to date.
    """
    lineage_settle(person)
    refresh_people(person.clan, {person.pk, *former_parents, *person_parents(person)})
    person.refresh_from_db(fields=_READ_BACK)
    return person


def union_edited(union: Union, *, former_people: Iterable[int] = ()) -> Union:
    """Bring up to date whoever is or was of a couple that a form has saved."""
    refresh_people(union.clan, {*former_people, *union_people(union)})
    return union
