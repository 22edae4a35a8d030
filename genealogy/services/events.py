"""Writing single events (sự kiện); what follows from them is brought up to date at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from genealogy.models import Clan, Event
from genealogy.services.derived import refresh_people
from genealogy.services.edits import union_people
from genealogy.services.history import recorded
from genealogy.services.saving import log_delete, same_clan


def event_clan(event: Event) -> Clan | None:
    """Give the clan of the person or couple the event is of."""
    owner = event.person or event.union
    return owner.clan if owner else None


def _people_of(event: Event) -> set[int]:
    """Give the people whose derived columns follow from the event."""
    if event.person_id:
        return {event.person_id}
    return union_people(event.union) if event.union else set()


@transaction.atomic
def event_save(event: Event, *, by: Any = None) -> Event:
    """Save a new or changed event of one person or one couple.

    Raises:
        ValidationError: of nobody or of both, or the place is of another clan.
    """
    clan = event_clan(event)
    if clan is None:
        raise ValidationError({"person": _("Hãy chọn một người, hoặc một cặp vợ chồng.")})
    same_clan(clan, place=event.place)
    event.full_clean()
    former = Event.objects.filter(pk=event.pk).select_related("person", "union").first()
    with recorded(clan, by=by) as recording:
        recording.watch(rows=[former] if former else [])
        event.save()
        recording.created(event)
        refresh_people(clan, _people_of(event))
        former_clan = event_clan(former) if former else None
        if former is not None and former_clan is not None:
            refresh_people(former_clan, _people_of(former))
        if by is not None:
            log(instance=event, action="wagtail.edit" if former else "wagtail.create", user=by)
    return event


@transaction.atomic
def event_delete(event: Event, *, by: Any = None) -> None:
    """Delete an event; the person's years, giỗ and presumption of life follow."""
    clan, people = event_clan(event), _people_of(event)
    if clan is None:
        return
    with recorded(clan, by=by) as recording:
        recording.deleting(event)
        log_delete(event, by)
        event.delete()
        refresh_people(clan, people)
