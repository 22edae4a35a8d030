"""Names of whom and what the history speaks, also of what is gone from the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from django.db.models import Model
from django.utils.translation import gettext as _

from genealogy.domain.names import full_name
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import ChangeAction, EventType
from genealogy.models import (
    Branch,
    Change,
    Clan,
    Event,
    Person,
    Place,
    Source,
    Union,
    UnionMember,
)

Row = dict[str, Any]

#: Columns that lead to rows with names, and to which.
_LEADS: Final[dict[str, type[Model]]] = {
    "person_id": Person,
    "child_id": Person,
    "founder_id": Person,
    "head_id": Person,
    "union_id": Union,
    "event_id": Event,
    "place_id": Place,
    "hall_id": Place,
    "source_id": Source,
    "branch_id": Branch,
    "clan_id": Clan,
}
_PARENTS: Final[dict[str, type[Model]]] = {
    "parentlink": Person,
    "branch": Branch,
    "place": Place,
}


class Owner(NamedTuple):
    """Whom a row belongs to, by primary key; a child's link is told of the parent too."""

    person: int | None = None
    union: int | None = None
    parent: int | None = None


def target_of(model_name: str, column: str) -> type[Model] | None:
    """Give the model a column of a row leads to."""
    return _PARENTS.get(model_name) if column == "parent_id" else _LEADS.get(column)


class Names:
    """Names for all rows of some change sets, read in a fixed number of queries."""

    def __init__(self, changes: Iterable[Change], viewer: Viewer) -> None:
        self.changes = list(changes) if viewer.role >= Role.EDITOR else []
        self._wanted: dict[type[Model], set[int]] = defaultdict(set)
        self._known: dict[type[Model], dict[int, str]] = defaultdict(dict)
        self._owners: dict[int, Owner] = {}
        self._members: dict[int, dict[int, None]] = defaultdict(dict)
        self.sexes: dict[int, str] = {}
        #: People who are in the tree now.
        self.present: set[int] = set()
        for change in self.changes:
            for row in (change.before, change.after):
                self._note(change, row)
        self._read_events()
        self._read_unions()
        self._read_people(viewer)
        for model in (Place, Source, Branch, Clan):
            rows = model._base_manager.filter(pk__in=self._wanted[model])
            self._known[model].update((row.pk, str(row)) for row in rows)

    def of(self, model: type[Model], pk: int | None) -> str:
        """Give a name; of what is nowhere any more its number."""
        if pk is None:
            return ""
        if model is Union:
            return self.couple(pk)
        name = self._known[model].get(pk)
        label = str(model._meta.verbose_name)
        return name or _("%(what)s số %(number)s") % {"what": label, "number": pk}

    def couple(self, pk: int) -> str:
        """Give the names of a couple, those who left it included."""
        names = [self.of(Person, person) for person in self._members.get(pk, ())]
        return " – ".join(names) or _("cặp số %(number)s") % {"number": pk}

    def members(self, pk: int | None) -> list[int]:
        """Give the people of a couple."""
        return list(self._members.get(pk or 0, ()))

    def owner(self, row: Row) -> Owner:
        """Give whose row it is; of what hangs on an event, whose the event is."""
        if row.get("event_id"):
            return self._owners.get(row["event_id"], Owner())
        if row.get("child_id"):
            return Owner(row["child_id"], parent=row["parent_id"])
        return Owner(row.get("person_id"), row.get("union_id"))

    def _note(self, change: Change, row: Row | None) -> None:
        if row is None:
            return
        for column, value in row.items():
            target = target_of(change.model, column)
            if target is not None and value is not None:
                self._wanted[target].add(value)
        pk = int(change.object_id)
        if change.model == "person":
            self._wanted[Person].add(pk)
        elif change.model == "union":
            self._wanted[Union].add(pk)
        elif change.model == "unionmember":
            self._members[row["union_id"]][row["person_id"]] = None
        elif change.model == "event":
            self._owners[pk] = Owner(row.get("person_id"), row.get("union_id"))
            self._known[Event][pk] = str(EventType(row["type"]).label)
        elif change.model in ("place", "source", "branch"):
            self._keep_title(change, row)

    def _keep_title(self, change: Change, row: Row) -> None:
        """Keep the name a row had, for when it is gone; one in the tree goes before."""
        model = {"place": Place, "source": Source, "branch": Branch}[change.model]
        title = row.get("text") or row.get("title") or row.get("name")
        if change.model == "branch" and "label" in row:
            fields = ("label", "ordinal", "ordinal_style", "name")
            title = Branch(**{name: row[name] for name in fields}).title
        if title:
            self._known[model].setdefault(int(change.object_id), str(title))
        self._wanted[model].add(int(change.object_id))

    def _read_events(self) -> None:
        missing = self._wanted[Event] - self._owners.keys()
        for pk, kind, person, union in Event.objects.filter(pk__in=missing).values_list(
            "pk", "type", "person_id", "union_id"
        ):
            self._owners[pk] = Owner(person, union)
            self._known[Event][pk] = str(EventType(kind).label)
        for owner in self._owners.values():
            if owner.person is not None:
                self._wanted[Person].add(owner.person)
            if owner.union is not None:
                self._wanted[Union].add(owner.union)

    def _read_unions(self) -> None:
        members = UnionMember.objects.filter(union_id__in=self._wanted[Union])
        for union, person in members.order_by("role", "order_for_person", "id").values_list(
            "union_id", "person_id"
        ):
            self._members[union][person] = None
        for couple in self._members.values():
            self._wanted[Person].update(couple)

    def _read_people(self, viewer: Viewer) -> None:
        wanted = self._wanted[Person]
        people = Person.objects.visible_to(viewer).filter(pk__in=wanted)
        for person in people.only("full_name", "sex"):
            self._known[Person][person.pk] = str(person)
            self.sexes[person.pk] = person.sex
            self.present.add(person.pk)
        gone = wanted - self._known[Person].keys()
        if not gone or viewer.role < Role.EDITOR:
            return
        last = Change.objects.filter(
            model="person",
            object_id__in=[str(pk) for pk in gone],
            action=ChangeAction.DELETE,
        ).order_by("pk")
        for change in [*last, *self._people_of(self.changes)]:
            row = change.before or change.after or {}
            if int(change.object_id) in gone and "given_name" in row:
                name = full_name(row["surname"], row["middle_name"], row["given_name"])
                self._known[Person][int(change.object_id)] = name or _("Khuyết danh")
                self.sexes[int(change.object_id)] = row.get("sex", "")

    @staticmethod
    def _people_of(changes: Sequence[Change]) -> list[Change]:
        return [change for change in changes if change.model == "person"]
