"""Rows of the tree as plain JSON: what is typed in, without what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from wagtail.models import Revision

from genealogy.domain.dates import PartialDate
from genealogy.models import (
    Branch,
    Citation,
    Clan,
    ClanFeast,
    Event,
    MediaLink,
    Note,
    ParentLink,
    Person,
    PersonName,
    PersonRedirect,
    Place,
    Source,
    Union,
    UnionMember,
)
from genealogy.services.derived import DERIVED_COLUMNS
from genealogy.services.derived.columns import chunked
from genealogy.services.history.outside import draft_rows

#: One row: columns as the database names them ("person_id"), values as JSON knows them.
PlainRow = dict[str, Any]
#: Rows by primary key.
Rows = dict[int, PlainRow]

#: What has a history, each after what it stands on. `PersonContact` is left out on purpose:
#: how to reach a living person is written down in one place only, and gone when it is deleted.
RECORDED_MODELS: Final[tuple[type[models.Model], ...]] = (
    Clan,
    Person,
    Place,
    Branch,
    PersonName,
    PersonRedirect,
    Union,
    UnionMember,
    ParentLink,
    Event,
    Source,
    Citation,
    Note,
    MediaLink,
    ClanFeast,
)
MODEL_OF_NAME: Final = {str(model._meta.model_name): model for model in RECORDED_MODELS}
ORDER_OF_NAME: Final = {name: position for position, name in enumerate(MODEL_OF_NAME)}

#: Kept by the database or counted by the services; they are no part of what somebody typed.
_UNTYPED: Final = {"created_at", "updated_at", "version"}
_DERIVED: Final[dict[type[models.Model], frozenset[str]]] = {
    Person: frozenset(DERIVED_COLUMNS),
    Place: frozenset({"search_fold"}),
    Event: frozenset({"date_start", "date_end", "lunar_month", "lunar_day", "lunar_leap"}),
}
#: Columns that say what a row is, kept even when they did not change.
_IDENTITY: Final[dict[type[models.Model], tuple[str, ...]]] = {
    PersonName: ("person_id", "kind", "value"),
    PersonRedirect: ("person_id",),
    UnionMember: ("union_id", "person_id", "role"),
    ParentLink: ("child_id", "parent_id", "union_id", "kind"),
    Event: ("person_id", "union_id", "type"),
    Citation: ("person_id", "union_id", "event_id", "source_id"),
    Note: ("person_id", "union_id", "event_id"),
    MediaLink: ("person_id", "union_id", "event_id"),
}


def name_of(model: type[models.Model]) -> str:
    """Give the name a model has in `Change.model`; that of another app has a dot."""
    if model._meta.app_label != Person._meta.app_label:
        return str(model._meta.label_lower)
    return str(model._meta.model_name)


def model_of(name: str) -> type[models.Model]:
    """Give the model behind a name in `Change.model`."""
    if name in MODEL_OF_NAME:
        return MODEL_OF_NAME[name]
    return apps.get_model(name) if "." in name else apps.get_model(Person._meta.app_label, name)


def order_of(name: str) -> int:
    """Give the place of a model among those that stand on each other; other apps come last."""
    return ORDER_OF_NAME.get(name, len(ORDER_OF_NAME))


@cache
def typed_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Give the columns of a model that are typed in, the key first."""
    left_out = _UNTYPED | _DERIVED.get(model, frozenset())
    return tuple(
        field.attname for field in model._meta.concrete_fields if field.attname not in left_out
    )


@cache
def all_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Give the columns an export holds: the typed and the derived, without counters and clocks."""
    return tuple(
        field.attname for field in model._meta.concrete_fields if field.attname not in _UNTYPED
    )


def identity_columns(model: type[models.Model]) -> tuple[str, ...]:
    """Give the columns that tell an editor which row it is."""
    return _IDENTITY.get(model, ())


def plain(value: Any) -> Any:
    """Give a value as JSON holds it; the same value always gives the same JSON."""
    if isinstance(value, PartialDate):
        return value.to_json()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def rows_where(model: type[models.Model], condition: Q) -> Rows:
    """Read the typed columns of the rows that match."""
    columns = typed_columns(model)
    found = model._base_manager.filter(condition).order_by().values_list("pk", *columns)
    return {
        pk: {name: plain(value) for name, value in zip(columns, values, strict=True)}
        for pk, *values in found
    }


def rows_by_key(model: type[models.Model], keys: Iterable[int]) -> Rows:
    """Read rows by primary key."""
    found: Rows = {}
    for part in chunked(sorted(keys)):
        if model is Revision:
            found.update(draft_rows(part))
            continue
        found.update(rows_where(model, Q(pk__in=part)))
    return found


def instance_of(model: type[models.Model], row: PlainRow) -> models.Model:
    """Make an unsaved object of a row."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {name: fields[name].to_python(value) for name, value in row.items() if name in fields}
    return model(**values)


def foreign_keys(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """Give the typed foreign keys of a model."""
    typed = set(typed_columns(model))
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.attname in typed:
            yield field
