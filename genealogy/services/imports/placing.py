"""Compute the derived columns of a file's people before they are written.

The rules are the pure domain's (`generations`, `privacy`), the same that `services.derived` uses
for rows already in the tree; a person is thus written once, complete.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from genealogy.domain.generations import derive
from genealogy.domain.placement import Kin
from genealogy.domain.privacy import Life, presume_clan
from genealogy.enums import LivingState, Membership
from genealogy.services.derived.reading import KINDRED_PARENTS, OLDER_PARENTS
from genealogy.services.imports.facts import FileFacts
from genealogy.services.imports.links import NO_DAY
from genealogy.services.imports.resolved import ResolvedLinks
from genealogy.services.imports.vocabulary import PARENT_KINDS

_KINDRED: Final = frozenset(
    code for code, kind in enumerate(PARENT_KINDS) if kind in KINDRED_PARENTS
)
_OLDER: Final = frozenset(code for code, kind in enumerate(PARENT_KINDS) if kind in OLDER_PARENTS)
_MEMBERSHIPS: Final = [choice.value for choice in Membership]
_MEMBERSHIP_CODES: Final = {value: code for code, value in enumerate(_MEMBERSHIPS)}
_STATES: Final = {ord(choice.value[0]): choice.value for choice in LivingState}


class Placement:
    """Derived columns by a person's number, kept small: arrays, and one text each for the path."""

    def __init__(self, people: int) -> None:
        self._generations = array("i", [NO_DAY]) * people
        self._memberships = bytearray(people)
        self._paths = [""] * people
        self._counts = array("i", [0]) * people
        self._living = bytearray(people)
        # Ordinal of the last day of the presumption, 0 = no end is known.
        self._until = array("i", [0]) * people
        self._latest = array("i", [NO_DAY]) * people

    def columns(self, number: int) -> tuple[object, ...]:
        """Give the values of `PLACEMENT_FIELDS` for a person."""
        generation, latest = self._generations[number], self._latest[number]
        until = self._until[number]
        return (
            None if generation == NO_DAY else generation,
            self._paths[number],
            _MEMBERSHIPS[self._memberships[number]],
            self._counts[number],
            None if latest == NO_DAY else latest,
            bool(self._living[number]),
            date.fromordinal(until).isoformat() if until else None,
        )


PLACEMENT_FIELDS: Final = (
    "generation",
    "lineage_path",
    "membership",
    "descendant_count",
    "latest_birth",
    "presumed_living",
    "presumed_living_until",
)


def people_place(
    facts: FileFacts,
    links: ResolvedLinks,
    *,
    first_key: int,
    founder: int | None,
    founder_generation: int,
) -> Placement:
    """Place everybody of a file.

    Args:
        facts: what the file says.
        links: the links that hold.
        first_key: primary key of person number 0; the others follow it.
        founder: number of the clan's founder (thủy tổ), if it is in the file.
        founder_generation: usually 1.
    """
    placement = Placement(facts.people)
    spouses = _spouses(links)
    _place(placement, facts, links, spouses, first_key, founder, founder_generation)
    _presume(placement, facts, links, spouses)
    return placement


def _spouses(links: ResolvedLinks) -> dict[int, list[int]]:
    """Give everybody's spouses, in the person's own order of marriages."""
    ordered: dict[int, list[tuple[int, int, int]]] = {}
    for family, couple in enumerate(links.spouses):
        if len(couple) < 2:
            continue
        for (person, _role), order in zip(couple, links.spouse_orders[family], strict=True):
            for other, _other_role in couple:
                if other != person:
                    ordered.setdefault(person, []).append((order, family, other))
    result: dict[int, list[int]] = {}
    for person, marriages in ordered.items():
        marriages.sort()
        result[person] = list(dict.fromkeys(other for _order, _family, other in marriages))
    return result


class _Parents(Mapping[int, list[int]]):
    """Everybody's parents by the given kinds of link: two arrays instead of a list for each."""

    def __init__(self, links: ResolvedLinks, people: int, codes: frozenset[int]) -> None:
        edges = links.edges
        ends = array("i", [0]) * (people + 1)
        for child, _parent, _family, code in edges:
            if code in codes:
                ends[child] += 1
        total = 0
        for child in range(people):
            total += ends[child]
            ends[child] = total
        ends[people] = total
        parents = array("i", [0]) * total
        # Filled from the end of each child's stretch, so that `ends` becomes its beginnings.
        for index in range(len(edges) - 1, -1, -1):
            if edges.codes[index] in codes:
                child = edges.children[index]
                ends[child] -= 1
                parents[ends[child]] = edges.parents[index]
        self._starts, self._all, self._people = ends, parents, people

    def __getitem__(self, child: int) -> list[int]:
        found = self._all[self._starts[child] : self._starts[child + 1]]
        return list(dict.fromkeys(found)) if len(found) > 1 else list(found)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._people))

    def __len__(self) -> int:
        return self._people


def _kin(
    facts: FileFacts, links: ResolvedLinks, spouses: dict[int, list[int]], first_key: int
) -> Iterator[Kin]:
    kindred = _Parents(links, facts.people, _KINDRED)
    # One number object for each key, however often it is named: ten megabytes less.
    keys = list(range(first_key, first_key + facts.people))
    parents = links.edges.parents
    for number, sex in enumerate(facts.links.sexes):
        edge = links.lineage[number]
        lineage = parents[edge] if edge >= 0 else None
        others = [other for other in kindred[number] if other != lineage]
        yield Kin(
            keys[number],
            chr(sex),
            None if lineage is None else keys[lineage],
            tuple(sorted(keys[other] for other in others)),
            tuple(keys[spouse] for spouse in spouses.get(number, ())),
            None,
            None,
            links.child_orders[number] or None,
        )


def _place(
    placement: Placement,
    facts: FileFacts,
    links: ResolvedLinks,
    spouses: dict[int, list[int]],
    first_key: int,
    founder: int | None,
    founder_generation: int,
) -> None:
    derivation = derive(
        _kin(facts, links, spouses, first_key),
        founder=None if founder is None else first_key + founder,
        founder_generation=founder_generation,
    )
    for key, derived in derivation.people.items():
        number = key - first_key
        if derived.generation is not None:
            placement._generations[number] = derived.generation
        placement._memberships[number] = _MEMBERSHIP_CODES[derived.membership.value]
        placement._paths[number] = derived.lineage_path
        placement._counts[number] = derived.descendant_count


def _life(facts: FileFacts, number: int) -> Life:
    days = (facts.birth_starts, facts.birth_ends, facts.first_seen, facts.last_seen)
    return Life(
        _STATES[facts.states[number]],
        bool(facts.ended[number]),
        *(None if column[number] == NO_DAY else column[number] for column in days),
    )


def _presume(
    placement: Placement, facts: FileFacts, links: ResolvedLinks, spouses: dict[int, list[int]]
) -> None:
    marriages: dict[int, list[int]] = {}
    for family, days in facts.marriages.items():
        for person, _role in links.spouses[family]:
            marriages.setdefault(person, []).extend(days)
    presumptions, births = presume_clan(
        {number: _life(facts, number) for number in range(facts.people)},
        parents_of=_Parents(links, facts.people, _OLDER),
        spouses_of=spouses,
        marriages_of=marriages,
    )
    for number, (is_living, until) in presumptions.items():
        placement._living[number] = is_living
        if until is not None:
            placement._until[number] = until.toordinal()
    for number, day in births.items():
        placement._latest[number] = day
