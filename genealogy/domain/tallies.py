"""Counting people one by one into a tally, and reading the numbers off it.

A tally holds a place per different value, never a person, so a clan of a million people needs
little memory. Tallies of branches are added up into those above them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from genealogy.domain.statistics import (
    GenerationRow,
    LongevityRow,
    NameRow,
    PeriodRow,
    SizeRow,
    Statistics,
    WivesRow,
    age_between,
    century_of,
    period_of,
)
from genealogy.domain.text import collation_key

#: Names kept of each kind, the most used first.
NAMES_KEPT = 20
#: Who died younger is not asked for sons, years.
GROWN_UP = 16

LINEAGE = "lineage"
_SPOUSES = {"wife": "wives", "husband": "husbands"}
_BY_SEX = {"m": "sons", "f": "daughters"}


class Counted(NamedTuple):
    """One person, with what the audience may know and nothing else.

    `birth_year`, `death_year` and `memorial_month` (lunar, 1 to 12) are None where unknown or
    hidden.
    """

    generation: int | None
    membership: str
    sex: str
    surname: str
    middle_name: str
    given_name: str
    birth_year: int | None
    death_year: int | None
    memorial_month: int | None
    is_dead: bool

    @property
    def column(self) -> str:
        """Return the column of `GenerationRow` the person is counted in."""
        if self.membership == LINEAGE:
            return _BY_SEX.get(self.sex, "unsexed")
        return _SPOUSES.get(self.membership, "others")

    @property
    def may_end_a_line(self) -> bool:
        """Say whether it is worth asking for sons: a man of the lineage, grown up and dead."""
        return (
            self.is_dead
            and self.membership == LINEAGE
            and self.sex == "m"
            and (self._age is None or self._age >= GROWN_UP)
        )

    @property
    def _age(self) -> int | None:
        return age_between(self.birth_year, self.death_year)


class Tally:
    """Running numbers of a clan, a branch, or the people of neither."""

    def __init__(self) -> None:
        self.people = 0
        self.dead = 0
        self.with_birth = 0
        self.with_death = 0
        self.with_memorial = 0
        self.columns: Counter[tuple[int | None, str]] = Counter()
        self.names: Counter[tuple[str, str]] = Counter()
        self.ages: Counter[tuple[int, str, int]] = Counter()
        self.births: Counter[int] = Counter()
        self.wives: Counter[int] = Counter()
        self.memorials: Counter[int] = Counter()
        self.most_children: dict[int | None, int] = {}

    def add_person(self, person: Counted) -> None:
        """Count one person."""
        self.people += 1
        self.dead += person.is_dead
        column = person.column
        self.columns[person.generation, column] += 1
        if person.may_end_a_line:
            self.columns[person.generation, "ended"] += 1
        self._add_names(person, column)
        self._add_dates(person)

    def _add_names(self, person: Counted, column: str) -> None:
        if column == "wives":
            if surname := spelling(person.surname):
                self.names["surnames_of_wives", surname] += 1
        elif column in {"sons", "daughters"}:
            of = "men" if column == "sons" else "women"
            if given := spelling(person.given_name):
                self.names[f"names_of_{of}", given] += 1
            if middle := spelling(person.middle_name):
                self.names[f"middle_names_of_{of}", middle] += 1

    def _add_dates(self, person: Counted) -> None:
        if person.birth_year is not None:
            self.with_birth += 1
            self.births[period_of(person.birth_year)] += 1
        if person.memorial_month is not None:
            self.with_memorial += 1
            self.memorials[person.memorial_month] += 1
        if person.death_year is None:
            return
        self.with_death += 1
        age = age_between(person.birth_year, person.death_year)
        if age is not None:
            self.ages[century_of(person.death_year), person.sex, age] += 1

    def add_father(self, father: Counted, *, children: int, heirs: int) -> None:
        """Count the children of a man of the lineage who was counted by `add_person`.

        Args:
            father: the man.
            children: those in whose lineage he stands, at least one.
            heirs: how many of them are not known to be daughters.
        """
        generation = father.generation
        self.columns[generation, "fathers"] += 1
        self.columns[generation, "children"] += children
        self.most_children[generation] = max(children, self.most_children.get(generation, 0))
        if heirs and father.may_end_a_line:
            self.columns[generation, "ended"] -= 1

    def add_husband(self, wives: int) -> None:
        """Count a man of the lineage with his wives, at least one."""
        self.wives[wives] += 1

    def merge(self, other: Tally) -> None:
        """Add the numbers of another tally, of people not counted here."""
        self.people += other.people
        self.dead += other.dead
        self.with_birth += other.with_birth
        self.with_death += other.with_death
        self.with_memorial += other.with_memorial
        self.columns.update(other.columns)
        self.names.update(other.names)
        self.ages.update(other.ages)
        self.births.update(other.births)
        self.wives.update(other.wives)
        self.memorials.update(other.memorials)
        for generation, most in other.most_children.items():
            self.most_children[generation] = max(most, self.most_children.get(generation, 0))

    def statistics(self, *, sizes: Iterable[SizeRow] = (), tells_living: bool) -> Statistics:
        """Read the numbers off.

        Args:
            sizes: the branches right below, in any order.
            tells_living: whether the audience may know how many live; without it the lines
                that ended stay unsaid too, because a hidden son would make that number lie.
        """
        return Statistics(
            people=self.people,
            living=self.people - self.dead if tells_living else None,
            dead=self.dead if tells_living else None,
            generations=tuple(self._generations(tells_ended=tells_living)),
            longevity=tuple(_longevity(self.ages)),
            periods=tuple(_periods(self.births)),
            wives=tuple(WivesRow(*pair) for pair in sorted(self.wives.items())),
            branches=tuple(sorted(sizes, key=lambda row: (-row.people, row.branch))),
            memorials=tuple(self.memorials[month] for month in range(1, 13)),
            with_birth=self.with_birth,
            with_death=self.with_death,
            with_memorial=self.with_memorial,
            death_of=self.dead if tells_living else self.people,
            **_most_used(self.names),
        )

    def _generations(self, *, tells_ended: bool) -> Iterator[GenerationRow]:
        columns: dict[int | None, dict[str, int]] = defaultdict(dict)
        for (generation, column), count in self.columns.items():
            columns[generation][column] = count
        for generation in sorted(columns, key=lambda number: (number is None, number or 0)):
            row = columns[generation]
            ended = row.pop("ended", 0)
            yield GenerationRow(
                generation,
                **row,
                most_children=self.most_children.get(generation, 0),
                ended=ended if tells_ended else None,
            )


def spelling(name: str) -> str:
    """Give a name as it is counted: exact with its diacritics, but not its capitals throughout.

    >>> spelling(" ĐỨC  anh "), spelling("Đức Anh"), spelling("HOÀ")
    ('ĐỨC anh', 'Đức Anh', 'Hoà')
    """
    words = name.split()
    if name.isupper() or name.islower():
        words = [word.capitalize() for word in words]
    return " ".join(words)


def _most_used(names: Mapping[tuple[str, str], int]) -> dict[str, tuple[NameRow, ...]]:
    kinds: dict[str, list[NameRow]] = defaultdict(list)
    for (kind, name), count in names.items():
        kinds[kind].append(NameRow(name, count))
    return {kind: tuple(sorted(rows, key=_by_use)[:NAMES_KEPT]) for kind, rows in kinds.items()}


def _by_use(row: NameRow) -> tuple[int, str, str]:
    # The name itself decides between hoà and hòa, which the dictionary holds alike.
    return -row.people, "".join(map(collation_key, row.name.split())), row.name


def _longevity(ages: Mapping[tuple[int, str, int], int]) -> Iterator[LongevityRow]:
    groups: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for (century, sex, age), count in ages.items():
        groups[century, sex][age] = count
    in_order = sorted(groups.items(), key=lambda item: (item[0][0], "mfu".find(item[0][1])))
    for (century, sex), counts in in_order:
        count = sum(counts.values())
        yield LongevityRow(century, sex, count, _median(counts), min(counts), max(counts))


def _median(counts: Mapping[int, int]) -> float:
    """Give the median of values counted: {age: people}.

    >>> _median({60: 1, 70: 1, 90: 2})
    80.0
    """
    total = sum(counts.values())
    middle: list[int] = []
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        while len(middle) < 2 and seen > (total - 1 + len(middle)) // 2:
            middle.append(value)
    return sum(middle) / 2


def _periods(births: Mapping[int, int]) -> Iterator[PeriodRow]:
    total = 0
    for since in sorted(births):
        total += births[since]
        yield PeriodRow(since, births[since], total)
