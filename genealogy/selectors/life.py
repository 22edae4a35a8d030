"""What is known of a life: other names, events with both calendars, graves, sources and notes."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from genealogy.domain.dates import PartialDate, describe_full
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import GRAVE_EVENTS, EventType, NameKind
from genealogy.models import Citation, Event, Note, Person, PersonName

_BIRTHS = (EventType.BIRTH, EventType.BAPTISM)


@dataclass(frozen=True)
class EventItem:
    """One event ready to print; `date_text` names the day in both calendars where it can."""

    pk: int
    type: str
    label: str
    date: PartialDate | None
    date_text: str
    place: str
    description: str
    cause: str = ""
    is_sensitive: bool = False

    @property
    def solar_date(self) -> datetime.date | None:
        """Return the Gregorian day when it is known to the day."""
        return self.date.solar if self.date else None

    @property
    def text(self) -> str:
        """Return date and place in one line."""
        return ", ".join(part for part in (self.date_text, self.place) if part)


@dataclass(frozen=True)
class GraveItem:
    """A grave or what became of it (mộ phần): burial, reburial or cremation."""

    label: str
    date_text: str
    place: str
    direction: str
    description: str
    latitude: Decimal | None = None
    longitude: Decimal | None = None

    @property
    def text(self) -> str:
        """Return place, direction and date in one line."""
        direction = _("hướng %(direction)s") % {"direction": self.direction}
        parts = (self.place, direction if self.direction else "", self.date_text)
        return ", ".join(part for part in parts if part) or self.label


@dataclass(frozen=True)
class SourceItem:
    """A source behind the facts, with the page cited."""

    title: str
    detail: str
    url: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Papers:
    """The further names as (kind, name), the sources cited for a life and the notes on it."""

    names: list[tuple[str, str]]
    sources: list[SourceItem]
    notes: list[str]


def _place_text(event: Event) -> str:
    place = event.place
    if place is None:
        return ""
    if place.current_name and place.current_name != place.text:
        return _("%(place)s (nay là %(current)s)") % {
            "place": place.text,
            "current": place.current_name,
        }
    return place.text


def in_order_of_life(event: Event) -> tuple[int, bool, int, int, int]:
    """Put birth first and graves last, dated or not."""
    if event.type in _BIRTHS:
        stage = 0
    elif event.type in GRAVE_EVENTS:
        stage = 3
    else:
        stage = 2 if event.type == EventType.DEATH else 1
    return stage, event.date_start is None, event.date_start or 0, event.sort_order, event.pk


def events_of_life(
    person: Person, union_ids: Collection[int], detail: Detail, viewer: Viewer
) -> list[Event]:
    """Give the events of a person and of these unions in order of life.

    Sensitive ones go to editors, those for members to no stranger. One query. `union_ids` must
    hold only unions whose other side the viewer sees in full, since an event of a couple tells of
    both.
    """
    if detail < Detail.FULL:
        return []
    events = Event.objects.filter(
        Q(person=person) | Q(union_id__in=list(union_ids))
    ).select_related("place")
    if detail < Detail.EDITOR:
        events = events.filter(is_sensitive=False)
        if not viewer.sees_as_member(person.branch_id):
            events = events.filter(members_only=False)
    return sorted(events, key=in_order_of_life)


def event_item(event: Event, detail: Detail, *, partner: str = "") -> EventItem:
    """Make the printed form of an event; `partner` names the other side of a couple's event."""
    label = str(EventType(event.type).label)
    label = label[:1].upper() + label[1:]
    if partner:
        label = _("%(event)s với %(partner)s") % {"event": label, "partner": partner}
    return EventItem(
        pk=event.pk,
        type=event.type,
        label=label,
        date=event.date,
        date_text=describe_full(event.date) if event.date else "",
        place=_place_text(event),
        description=event.description,
        cause=event.cause if detail >= Detail.EDITOR else "",
        is_sensitive=event.is_sensitive,
    )


def grave_item(event: Event) -> GraveItem:
    """Make the printed form of a burial, reburial or cremation."""
    return GraveItem(
        label=str(EventType(event.type).label),
        date_text=describe_full(event.date) if event.date else "",
        place=_place_text(event),
        direction=event.grave_direction,
        description=event.description,
        latitude=event.latitude,
        longitude=event.longitude,
    )


_PAPER_COLUMNS = ("what", "title", "author", "link", "leaf", "words", "order", "pk")
_CITATION, _NOTE, _NAME = "citation", "note", "name"


def _papers(rows: QuerySet[Any], what: str, **columns: Any) -> QuerySet[Any, Any]:
    """Bring rows of one kind into the columns that all kinds share."""
    nothing = Value("", output_field=CharField())
    values = {name: columns.get(name, nothing) for name in ("title", "author", "link", "leaf")}
    values["words"] = columns.get("words", Value("", output_field=TextField()))
    values["order"] = columns.get("order", Value(0, output_field=IntegerField()))
    values["what"] = Value(what, output_field=CharField())
    return rows.order_by().annotate(**values).values_list(*_PAPER_COLUMNS)


def papers_of_life(
    person: Person,
    *,
    event_ids: Collection[int],
    union_ids: Collection[int],
    detail: Detail,
) -> Papers:
    """Give a person's further names, and the sources and notes of them, these events and unions.

    One query for all three kinds. Sensitive names and notes go to editors only.
    """
    if detail < Detail.FULL:
        return Papers([], [], [])
    target = Q(person=person) | Q(event_id__in=list(event_ids)) | Q(union_id__in=list(union_ids))
    notes = Note.objects.filter(target)
    further_names = PersonName.objects.filter(person=person)
    if detail < Detail.EDITOR:
        notes = notes.filter(is_sensitive=False)
        further_names = further_names.filter(is_sensitive=False)
    found = _papers(
        further_names,
        _NAME,
        title=F("value"),
        author=F("kind"),
        order=F("sort_order"),
    ).union(
        _papers(
            Citation.objects.filter(target),
            _CITATION,
            title=F("source__title"),
            author=F("source__author"),
            link=F("source__url"),
            leaf=F("page"),
            words=F("text"),
        ),
        _papers(notes, _NOTE, words=F("text")),
        all=True,
    )
    names: list[tuple[str, str]] = []
    sources: dict[tuple[str, str], SourceItem] = {}
    texts: list[str] = []
    for what, title, author, link, leaf, words, _order, _pk in sorted(found, key=itemgetter(6, 7)):
        if what == _NAME:
            names.append((str(NameKind(author).label), title))
        elif what == _NOTE:
            texts.append(words)
        else:
            about = ", ".join(part for part in (author, leaf) if part)
            sources.setdefault((title, leaf), SourceItem(title, about, link, words))
    return Papers(names, list(sources.values()), texts)
