"""Numbers kept for each audience, and how the rows of today's tree stand to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Sum
from django.urls import reverse

from genealogy.domain.statistics import FORMAT, Statistics
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Audience
from genealogy.models import Branch, Clan, TreeStatistics, TreeVersion

_AUDIENCES = {Role.ANONYMOUS: Audience.PUBLIC, Role.MEMBER: Audience.MEMBERS}
_ROLES = {
    Audience.PUBLIC: Role.ANONYMOUS,
    Audience.MEMBERS: Role.MEMBER,
    Audience.EDITORS: Role.EDITOR,
}


@dataclass(frozen=True)
class BranchSize:
    """A branch as a line of the numbers above it; `url` leads to its own numbers."""

    uuid: UUID
    label: str
    url: str
    count: int


@dataclass(frozen=True)
class KeptStatistics:
    """A row as it was kept, with what tells whether it still holds."""

    statistics: Statistics
    counted_at: datetime
    version: int
    tree_version: int
    valid_until: date | None
    has_shape: bool
    clan_people: int

    def holds_on(self, today: date) -> bool:
        """Say whether no presumption of life has ended since, and no branch has moved."""
        return self.has_shape and (self.valid_until is None or today <= self.valid_until)

    def is_current(self, today: date) -> bool:
        """Say whether counting anew would give the same."""
        return self.version == self.tree_version and self.holds_on(today)


def audience_of(viewer: Viewer) -> Audience:
    """Give the audience a viewer belongs to; own close family is not counted apart."""
    return _AUDIENCES.get(viewer.role, Audience.EDITORS)


def audience_viewer(audience: str, today: date) -> Viewer:
    """Give the least of an audience: what all of it may see."""
    return Viewer(_ROLES[Audience(audience)], today)


def counting_rule(clan: Clan) -> list[Any]:
    """Give what a row must have been counted by to be shown at all."""
    return [FORMAT, clan.is_public, str(clan.living_policy)]


def branch_shape(clan: Clan) -> list[int]:
    """Give numbers that differ when a branch came, went or moved under another; one query."""
    under = F("pk") * F("parent_id")
    found = clan.branches.aggregate(count=Count("pk"), keys=Sum("pk"), under=Sum(under))
    # PostgreSQL adds up to decimals.
    return [int(found[name] or 0) for name in ("count", "keys", "under")]


def tree_version_of(clan: Clan) -> int:
    """Give the version of a clan's tree; nought before its first change."""
    rows = TreeVersion.objects.filter(clan=clan).values_list("version", flat=True)
    return rows.first() or 0


def kept_statistics(clan: Clan, branch: Branch | None, audience: str) -> KeptStatistics | None:
    """Give the row kept for an audience; None when there is none that could be shown.

    Two queries. Whether the row may be shown when it is not current is for
    `genealogy.services.statistics` to judge.
    """
    values = (
        TreeStatistics.objects.filter(clan=clan, branch=branch, audience=audience)
        .values_list("data", "counted_at", "version", "valid_until", "clan__tree_version__version")
        .first()
    )
    if values is None:
        return None
    data, counted_at, version, valid_until, tree_version = values
    if data.get("rule") != counting_rule(clan):
        return None
    return KeptStatistics(
        statistics=Statistics.from_data(data),
        counted_at=counted_at,
        version=version,
        tree_version=tree_version or 0,
        valid_until=valid_until,
        has_shape=data["shape"] == branch_shape(clan),
        clan_people=data["clan_people"],
    )


def branch_sizes(clan: Clan, statistics: Statistics) -> list[BranchSize]:
    """Give the branches that were counted right below, the largest first; one query."""
    counts = dict(statistics.branches)
    if not counts:
        return []
    found = clan.branches.in_bulk(counts)
    return [
        BranchSize(
            uuid=found[pk].uuid,
            label=found[pk].title,
            url=reverse("genealogy:branch_statistics", args=[clan.slug, found[pk].slug]),
            count=count,
        )
        for pk, count in counts.items()
        if pk in found
    ]
