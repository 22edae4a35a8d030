"""Delete the rows a run has put into the tree, in short transactions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db import models, router, transaction
from django.db.models import Q
from wagtail.models import ReferenceIndex

from genealogy.models import (
    Citation,
    Event,
    ImportRun,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonName,
    Place,
    Source,
    Union,
    UnionMember,
)

#: People or couples whose rows go in one transaction.
_BATCH: Final = 500


def run_rows_delete(run: ImportRun) -> None:
    """Delete people, couples, sources and places of a run with all that hangs on them.

    Safe to call again after a crash. Nobody else's rows may hang on them (see
    `services.imports.undo`), since the database refuses to drop what is still referred to.
    """
    using = router.db_for_write(Person)
    people = Person.objects.using(using).filter(import_run=run).order_by("pk")
    unions = Union.objects.using(using).filter(import_run=run).order_by("pk")
    while keys := list(unions.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic(using=using):
            _delete_below(using, union_keys=keys)
            _delete(Union, using, pk__in=keys)
            _forget(Union, keys)
    while keys := list(people.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic(using=using):
            _delete_below(using, person_keys=keys)
            _delete(Person, using, pk__in=keys)
            _forget(Person, keys)
    _drop_sources(run, using)
    _drop_places(run, using)


def _delete_below(
    using: str, *, person_keys: list[int] | None = None, union_keys: list[int] | None = None
) -> None:
    if person_keys is not None:
        owners, column = person_keys, "person"
        _delete(PersonName, using, person__in=owners)
        _delete(ParentLink, using, child__in=owners)
        _delete(ParentLink, using, parent__in=owners)
    else:
        owners, column = union_keys or [], "union"
        _delete(ParentLink, using, union__in=owners)
    events = Event.objects.using(using).filter(**{f"{column}__in": owners})
    event_keys = list(events.values_list("pk", flat=True))
    for model in (Note, Citation, MediaLink):
        _delete(model, using, **{f"{column}__in": owners})
        for start in range(0, len(event_keys), _BATCH):
            _delete(model, using, event__in=event_keys[start : start + _BATCH])
    _delete(Event, using, **{f"{column}__in": owners})
    _delete(UnionMember, using, **{f"{column}__in": owners})


def _drop_sources(run: ImportRun, using: str) -> None:
    """Delete the sources of a run; one that somebody cites elsewhere stays, as the clan's own."""
    mine = Source.objects.using(using).filter(import_run=run)
    mine.filter(citations__isnull=False).update(import_run=None)
    while keys := list(mine.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic(using=using):
            _delete(Source, using, pk__in=keys)
            _forget(Source, keys)


def _drop_places(run: ImportRun, using: str) -> None:
    """Delete the places of a run; one that is used elsewhere stays, as the clan's own."""
    mine = Place.objects.using(using).filter(import_run=run)
    used = Q()
    for relation in relations_to(Place):
        used |= Q(
            pk__in=relation.related_model._base_manager.using(using)
            .exclude(**{f"{relation.field.name}__isnull": True})
            .values(relation.field.attname)
        )
    mine.filter(used).update(import_run=None)
    while keys := list(mine.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic(using=using):
            _delete(Place, using, pk__in=keys)
            _forget(Place, keys)


def relations_to(model: type[models.Model]) -> Iterator[Any]:
    """Give every foreign key that leads to a model, those without a name backwards too."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and (relation.one_to_many or relation.one_to_one):
            yield relation


def _delete(model: type[models.Model], using: str, **conditions: Any) -> None:
    """Delete rows by one statement.

    `QuerySet.delete` (Django 5.2) loads every row once anything listens to `post_delete`, and
    Wagtail does for all models; `_forget` does what its listener would.
    """
    rows = model._base_manager.using(using).filter(**conditions)
    rows._raw_delete(using)


def _forget(model: type[models.Model], keys: list[int]) -> None:
    """Drop what Wagtail's reference index noted of these rows."""
    ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(key) for key in keys],
    ).delete()
