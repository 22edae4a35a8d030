"""The first and second giỗ after a death (tiểu tường, đại tường), where the year is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from genealogy.domain.lunar import FIRST_DAY, LAST_DAY, LunarDate, to_lunar
from genealogy.domain.memorials import HeldDay, mourning_memorial
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import EventType
from genealogy.models import Event

#: Gregorian years after the year of death within which a second giỗ can still come.
_YEARS_OF_MOURNING = 3
#: Fewer parameters than any supported database refuses in one statement.
_CHUNK = 900


def solar_day_text(day: date) -> str:
    """Write a Gregorian day as Vietnamese do.

    >>> solar_day_text(date(2026, 11, 3))
    '3/11/2026'
    """
    return f"{day.day}/{day.month}/{day.year}"


class MourningWords(NamedTuple):
    """What is said beside a first or second giỗ; both empty on any other.

    `counted` is the Gregorian day by the count of 12 or 24 lunar months where that differs.
    """

    note: str = ""
    counted: date | None = None

    @property
    def counted_note(self) -> str:
        """Say on which day those hold it who count months."""
        if self.counted is None:
            return ""
        lunar = to_lunar(self.counted)
        return _("Nhà nào đếm đủ tháng thì giỗ vào %(day)s/%(month)s âm lịch (%(solar)s)") % {
            "day": lunar.day,
            "month": lunar.month,
            "solar": solar_day_text(self.counted),
        }


def may_be_in_mourning(death_year: int | None, held: date) -> bool:
    """Say whether a giỗ held on a day can be the first or second after a Gregorian year."""
    return death_year is not None and 0 <= held.year - death_year <= _YEARS_OF_MOURNING


def is_after_death(death: LunarDate | None, death_year: int | None, held: HeldDay) -> bool:
    """Say whether a giỗ comes after the death, so that it is one.

    By the lunar day of death where the book tells it, else by its Gregorian year; somebody of
    whom neither is known died long ago.
    """
    if death is not None:
        return held.lunar_year > death.year
    return death_year is None or held.date.year > death_year


def days_of_death(person_ids: Collection[int], viewer: Viewer) -> dict[int, LunarDate]:
    """Give the lunar day of death of those whose book tells it with its year.

    `person_ids` are of people whose dates the viewer may know. One query for each 900.
    """
    found: dict[int, LunarDate] = {}
    keys = sorted(person_ids)
    for start in range(0, len(keys), _CHUNK):
        found.update(_days_of_death(keys[start : start + _CHUNK], viewer))
    return found


def _days_of_death(person_ids: list[int], viewer: Viewer) -> Iterable[tuple[int, LunarDate]]:
    # The same event from which the day of the giỗ was taken: the first that tells a lunar day.
    events = Event.objects.filter(
        person__in=person_ids, type=EventType.DEATH, lunar_month__gt=0, lunar_day__gt=0
    ).order_by("person_id", "sort_order", "id")
    if viewer.role < Role.EDITOR:
        events = events.filter(is_sensitive=False)
    if viewer.is_anonymous:
        events = events.filter(members_only=False)
    seen: set[int] = set()
    for person_id, written in events.values_list("person_id", "date"):
        if person_id in seen:
            continue
        seen.add(person_id)
        solar = written.solar if written else None
        if solar is not None and FIRST_DAY <= solar <= LAST_DAY:
            yield person_id, to_lunar(solar)


def mourning_words(death: LunarDate | None, held: HeldDay) -> MourningWords:
    """Say whether a giỗ is the first or second after a death, None for an unknown day."""
    if death is None:
        return MourningWords()
    mourning = mourning_memorial(death, lunar_year=held.lunar_year, held=held.date)
    if mourning is None:
        return MourningWords()
    words = {1: _("giỗ đầu (tiểu tường)"), 2: _("giỗ hết (đại tường)")}
    return MourningWords(words[mourning.number], mourning.by_months)
