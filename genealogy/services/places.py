"""Places (địa danh): found again however their tone marks are written, never renamed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from genealogy.domain.text import collation_key, nfc
from genealogy.models import Clan, Place
from genealogy.services.derived import place_search_fold
from genealogy.services.history import recorded
from genealogy.services.saving import checked_save, log_delete


def place_get_or_create(*, clan: Clan, text: str, by: Any = None, **fields: Any) -> Place:
    """Give the clan's place of this name, made if there is none.

    Case, spaces and the seat of the tone mark (Thanh Hoá, Thanh Hóa) do not count; the marks
    themselves do (Yên Định is not Yên Đinh).
    """
    written = " ".join(nfc(text).split())
    place = Place.objects.filter(clan=clan, text=written).first()
    if place is not None:
        return place
    fold = place_search_fold(written)
    key = _key(written)
    for candidate in Place.objects.filter(clan=clan, search_fold__startswith=fold):
        if _key(candidate.text) == key:
            return candidate
    return place_save(Place(clan=clan, text=written, **fields), by=by)


@transaction.atomic
def place_save(place: Place, *, by: Any = None, **fields: Any) -> Place:
    """Save a place with its search text."""
    for name, value in fields.items():
        setattr(place, name, value)
    place.text = " ".join(nfc(place.text).split())
    fold = place_search_fold(place.text, place.current_name, place.old_names)
    with recorded(place.clan, by=by, places=[place] if place.pk else []) as recording:
        checked_save(place, by=by, fields={**fields, "text": place.text, "search_fold": fold})
        recording.created(place)
    return place


@transaction.atomic
def place_delete(place: Place, *, by: Any = None) -> None:
    """Delete a place; events that happened there keep the rest of their facts."""
    with recorded(place.clan, by=by) as recording:
        recording.deleting(place)
        log_delete(place, by)
        place.delete()


def _key(text: str) -> list[str]:
    return [collation_key(word) for word in text.replace(",", " ").split()]
