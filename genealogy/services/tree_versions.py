"""Telling every process that a clan's tree has changed, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from cms.core.events import Event, publish
from genealogy.models import Clan, TreeTouch, TreeVersion

#: A change that touches more people than this is not written down one by one.
LOGGED_PEOPLE = 2_000
#: Changes kept for replay; an index that is further behind is built anew.
KEPT_CHANGES = 500


@dataclass(frozen=True)
class TreeTouched(Event):
    """A clan's tree has changed; `people` are primary keys, None when anybody may have changed."""

    clan_id: int
    people: tuple[int, ...] | None


@transaction.atomic
def tree_touch(clan: Clan, people: Iterable[int] | None) -> int:
    """Give the clan's tree a new version; called by whatever changes people or their links.

    Args:
        clan: the clan, held by `clan_lock` where rows are written.
        people: primary keys of everybody whose row, links or unions changed, those deleted
            included; None when everybody may have changed.

    Returns:
        The new version.
    """
    touched = None if people is None else sorted(set(people))
    publish(TreeTouched(clan.pk, None if touched is None else tuple(touched)))
    TreeVersion.objects.get_or_create(clan_id=clan.pk)
    rows = TreeVersion.objects.filter(clan_id=clan.pk)
    rows.update(version=F("version") + 1)
    version = rows.values_list("version", flat=True).get()
    log = TreeTouch.objects.filter(clan_id=clan.pk)
    if touched is None or len(touched) > LOGGED_PEOPLE:
        log.delete()
        rows.update(replayable_from=version)
        return version
    TreeTouch.objects.create(clan_id=clan.pk, version=version, people=touched)
    if version % KEPT_CHANGES == 0:
        oldest = version - KEPT_CHANGES
        log.filter(version__lte=oldest).delete()
        rows.filter(replayable_from__lt=oldest).update(replayable_from=oldest)
    return version
