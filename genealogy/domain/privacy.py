"""Who must be treated as living (người đang sống), deny first: living unless proven dead.

The ages are those webtrees publishes (app/Individual.php, `isDead`; its FAQ "privacy"): nobody
lives longer than `MAX_ALIVE_AGE` years, a child is born at most 45 years after any sign of a
parent, a spouse at most 40 years after any sign of the other, a marriage is at least 10 and a
child at least 15 years after one's birth. The last of these is carried up the tree step by step,
which is sound: an ancestor is older than any descendant.

Nothing here asks what day it is. A presumption comes with the last day on which it holds, so that
what readers see flips with the calendar and no row has to be rewritten.

Days are Julian day numbers; ages are years, Gregorian.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from genealogy.domain.calendars import jdn_to_gregorian

MAX_ALIVE_AGE = 120
CHILD_AFTER_BIRTH = 15
MARRIAGE_AFTER_BIRTH = 10
CHILD_AFTER_PARENT = 45
SPOUSE_AFTER_SPOUSE = 40

LIVING = "living"
DECEASED = "deceased"
UNKNOWN = "unknown"


class Life(NamedTuple):
    """What the record of one person says.

    `birth_start` and `birth_end` bound the day of birth; `first_seen` is the last possible day of
    the earliest other dated event; `last_seen` the first possible day of the latest event that
    only a living person has. `has_ended` tells of a death, burial or cremation, dated or not.
    """

    living_state: str = UNKNOWN
    has_ended: bool = False
    birth_start: int | None = None
    birth_end: int | None = None
    first_seen: int | None = None
    last_seen: int | None = None


class KinDays(NamedTuple):
    """Days by which the nearest kin were born at the latest; marriages by which they took place."""

    parents: Sequence[int] = ()
    spouses: Sequence[int] = ()
    marriages: Sequence[int] = ()
    children: Sequence[int] = ()
    grandchildren: Sequence[int] = ()


class Presumption(NamedTuple):
    """Whether somebody is presumed living, and the last day of it; None: no end is known.

    `presumed_living` is False for those the record itself says are dead. A person who can only
    be dead by age has `presumed_living` True and an `until` in the past.
    """

    presumed_living: bool
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Say whether the person must be treated as living on this day."""
        return self.presumed_living and (self.until is None or self.until >= day)


