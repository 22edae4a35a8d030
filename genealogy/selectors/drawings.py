"""The people of a drawing (phả đồ để in), read once and cut to the viewer.

The rule is that of the pages (`genealogy.selectors.trees`): hidden people without visible people
below leave no trace, others are opaque. A child of two descendants is drawn once, under the parent
its lineage follows. Nothing here counts or measures hidden people.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.db.models import Q

from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import ParentLink, Person
from genealogy.selectors.cards import person_detail
from genealogy.selectors.drawings_reading import DrawnTree, TreeReader

#: The most people one drawing is read for.
MOST_PEOPLE: Final = 20_000
#: No drawing is deeper.
MOST_GENERATIONS: Final = 30
_AFTER_ALL: Final = "zzzz"
#: Somebody without a place in the line is looked for by the lines of so many children.
_MOST_LINES: Final = 60


class TooManyPeople(Exception):
    """A drawing would show too many people; `generations` would fit, the first counted."""

    def __init__(self, generations: int) -> None:
        super().__init__(f"too many people; {generations} generations would fit")
        self.generations = generations


def generation_sizes(person: Person, viewer: Viewer, *, most: int = MOST_PEOPLE) -> list[int]:
    """Count the visible people of the line below somebody, by generation, the first one alone.

    At most `most` are counted, the upper generations first. One query, two for somebody who is
    in no line, such as a wife.
    """
    if person_detail(person, viewer) < Detail.KIN or person.generation is None:
        return [1]
    lines = [person.lineage_path] if person.lineage_path else _lines_of_children(person)
    if not lines:
        return [1]
    inside = Q()
    for line in lines:
        lower = Q(lineage_path__gt=line) if person.lineage_path else Q(lineage_path__gte=line)
        inside |= lower & Q(lineage_path__lt=f"{line}{_AFTER_ALL}")
    rows = (
        Person.objects.visible_to(viewer)
        .filter(inside, clan_id=person.clan_id, generation__gt=person.generation)
        .order_by("generation")
        .values_list("generation", flat=True)[:most]
    )
    found = Counter(rows)
    last = max(found, default=person.generation)
    below = range(person.generation + 1, last + 1)
    return [1, *(found[generation] for generation in below)]


def _lines_of_children(person: Person) -> list[str]:
    links = ParentLink.objects.filter(parent=person).exclude(child__lineage_path="")
    return list(links.values_list("child__lineage_path", flat=True)[:_MOST_LINES])


def fitting_generations(sizes: list[int], most: int) -> int:
    """Say how many generations, the first counted, keep to so many people; at least one.

    >>> fitting_generations([1, 3, 12, 200], 20)
    3
    """
    total = 0
    for number, size in enumerate(sizes):
        total += size
        if total > most:
            return max(1, number)
    return len(sizes)


def drawn_descendants(
    person: Person,
    viewer: Viewer,
    *,
    generations: int,
    split_branches: bool = False,
    with_links: bool = False,
    most: int = MOST_PEOPLE,
) -> DrawnTree:
    """Give the descendants of a visible person for a drawing.

    Args:
        person: whose descendants; with clan and branch loaded.
        viewer: who looks.
        generations: how many, the person's own counted.
        split_branches: lines end at the founder of another branch, which says where to go on.
        with_links: note the address of each person's page.
        most: people, wives not counted.

    Raises:
        TooManyPeople: more people would be drawn than `most`.

    Ten queries for up to 9,000 people, a few more for each further 9,000.
    """
    reader = TreeReader(person, viewer, with_links=with_links)
    if person_detail(person, viewer) < Detail.KIN:
        return reader.alone()
    sizes = generation_sizes(person, viewer, most=most + 1)
    depth = min(generations, MOST_GENERATIONS) - 1
    if sum(sizes[: depth + 1]) > most:
        raise TooManyPeople(fitting_generations(sizes, most))
    if person.lineage_path:
        # Below the last visible generation nobody is read. One more for daughters' children.
        depth = min(depth, len(sizes))
    tree = reader.read(max(0, depth), split_branches=split_branches)
    if len(tree.figures) > 2 * most:
        raise TooManyPeople(max(1, depth))
    return tree
