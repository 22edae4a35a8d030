"""Where the name still stands in running text after an erasure; a person has to read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from genealogy.services.erasing.outside_rows import text_names
from genealogy.services.erasing.subject import Erased

_APPS: Final = ("genealogy", "news", "programmes", "council", "home", "media", "wagtailcore")
_MOST: Final = 50


def mentions_left(erased: Erased) -> list[str]:
    """Give the rows in whose text the full name, or another name of two words, still stands.

    Somebody else may bear the same name, so nothing is deleted here. At most `_MOST` are given,
    as "news.NewsPage 12".
    """
    found: list[str] = []
    for row in _rows(erased):
        found.append(row)
        if len(found) >= _MOST:
            break
    return found


def text_columns(model: type[models.Model]) -> list[str]:
    """Give the columns of a model that can hold running text."""
    return [
        field.name
        for field in model._meta.local_concrete_fields
        if field.get_internal_type() in {"CharField", "TextField", "JSONField"}
        and not field.choices
        and not field.unique
    ]


def _rows(erased: Erased) -> Iterator[str]:
    if not erased.names:
        return
    for label in _APPS:
        for model in apps.get_app_config(label).get_models():
            columns = text_columns(model)
            rows: Any = model._base_manager.order_by("pk")
            condition = Q(pk__in=[])
            for column in columns:
                rows = rows.annotate(**{f"written_{column}": Cast(column, TextField())})
                condition |= text_names(erased, f"written_{column}")
            if columns:
                for pk in rows.filter(condition).values_list("pk", flat=True)[:_MOST]:
                    yield f"{model._meta.label} {pk}"
