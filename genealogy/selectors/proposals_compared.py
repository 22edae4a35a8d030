"""What a proposal asks against what the book says now and said when the member looked.

Nothing of this is stored with the proposal: what the book said is read from the history, so a
proposal keeps no copy of what its author may not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from genealogy.domain.dates import PartialDate
from genealogy.domain.proposals import EVENT_PARTS, ONCE_IN_A_LIFE
from genealogy.enums import EventType, ProposalAction
from genealogy.models import Change, Event, Person, Place

#: A giỗ as lunar month and day.
Memorial = list[int] | None


@dataclass(frozen=True)
class Compared:
    """One fact three times over, as plain values: when the member looked, now, and as asked."""

    part: str
    was: Any
    now: Any
    asked: Any

    @property
    def is_done(self) -> bool:
        """Whether the book says so already."""
        return self.now == self.asked

    @property
    def is_conflict(self) -> bool:
        """Whether somebody changed this very fact meanwhile, to something else."""
        return self.was != self.now and not self.is_done


def changes_since(person: Person, version: int | None) -> list[Change]:
    """Give the recorded changes of somebody's own rows after this version, oldest first.

    Each edit raises the version by one, so the last edits are as many as it grew.
    """
    edits = person.version - version if version is not None else 0
    if edits <= 0:
        return []
    rows = Change.objects.filter(person_uuid=person.uuid).exclude(model="unionmember")
    last = rows.order_by("-change_set_id").values_list("change_set_id", flat=True).distinct()
    return list(
        rows.filter(change_set_id__in=list(last[:edits])).order_by("change_set_id", "sequence")
    )


def event_asked_of(person: Person, data: Mapping[str, Any]) -> Event | None:
    """Give the event an item is about; None when it would be a new one.

    The one named, else the one on record of a kind a life has once. What is marked sensitive is
    not touched by a proposal.
    """
    events = Event.objects.filter(person=person, is_sensitive=False).select_related("place")
    if data.get("event"):
        return events.filter(uuid=data["event"]).first()
    if data["type"] not in ONCE_IN_A_LIFE:
        return None
    return events.filter(type=data["type"]).order_by("sort_order", "pk").first()


def compared(
    action: str, data: Mapping[str, Any], person: Person, *, base_version: int | None
) -> list[Compared]:
    """Compare what one item asks of somebody in the book; nothing for what only adds.

    Up to three queries.
    """
    if action == ProposalAction.SET_FIELD:
        return [_field(data, person, changes_since(person, base_version))]
    if action == ProposalAction.SET_EVENT:
        return _event(data, person, changes_since(person, base_version))
    if action == ProposalAction.SET_MEMORIAL:
        return [_memorial(data, person, changes_since(person, base_version))]
    return []


def _field(data: Mapping[str, Any], person: Person, changes: Sequence[Change]) -> Compared:
    name = data["field"]
    now = getattr(person, name)
    was = now
    for change in changes:
        if change.model == "person" and name in (change.before or {}):
            was = (change.before or {})[name]
            break
    return Compared(name, was, now, data.get("value", ""))


def _event(data: Mapping[str, Any], person: Person, changes: Sequence[Change]) -> list[Compared]:
    event = event_asked_of(person, data)
    now = _event_values(event)
    was = _former_event(now, data, changes)
    return [
        Compared(part, was.get(part) or None, now.get(part) or None, data[part])
        for part in EVENT_PARTS
        if part in data
    ]


def _event_values(event: Event | None) -> dict[str, Any]:
    if event is None:
        return {}
    return {
        "date": event.date.to_json() if event.date else None,
        "place": event.place.text if event.place else "",
        "description": event.description,
        "grave_direction": event.grave_direction,
    }


def _former_event(
    now: dict[str, Any], data: Mapping[str, Any], changes: Sequence[Change]
) -> dict[str, Any]:
    """Give the event as the first of these changes found it."""
    if data.get("event") or data["type"] in ONCE_IN_A_LIFE:
        for change in changes:
            row = change.before or change.after or {}
            if change.model == "event" and row.get("type") == data["type"]:
                return _with_place({**now, **change.before}) if change.before else {}
    return now


def _with_place(row: dict[str, Any]) -> dict[str, Any]:
    """Put the place's name in the place of its key, as recorded rows hold it."""
    if "place_id" in row:
        places = Place.objects.filter(pk=row["place_id"]).values_list("text", flat=True)
        row["place"] = places.first() or ""
    return row


def _memorial(data: Mapping[str, Any], person: Person, changes: Sequence[Change]) -> Compared:
    has_day = person.memorial_month and person.memorial_day
    now: Memorial = [person.memorial_month or 0, person.memorial_day or 0] if has_day else None
    was = now
    for change in changes:
        row = change.before or change.after or {}
        is_death = change.model == "event" and row.get("type") == EventType.DEATH
        if is_death and (change.before is None or "date" in change.before):
            was = _memorial_of((change.before or {}).get("date"))
            break
    return Compared("memorial", was, now, [data["month"], data["day"]])


def _memorial_of(stored: dict[str, Any] | None) -> Memorial:
    memorial = PartialDate.from_json(stored).memorial if stored else None
    return [memorial[0], memorial[1]] if memorial else None
