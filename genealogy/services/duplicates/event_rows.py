"""Events of somebody who goes: the same one told twice becomes one, a contradiction a note."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from genealogy.domain.dates import describe
from genealogy.domain.duplicates import holds
from genealogy.enums import EventType
from genealogy.models import Event, Person, Union
from genealogy.services.duplicates.attached_rows import attached_move, note_add
from genealogy.services.duplicates.choices import KEEP

#: What happens once to a couple, as birth and death do to a person.
ONCE_TO_COUPLES: Final = (EventType.MARRIAGE, EventType.DIVORCE)

#: Texts of an event, and what stands between two of them.
_TEXTS: Final = {"description": "\n", "cause": "; ", "grave_direction": "; "}


def events_join(
    keep: Person | Union,
    drop: Person | Union,
    *,
    once: Collection[str],
    choices: Mapping[str, str] | None = None,
) -> None:
    """Give the events of one to the other.

    The same event (type, day and place do not contradict each other) becomes one that knows what
    either knew. Of a type that happens once, a contradiction is settled by `choices` ("keep" by
    default): the other telling becomes a note, its citations and pictures go to the owner.
    """
    column, chosen = str(keep._meta.model_name), choices or {}
    mine = list(Event.objects.filter(**{column: keep}).order_by("sort_order", "pk"))
    last = max((event.sort_order for event in mine), default=-1)
    for event in Event.objects.filter(**{column: drop}).order_by("sort_order", "pk"):
        is_once = event.type in once
        alike = [one for one in mine if one.type == event.type]
        twin = next((one for one in alike if is_same(one, event, is_once=is_once)), None)
        if twin is not None:
            _unite(twin, event)
            continue
        if is_once and alike:
            if chosen.get(event.type, KEEP) == KEEP:
                _retell(event, keep)
                continue
            for one in alike:
                mine.remove(one)
                _retell(one, keep)
        last += 1
        event.sort_order = last
        setattr(event, column, keep)
        event.save(update_fields=[column, "sort_order"])


def is_same(one: Event, other: Event, *, is_once: bool) -> bool:
    """Say whether two events of one type are one event told twice."""
    if is_once:
        is_one_day = _says_more(one, other) or _says_more(other, one)
        return is_one_day and _may_be_one(one.place_id, other.place_id)
    if not (_says_more(one, other) and _says_more(other, one)) or one.place_id != other.place_id:
        return False
    if one.date is None and one.place_id is None and one.description != other.description:
        return False
    return all(_may_be_one(getattr(one, name), getattr(other, name)) for name in _TEXTS)


def event_words(event: Event) -> str:
    """Tell an event in one line, with all that was written of it but its raw tags."""
    words = [describe(event.date) or event.date.text if event.date else ""]
    if event.place is not None:
        words.append(_("tại %(place)s") % {"place": event.place})
    words.append(event.description)
    if event.grave_direction:
        words.append(_("hướng mộ %(direction)s") % {"direction": event.grave_direction})
    if event.cause:
        words.append(_("nguyên nhân: %(cause)s") % {"cause": event.cause})
    if event.latitude is not None and event.longitude is not None:
        words.append(f"{event.latitude}, {event.longitude}")
    told = ", ".join(word for word in words if word)
    label = str(EventType(event.type).label)
    return f"{label} {told}" if told else label


def _says_more(one: Event, other: Event) -> bool:
    """Say whether the date of one says all that the other's says."""
    if other.date is None:
        return True
    return one.date is not None and holds(one.date, other.date)


def _may_be_one(one: Any, other: Any) -> bool:
    return one in (None, "") or other in (None, "") or one == other


def _unite(kept: Event, other: Event) -> None:
    """Let one event know what the other knows, and drop the other."""
    if not _says_more(kept, other):
        kept.date = other.date
    kept.place = kept.place or other.place
    if kept.latitude is None or kept.longitude is None:
        kept.latitude, kept.longitude = other.latitude, other.longitude
    for name, between in _TEXTS.items():
        left_over = _append(kept, name, getattr(other, name), between)
        if left_over:
            note_add(kept, left_over, is_sensitive=name == "cause" or other.is_sensitive)
    kept.is_sensitive = kept.is_sensitive or other.is_sensitive
    kept.tag = kept.tag or other.tag
    kept.extra = joined_lists(kept.extra, other.extra)
    attached_move(other, kept)
    other.delete()
    kept.save()


def _append(event: Event, name: str, text: str, between: str) -> str:
    """Add a text the event does not hold yet; give it back when there is no room for it."""
    known = getattr(event, name)
    if not text or text in known:
        return ""
    joined = f"{known}{between}{text}" if known else text
    room = getattr(Event._meta.get_field(name), "max_length", None)
    if room is not None and len(joined) > room:
        return text
    setattr(event, name, joined)
    return ""


def _retell(event: Event, owner: Person | Union) -> None:
    """Turn an event that contradicts the chosen one into a note on whose it was."""
    is_sensitive = event.is_sensitive or bool(event.cause)
    text = _("Bản đã gộp ghi khác: %(event)s.") % {"event": event_words(event)}
    note_add(owner, text, is_sensitive=is_sensitive)
    attached_move(event, owner)
    event.delete()


def joined_lists(mine: list[Any], other: list[Any]) -> list[Any]:
    """Join two lists of raw tags; equal ones stand once."""
    return [*mine, *(tag for tag in other if tag not in mine)]
