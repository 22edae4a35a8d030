"""Judge the links of a file: which hold, in what order, who carries the lineage.

No database. What does not hold is left out and reported; nothing is guessed about who is
who.
"""

from __future__ import annotations

from array import array
from typing import Final

from genealogy.services.imports.cycles import edges_closing_cycles
from genealogy.services.imports.links import (
    HUSBAND,
    NOT_SAID,
    WIFE,
    FamilyLinks,
)
from genealogy.services.imports.ordering import links_order
from genealogy.services.imports.resolved import LinkIssue, ParentEdges, ResolvedLinks
from genealogy.services.imports.vocabulary import PARENT_KINDS

_NO_LINEAGE: Final = frozenset({PARENT_KINDS.index("foster"), PARENT_KINDS.index("step")})
_FEMALE: Final = ord("f")
_MALE: Final = ord("m")


def links_resolve(links: FamilyLinks) -> ResolvedLinks:
    """Judge all links of a file."""
    resolver = _Resolver(links)
    resolver.join_spouses()
    resolver.join_children()
    resolver.join_parents()
    resolver.cut_cycles()
    resolver.choose_lineage()
    links_order(links, resolver.result, resolver.family_numbers)
    return resolver.result


class _Resolver:
    """One judgement. A pair of a family and a person is the number family * people + person."""

    def __init__(self, links: FamilyLinks) -> None:
        self.links = links
        self.names = links.names()
        self.people = len(links.person_symbols)
        self.person_numbers = _first_defined(links.person_symbols, len(self.names))
        self.family_numbers = _first_defined(links.family_symbols, len(self.names))
        self.result = ResolvedLinks(self.people, len(links.family_symbols))
        self.pedigrees: dict[int, int] = {}

    def _issue(self, code: str, line: int, **facts: str) -> None:
        self.result.issues.append(LinkIssue(code, line, facts))

    def _person(self, symbol: int, tag: str, line: int) -> int:
        number = self.person_numbers[symbol]
        if number < 0:
            self._unknown(symbol, self.family_numbers, tag, line, "INDI")
        return number

    def _family(self, symbol: int, tag: str, line: int) -> int:
        number = self.family_numbers[symbol]
        if number < 0:
            self._unknown(symbol, self.person_numbers, tag, line, "FAM")
        return number

    def _unknown(self, symbol: int, others: array[int], tag: str, line: int, expected: str) -> None:
        xref = self.names[symbol]
        if others[symbol] >= 0:
            self._issue("wrong_kind", line, tag=tag, xref=xref, expected=expected)
        else:
            self._issue("dangling_pointer", line, tag=tag, xref=xref)

    def _xref(self, person: int) -> str:
        symbol = self.links.person_symbols[person]
        return self.names[symbol] if symbol >= 0 else ""

    def _one_sided(self, side: str, person: int, family: int, line: int) -> None:
        symbol = self.links.family_symbols[family]
        facts = {side: self._xref(person), "family": self.names[symbol] if symbol >= 0 else ""}
        self._issue(f"one_sided_{side}", line, **facts)

    def join_spouses(self) -> None:
        """Join what families say of their couples with what people say of their families."""
        spouses = self.result.spouses
        named: dict[int, int] = {}
        for family, symbol, role, line in self.links.spouses():
            tag = "WIFE" if role == WIFE else "HUSB"
            person = self._person(symbol, tag, line)
            if person < 0:
                continue
            pair = family * self.people + person
            if pair in named:
                self._issue("repeated_link", line, tag=tag, xref=self.names[symbol])
                continue
            named[pair] = line
            spouses[family].append((person, role))
        answered: set[int] = set()
        for person, symbol, line in self.links.spouse_of():
            family = self._family(symbol, "FAMS", line)
            if family < 0:
                continue
            pair = family * self.people + person
            if pair not in named:
                self._one_sided("spouse", person, family, line)
                spouses[family].append((person, self._free_role(family, person)))
                named[pair] = line
            answered.add(pair)
        for pair, line in named.items():
            if pair not in answered:
                family, person = divmod(pair, self.people)
                self._one_sided("spouse", person, family, line)
        self._settle_couples()

    def _settle_couples(self) -> None:
        """Put husbands first, and report who stands where their sex says otherwise."""
        for family, couple in enumerate(self.result.spouses):
            couple.sort(key=lambda spouse: spouse[1])
            for person, role in couple:
                if self.links.sexes[person] == (_MALE if role == WIFE else _FEMALE):
                    tag = "WIFE" if role == WIFE else "HUSB"
                    line = self.links.family_lines[family]
                    self._issue("spouse_sex", line, tag=tag, xref=self._xref(person))

    def _free_role(self, family: int, person: int) -> int:
        """Choose the side of somebody whom only the own record puts into the family."""
        sex = self.links.sexes[person]
        if sex == _FEMALE:
            return WIFE
        taken = {role for _person, role in self.result.spouses[family]}
        return HUSBAND if sex == _MALE or HUSBAND not in taken else WIFE

    def join_children(self) -> None:
        """Join what families say of their children with what people say of their parents."""
        children = self.result.children
        named: dict[int, int] = {}
        for family, symbol, line in self.links.children():
            person = self._person(symbol, "CHIL", line)
            if person < 0:
                continue
            pair = family * self.people + person
            if pair in named:
                self._issue("repeated_link", line, tag="CHIL", xref=self.names[symbol])
                continue
            named[pair] = line
            children[family].append(person)
        for person, symbol, code, line in self.links.child_of():
            family = self._family(symbol, "FAMC", line)
            if family >= 0:
                self._join_child(family, person, code, line, named)
        for pair, line in named.items():
            if pair not in self.pedigrees:
                family, person = divmod(pair, self.people)
                self._one_sided("child", person, family, line)

    def _join_child(
        self, family: int, person: int, code: int, line: int, named: dict[int, int]
    ) -> None:
        pair = family * self.people + person
        known = self.pedigrees.get(pair)
        if known is None or (known == NOT_SAID and code != NOT_SAID):
            self.pedigrees[pair] = code
        if known is not None:
            xref = self.names[self.links.family_symbols[family]]
            self._issue("repeated_link", line, tag="FAMC", xref=xref)
        elif pair not in named:
            self._one_sided("child", person, family, line)
            self.result.children[family].append(person)
            named[pair] = line

    def join_parents(self) -> None:
        """List the parents of every child, each once per kind of link."""
        edges = self.result.edges
        seen: set[int] = set()
        for family, couple in enumerate(self.result.spouses):
            for child in self.result.children[family]:
                for parent, role in couple:
                    if parent == child:
                        line = self.links.person_lines[child]
                        self._issue("own_parent", line, xref=self._xref(child))
                        continue
                    code = self._code(family, child, role)
                    key = (child * self.people + parent) * len(PARENT_KINDS) + code
                    if key not in seen:
                        seen.add(key)
                        edges.append(child, parent, family, code)

    def _code(self, family: int, child: int, role: int) -> int:
        """Give the kind of link: the child's record wins, then the family's, then birth."""
        code = self.pedigrees.get(family * self.people + child, NOT_SAID)
        if code == NOT_SAID and self.links.relations:
            symbol = self.links.person_symbols[child]
            code = self.links.relations.get((family, symbol), (NOT_SAID, NOT_SAID))[role]
        return max(code, 0)

    def cut_cycles(self) -> None:
        """Leave out the links by which somebody would be an own ancestor."""
        edges = self.result.edges
        dropped = edges_closing_cycles(self.people, edges.children, edges.parents)
        if not dropped:
            return
        kept = ParentEdges()
        for index, edge in enumerate(edges):
            if index in dropped:
                child = edge[0]
                line = self.links.person_lines[child]
                self._issue("own_ancestor", line, xref=self._xref(child))
            else:
                kept.append(*edge)
        self.result.edges = kept

    def choose_lineage(self) -> None:
        """Choose the one link of each child that carries the lineage.

        The father's, else the mother's; birth before adoption; foster and step parents never.
        """
        best = bytearray(b"\xff") * self.people
        for index, (child, parent, family, code) in enumerate(self.result.edges):
            if code in _NO_LINEAGE:
                continue
            rank = code + len(PARENT_KINDS) * self._is_mother(family, parent)
            if rank < best[child]:
                best[child] = rank
                self.result.lineage[child] = index

    def _is_mother(self, family: int, parent: int) -> bool:
        sex = self.links.sexes[parent]
        if sex in (_FEMALE, _MALE):
            return sex == _FEMALE
        return (parent, WIFE) in self.result.spouses[family]


def _first_defined(symbols: array[int], count: int) -> array[int]:
    """Give the number of the first record for each symbol, -1 where none is defined."""
    numbers = array("i", [-1]) * count
    for number, symbol in enumerate(symbols):
        if symbol >= 0 and numbers[symbol] < 0:
            numbers[symbol] = number
    return numbers
