"""Reading the lines between two people from the index, cut to the viewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from genealogy.domain.graph_lines import kin_lines, kin_lines_to
from genealogy.domain.graph_types import KinLine, Step
from genealogy.domain.kinship_path import KinPath, path_of_line
from genealogy.domain.viewer import Role, Viewer
from genealogy.enums import Membership
from genealogy.models import Clan, ParentLink, Person, UnionMember
from genealogy.selectors.cards import card_people
from genealogy.selectors.kin_cut import CutKin
from genealogy.selectors.kin_gate import KinGate, Link, SecretLink

if TYPE_CHECKING:
    from genealogy.domain.graph import ClanGraph

#: How often the search is made again without a hidden parent at a turn, before it gives up.
_MOST_ROUNDS = 8
#: Fewer keys than any supported database refuses in one query.
_KEYS_AT_ONCE = 10_000


class ToldLine(NamedTuple):
    """A line that may be told, with its path as the viewer may know it.

    `tops` are the nearest common ancestors where it turns: the couple, or the one parent shared.
    """

    path: KinPath
    line: KinLine
    tops: tuple[int, ...]


@dataclass(frozen=True)
class ToldLines:
    """All lines between two people that may be told, and the gate they passed."""

    lines: tuple[ToldLine, ...]
    capped: bool
    gate: KinGate


class KinReader:
    """Searches, reads the people found, and searches again where a line must not be told.

    Args:
        graph: the index of the clan.
        clan: its customs.
        viewer: who looks.
    """

    def __init__(self, graph: ClanGraph, clan: Clan, viewer: Viewer) -> None:
        self.graph = graph
        self.clan = clan
        self.viewer = viewer
        self.people: dict[int, Person] = {}
        self.asked: set[int] = set()
        self.secrets: set[SecretLink] = set()
        self.searched: set[int] = set()
        self.standings: dict[frozenset[int], str] = {}
        self.couples_asked: set[frozenset[int]] = set()

    def read_many(
        self, first: Person, others: Mapping[int, Person], *, near: Iterable[int] = ()
    ) -> Iterator[tuple[Person, ToldLines]]:
        """Give the lines from one person to each of many, the rows of all read together.

        Three queries beside those of the index, as for two people, while no line must be searched
        again.

        Args:
            first: who asks.
            others: people of the same graph that came from `card_people(viewer)`, by key.
            near: keys of everybody looked up to find the others, the hidden ones among them.
        """
        self.people |= {first.pk: first, **others}
        self.asked |= {first.pk, *others, *near}
        plain = self._plain(first, others)
        found = dict(
            kin_lines_to(self.graph, first.pk, others, needs_marriage=lambda key: key not in plain)
        )
        lines = [line for answer in found.values() for line in answer.lines]
        gate = self._gate(lines)
        self._read_standings(lines)
        for key, answer in found.items():
            kept, closed = self._sorted_out(answer.lines, gate)
            if closed is None:
                yield others[key], ToldLines(tuple(self._told(kept, gate)), answer.capped, gate)
            else:
                yield others[key], self.read(first, others[key])

    def _plain(self, first: Person, others: Mapping[int, Person]) -> set[int]:
        """Give those to whom a line by blood comes before any by marriage.

        Not a wife, who is seen from her husband, nor a couple; see `kinship_order`.
        """
        if first.membership == Membership.WIFE:
            return set()
        partners = set(self.graph.families([first.pk])[first.pk].partners)
        wives = {key for key, one in others.items() if one.membership == Membership.WIFE}
        return others.keys() - partners - wives

    def read(self, first: Person, second: Person) -> ToldLines:
        """Give the lines between two people known by more than a name.

        Three queries beside those of the index. Where a line may not be told, the search is made
        again over the index as the viewer may know it, which costs a few more.
        """
        self.people |= {first.pk: first, second.pk: second}
        self.asked |= {first.pk, second.pk}
        found = self.graph.kin_lines(first.pk, second.pk)
        gate = self._gate(found.lines)
        kept, closed = self._sorted_out(found.lines, gate)
        if closed is not None:
            cut = CutKin(self.graph, gate, self._read_people)
            for _round in range(_MOST_ROUNDS):
                cut.shut |= closed
                found = kin_lines(cut, first.pk, second.pk)
                gate = self._gate(found.lines)
                kept, closed = self._sorted_out(found.lines, gate)
                if not closed:
                    break
        return ToldLines(tuple(self._told(kept, gate)), found.capped, gate)

    def _read_people(self, keys: Iterable[int]) -> None:
        """Read the people not read before whom the viewer may see."""
        missing = sorted(set(keys) - self.asked)
        self.asked.update(missing)
        for start in range(0, len(missing), _KEYS_AT_ONCE):
            some = missing[start : start + _KEYS_AT_ONCE]
            rows = card_people(self.viewer).filter(pk__in=some)
            self.people.update({person.pk: person for person in rows})
        self._read_secrets()

    def _read_secrets(self) -> None:
        """Read the sensitive links of everybody asked about; editors may know them anyway."""
        if self.viewer.role >= Role.EDITOR:
            return
        children = sorted(self.asked - self.searched)
        self.searched.update(children)
        for start in range(0, len(children), _KEYS_AT_ONCE):
            some = children[start : start + _KEYS_AT_ONCE]
            links = ParentLink.objects.filter(child__in=some, is_sensitive=True)
            self.secrets.update(links.values_list("child_id", "parent_id", "kind"))

    def _gate(self, lines: Sequence[KinLine]) -> KinGate:
        """Read the people of the lines, and the parents at their turns, in one query."""
        keys: set[int] = set()
        for line in lines:
            keys.update(line.people)
        # A graph that asks the database reads them together here, else one by one below.
        self.graph.families(keys)
        for line in lines:
            for place in _turns(line):
                for child in (line.people[place - 1], line.people[place + 1]):
                    keys.update(bond.relative for bond in self.graph.parents(child))
        gate = KinGate(self.graph, self.viewer, self.people, self.secrets)
        if not gate.sees_all:
            for one, other in _couples(lines):
                if other not in self.graph.spouses(one):
                    keys |= gate.shared_children(one, other)
        self._read_people(keys)
        return gate

    def _shared_parents(self, line: KinLine, place: int) -> list[int]:
        """Give the parents both children have where a line turns, the line's own first."""
        before, top, after = line.people[place - 1 : place + 2]
        others = {bond.relative for bond in self.graph.parents(after)}
        shared = [bond.relative for bond in self.graph.parents(before) if bond.relative in others]
        return [top, *(key for key in shared if key != top)]

    def _sorted_out(
        self, lines: Iterable[KinLine], gate: KinGate
    ) -> tuple[list[KinLine], set[Link] | None]:
        """Give the lines that may be told, and the links of the others; None: all may be told."""
        kept: list[KinLine] = []
        closed: set[Link] | None = None
        for line in lines:
            around = self._around_hidden(line, gate)
            objection = gate.objection(around)
            if objection is not None:
                closed = (closed or set()) | objection
            elif around not in kept:
                kept.append(around)
        return kept, closed

    def _around_hidden(self, line: KinLine, gate: KinGate) -> KinLine:
        """Lead a line that turns at a hidden parent through the other parent, if that may be."""
        people = list(line.people)
        for place in _turns(line):
            if gate.is_hidden(people[place]):
                open_ones = [
                    key
                    for key in self._shared_parents(line, place)
                    if not gate.is_hidden(key)
                    and gate.has_parent(people[place - 1], key)
                    and gate.has_parent(people[place + 1], key)
                ]
                people[place] = open_ones[0] if open_ones else people[place]
        return line._replace(people=tuple(people))

    def _told(self, lines: Iterable[KinLine], gate: KinGate) -> list[ToldLine]:
        lines = list(lines)
        self._read_standings(lines)
        told = []
        for line in lines:
            masked = line._replace(steps=tuple(self._masked_steps(line, gate)))
            path = path_of_line(
                masked,
                sex_of=gate.sex,
                rank_of=gate.rank,
                ranks_by_mother=self.clan.ranks_by_mother,
                lineage_parent_of=self.graph.lineage_parent,
                parents_of=gate.parents,
                standing_of=self._standing,
            )
            told.append(ToldLine(path, masked, self._tops(line, gate)))
        return told

    def _masked_steps(self, line: KinLine, gate: KinGate) -> Iterable[Step]:
        for place, step in enumerate(line.steps):
            here, there = line.people[place], line.people[place + 1]
            if step.kind == "spouse":
                yield step
            else:
                child = here if step.kind == "parent" else there
                yield step._replace(bond=gate.bond(child, step.bond))

    def _tops(self, line: KinLine, gate: KinGate) -> tuple[int, ...]:
        """Give who is shared at the first turn: the top of the line, and the other of the couple.

        Both children are theirs by the same bonds: brothers by birth who were also adopted by one
        uncle do not have him as a father in common here.
        """
        for place in _turns(line):
            bonds = {
                child: gate.bond(child, line.steps[step].bond)
                for child, step in (
                    (line.people[place - 1], place - 1),
                    (line.people[place + 1], place),
                )
            }
            return tuple(
                key
                for key in self._shared_parents(line, place)
                if not gate.is_hidden(key)
                and all(gate.has_parent(child, key, bond) for child, bond in bonds.items())
            )
        return ()

    def _standing(self, one: int, other: int) -> str:
        return self.standings.get(frozenset((one, other)), "")

    def _read_standings(self, lines: Iterable[KinLine]) -> None:
        """Read the standing of wives on the lines; one query, none without a marriage."""
        pairs = {frozenset(pair) for pair in _couples(lines)} - self.couples_asked
        if not pairs:
            return
        self.couples_asked |= pairs
        unions: dict[int, dict[int, str]] = {}
        rows = (
            UnionMember.objects.filter(person__in=frozenset().union(*pairs), union__is_staged=False)
            .order_by("order_for_person", "id")
            .values_list("union", "person", "standing")
        )
        for union, person, standing in rows:
            unions.setdefault(union, {})[person] = standing
        for members in unions.values():
            if frozenset(members) in pairs:
                standing = next((text for text in members.values() if text), "")
                self.standings.setdefault(frozenset(members), standing)


def _couples(lines: Iterable[KinLine]) -> list[tuple[int, int]]:
    """Give the two people of every step to a spouse."""
    return [
        (line.people[place], line.people[place + 1])
        for line in lines
        for place, step in enumerate(line.steps)
        if step.kind == "spouse"
    ]


def _turns(line: KinLine) -> list[int]:
    """Give the places where a line goes up and then down."""
    return [
        place
        for place in range(1, len(line.steps))
        if line.steps[place - 1].kind == "parent" and line.steps[place].kind == "child"
    ]
