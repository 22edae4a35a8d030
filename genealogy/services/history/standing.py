"""What of a change outside the tree still stands; the rest does not hold an undo back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import models

from genealogy.enums import ChangeAction
from genealogy.models import Person
from genealogy.services.history.differences import Difference
from genealogy.services.history.outside import outside_models
from genealogy.services.history.rows import Rows, foreign_keys, rows_by_key


def still_standing(found: Sequence[Difference]) -> list[Difference]:
    """Leave out what has moved on outside the tree: an article rewritten or deleted since.

    A change of the tree stays in, so that it is told as a conflict.
    """
    outside = [one for one in found if one.model in outside_models()]
    if not outside:
        return list(found)
    keys: dict[type[models.Model], set[int]] = defaultdict(set)
    for one in outside:
        keys[one.model].add(one.pk)
    now = {model: rows_by_key(model, pks) for model, pks in keys.items()}
    fallen = {id(one) for one in outside if not _stands(one, now[one.model])}
    return [one for one in found if id(one) not in fallen]


def _stands(one: Difference, now: Rows) -> bool:
    row = now.get(one.pk)
    if one.action == ChangeAction.DELETE:
        return row is None and not any(_is_gone(*key) for key in _keys(one))
    if row is None:
        return False
    after = one.after or {}
    return all(row.get(name) == after[name] for name in one.changed)


def _keys(one: Difference) -> Iterable[tuple[type[models.Model], int]]:
    """Give the rows a deleted row stood on, but people: those come back with the undo."""
    row = one.before or {}
    for field in foreign_keys(one.model):
        value = row.get(field.attname)
        if value is not None and field.related_model is not Person and not field.null:
            yield field.related_model, value


def _is_gone(model: type[models.Model], pk: int) -> bool:
    return not model._base_manager.filter(pk=pk).exists()
