"""Who stands where in the book: chapters by branch, sections by đời, one number for each entry.

The trunk before the first division comes first, then each branch as its tree stands, then those
whom no line of the clan reaches (ngoại phả). Whoever married in is told of in the entry of wife
or husband; somebody known by name alone closes the đời.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from genealogy.domain.book.facts import Belonging, Bond, BranchFacts, PersonFacts


class ChapterKind(StrEnum):
    """What a chapter holds."""

    TRUNK = "trunk"
    BRANCH = "branch"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Partner:
    """A wife or husband within an entry; `person` is None when told of in another entry."""

    bond: Bond
    person: PersonFacts | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered entry of the book."""

    number: int
    person: PersonFacts
    partners: tuple[Partner, ...] = ()

    @property
    def people(self) -> Iterable[PersonFacts]:
        """Return those told of here, the one it is about first."""
        yield self.person
        for partner in self.partners:
            if partner.person is not None:
                yield partner.person


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one đời; `generation` None for those whose đời is unknown."""

    generation: int | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The entries of a branch, of the trunk, or of those outside the lines."""

    kind: ChapterKind
    branch: BranchFacts | None
    sections: tuple[Section, ...]

    @property
    def entries(self) -> Iterable[Entry]:
        """Return the entries of all sections."""
        for section in self.sections:
            yield from section.entries

    @property
    def size(self) -> int:
        """Return how many people the chapter tells of."""
        return sum(len(list(entry.people)) for entry in self.entries)


@dataclass(frozen=True)
class Arrangement:
    """The whole order. `places` gives the number of the entry each person is told of in."""

    chapters: tuple[Chapter, ...]
    places: Mapping[int, int] = field(default_factory=dict)

    @property
    def entries(self) -> Iterable[Entry]:
        """Return all entries by number."""
        for chapter in self.chapters:
            yield from chapter.entries


def arrange(people: Sequence[PersonFacts], branches: Sequence[BranchFacts]) -> Arrangement:
    """Put people into chapters and number the entries from 1; everybody stands in exactly one.

    Args:
        people: all of the book, in any order.
        branches: as their tree stands; the chapters follow this order.
    """
    hosts = _hosts(people)
    chapters: list[Chapter] = []
    places: dict[int, int] = {}
    by_key = {person.key: person for person in people}
    known = {branch.key for branch in branches}
    groups: dict[tuple[ChapterKind, int | None], list[PersonFacts]] = defaultdict(list)
    for person in people:
        if person.key not in hosts:
            groups[_chapter_of(person, known)].append(person)
    heads = [(ChapterKind.TRUNK, None), *((ChapterKind.BRANCH, one) for one in branches)]
    for kind, branch in [*heads, (ChapterKind.OUTSIDE, None)]:
        found = groups.get((kind, branch.key if branch else None), [])
        if not found:
            continue
        sections = _sections(found, hosts, by_key, places)
        chapters.append(Chapter(kind, branch, sections))
    for guest, host in hosts.items():
        places[guest] = places[host]
    return Arrangement(tuple(chapters), places)


def book_order(person: PersonFacts) -> tuple[bool, int, bool, str, str, int]:
    """Sort key of people: by đời, then in the order of the lines; bare names close the đời."""
    is_bare = person.belonging is Belonging.BARE
    line = "" if is_bare else person.line_key
    generation = person.generation
    unplaced = is_bare or not line
    return generation is None, generation or 0, unplaced, line, person.name_key, person.key


def _chapter_of(person: PersonFacts, known: set[int]) -> tuple[ChapterKind, int | None]:
    if person.belonging in {Belonging.MATERNAL, Belonging.UNCONNECTED}:
        return ChapterKind.OUTSIDE, None
    if person.branch in known:
        return ChapterKind.BRANCH, person.branch
    return ChapterKind.TRUNK, None


def _hosts(people: Sequence[PersonFacts]) -> dict[int, int]:
    """Give in whose entry each of those who married in is told of: that of the first bond.

    Nobody who is told of elsewhere tells of others, so that nobody is lost in a ring of guests.
    """
    may_be_guests = {
        person.key
        for person in people
        if person.belonging in {Belonging.MARRIED_IN, Belonging.UNCONNECTED}
    }
    hosts: dict[int, int] = {}
    is_host: set[int] = set()
    rank = {Belonging.LINEAGE: 0, Belonging.MATERNAL: 1, Belonging.MARRIED_IN: 2}
    in_order = sorted(people, key=lambda one: (rank.get(one.belonging, 3), book_order(one)))
    for person in in_order:
        if person.key in hosts or person.belonging is Belonging.BARE:
            continue
        for bond in person.bonds:
            if bond.key in may_be_guests and bond.key not in hosts and bond.key not in is_host:
                if bond.key == person.key:
                    continue
                hosts[bond.key] = person.key
                is_host.add(person.key)
    return hosts


def _sections(
    people: list[PersonFacts],
    hosts: Mapping[int, int],
    by_key: Mapping[int, PersonFacts],
    places: dict[int, int],
) -> tuple[Section, ...]:
    by_generation: dict[int | None, list[Entry]] = {}
    for person in sorted(people, key=book_order):
        number = len(places) + 1
        places[person.key] = number
        told: set[int] = set()
        partners = []
        for bond in person.bonds:
            is_here = hosts.get(bond.key) == person.key and bond.key not in told
            told.add(bond.key)
            partners.append(Partner(bond, by_key[bond.key] if is_here else None))
        entry = Entry(number, person, tuple(partners))
        by_generation.setdefault(person.generation, []).append(entry)
    return tuple(Section(generation, tuple(found)) for generation, found in by_generation.items())
