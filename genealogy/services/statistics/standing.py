"""Judging whether numbers that were counted some time ago may still be shown.

Whoever changes people writes down whom it touched (`tree_touch`), so nothing that hides somebody
has to tell the counters of it. Old numbers are shown only when none of the people touched since
was counted in them and is out of the audience's sight today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import NamedTuple

from genealogy.enums import Audience
from genealogy.models import Clan, Person, TreeStatistics, TreeTouch, TreeVersion
from genealogy.selectors.statistics import KeptStatistics, audience_viewer
from genealogy.services.statistics.keeping import ROLLS, roll_has, roll_unpack

#: When more people were touched than this, they are not looked up one by one.
JUDGED_PEOPLE = 20_000
_CHUNK = 500


class Standing(Enum):
    """How a kept row stands to the tree of today.

    CURRENT: counting anew gives the same. BEHIND: it is old but shows nobody who was hidden
    since. UNSAFE: it must not be shown.
    """

    CURRENT = "current"
    BEHIND = "behind"
    UNSAFE = "unsafe"


class Judgement(NamedTuple):
    """A standing, and for a current row the last day on which it is right."""

    standing: Standing
    until: date | None = None


def kept_judge(kept: KeptStatistics, clan: Clan, audience: str, today: date) -> Judgement:
    """Say how a kept row stands to the tree of today."""
    if kept.is_current(today):
        return Judgement(Standing.CURRENT, kept.valid_until)
    touched = _touched_since(clan, kept.version)
    if touched is None:
        return Judgement(Standing.UNSAFE)
    was_detailed = _roll_of(clan, audience, kept)
    viewer = audience_viewer(audience, today)
    is_untouched, ends = True, [] if kept.valid_until is None else [kept.valid_until]
    for start in range(0, len(touched), _CHUNK):
        part = touched[start : start + _CHUNK]
        people = Person.objects.filter(clan=clan, pk__in=part)
        detailed = set(people.detailed_to(viewer).values_list("pk", flat=True))
        seen = detailed
        if audience == Audience.MEMBERS:
            seen = set(people.visible_to(viewer).values_list("pk", flat=True))
        if any(key not in seen and audience == Audience.MEMBERS for key in part):
            return Judgement(Standing.UNSAFE)
        if any(key not in detailed and was_detailed(key) for key in part):
            return Judgement(Standing.UNSAFE)
        is_untouched &= not seen
        lives = people.filter(presumed_living=True, presumed_living_until__gte=today)
        ends += lives.values_list("presumed_living_until", flat=True)
    if is_untouched and kept.holds_on(today):
        return Judgement(Standing.CURRENT, min(ends, default=None))
    return Judgement(Standing.BEHIND)


def _touched_since(clan: Clan, version: int) -> list[int] | None:
    """Give everybody touched after a version; None when the log does not say, or they are many."""
    tree = TreeVersion.objects.filter(clan=clan).first()
    if tree is None or version < tree.replayable_from:
        return None
    touched: set[int] = set()
    log = TreeTouch.objects.filter(clan=clan, version__gt=version)
    for people in log.values_list("people", flat=True).iterator():
        touched.update(people)
        if len(touched) > JUDGED_PEOPLE:
            return None
    return sorted(touched)


def _roll_of(clan: Clan, audience: str, kept: KeptStatistics) -> Callable[[int], bool]:
    """Give the question whether somebody was counted with all facts; yes when nobody knows."""
    rows = TreeStatistics.objects.filter(
        clan=clan,
        branch=None,
        audience=ROLLS.get(audience, ""),
        counted_at=kept.counted_at,
    )
    data = rows.values_list("data", flat=True).first()
    if data is None:
        return lambda key: True
    bits = roll_unpack(data["bits"])
    return lambda key: roll_has(bits, key)
