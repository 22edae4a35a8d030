"""Finding what stands against taking changes back, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db import models
from django.utils.translation import gettext as _

from genealogy.enums import ChangeAction, ChangeState
from genealogy.models import (
    Change,
    ChangeSet,
    CheckFinding,
    DuplicateDismissal,
    DuplicatePair,
    ParentLink,
    Person,
    TreeStatistics,
    UnionMember,
)
from genealogy.services.derived.columns import chunked
from genealogy.services.history.differences import Difference
from genealogy.services.history.errors import Conflict, ConflictKind
from genealogy.services.history.naming import row_in_words
from genealogy.services.history.rows import (
    RECORDED_MODELS,
    PlainRow,
    Rows,
    foreign_keys,
    name_of,
    rows_by_key,
)

Keys = dict[type[models.Model], set[int]]

#: What the machine works out again by itself; it never holds anything back.
_WORKED_OUT: Final = (CheckFinding, DuplicatePair, DuplicateDismissal, TreeStatistics)
_SHOWN: Final = 5


class ConflictFinder:
    """Compares a change set with the tree as it is now."""

    def __init__(self, change_set: ChangeSet, found: Sequence[Difference]) -> None:
        self.change_set = change_set
        self.found = found
        self.keys: Keys = defaultdict(set)
        self.removed: Keys = defaultdict(set)
        self.restored: Keys = defaultdict(set)
        for one in found:
            self.keys[one.model].add(one.pk)
            if one.action == ChangeAction.CREATE:
                self.removed[one.model].add(one.pk)
            elif one.action == ChangeAction.DELETE:
                self.restored[one.model].add(one.pk)
        self.now: dict[type[models.Model], Rows] = {
            model: rows_by_key(model, keys) for model, keys in self.keys.items()
        }
        #: References to rows outside the history that are gone, such as a deleted picture: they
        #: are left empty, since nobody could ever bring them back.
        self.emptied: dict[type[models.Model], dict[int, set[str]]] = {}

    def conflicts(self) -> list[Conflict]:
        """List everything that stands against the undo."""
        listed = [conflict for one in self.found for conflict in self._of_row(one)]
        return [*listed, *self._missing(), *self._hanging()]

    def _of_row(self, one: Difference) -> Iterator[Conflict]:
        row = self.now[one.model].get(one.pk)
        if one.action == ChangeAction.DELETE:
            if row is not None:
                yield self._conflict(ConflictKind.THERE, one, one.before)
            return
        if row is None:
            yield self._conflict(ConflictKind.GONE, one, one.after or one.before)
            return
        after = one.after or {}
        compared = one.changed or after.keys()
        moved = [name for name in compared if name in row and row[name] != after[name]]
        if moved:
            fields = {field.attname: field for field in one.model._meta.concrete_fields}
            detail = ", ".join(str(fields[name].verbose_name) for name in moved)
            yield self._conflict(ConflictKind.CHANGED, one, {**row, **after}, detail)

    def _missing(self) -> Iterator[Conflict]:
        """Find rows that would be written back but lead to rows that are gone."""
        wanted: Keys = defaultdict(set)
        for _one, field, value in self._references():
            wanted[field.related_model].add(value)
        there = {model: _existing(model, keys) for model, keys in wanted.items()}
        for one, field, value in self._references():
            target = field.related_model
            if value in self.restored[target]:
                continue
            if value in there[target] and value not in self.removed[target]:
                continue
            if target not in RECORDED_MODELS and field.null:
                self.emptied.setdefault(one.model, {}).setdefault(one.pk, set()).add(field.attname)
                continue
            yield Conflict(
                ConflictKind.MISSING,
                row_in_words(one.model, one.before or {}),
                _gone_in_words(field, value),
                self._later(name_of(target), value),
            )

    def _references(self) -> Iterator[tuple[Difference, models.ForeignKey, int]]:
        """Give the foreign keys that would be written back."""
        for one in self.found:
            if one.action == ChangeAction.CREATE or one.before is None:
                continue
            for field in foreign_keys(one.model):
                value = one.before.get(field.attname)
                is_written = one.after is None or field.attname in one.changed
                if value is not None and is_written:
                    yield one, field, value

    def _hanging(self) -> Iterator[Conflict]:
        """Find later rows that stand on rows to be removed."""
        by_key = {(one.model, one.pk): one for one in self.found}
        removed = {model: keys for model, keys in self.removed.items() if keys}
        for model, keys in removed.items():
            for relation in model._meta.get_fields(include_hidden=True):
                is_backwards = relation.auto_created and (
                    relation.one_to_many or relation.one_to_one
                )
                if not is_backwards or not _holds_back(relation):
                    continue
                for pk, others in self._later_rows(relation, keys).items():
                    one = by_key[model, pk]
                    detail = ", ".join(_other_in_words(other, pk) for other in others[:_SHOWN])
                    if len(others) > _SHOWN:
                        detail = _("%(list)s và %(count)s mục khác") % {
                            "list": detail,
                            "count": len(others) - _SHOWN,
                        }
                    later = self._later(name_of(type(others[0])), others[0].pk)
                    what = row_in_words(model, one.after or {})
                    yield Conflict(ConflictKind.HANGING, what, detail, later)

    def _later_rows(self, relation: Any, keys: set[int]) -> dict[int, list[models.Model]]:
        """Give the rows that lead to removed ones and will still do so after the undo."""
        other, field = relation.related_model, relation.field
        # A row that this undo removes or points elsewhere is no obstacle.
        settled = set(self.removed[other]) if other in self.removed else set()
        settled.update(
            one.pk for one in self.found if one.model is other and field.attname in one.changed
        )
        found: dict[int, list[models.Model]] = {}
        for part in chunked(sorted(keys)):
            for row in other._base_manager.filter(**{f"{field.name}__in": part}):
                if row.pk not in settled:
                    found.setdefault(getattr(row, field.attname), []).append(row)
        return found

    def _conflict(
        self, kind: ConflictKind, one: Difference, row: PlainRow | None, detail: str = ""
    ) -> Conflict:
        what = row_in_words(one.model, row or {})
        return Conflict(kind, what, detail, self._later(one.name, one.pk))

    def _later(self, name: str, pk: int) -> ChangeSet | None:
        """Give the last change set after this one that touched a row."""
        later = (
            Change.objects.filter(
                change_set_id__gt=self.change_set.pk,
                change_set__clan=self.change_set.clan_id,
                change_set__state=ChangeState.APPLIED,
                model=name,
                object_id=str(pk),
            )
            .select_related("change_set__author")
            .order_by("-change_set_id")
            .first()
        )
        return later.change_set if later is not None else None


def _existing(model: type[models.Model], keys: set[int]) -> set[int]:
    found: set[int] = set()
    for part in chunked(sorted(keys)):
        rows = model._base_manager.filter(pk__in=part).order_by()
        found.update(rows.values_list("pk", flat=True))
    return found


def _holds_back(relation: Any) -> bool:
    """Say whether rows of a relation would be lost or cleared with the row they lead to."""
    if relation.related_model in _WORKED_OUT or relation.on_delete is models.DO_NOTHING:
        return False
    is_derived = relation.related_model is Person and relation.field.name == "branch"
    return not is_derived


def _gone_in_words(field: models.ForeignKey, pk: int) -> str:
    return _("%(name)s số %(number)s") % {"name": field.verbose_name, "number": pk}


def _other_in_words(other: models.Model, pk: int) -> str:
    """Say what hangs on the row of this key; of a link its other end."""
    if isinstance(other, ParentLink):
        name = _("con “%(name)s”") if other.parent_id == pk else _("cha mẹ “%(name)s”")
        return name % {"name": other.child if other.parent_id == pk else other.parent}
    if isinstance(other, UnionMember):
        other = other.union
    return f"{other._meta.verbose_name} “{other}”"
