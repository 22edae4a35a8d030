"""Which rows a recording looks at: whole people, whole couples, or single rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

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
from genealogy.services.derived.columns import chunked
from genealogy.services.history.outside import outside_models
from genealogy.services.history.rows import (
    MODEL_OF_NAME,
    RECORDED_MODELS,
    PlainRow,
    Rows,
    name_of,
    rows_by_key,
    rows_where,
)

#: Rows by model.
Snapshot = dict[type[models.Model], Rows]

_ATTACHED: tuple[type[models.Model], ...] = (Citation, Note, MediaLink)
#: The rows of a person, and by which column they are the person's.
_OF_PERSON: dict[type[models.Model], str] = {
    Person: "pk",
    PersonName: "person",
    PersonRedirect: "person",
    UnionMember: "person",
    ParentLink: "child",
    Event: "person",
}
_OF_UNION: dict[type[models.Model], str] = {
    Union: "pk",
    UnionMember: "union",
    ParentLink: "union",
    Event: "union",
}


@dataclass
class Watched:
    """Keys of what is watched. People and couples stand for all rows that are theirs."""

    people: set[int] = field(default_factory=set)
    unions: set[int] = field(default_factory=set)
    clans: set[int] = field(default_factory=set)
    rows: dict[type[models.Model], set[int]] = field(default_factory=dict)

    def add(self, other: Watched) -> None:
        """Watch what another watches too."""
        self.people |= other.people
        self.unions |= other.unions
        self.clans |= other.clans
        for model, keys in other.rows.items():
            self.rows.setdefault(model, set()).update(keys)

    def without(self, other: Watched) -> Watched:
        """Give what another does not watch yet."""
        rows = {model: keys - other.rows.get(model, set()) for model, keys in self.rows.items()}
        return Watched(
            self.people - other.people,
            self.unions - other.unions,
            self.clans - other.clans,
            {model: keys for model, keys in rows.items() if keys},
        )

    def add_instance(self, instance: models.Model) -> None:
        """Watch a row; of a person, a couple or a clan with all that is theirs."""
        if isinstance(instance, Person):
            self.people.add(instance.pk)
        elif isinstance(instance, Union):
            self.unions.add(instance.pk)
        elif isinstance(instance, Clan):
            self.clans.add(instance.pk)
        else:
            self.rows.setdefault(type(instance), set()).add(instance.pk)

    def covers(self, model: type[models.Model], row: PlainRow, events: Rows) -> bool:
        """Say whether a row is among what is watched; `events` are the events at hand."""
        if row["id"] in self.rows.get(model, ()):
            return True
        for owners, columns in ((self.people, _OF_PERSON), (self.unions, _OF_UNION)):
            if model in columns and row[_attname(columns[model])] in owners:
                return True
        if model in _ATTACHED:
            if row["person_id"] in self.people or row["union_id"] in self.unions:
                return True
            event = events.get(row["event_id"])
            return event is not None and self.covers(Event, event, events)
        column = {Clan: "id", ClanFeast: "clan_id"}.get(model)
        return column is not None and row[column] in self.clans

    def read(self) -> Snapshot:
        """Read all the rows as they are now."""
        snapshot: Snapshot = {model: {} for model in RECORDED_MODELS}
        for model, column in _OF_PERSON.items():
            _read(snapshot, model, column, self.people)
        for model, column in _OF_UNION.items():
            _read(snapshot, model, column, self.unions)
        _read_attached(snapshot, self.people, self.unions)
        _read(snapshot, Clan, "pk", self.clans)
        _read(snapshot, ClanFeast, "clan", self.clans)
        for model, keys in self.rows.items():
            found = snapshot.setdefault(model, {})
            found.update(rows_by_key(model, keys - found.keys()))
        return snapshot


def watched(
    *,
    people: Iterable[Any] = (),
    unions: Iterable[Any] = (),
    branches: Iterable[Any] = (),
    places: Iterable[Any] = (),
    sources: Iterable[Any] = (),
    rows: Iterable[models.Model] = (),
) -> Watched:
    """Collect keys; rows may be given as objects or as primary keys."""
    result = Watched(_keys(people), _keys(unions))
    singles: tuple[tuple[type[models.Model], Iterable[Any]], ...] = (
        (Branch, branches),
        (Place, places),
        (Source, sources),
    )
    for model, items in singles:
        keys = _keys(items)
        if keys:
            result.rows[model] = keys
    for instance in rows:
        result.add_instance(instance)
    return result


def hanging_on(instance: models.Model) -> Watched:
    """Collect what goes, or loses a reference, when a row is deleted; the row itself included.

    Follows foreign keys the way Django deletes: cascades to their end, cleared ones one step.
    """
    result = Watched()
    todo: list[tuple[type[models.Model], set[int]]] = [(type(instance), {instance.pk})]
    result.rows[type(instance)] = {instance.pk}
    while todo:
        model, keys = todo.pop()
        relations: Iterable[Any] = model._meta.get_fields(include_hidden=True)
        for relation in relations:
            other = relation.related_model
            is_backwards = relation.auto_created and (relation.one_to_many or relation.one_to_one)
            if not is_backwards or other not in {*RECORDED_MODELS, *outside_models()}:
                continue
            name = relation.field.name
            if other is Person and name == "branch":
                continue
            found = set(
                other._base_manager.filter(**{f"{name}__in": keys})
                .order_by()
                .values_list("pk", flat=True)
            )
            found -= result.rows.get(other, set())
            if found:
                result.rows.setdefault(other, set()).update(found)
                if relation.on_delete is models.CASCADE:
                    todo.append((other, found))
    return result


def _attname(column: str) -> str:
    return "id" if column == "pk" else f"{column}_id"


def _keys(items: Iterable[Any]) -> set[int]:
    return {getattr(item, "pk", item) for item in items}


def _read(snapshot: Snapshot, model: type[models.Model], column: str, keys: set[int]) -> None:
    for part in chunked(sorted(keys)):
        snapshot[model].update(rows_where(model, Q(**{f"{column}__in": part})))


def _read_attached(snapshot: Snapshot, people: set[int], unions: set[int]) -> None:
    """Read notes, citations and pictures of people, couples and their events.

    Few have any, so one question asks for the keys in all three tables at once.
    """
    owners = {"person": people, "union": unions, "event": set(snapshot[Event])}
    parts = {column: list(chunked(sorted(keys))) for column, keys in owners.items()}
    found: dict[str, set[int]] = {}
    for number in range(max(map(len, parts.values()))):
        condition = Q()
        for column, chunks in parts.items():
            if number < len(chunks):
                condition |= Q(**{f"{column}__in": chunks[number]})
        first, *others = (_keys_where(model, condition) for model in _ATTACHED)
        for name, key in first.union(*others, all=True):
            found.setdefault(name, set()).add(key)
    for name, keys in found.items():
        model = MODEL_OF_NAME[name]
        snapshot[model].update(rows_by_key(model, keys))


def _keys_where(model: type[models.Model], condition: Q) -> models.QuerySet[Any, Any]:
    name = models.Value(name_of(model), output_field=models.CharField())
    rows = model._base_manager.filter(condition).order_by().annotate(model_name=name)
    return rows.values_list("model_name", "pk")
