"""The branches of a clan at a glance, for the small map of the tree explorer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from genealogy.domain.graph_arrays import NO_GENERATION
from genealogy.domain.viewer import Viewer
from genealogy.models import Clan, Person
from genealogy.selectors.cards import PersonCard, card_people, person_card
from genealogy.selectors.chart_folk import chart_view
from genealogy.selectors.clans import branch_and_below, branch_rows

#: Fewer people than this are not counted out: a number so small tells of single people.
FEWEST = 5


@dataclass(frozen=True)
class OverviewBranch:
    """A branch with those within it; numbers are those of visible people.

    `people` is None below the floor; `generations` is from and to, empty when nobody is seen.
    """

    slug: str
    label: str
    parent: str | None
    founder: PersonCard | None
    since: int | None
    generations: list[int]
    people: int | None
    url: str


def clan_overview(clan: Clan, viewer: Viewer) -> list[OverviewBranch]:
    """Give the branches of a clan the viewer may open, each before those within it."""
    rows = branch_rows(clan)
    found = _numbers(clan, viewer)
    founders = {row.founder_id for row in rows if row.founder_id is not None}
    people = {one.pk: one for one in card_people(viewer).filter(pk__in=founders)}
    slugs = {row.pk: row.slug for row in rows}
    answer = []
    for row in rows:
        inside = [found[one.pk] for one in branch_and_below(row, rows) if one.pk in found]
        count = sum(sum(generations.values()) for generations in inside)
        seen = [
            generation
            for generations in inside
            for generation in generations
            if generation is not None and count >= FEWEST
        ]
        founder = people.get(row.founder_id or 0)
        answer.append(
            OverviewBranch(
                slug=row.slug,
                label=row.title,
                parent=slugs.get(row.parent_id or 0),
                founder=person_card(founder, viewer) if founder else None,
                since=row.since_generation,
                generations=[min(seen), max(seen)] if seen else [],
                people=count if count >= FEWEST else None,
                url=reverse("genealogy:branch", args=[clan.slug, row.slug]),
            )
        )
    return answer


def _numbers(clan: Clan, viewer: Viewer) -> dict[int, dict[int | None, int]]:
    """Count the visible people of each branch by generation."""
    found: dict[int, dict[int | None, int]] = {}
    view = chart_view(clan, viewer)
    if view is not None:
        for (branch, generation), number in view.branches.items():
            known = None if generation == NO_GENERATION else generation
            found.setdefault(branch, {})[known] = number
        return found
    rows = (
        Person.objects.visible_to(viewer)
        .filter(clan=clan, branch__isnull=False)
        .order_by()
        .values_list("branch", "generation")
        .annotate(Count("pk"))
    )
    for branch, generation, number in rows:
        found.setdefault(branch, {})[generation] = number
    return found
