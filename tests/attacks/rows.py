"""One row of every model, filled by what `_meta` says of its columns: no model is forgotten."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction

OWN_APPS = (
    "genealogy",
    "accounts",
    "news",
    "programmes",
    "council",
    "home",
    "media",
    "jobs",
    "preview",
    "webhooks",
)
#: Stands in every text of a row that is somebody's own; odd enough to be nowhere by chance.
CANARY = "Kanarix"
#: What every visitor of a public clan may read.
OPEN = {"Clan", "Branch", "ClanFeast", "Place", "Source", "Topic", "Author"}
LONG_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)

#: What no rule of `_meta` can tell: columns that must be empty, or hold a certain thing.
SPECIAL: dict[str, dict[str, Any]] = {
    "genealogy.Event": {"union": None, "type": "occupation"},
    "genealogy.Note": {"union": None, "event": None},
    "genealogy.Citation": {"union": None, "event": None},
    "genealogy.MediaLink": {"union": None, "event": None},
    "genealogy.ClanFeast": {"kind": "lunar_day", "lunar_month": 2, "lunar_day": 3, "person": None},
    "genealogy.Invitation": {"max_uses": 5, "revoked_at": None, "expires_at": LONG_AHEAD},
    "accounts.ApiToken": {"revoked_at": None, "expires_at": LONG_AHEAD},
    "genealogy.CalendarLink": {"revoked_at": None},
    "preview.PreviewToken": {
        "subject": "clan",
        "subject_uuid": uuid.UUID(int=1),
        "page": None,
        "parent": None,
        "revision": None,
        "content": {},
    },
    "genealogy.MemorialReminder": {"branch": None, "person": None, "days_before": 3},
}


def own_models() -> Iterator[type[models.Model]]:
    """Give the models of the project that are no pages and hang on nothing of Wagtail's tree."""
    for label in OWN_APPS:
        yield from apps.get_app_config(label).get_models()


class Rows:
    """Rows by model; `of(model)` makes one that is missing, with all it points to."""

    def __init__(self, *given: models.Model) -> None:
        self._rows: dict[type[models.Model], models.Model] = {}
        self._making: set[type[models.Model]] = set()
        for row in given:
            self._rows[type(row)] = row

    def of(self, model: type[models.Model]) -> models.Model | None:
        """Give the row of a model; None when it cannot be made here (pages, circles)."""
        if model in self._rows:
            return self._rows[model]
        row = None if _is_of_somebody(model) else model._default_manager.first()
        if row is None and model not in self._making and not _is_page(model):
            self._making.add(model)
            try:
                row = self._make(model)
            finally:
                self._making.discard(model)
        if row is not None:
            self._rows[model] = row
        return row

    def _make(self, model: type[models.Model]) -> models.Model | None:
        special = SPECIAL.get(model._meta.label, {})
        values = {}
        for field in model._meta.concrete_fields:
            if field.attname == "id" or field.primary_key:
                continue
            if field.name in special:
                values[field.name] = special[field.name]
            elif (value := self._value(field)) is not None:
                values[field.name] = value
        _mark(model, values)
        row = model(**values)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            # A second one of its kind is forbidden; the newest there is takes its place.
            return model._default_manager.order_by("-pk").first()
        return row

    def _value(self, field: models.Field) -> Any:
        if field.is_relation:
            target = field.remote_field.model
            return None if target is field.model and field.null else self.of(target)
        if field.has_default():
            return field.get_default()
        return _plain_value(field)


def _mark(model: type[models.Model], values: dict[str, Any]) -> None:
    """Put the canary into the texts of what is not for everybody."""
    if model.__name__ in OPEN or model._meta.app_label not in {"genealogy", "accounts", "jobs"}:
        return
    for name, value in values.items():
        if value == "x":
            values[name] = CANARY


def _is_of_somebody(model: type[models.Model]) -> bool:
    return any(field.name in {"person", "user", "author"} for field in model._meta.fields)


def _is_page(model: type[models.Model]) -> bool:
    return any(parent.__name__ == "Page" for parent in model.__mro__)


def _plain_value(field: models.Field) -> Any:
    if field.choices:
        return next(value for value, _label in field.flatchoices if value not in {None, ""})
    if isinstance(field, models.FileField):
        return ContentFile(b"x", name="x.txt")
    made = {
        models.UUIDField: uuid.uuid4,
        models.BooleanField: lambda: False,
        models.DateTimeField: lambda: LONG_AHEAD,
        models.DateField: lambda: date(2020, 1, 1),
        models.JSONField: dict,
        models.DecimalField: lambda: 1,
        models.FloatField: lambda: 1.0,
        models.IntegerField: lambda: 1,
        models.SlugField: lambda: f"x-{uuid.uuid4().hex[:8]}",
        models.TextField: lambda: "x",
        models.CharField: lambda: uuid.uuid4().hex if field.unique else "x",
    }
    for kind, make in made.items():
        if isinstance(field, kind):
            return None if field.null else make()
    return None
