"""Who is looking, and how much of a person they may see. Deny first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum


class Role(IntEnum):
    """What a viewer is, from least to most."""

    ANONYMOUS = 0
    MEMBER = 1
    EDITOR = 2
    ADMIN = 3


class Mark(StrEnum):
    """The explicit mark on a record (dấu công khai); it always wins over the general rule."""

    DEFAULT = "default"
    PUBLIC = "public"
    MEMBERS = "members"
    EDITORS = "editors"


class LivingPolicy(StrEnum):
    """What a clan lets strangers see of its living people."""

    HIDDEN = "hidden"
    NAME_ONLY = "name_only"


class Detail(IntEnum):
    """How much of one person a viewer sees.

    NOTHING: as if the person did not exist. NAME: name, đời and branch. MEMBER: that and the
    year of birth. FULL: everything that is not marked sensitive. EDITOR: everything.
    """

    NOTHING = 0
    NAME = 1
    MEMBER = 2
    FULL = 3
    EDITOR = 4


@dataclass(frozen=True)
class Viewer:
    """A reader of the tree.

    Args:
        role: what the reader is.
        today: the day the rule of the living is judged on, Gregorian, Vietnam time.
        close_person_ids: primary keys of the reader's own close family, seen in full.
    """

    role: Role
    today: date
    close_person_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing is known of the reader."""
        return self.role is Role.ANONYMOUS


def detail_level(
    viewer: Viewer,
    *,
    person_id: int,
    is_living: bool,
    mark: Mark,
    clan_policy: LivingPolicy,
    clan_is_public: bool,
) -> Detail:
    """Say how much of one person the viewer may see.

    The same rule as `PersonQuerySet.visible_to`, for a row already read; a test holds the two
    together. `is_living` is the presumption on `viewer.today`.
    """
    if viewer.role >= Role.EDITOR:
        return Detail.EDITOR
    if mark is Mark.EDITORS:
        return Detail.NOTHING
    if viewer.role is Role.MEMBER:
        is_close = person_id in viewer.close_person_ids
        return Detail.FULL if not is_living or is_close else Detail.MEMBER
    if not clan_is_public or mark is Mark.MEMBERS:
        return Detail.NOTHING
    if not is_living or mark is Mark.PUBLIC:
        return Detail.FULL
    return Detail.NAME if clan_policy is LivingPolicy.NAME_ONLY else Detail.NOTHING
