"""The links of a file, gathered record by record while it is read.

Numbers in, numbers out, no database. People and families are numbered in file order from
0 and stand in arrays, so that a hundred thousand of them cost a few megabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Final

from genealogy.services.imports.vocabulary import PARENT_KINDS

HUSBAND: Final = 0
WIFE: Final = 1

_CODE: Final = {kind: code for code, kind in enumerate(PARENT_KINDS)}

#: Stands for an unknown birthday among Julian day numbers.
NO_DAY: Final = -(2**31)
#: Stands for "the file does not say" among pedigree codes.
NOT_SAID: Final = -1


class FamilyLinks:
    """Gathers links; `genealogy.services.imports.resolve` judges them when all is read.

    Every identifier gets a number ("symbol") at first sight, whether as child, as spouse or as
    record; which of them are defined is known only at the end.

    Attributes:
        person_symbols: symbol of each person, -1 for a record without identifier.
        person_lines: line of each person's record.
        sexes: letter m, f or u of each person.
        birth_days: Julian day number of each birth, `NO_DAY` if unknown.
        family_symbols: symbol of each family.
        family_lines: line of each family's record.
        relations: codes of what a child is to father and mother, by (family, child's symbol),
            where the family's record says so.
    """

    def __init__(self) -> None:
        self._symbols: dict[str, int] = {}
        self.person_symbols = array("i")
        self.person_lines = array("i")
        self.sexes = bytearray()
        self.birth_days = array("i")
        self.family_symbols = array("i")
        self.family_lines = array("i")
        self.relations: dict[tuple[int, int], tuple[int, ...]] = {}
        self._child_of = array("i")
        self._spouse_of = array("i")
        self._spouses = array("i")
        self._children = array("i")

    def _symbol(self, xref: str) -> int:
        return self._symbols.setdefault(xref, len(self._symbols))

    def add_person(self, xref: str, line: int, sex: str, birth_day: int | None) -> int:
        """Number a person; `sex` is m, f or u, `birth_day` a Julian day number."""
        self.person_symbols.append(self._symbol(xref) if xref else -1)
        self.person_lines.append(line)
        self.sexes.append(ord(sex))
        self.birth_days.append(NO_DAY if birth_day is None else birth_day)
        return len(self.person_lines) - 1

    def add_family(self, xref: str, line: int) -> int:
        """Number a family."""
        self.family_symbols.append(self._symbol(xref) if xref else -1)
        self.family_lines.append(line)
        return len(self.family_lines) - 1

    def add_child_of(self, person: int, family: str, kind: str, line: int) -> None:
        """Note that a person's record names the parents' family; kind "" = not said."""
        code = _CODE[kind] if kind else NOT_SAID
        self._child_of.extend((person, self._symbol(family), code, line))

    def add_spouse_of(self, person: int, family: str, line: int) -> None:
        """Note that a person's record names an own family."""
        self._spouse_of.extend((person, self._symbol(family), line))

    def add_spouse(self, family: int, person: str, role: int, line: int) -> None:
        """Note that a family's record names a husband or a wife."""
        self._spouses.extend((family, self._symbol(person), role, line))

    def add_child(
        self, family: int, person: str, line: int, by_father: str = "", by_mother: str = ""
    ) -> None:
        """Note that a family's record names a child, and what it is to either parent."""
        if by_father or by_mother:
            kinds = tuple(_CODE[kind] if kind else NOT_SAID for kind in (by_father, by_mother))
            self.relations[family, self._symbol(person)] = kinds
        self._children.extend((family, self._symbol(person), line))

    def names(self) -> list[str]:
        """Give the identifier of every symbol."""
        return list(self._symbols)

    def person_of(self, xref: str) -> int | None:
        """Find the number of the first person with this identifier."""
        symbol = self._symbols.get(xref)
        if symbol is None:
            return None
        try:
            return self.person_symbols.index(symbol)
        except ValueError:
            return None

    def repeated_people(self) -> dict[int, int]:
        """Give people whose identifier an earlier person has: the how-manieth of it they are."""
        return _repeated(self.person_symbols)

    def repeated_families(self) -> dict[int, int]:
        """Give families whose identifier an earlier family has, likewise."""
        return _repeated(self.family_symbols)

    def child_of(self) -> Iterator[tuple[int, ...]]:
        """Give (person, family symbol, pedigree code, line)."""
        return _groups(self._child_of, 4)

    def spouse_of(self) -> Iterator[tuple[int, ...]]:
        """Give (person, family symbol, line)."""
        return _groups(self._spouse_of, 3)

    def spouses(self) -> Iterator[tuple[int, ...]]:
        """Give (family, person symbol, role, line)."""
        return _groups(self._spouses, 4)

    def children(self) -> Iterator[tuple[int, ...]]:
        """Give (family, person symbol, line)."""
        return _groups(self._children, 3)


def _groups(values: array[int], size: int) -> Iterator[tuple[int, ...]]:
    return zip(*[iter(values)] * size, strict=True)


def _repeated(symbols: array[int]) -> dict[int, int]:
    seen: set[int] = set()
    counts: dict[int, int] = {}
    repeated: dict[int, int] = {}
    for number, symbol in enumerate(symbols):
        if symbol in seen and symbol >= 0:
            repeated[number] = counts[symbol] = counts.get(symbol, 1) + 1
        seen.add(symbol)
    return repeated
