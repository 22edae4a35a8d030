"""When somebody may have lived, by what is known of the people around: what ranks guesses."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from genealogy.domain.dates_reading import YearSpan, birth_span, life_span
from genealogy.domain.viewer import Viewer
from genealogy.models import ParentLink, Person, UnionMember

#: People of near generations read for an estimate.
_KINDRED = 60
#: Generations above and below that are near enough to tell something.
_NEAR = 2


def expected_years(
    viewer: Viewer, *, person_id: int | None = None, parents: Collection[int] = (), is_birth: bool
) -> YearSpan | None:
    """Say between which years an event of somebody lies; None when nothing tells.

    Args:
        viewer: who asks; only people whose dates this viewer may know are looked at.
        person_id: somebody on record, else None.
        parents: parents typed into a form and not saved yet.
        is_birth: a birth; anything else lies in the life or soon after.
    """
    people = Person.objects.detailed_to(viewer)
    above = set(parents)
    below: set[int] = set()
    beside: set[int] = set()
    if person_id is not None:
        links = ParentLink.objects.filter(Q(child_id=person_id) | Q(parent_id=person_id))
        for child, parent in links.values_list("child_id", "parent_id"):
            (above if child == person_id else below).add(parent if child == person_id else child)
        unions = UnionMember.objects.filter(person_id=person_id).values("union_id")
        beside.update(
            UnionMember.objects.filter(union_id__in=unions)
            .exclude(person_id=person_id)
            .values_list("person_id", flat=True)
        )
    born = dict(
        people.filter(pk__in=above | below | beside, birth_year__isnull=False).values_list(
            "pk", "birth_year"
        )
    )
    birth = birth_span(
        parents=[born[pk] for pk in above if pk in born],
        children=[born[pk] for pk in below if pk in born],
        spouses=[born[pk] for pk in beside if pk in born],
        kindred=_kindred(viewer, person_id, above),
    )
    return None if birth is None else life_span(birth, is_birth=is_birth)


def _kindred(
    viewer: Viewer, person_id: int | None, parents: Collection[int]
) -> list[tuple[int, int]]:
    """Give (generations below, year of birth) of dated people of the clan near in đời."""
    people = Person.objects.detailed_to(viewer)
    place = people.filter(pk=person_id).values_list("clan_id", "generation").first()
    step = 0
    if place is None:
        known = people.filter(pk__in=parents, generation__isnull=False)
        place, step = known.values_list("clan_id", "generation").first(), 1
    if place is None or place[1] is None:
        return []
    clan_id, generation = place[0], place[1] + step
    rows = (
        people.filter(clan_id=clan_id, birth_year__isnull=False)
        .filter(generation__range=(generation - _NEAR, generation + _NEAR))
        .exclude(pk=person_id)
        .values_list("generation", "birth_year")[:_KINDRED]
    )
    return [(other - generation, year) for other, year in rows]
