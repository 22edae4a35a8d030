"""Graves of a branch that have a known spot, for the sketch on the branch's page.

A grave is told here to whom the page of its dead tells it, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from genealogy.domain.charts.grave_plot import GravePlot, plot_graves
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import GRAVE_EVENTS
from genealogy.models import Branch, Event, Person
from genealogy.selectors.cards import PersonCard, person_card
from genealogy.selectors.life import GraveItem, grave_item

#: More marks than this are no sketch any more; the rest stand on the pages of the people.
MOST_GRAVES = 40


@dataclass(frozen=True)
class BranchGrave:
    """One numbered grave of the sketch."""

    number: int
    card: PersonCard
    grave: GraveItem


@dataclass(frozen=True)
class BranchGraves:
    """The sketch and the list beside it; `has_more` says that graves were left out."""

    plot: GravePlot | None = None
    graves: list[BranchGrave] = field(default_factory=list)
    has_more: bool = False


def branch_graves(branches: Collection[Branch], viewer: Viewer) -> BranchGraves:
    """Give the graves of the people of these branches, in the order of the book. One query."""
    people = Person.objects.detailed_to(viewer).filter(branch__in=[one.pk for one in branches])
    events = Event.objects.filter(type__in=GRAVE_EVENTS, person__in=people.order_by().values("pk"))
    if viewer.role < Role.EDITOR:
        events = events.filter(is_sensitive=False)
    if viewer.role < Role.MEMBER:
        own = Q(person__branch__in=viewer.member_branch_ids)
        events = events.filter(Q(members_only=False) | own)
    placed = events.filter(latitude__isnull=False, longitude__isnull=False)
    rows = list(
        events.filter(person__in=placed.values("person"))
        .select_related("place", "person__clan", "person__branch")
        .order_by("person__generation", "person__lineage_path", "person_id", "-sort_order", "-pk")
        .defer("person__biography", "person__search_fold", "extra")[: MOST_GRAVES * 2 + 1]
    )
    # Somebody moved lies where the last burial was, wherever that is.
    latest: dict[int, Event] = {}
    for row in rows:
        latest.setdefault(row.person_id or 0, row)
    kept = [row for row in latest.values() if row.latitude is not None]
    graves = [
        BranchGrave(number, person_card(row.person, viewer), grave_item(row))
        for number, row in enumerate(kept[:MOST_GRAVES], start=1)
    ]
    points = [(float(one.grave.latitude or 0), float(one.grave.longitude or 0)) for one in graves]
    return BranchGraves(plot_graves(points), graves, len(kept) > MOST_GRAVES)