def _days(years: int, *, at_least: bool) -> int:
    """Give whole days of so many years, rounded to the side that keeps somebody living."""
    quarters = years * 1461
    return -(-quarters // 4) if at_least else quarters // 4


_CHILD_UP = _days(CHILD_AFTER_BIRTH, at_least=False)
_MARRIAGE_UP = _days(MARRIAGE_AFTER_BIRTH, at_least=False)
_CHILD_DOWN = _days(CHILD_AFTER_PARENT, at_least=True)
_SPOUSE_ACROSS = _days(SPOUSE_AFTER_SPOUSE, at_least=True)
_DEATH = {UNKNOWN: None, LIVING: Presumption(True, None), DECEASED: Presumption(False, None)}


def latest_birth(life: Life, children: Iterable[int] = ()) -> int | None:
    """Give the day by which somebody was born at the latest, or None when nothing tells.

    Args:
        life: the person's own record.
        children: days by which the children were born at the latest.

    A day before the earliest possible birth contradicts the record and is left out, because a
    slip of the pen must not show a living person to strangers.
    """
    days = [life.birth_end, life.first_seen, *(day - _CHILD_UP for day in children)]
    floor = life.birth_start
    known = [day for day in days if day is not None and (floor is None or day >= floor)]
    return min(known, default=None)


NO_KIN = KinDays()


def presume_living(
    life: Life,
    kin: KinDays = NO_KIN,
    *,
    born_by: int | None = None,
    max_alive_age: int = MAX_ALIVE_AGE,
) -> Presumption:
    """Say whether one person must be treated as living, and until when.

    What the record says of life or death wins, then a death or burial, then age. Kin are asked
    only when no birth is on record.

    Args:
        life: the person's own record.
        kin: what is known of the nearest kin.
        born_by: `latest_birth` carried up from all descendants, when it is at hand.
        max_alive_age: years nobody outlives.

    >>> presume_living(Life(birth_start=2385469, birth_end=2385469))  # 3 February 1819
    Presumption(presumed_living=True, until=datetime.date(1939, 2, 3))
    >>> presume_living(Life())
    Presumption(presumed_living=True, until=None)
    """
    said = _DEATH[life.living_state]
    if said is not None:
        return said
    if life.has_ended:
        return Presumption(False, None)
    grandchildren = [day - _CHILD_UP for day in kin.grandchildren]
    own = latest_birth(life, [*kin.children, *grandchildren])
    days = [day for day in (own, born_by) if day is not None]
    if life.birth_end is None:
        days += [day - _MARRIAGE_UP for day in kin.marriages]
        days += [day + _SPOUSE_ACROSS for day in kin.spouses]
        days += [day + _CHILD_DOWN for day in kin.parents]
    ends = [_add_years(day, max_alive_age) for day in days if _is_possible(day, life)]
    if life.last_seen is not None:
        seen = _add_years(life.last_seen, 0)
        ends = [end for end in ends if end >= seen]
    return Presumption(True, min(ends, default=None))


def _is_possible(born_by: int, life: Life) -> bool:
    return life.birth_start is None or born_by >= life.birth_start


def latest_births(
    lives: Mapping[int, Life], parents_of: Mapping[int, Iterable[int]]
) -> dict[int, int]:
    """Give `latest_birth` of a whole clan, carried up from descendants; unknown ones are absent.

    Args:
        lives: the record of everybody.
        parents_of: child to parents who are surely older: by birth or adoption. In a circle of
            links, which no true tree has, the carrying stops.
    """
    found: dict[int, int] = {}
    from_children: dict[int, int] = {}
    for key in _children_first(lives, parents_of):
        below = from_children.get(key)
        day = latest_birth(lives[key], () if below is None else (below,))
        if day is None:
            continue
        found[key] = day
        for parent in parents_of.get(key, ()):
            if parent in lives and _is_possible(day - _CHILD_UP, lives[parent]):
                from_children[parent] = min(day, from_children.get(parent, day))
    return found


def _children_first(
    lives: Mapping[int, Life], parents_of: Mapping[int, Iterable[int]]
) -> list[int]:
    """Order people so that children come before parents; those in a circle come last."""
    waiting = dict.fromkeys(lives, 0)
    for parents in parents_of.values():
        for parent in parents:
            if parent in waiting:
                waiting[parent] += 1
    order = [key for key, count in waiting.items() if not count]
    for key in order:
        for parent in parents_of.get(key, ()):
            if parent in waiting:
                waiting[parent] -= 1
                if not waiting[parent]:
                    order.append(parent)
    return order + [key for key, count in waiting.items() if count]


def presume_clan(
    lives: Mapping[int, Life],
    *,
    parents_of: Mapping[int, Sequence[int]],
    spouses_of: Mapping[int, Sequence[int]],
    marriages_of: Mapping[int, Sequence[int]],
    max_alive_age: int = MAX_ALIVE_AGE,
) -> tuple[dict[int, Presumption], dict[int, int]]:
    """Judge a whole clan; linear in people and links.

    Returns:
        The presumption of everybody, and the latest births it rests on.
    """
    births = latest_births(lives, parents_of)
    judged: dict[int, Presumption] = {}
    for key, life in lives.items():
        said = _DEATH[life.living_state]
        if said is not None:
            judged[key] = said
            continue
        kin = KinDays(
            parents=[births[other] for other in parents_of.get(key, ()) if other in births],
            spouses=[births[other] for other in spouses_of.get(key, ()) if other in births],
            marriages=marriages_of.get(key, ()),
        )
        judged[key] = presume_living(
            life, kin, born_by=births.get(key), max_alive_age=max_alive_age
        )
    return judged, births


def _add_years(jdn: int, years: int) -> date:
    """Give the Gregorian day so many years later; 29 February moves to 1 March."""
    year, month, day = jdn_to_gregorian(jdn)
    year += years
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    if (month, day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return date(year, 3, 1)
    return date(year, month, day)
