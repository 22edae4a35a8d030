"""Events, further names, sources and notes of all people of a book, read at once.

The batch form of `selectors.life`: a test holds the two together, person by person.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeVar

from django.db.models import Q

from genealogy.domain.book.facts import Cited
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import NameKind
from genealogy.models import (
    Branch,
    Citation,
    Clan,
    Event,
    Note,
    Person,
    PersonName,
    Place,
    UnionMember,
)
from genealogy.querysets import detailed_people
from genealogy.selectors.book_rows import scope
from genealogy.selectors.life import in_order_of_life

#: The row something hangs on: "person", "union" or "event", and its key.
_Target = tuple[str, int]
_OF_EVENT = "event__person__"
T = TypeVar("T")


@dataclass
class BookLives:
    """What is known of lives, uncut within what the viewer may know of each person."""

    events_of_person: dict[int, list[Event]] = field(default_factory=dict)
    events_of_union: dict[int, list[Event]] = field(default_factory=dict)
    names: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    citations: dict[_Target, list[tuple[int, Cited]]] = field(default_factory=dict)
    notes: dict[_Target, list[tuple[int, str]]] = field(default_factory=dict)

    def events_of(
        self, person: Person, unions: Collection[int], detail: Detail, viewer: Viewer
    ) -> list[Event]:
        """Give the events of a person and these unions, as `events_of_life` does."""
        events = list(self.events_of_person.get(person.pk, ()))
        for union in unions:
            events += self.events_of_union.get(union, ())
        if detail < Detail.EDITOR:
            is_member = viewer.sees_as_member(person.branch_id)
            events = [event for event in events if is_member or not event.members_only]
        return sorted(events, key=in_order_of_life)

    def papers_of(
        self, person: Person, events: Collection[int], unions: Collection[int]
    ) -> tuple[list[Cited], list[str]]:
        """Give the sources, each leaf once, and the notes, as `papers_of_life` does."""
        targets = [("person", person.pk), *(("event", key) for key in events)]
        targets += [("union", key) for key in unions]
        sources: dict[tuple[str, str], Cited] = {}
        for cited in _hanging(self.citations, targets):
            sources.setdefault((cited.title, cited.leaf), cited)
        return list(sources.values()), _hanging(self.notes, targets)


def read_lives(clan: Clan, branches: Sequence[Branch] | None, viewer: Viewer) -> BookLives:
    """Read the lives of the people of a book. Twelve queries.

    Only rows of people whose dates the viewer may know are read, and of couples both of whom
    stand among the known.
    """
    opened = detailed_people(viewer, "person__") & scope(clan, branches, "person__")
    couples = _couples(clan, branches)
    told = {} if viewer.role >= Role.EDITOR else {"is_sensitive": False}
    lives = BookLives()
    places = {place.pk: place for place in Place.objects.filter(clan=clan)}
    for found, column, into in (
        (Event.objects.filter(opened, **told), "person_id", lives.events_of_person),
        (Event.objects.filter(couples, **told), "union_id", lives.events_of_union),
    ):
        for event in found.order_by():
            event.place = places.get(event.place_id or 0)
            into.setdefault(getattr(event, column), []).append(event)
    names = PersonName.objects.filter(opened, **told).order_by("sort_order", "pk")
    for key, kind, value in names.values_list("person_id", "kind", "value"):
        lives.names.setdefault(key, []).append((str(NameKind(kind).label), value))
    for target, among in (
        ("person", opened),
        ("union", couples),
        ("event", detailed_people(viewer, "event__person__") & scope(clan, branches, _OF_EVENT)),
        ("event", _couples(clan, branches, "event__")),
    ):
        _read_papers(lives, target, among, told)
    return lives


def _couples(clan: Clan, branches: Sequence[Branch] | None, prefix: str = "") -> Q:
    """Match what hangs on the couples of a book."""
    if branches is None:
        return Q(**{f"{prefix}union__clan": clan, f"{prefix}union__is_staged": False})
    own = UnionMember.objects.filter(scope(clan, branches, "person__"))
    return Q(**{f"{prefix}union__in": own.values("union")})


def _read_papers(lives: BookLives, target: str, among: Q, told: dict[str, bool]) -> None:
    """Read the citations and notes that hang on one kind of row. Two queries."""
    key = f"{target}_id"
    columns = ("source__title", "source__author", "page", "source__url", "text")
    cited = Citation.objects.filter(among).order_by("pk").values_list(key, "pk", *columns)
    for row, pk, *words in cited:
        lives.citations.setdefault((target, row), []).append((pk, Cited(*words)))
    notes = Note.objects.filter(among, **told).order_by("pk").values_list(key, "pk", "text")
    for row, pk, text in notes:
        lives.notes.setdefault((target, row), []).append((pk, text))


def _hanging(rows: dict[_Target, list[tuple[int, T]]], targets: list[_Target]) -> list[T]:
    """Give what hangs on these rows, oldest first."""
    found = [one for target in targets for one in rows.get(target, ())]
    return [what for _pk, what in sorted(found, key=itemgetter(0))]
