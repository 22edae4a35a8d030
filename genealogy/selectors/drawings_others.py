"""The other drawings of one person: fan, hourglass, timeline, the line between two people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from genealogy.domain.charts.fan import Ancestor
from genealogy.domain.charts.poster_model import Figure
from genealogy.domain.charts.relationship_path import Drawing as PathDrawing
from genealogy.domain.charts.timeline import Lane, Life
from genealogy.domain.viewer import Viewer
from genealogy.enums import Sex
from genealogy.models import Person
from genealogy.selectors.people import person_by_uuid
from genealogy.selectors.relationship import relationship
from genealogy.selectors.relationship_words import drawing_of as path_drawing_of
from genealogy.selectors.trees import ancestors


def ancestor_slots(
    person: Person, viewer: Viewer, *, depth: int, with_links: bool = False
) -> dict[str, Ancestor]:
    """Give the ancestors by the way up, "f" the father's side and "m" the mother's.

    One father and one mother of each are drawn: those the lineage follows, else the first told.
    Somebody opaque takes the place that is free.
    """
    nodes = ancestors(person, viewer, depth=depth)
    ways: list[str | None] = []
    found: dict[str, Ancestor] = {}
    for node in nodes:
        below = "" if node.child is None else ways[node.child]
        way = None if below is None else _free_way(below, node.card.sex, found)
        ways.append(way)
        if way is not None:
            card = node.card
            found[way] = Ancestor(
                card.name,
                years=card.years,
                sex=card.sex,
                label=node.label,
                is_opaque=card.is_opaque,
                url=card.url if with_links else "",
            )
    return found


def _free_way(below: str, sex: str, found: dict[str, Ancestor]) -> str | None:
    wanted = {Sex.MALE.value: "f", Sex.FEMALE.value: "m"}.get(sex, "fm")
    return next((below + way for way in wanted if below + way not in found), None)


def lanes_of(figures: Sequence[Figure]) -> list[Lane]:
    """Give the lanes of a timeline: by branch when there are several, else by đời."""
    branches = {one.branch for one in figures if one.branch}
    lanes: dict[str, list[Life]] = {}
    for one in figures:
        if one.is_opaque or (one.birth is None and one.death is None):
            continue
        if len(branches) > 1:
            title = one.branch or _("Trước khi chia chi")
        elif one.generation is not None:
            title = _("Đời %(number)s") % {"number": one.generation}
        else:
            title = _("Chưa rõ đời")
        life = Life(one.name, one.birth, one.death, one.sex, one.years, one.is_living)
        lanes.setdefault(title, []).append(life)
    return [Lane(title, lives) for title, lives in lanes.items()]


def path_of(person: Person, other: str, viewer: Viewer) -> PathDrawing | None:
    """Give the drawn line between two people; None when there is none, or none may be told."""
    try:
        second = person_by_uuid(UUID(other), viewer)
    except ValueError:
        return None
    if second is None:
        return None
    answer = relationship(person, second, viewer)
    return path_drawing_of(answer.main) if answer.main else None
