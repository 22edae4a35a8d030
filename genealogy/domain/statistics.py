"""The numbers of a clan or a branch (số liệu), as they are kept and shown.

Years and centuries are Gregorian, generation 1 is the founder. `None` stands for a number the
audience may not know, never for nought. How people are counted stands in `tallies.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

#: Raised when the meaning or the shape of a number changes: rows kept before are counted anew.
FORMAT = 1
#: Years of one step of growth.
PERIOD_YEARS = 25
#: Fewer lives than this have no median worth telling, only a range.
FEW_LIVES = 5
#: Ages at death beyond this are slips of the pen, years; `domain.privacy` knows the same limit.
OLDEST_AGE = 120


class GenerationRow(NamedTuple):
    """One đời. `generation` None gathers those whose đời is unknown.

    `sons`, `daughters` and `unsexed` are of the lineage (nội tộc), `wives` (dâu) and `husbands`
    (rể) married into it, `others` are children of daughters and people joined to nobody.
    `children` are those of `fathers`, men of the lineage with at least one child.
    `ended` counts the dead men of the lineage who left no son (tuyệt tự).
    """

    generation: int | None
    sons: int = 0
    daughters: int = 0
    unsexed: int = 0
    wives: int = 0
    husbands: int = 0
    others: int = 0
    fathers: int = 0
    children: int = 0
    most_children: int = 0
    ended: int | None = None

    @property
    def lineage(self) -> int:
        """Return how many are of the lineage."""
        return self.sons + self.daughters + self.unsexed

    @property
    def people(self) -> int:
        """Return how many stand in this đời."""
        return self.lineage + self.wives + self.husbands + self.others

    @property
    def children_each(self) -> float | None:
        """Return the mean number of children of a father; None without fathers."""
        return self.children / self.fathers if self.fathers else None


class NameRow(NamedTuple):
    """How many bear a name, written as the book does."""

    name: str
    people: int


class LongevityRow(NamedTuple):
    """Ages at death of those who died in a century; solar years (tuổi dương), year from year.

    `century` 19 holds 1801 to 1900, -1 the first before our era. `sex` is "m", "f" or "u".
    """

    century: int
    sex: str
    people: int
    median: float
    lowest: int
    highest: int

    @property
    def is_few(self) -> bool:
        """Say whether the lives are too few for a median."""
        return self.people < FEW_LIVES


class PeriodRow(NamedTuple):
    """Births in the 25 years from `since` on, and all births known up to their end."""

    since: int
    births: int
    total: int

    @property
    def until(self) -> int:
        """Return the last year of the period."""
        return self.since + PERIOD_YEARS - 1


class WivesRow(NamedTuple):
    """How many men of the lineage have so many wives in the book."""

    wives: int
    men: int


class SizeRow(NamedTuple):
    """A branch, by primary key, and how many people it and those within it hold."""

    branch: int
    people: int


class Statistics(NamedTuple):
    """All numbers of a clan or a branch for one audience.

    `living` and `dead` are None for strangers, who may know nothing of the living. `with_death`
    and `with_memorial` (giỗ) are of `death_of` people: of the dead, or of everybody counted
    where the dead are not told apart. `memorials` holds twelve numbers, lunar months 1 to 12.
    """

    people: int = 0
    living: int | None = None
    dead: int | None = None
    generations: tuple[GenerationRow, ...] = ()
    names_of_men: tuple[NameRow, ...] = ()
    names_of_women: tuple[NameRow, ...] = ()
    middle_names_of_men: tuple[NameRow, ...] = ()
    middle_names_of_women: tuple[NameRow, ...] = ()
    surnames_of_wives: tuple[NameRow, ...] = ()
    longevity: tuple[LongevityRow, ...] = ()
    periods: tuple[PeriodRow, ...] = ()
    wives: tuple[WivesRow, ...] = ()
    branches: tuple[SizeRow, ...] = ()
    memorials: tuple[int, ...] = (0,) * 12
    with_birth: int = 0
    with_death: int = 0
    with_memorial: int = 0
    death_of: int = 0

    def total(self, column: str) -> int:
        """Add up one column of the generations, for example "sons".

        >>> generations = (GenerationRow(1, sons=1), GenerationRow(2, sons=3))
        >>> Statistics(generations=generations).total("sons")
        4
        """
        return sum(getattr(row, column) or 0 for row in self.generations)

    @property
    def generation_count(self) -> int:
        """Return how many đời are known, those above the founder included."""
        return sum(row.generation is not None for row in self.generations)

    @property
    def ended(self) -> int | None:
        """Return how many lines ended; None where the audience may not know."""
        known = [row.ended for row in self.generations if row.ended is not None]
        return sum(known) if known else None

    def to_data(self) -> dict[str, Any]:
        """Give the numbers as plain JSON."""
        return self._asdict()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_data` gave, after a journey through JSON.

        Raises:
            KeyError: a number is missing.
        """
        values = {name: data[name] for name in cls._fields}
        for name, row in _ROWS.items():
            values[name] = tuple(row(*value) for value in values[name])
        values["memorials"] = tuple(values["memorials"])
        return cls(**values)


_ROWS: dict[str, Any] = {
    "generations": GenerationRow,
    "names_of_men": NameRow,
    "names_of_women": NameRow,
    "middle_names_of_men": NameRow,
    "middle_names_of_women": NameRow,
    "surnames_of_wives": NameRow,
    "longevity": LongevityRow,
    "periods": PeriodRow,
    "wives": WivesRow,
    "branches": SizeRow,
}


def century_of(year: int) -> int:
    """Give the century of a Gregorian year; negative before our era.

    >>> century_of(1900), century_of(1901), century_of(-43)
    (19, 20, -1)
    """
    hundreds = (abs(year) - 1) // 100 + 1
    return hundreds if year > 0 else -hundreds


def age_between(birth_year: int | None, death_year: int | None) -> int | None:
    """Give the age at death, year taken from year; None when unknown or not of a human life.

    There is no year nought between the eras.

    >>> age_between(1762, 1820), age_between(-5, 10), age_between(1500, 1700)
    (58, 14, None)
    """
    if birth_year is None or death_year is None:
        return None
    age = death_year - birth_year - (birth_year < 0 < death_year)
    return age if 0 <= age <= OLDEST_AGE else None


def period_of(year: int) -> int:
    """Give the first year of the 25 years a year falls into.

    >>> period_of(1824), period_of(1825)
    (1800, 1825)
    """
    return year // PERIOD_YEARS * PERIOD_YEARS
