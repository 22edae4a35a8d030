"""The codes of people, cut to the viewer, in a fixed number of queries for a whole page.

Only people whose sex the viewer may know are counted, so a code tells nothing of anybody hidden:
it is the same whether they are in the book or not. A hidden ancestor on the way leaves no code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from genealogy.domain.codes import Child, code_paths, family_numbers, generation_code, order_code
from genealogy.domain.lineage_paths import STEP
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import Membership
from genealogy.models import Branch, Clan, ParentLink, Person
from genealogy.querysets import detailed_people, visible_people
from genealogy.selectors.cards import person_detail

#: Fewer parameters than any supported database refuses in one statement.
_PATHS_AT_ONCE = 900


def order_codes(people: Sequence[Person], viewer: Viewer) -> dict[int, str]:
    """Give the code of order ("1.3.2.4") of people who came from `visible_to(viewer)`.

    Who is not of the founder's lineage has none and is left out. Two queries a clan, however many
    people; one more for each 900 ancestors.

    Args:
        people: with their clan loaded.
        viewer: who reads.
    """
    codes: dict[int, str] = {}
    for clan, members in _by_clan(people, viewer).items():
        codes |= _codes_in_clan(clan, members, viewer)
    return codes


def order_code_of(person: Person, viewer: Viewer) -> str:
    """Give one person's code of order; empty without one."""
    return order_codes([person], viewer).get(person.pk, "")


def generation_codes(people: Sequence[Person], viewer: Viewer) -> dict[int, str]:
    """Give codes like "Đ9-C2-17" to people who came from `visible_to(viewer)`.

    The last number is the place among the visible people of that đời and branch, in the order of
    the book. Founders above đời 1 and whoever married in have none.
    """
    found: dict[int, str] = {}
    for clan, members in _by_clan(people, viewer).items():
        numbered = [person for person in members if (person.generation or 0) >= 1]
        ordinals = _branch_ordinals(clan)
        groups = {(person.generation, person.branch_id) for person in numbered}
        places = _places(clan, groups, viewer)
        for person in numbered:
            place = places.get(person.pk)
            if place is not None and person.generation is not None:
                branch = ordinals.get(person.branch_id or 0, [])
                found[person.pk] = generation_code(person.generation, branch, place)
    return found


def _by_clan(people: Iterable[Person], viewer: Viewer) -> dict[Clan, list[Person]]:
    """Sort out those who may have a code: of the lineage, with a sex the viewer may know."""
    groups: dict[Clan, list[Person]] = {}
    for person in people:
        is_open = person_detail(person, viewer) >= Detail.KIN
        if person.membership == Membership.LINEAGE and is_open:
            groups.setdefault(person.clan, []).append(person)
    return groups


def _countable(viewer: Viewer, prefix: str = "") -> Q:
    """Match the people whose sex the viewer may know."""
    if viewer.role is Role.ANONYMOUS:
        return detailed_people(viewer, prefix)
    return visible_people(viewer, prefix)


def _codes_in_clan(clan: Clan, people: Sequence[Person], viewer: Viewer) -> dict[int, str]:
    founder_path = (
        Person.objects.visible_to(viewer)
        .filter(pk=clan.founder_id)
        .values_list("lineage_path", flat=True)
        .first()
    )
    if founder_path is None:
        return {}
    parents = {
        step[:-STEP] for person in people for step in code_paths(person.lineage_path, founder_path)
    }
    numbers = _numbers(clan, sorted(parents), viewer)
    codes = {person.pk: order_code(person.lineage_path, founder_path, numbers) for person in people}
    return {pk: code for pk, code in codes.items() if code}


def _numbers(clan: Clan, parents: Sequence[str], viewer: Viewer) -> dict[str, str]:
    """Number the children of the people who stand at these lineage paths."""
    families: dict[str, list[Child]] = {}
    for start in range(0, len(parents), _PATHS_AT_ONCE):
        rows = (
            ParentLink.objects.filter(
                _countable(viewer, "child__"),
                is_lineage=True,
                parent__clan_id=clan.pk,
                parent__lineage_path__in=parents[start : start + _PATHS_AT_ONCE],
            )
            .order_by()
            .values_list("child__lineage_path", "child__sex")
        )
        for path, sex in rows:
            families.setdefault(path[:-STEP], []).append(Child(path, sex))
    numbers: dict[str, str] = {}
    for children in families.values():
        numbers |= family_numbers(children, counts_daughters=clan.codes_count_daughters)
    return numbers


def _branch_ordinals(clan: Clan) -> dict[int, list[int]]:
    """Give the numbers of each branch from the uppermost down; those without one are left out."""
    rows = {
        pk: (parent, ordinal)
        for pk, parent, ordinal in Branch.objects.filter(clan=clan)
        .order_by("pk")
        .values_list("pk", "parent_id", "ordinal")
    }
    ordinals: dict[int, list[int]] = {}
    for pk in rows:
        chain: list[int] = []
        current: int | None = pk
        for _ in rows:
            if current is None or current not in rows:
                break
            current, ordinal = rows[current]
            chain += [ordinal] if ordinal is not None else []
        ordinals[pk] = chain[::-1]
    return ordinals


def _places(
    clan: Clan, groups: Iterable[tuple[int | None, int | None]], viewer: Viewer
) -> dict[int, int]:
    """Number the visible people of these (đời, branch) in the order of the book."""
    wanted = set(groups)
    if not wanted:
        return {}
    rows = (
        Person.objects.filter(_countable(viewer))  # house: allow the rule itself
        .filter(
            clan=clan,
            membership=Membership.LINEAGE,
            generation__in={generation for generation, _ in wanted},
        )
        .order_by("generation", "lineage_path", "pk")
        .values_list("pk", "generation", "branch_id")
    )
    counts: dict[tuple[int | None, int | None], int] = {}
    places: dict[int, int] = {}
    for pk, generation, branch in rows:
        group = (generation, branch)
        if group in wanted:
            counts[group] = counts.get(group, 0) + 1
            places[pk] = counts[group]
    return places
