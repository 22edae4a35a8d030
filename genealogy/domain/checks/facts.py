"""What the checks know of people, couples, branches and their clan.

Days are Julian day numbers. A span is the first and the last possible day, either None when it is
not bounded. Kinds, sexes and so on are the values stored in the book ("birth", "m", "principal").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from genealogy.domain.checks.dates import DateFlaw
from genealogy.domain.text import collation_key, fold

GRAVE_KINDS = frozenset({"burial", "reburial", "cremation"})
#: Links through which a child descends from the parent by blood, as far as is known.
BLOOD_KINDS = frozenset({"birth", "unknown"})
MALE, FEMALE, UNKNOWN_SEX = "m", "f", "u"
LINEAGE, UNCONNECTED = "lineage", "unconnected"
DAYS_OF_YEAR = 365.2425


class Span(NamedTuple):
    """First and last possible day; None: not bounded on that side."""

    start: int | None = None
    end: int | None = None

    def is_before(self, other: Span) -> bool:
        """Say whether this surely ended before the other began."""
        return self.end is not None and other.start is not None and self.end < other.start

    @property
    def is_known(self) -> bool:
        """Say whether anything bounds it."""
        return self.start is not None or self.end is not None


NO_SPAN = Span()


def least_years(first: Span, second: Span) -> float | None:
    """Give the fewest years that can lie between two spans; None when nothing bounds them."""
    if first.end is None or second.start is None:
        return None
    return (second.start - first.end) / DAYS_OF_YEAR


def most_years(first: Span, second: Span) -> float | None:
    """Give the most years that can lie between two spans; None when nothing bounds them."""
    if first.start is None or second.end is None:
        return None
    return (second.end - first.start) / DAYS_OF_YEAR


class EventFacts(NamedTuple):
    """One event. `spots` are (latitude, longitude) of the event and of its place, as written."""

    kind: str
    span: Span = NO_SPAN
    lunar: tuple[int, int] | None = None
    in_leap_month: bool = False
    flaws: tuple[DateFlaw, ...] = ()
    spots: tuple[tuple[float | None, float | None], ...] = ()
    is_bare: bool = False
    place_is_blank: bool = False


class ParentFacts(NamedTuple):
    """One link from a child up."""

    parent: int
    kind: str = "birth"
    is_lineage: bool = False
    union: int | None = None
    #: "" or what is wrong with the parent's row itself: "other_clan" or "staged".
    outside: str = ""


class MemberFacts(NamedTuple):
    """One side of a couple."""

    person: int
    role: str = "partner"
    order: int = 1
    standing: str = ""
    outside: bool = False


@dataclass(slots=True)
class PersonFacts:
    """One person; `latest_birth` is the day by which he or she was born, by all that is known."""

    id: int
    sex: str = UNKNOWN_SEX
    surname: str = ""
    middle: str = ""
    given: str = ""
    state: str = "unknown"
    generation: int | None = None
    membership: str = UNCONNECTED
    branch: int | None = None
    path: str = ""
    override: int | None = None
    child_order: int | None = None
    latest_birth: int | None = None
    keeps_leap_month: bool = False
    names: tuple[tuple[str, str], ...] = ()
    events: tuple[EventFacts, ...] = ()
    parents: tuple[ParentFacts, ...] = ()
    children: tuple[int, ...] = ()
    unions: tuple[int, ...] = ()
    birth: Span = NO_SPAN
    death: Span = NO_SPAN
    has_death: bool = False
    has_ended: bool = False

    def settle_events(self) -> None:
        """Set what the rules ask for again and again: birth, death, whether life has ended."""
        for event in self.events:
            if event.kind == "birth" and not self.birth.is_known:
                self.birth = event.span
            elif event.kind == "death":
                self.has_death = True
                if not self.death.is_known:
                    self.death = event.span
            if event.kind == "death" or event.kind in GRAVE_KINDS:
                self.has_ended = True

    @property
    def is_dead(self) -> bool:
        """Say whether the record says so."""
        return self.state == "deceased" or self.has_ended

    @property
    def lineage_parent(self) -> int | None:
        """Give whom the lineage follows."""
        return next((link.parent for link in self.parents if link.is_lineage), None)

    def spans(self, *kinds: str) -> Iterator[Span]:
        """Give the known spans of events of these kinds."""
        for event in self.events:
            if event.kind in kinds and event.span.is_known:
                yield event.span


@dataclass(slots=True)
class UnionFacts:
    """One couple with its children, and whoever is linked to it as a child."""

    id: int
    kind: str = "marriage"
    status: str = "unknown"
    members: tuple[MemberFacts, ...] = ()
    children: tuple[int, ...] = ()
    events: tuple[EventFacts, ...] = ()

    def span(self, kind: str) -> Span:
        """Give the span of the first dated event of a kind."""
        for event in self.events:
            if event.kind == kind and event.span.is_known:
                return event.span
        return NO_SPAN

    def member(self, person: int) -> MemberFacts | None:
        """Give the side on which somebody stands."""
        return next((member for member in self.members if member.person == person), None)


@dataclass(slots=True)
class BranchFacts:
    """One branch. `people` says whether anybody stands in it or below it."""

    id: int
    parent: int | None = None
    parent_is_outside: bool = False
    founder: int | None = None
    founder_is_outside: bool = False
    head: int | None = None
    head_is_outside: bool = False
    since: int | None = None
    label: str = ""
    ordinal: int | None = None
    people: bool = True


@dataclass(slots=True)
class ClanFacts:
    """The clan itself."""

    id: int
    founder: int | None = None
    founder_is_outside: bool = False
    founder_generation: int = 1
    head: int | None = None
    head_is_outside: bool = False
    close_kin_generations: int = 5


@dataclass
class ClanTree:
    """Everything the rules may ask. With part of a clan, whoever is not at hand is not judged."""

    clan: ClanFacts
    today: int
    people: dict[int, PersonFacts] = field(default_factory=dict)
    unions: dict[int, UnionFacts] = field(default_factory=dict)
    branches: dict[int, BranchFacts] = field(default_factory=dict)

    def parents_of(self, person: PersonFacts) -> Iterator[tuple[ParentFacts, PersonFacts]]:
        """Give the links up with the parents at hand."""
        for link in person.parents:
            parent = self.people.get(link.parent)
            if parent is not None:
                yield link, parent

    def unions_of(self, person: PersonFacts) -> Iterator[tuple[UnionFacts, MemberFacts]]:
        """Give the couples somebody stands in, with his or her own side."""
        for key in person.unions:
            union = self.unions.get(key)
            member = union.member(person.id) if union is not None else None
            if union is not None and member is not None:
                yield union, member

    def members_of(self, union: UnionFacts) -> Iterator[tuple[MemberFacts, PersonFacts]]:
        """Give the sides of a couple with the people at hand."""
        for member in union.members:
            person = self.people.get(member.person)
            if person is not None:
                yield member, person

    def spouse_in(self, union: UnionFacts, person: int) -> PersonFacts | None:
        """Give the other side of a couple."""
        others = (key for key in (m.person for m in union.members) if key != person)
        return self.people.get(next(others, -1))

    def children_of(self, person: PersonFacts) -> Iterator[tuple[ParentFacts, PersonFacts]]:
        """Give the children at hand with their first link to this parent."""
        for key in person.children:
            child = self.people.get(key)
            if child is None:
                continue
            link = next((link for link in child.parents if link.parent == person.id), None)
            if link is not None:
                yield link, child

    def lineage_line(self, person: PersonFacts, steps: int) -> Iterator[tuple[int, PersonFacts]]:
        """Give the lineage ancestors with the steps up to each, nearest first."""
        current, met = person, {person.id}
        for step in range(1, steps + 1):
            above = current.lineage_parent
            if above is None or above in met or above not in self.people:
                return
            met.add(above)
            current = self.people[above]
            yield step, current


def same_words(first: str, second: str) -> bool:
    """Compare names as they are spoken: marks count, case and where the tone is put do not.

    >>> same_words("Hoà", "hòa"), same_words("Hạo", "Hảo")
    (True, False)
    """
    return name_key(first) == name_key(second)


_KEYS: dict[str, str] = {}


def name_key(name: str) -> str:
    """Give the key by which spoken names are the same; kept, because names repeat."""
    key = _KEYS.get(name)
    if key is None:
        if len(_KEYS) > 50_000:
            _KEYS.clear()
        key = _KEYS[name] = " ".join(map(collation_key, name.split()))
    return key


def surnames_agree(first: str, second: str) -> bool:
    """Say whether two surnames may be one: alike, or one the beginning of the other.

    >>> surnames_agree("Nguyễn", "Nguyễn Phúc"), surnames_agree("Dương", "Lê")
    (True, False)
    """
    one, other = fold(first).split(), fold(second).split()
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
