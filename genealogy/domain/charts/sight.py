"""Whom one kind of reader may know, for a whole clan at once.

The rule of `viewer.detail_level` over arrays. It opens nothing by itself: it says how many people
stand where, and whoever is shown is read through `visible_to`. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from genealogy.domain.viewer import LivingPolicy, Mark, Role, Viewer

MARKS: Final = (Mark.DEFAULT, Mark.PUBLIC, Mark.MEMBERS, Mark.EDITORS)
_DEFAULT, _PUBLIC, _MEMBERS, _EDITORS = range(len(MARKS))
#: Living without an end to the presumption; dead is 0.
FOR_EVER: Final = 2**31 - 1
#: Nobody knows by when the person was born.
NEVER_BORN: Final = 2**31 - 1

Flags = NDArray[np.bool_]

LIFE = np.dtype(
    [
        ("pk", np.int64),
        ("mark", np.int8),
        ("living_until", np.int32),
        ("latest_birth", np.int32),
        ("branch", np.int64),
        ("sex", np.int8),
    ]
)


class SightRule(NamedTuple):
    """Everything in which two readers of one clan may differ in whom they know.

    Own close family and offices open more of a person, never another person, so they are not
    here. `today` is a day as `day_number`; days are 0 for readers to whom they change nothing.
    """

    role: Role
    today: int = 0
    adults_born_by: int = 0
    member_branches: frozenset[int] = frozenset()
    is_public: bool = True
    is_name_public: bool = False


def day_number(day: date) -> int:
    """Write a day as a number that orders: 20261123."""
    return day.year * 10_000 + day.month * 100 + day.day


def sight_rule(viewer: Viewer, *, is_public: bool, living_policy: str) -> SightRule:
    """Give what of a viewer and a clan decides who is known."""
    if viewer.role >= Role.EDITOR:
        return SightRule(Role.EDITOR)
    if viewer.role is Role.MEMBER:
        return SightRule(Role.MEMBER)
    return SightRule(
        Role.ANONYMOUS,
        day_number(viewer.today),
        viewer.adults_born_by,
        viewer.member_branch_ids,
        is_public,
        living_policy == LivingPolicy.NAME_ONLY,
    )


def lives(rows: Iterable[tuple[Any, ...]]) -> NDArray[Any]:
    """Make an array of rows as `LIFE` wants them, ordered by key."""
    return np.sort(np.fromiter(rows, dtype=LIFE), order="pk")


def known_people(people: NDArray[Any], rule: SightRule) -> tuple[Flags, Flags]:
    """Say of each row of `LIFE` whether the reader may know of it, and whether also sex and kin."""
    marks = people["mark"]
    if rule.role >= Role.EDITOR:
        everybody = np.ones(len(people), np.bool_)
        return everybody, everybody
    to_members: Flags = marks != _EDITORS
    if rule.role is Role.MEMBER:
        return to_members, to_members
    is_dead = people["living_until"] < rule.today
    in_full = (marks == _PUBLIC) | ((marks == _DEFAULT) & is_dead)
    by_name = np.zeros(len(people), np.bool_)
    if not rule.is_public:
        in_full = by_name
    elif rule.is_name_public:
        by_name = (marks == _DEFAULT) & (people["latest_birth"] <= rule.adults_born_by)
    if rule.member_branches:
        inside = np.isin(people["branch"], list(rule.member_branches)) & to_members
        in_full = in_full | inside
    return in_full | by_name, in_full
