"""Rows outside the tree that name people: articles, drafts of articles, dismissed pairs.

They have no history of their own. A merge points them to the person who stays, so they are
recorded with it and go back with its undo. The genealogy does not import the apps they are of: it
finds them by their foreign keys to `Person`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from wagtail.models import Revision

from genealogy.models import DuplicateDismissal, Person

_GENEALOGY: Final = Person._meta.app_label

#: The people a draft names: relation of the page -> primary keys in the order of the list.
DraftPeople = dict[str, list[int | None]]


class Mention(NamedTuple):
    """A foreign key to a person in another app, such as the people an article speaks of."""

    model: type[models.Model]
    field: models.ForeignKey
    #: The key to the page whose list it is in, if it is in one.
    owner: ParentalKey | None

    @property
    def relation(self) -> str:
        """The name of the list on the page."""
        return str(self.owner.remote_field.related_name) if self.owner else ""


@cache
def mentions() -> tuple[Mention, ...]:
    """Give every foreign key to `Person` in other apps."""
    found = []
    for relation in Person._meta.get_fields(include_hidden=True):
        is_backwards = relation.auto_created and (relation.one_to_many or relation.one_to_one)
        model = relation.related_model
        if not is_backwards or model._meta.app_label == _GENEALOGY:
            continue
        owners = (field for field in model._meta.fields if isinstance(field, ParentalKey))
        found.append(Mention(model, relation.field, next(owners, None)))
    return tuple(found)


@cache
def outside_models() -> frozenset[type[models.Model]]:
    """Give the models outside the tree whose rows a merge may change."""
    return frozenset({DuplicateDismissal, Revision, *(one.model for one in mentions())})


def drafts_naming(person: Person) -> set[int]:
    """Give the primary keys of the revisions editors go on from in which somebody is named.

    These are the last revision of each page and those waiting for their day. Older ones are past.
    """
    found: set[int] = set()
    for mention in mentions():
        model = mention.owner.related_model if mention.owner else None
        if model is None or not hasattr(model, "latest_revision"):
            continue
        named = Q()
        for end in ",}":
            named |= Q(written__contains=f'"{mention.field.name}": {person.pk}{end}')
        found.update(
            Revision.objects.filter(content_type=ContentType.objects.get_for_model(model))
            .filter(
                Q(pk__in=model._base_manager.values("latest_revision"))
                | Q(approved_go_live_at__isnull=False)
            )
            .annotate(written=Cast("content", TextField()))
            .filter(named)
            .values_list("pk", flat=True)
        )
    return found


def draft_rows(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Give of each revision whom its page names."""
    revisions = Revision.objects.filter(pk__in=list(keys)).only("content")
    return {
        revision.pk: {"id": revision.pk, "people": _people(revision.content)}
        for revision in revisions
    }


def draft_write(pk: int, people: DraftPeople) -> None:
    """Write into a revision whom its page names; the lists are as long as they are there."""
    content = Revision.objects.values_list("content", flat=True).get(pk=pk)
    for mention, entries in _lists(content):
        for entry, person in zip(entries, people.get(mention.relation, ()), strict=False):
            entry[mention.field.name] = person
    Revision.objects.filter(pk=pk).update(content=content)


def _people(content: Any) -> DraftPeople:
    return {
        mention.relation: [entry.get(mention.field.name) for entry in entries]
        for mention, entries in _lists(content)
    }


def _lists(content: Any) -> Iterator[tuple[Mention, list[dict[str, Any]]]]:
    for mention in mentions():
        entries = content.get(mention.relation) if mention.owner else None
        if isinstance(entries, list):
            yield mention, entries
