"""Rows in words, also of people and couples that are gone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext as _

from genealogy.enums import EventType, NameKind, NameOrder
from genealogy.models import Change, Event, Person, PersonName, Union, UnionMember
from genealogy.services.derived import display_name
from genealogy.services.history.rows import PlainRow, name_of

#: Columns that name a row by themselves, the first that is filled.
_TITLES = ("name", "title", "text", "value", "caption", "file_name")
_SHORT = 60


def row_in_words(model: type[models.Model], row: PlainRow) -> str:
    """Say which row it is: "sự kiện “mất” của Dương Văn An"."""
    if model is Person:
        return _("người “%(name)s”") % {"name": person_name(row.get("id"), row)}
    what = _what(model, row)
    owner = _owner(row) if model is not Union else _couple(row["id"])
    if not owner:
        return what
    return _("%(what)s của %(owner)s") % {"what": what, "owner": owner}


def person_name(pk: int | None, row: PlainRow | None = None) -> str:
    """Give somebody's full name, from the tree or else from what history kept of the row."""
    known = Person.objects.filter(pk=pk).values_list("full_name", flat=True).first()
    if known:
        return known
    if row is None or "surname" not in row:
        gone = Change.objects.filter(model=name_of(Person), object_id=str(pk), after=None)
        row = gone.order_by("-pk").values_list("before", flat=True).first()
    if not row:
        return _("người số %(number)s") % {"number": pk}
    parts = (row.get("surname", ""), row.get("middle_name", ""), row.get("given_name", ""))
    return display_name(*parts, NameOrder.SURNAME_FIRST) or _("Khuyết danh")


def _what(model: type[models.Model], row: PlainRow) -> str:
    label = str(model._meta.verbose_name)
    title = next((str(row[name]) for name in _TITLES if row.get(name)), "")
    if model is Event:
        title = str(EventType(row["type"]).label) if row.get("type") else ""
    elif model is PersonName and row.get("kind"):
        title = f"{NameKind(row['kind']).label} {row.get('value', '')}".strip()
    return f"{label} “{title[:_SHORT]}”" if title else label


def _owner(row: PlainRow) -> str:
    for column in ("child_id", "person_id"):
        if row.get(column):
            return person_name(row[column])
    if row.get("union_id"):
        return _couple(row["union_id"])
    if row.get("event_id"):
        event = Event.objects.filter(pk=row["event_id"]).first()
        return _owner({"person_id": event.person_id, "union_id": event.union_id}) if event else ""
    return ""


def _couple(pk: int) -> str:
    members = UnionMember.objects.filter(union_id=pk).order_by("role", "id")
    return _joined(members.values_list("person__full_name", flat=True))


def _joined(names: Iterable[str]) -> str:
    return " – ".join(name for name in names if name)
