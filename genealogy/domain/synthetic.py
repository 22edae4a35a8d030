"""Invent a clan: as many people as asked for, the same for the same seed.

A patrilineal clan (dòng họ theo cha) over up to eighteen đời, with wives, Vietnamese names, lunar
days of death, graves and notes, for benchmarks and trials. Nobody in it ever lived. Some men marry
a daughter of a distant line of the clan, some childless men take a brother's son as heir (lập tự),
and a few couples bring up a child of strangers (con nuôi). It is made generation by generation and
given out as it is made, so that memory holds one generation.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from genealogy.domain.synthetic_words import (
    COURTESY,
    DISTRICTS,
    FEMALE_GIVEN,
    FEMALE_MIDDLES,
    MALE_GIVEN,
    MALE_MIDDLES,
    OFFICES,
    VILLAGES,
    WIFE_SURNAMES,
)

GENERATIONS: Final = 18
SURNAME: Final = "Dương"

#: Years between a man and his children, on average; and the birth of the youngest generation.
_SPAN: Final = 27
_LAST_BIRTH: Final = 1985
_FIRST_LIVING_BIRTH: Final = 1950
_LATEST_BIRTH: Final = 2015

_MALE_SHARE: Final = 0.53
_MARRIED_SHARE: Final = 0.9
#: How many wives a married man has: one, two, three.
_WIVES: Final = ((1, 0.88), (2, 0.1), (3, 0.02))
#: Wives who are daughters of the clan, where a daughter of another line can be found.
_KIN_WIVES: Final = 0.06
#: Houses above in which husband and wife of the clan have nobody in common.
_APART: Final = 3
#: Daughters of a generation among whom husbands still look.
_UNWED: Final = 60
#: Younger sons who go to a childless brother of the father, if there is one.
_HEIRS: Final = 0.5
#: Children of strangers among those born to a couple after the first.
_ADOPTED: Final = 0.006
#: People that come into the book with every birth: the child and, for sons, their wives.
_PER_BIRTH: Final = 1 + _MALE_SHARE * _MARRIED_SHARE * (1 - _KIN_WIVES) * sum(
    n * share for n, share in _WIVES
)


@dataclass
class SyntheticPerson:
    """Somebody invented.

    Attributes:
        number: from 1; 1 is the founder (thủy tổ).
        sex: m or f.
        generation: đời, 1 = founder; a wife has her husband's.
        birth_year: Gregorian.
        death_year: Gregorian; None for the living.
        memorial: lunar (day, month) of death, None for the living.
        family: number of the family born into; None for the founder, wives from elsewhere and
            children of strangers.
        adopted: number of the family that took the person in as a child or heir.
        is_heir: taken in to carry on the line of an uncle (lập tự), not as a child of strangers.
        families: numbers of the own families, in order.
    """

    number: int
    sex: str
    surname: str
    middle: str
    given: str
    generation: int
    birth_year: int
    death_year: int | None = None
    memorial: tuple[int, int] | None = None
    family: int | None = None
    adopted: int | None = None
    is_heir: bool = False
    families: list[int] = field(default_factory=list)
    courtesy: str = ""
    office: str = ""
    place: str = ""
    grave: str = ""
    note: str = ""


@dataclass
class SyntheticFamily:
    """A couple invented, with the numbers of its children in order of birth.

    Attributes:
        marriage_year: Gregorian.
        order: the how-manieth marriage it is for the husband.
        last_birth: Gregorian year from which the next child's birth counts.
        line: numbers of this family and of those the husband and his fathers were born into.
        adopted: numbers of children and heirs taken in.
        wanted: children still to be invented.
    """

    number: int
    husband: int
    wife: int
    marriage_year: int
    order: int
    last_birth: int
    line: tuple[int, ...] = ()
    children: list[int] = field(default_factory=list)
    adopted: list[int] = field(default_factory=list)
    wanted: int = 0


def synthetic_clan(people: int, seed: int) -> Iterator[SyntheticPerson | SyntheticFamily]:
    """Give exactly `people` people (at least 2) and their families, generation by generation.

    Raises:
        ValueError: fewer than two people are asked for.

    >>> from itertools import islice
    >>> founder = next(synthetic_clan(50, seed=1))
    >>> founder.number, founder.surname, founder.generation
    (1, 'Dương', 1)
    """
    if people < 2:
        raise ValueError("a clan has at least two people")
    yield from _Maker(people, seed).run()


class _Maker:
    """Makes one clan; couples of the youngest generation wait for their children."""

    def __init__(self, people: int, seed: int) -> None:
        self.left = people
        self.random = random.Random(seed)  # noqa: S311 invents names, guards nothing
        self.births, self.first_birth = _plan(people)
        self.last_number = 0
        self.last_family = 0
        #: Daughters whom a husband of the clan may still marry, with their lines.
        self.unwed: list[tuple[SyntheticPerson, tuple[int, ...]]] = []
        #: First families of childless men by the family these were born into.
        self.heirless: dict[int, list[SyntheticFamily]] = {}

    def run(self) -> Iterator[SyntheticPerson | SyntheticFamily]:
        founder = self._person("m", SURNAME, 1, self.first_birth)
        wives, families = self._marry(founder, ())
        yield founder
        yield from wives
        generations = len(self.births)
        for generation, births in enumerate(self.births[1:], start=2):
            parents, families = families, []
            self._share_out(parents, births)
            for parent in parents:
                for child in self._children(parent, generation):
                    # One line must go on, however small the clan.
                    if not families:
                        child.sex = "m"
                    elif child.sex == "f":
                        yield from self._wait(child, parent.line)
                        continue
                    elif self.random.random() > _MARRIED_SHARE:
                        yield child
                        continue
                    wives, own = self._marry(child, parent.line)
                    families += own
                    yield child
                    yield from wives
            yield from parents
            yield from self._daughters_left()
        while self.left:
            self._share_out(families, self.left)
            for family in families:
                yield from self._children(family, generations + 1)
        yield from families

    def _share_out(self, families: list[SyntheticFamily], births: int) -> None:
        """Say how many children each couple has; first wives have more."""
        if families:
            weights = [1 / family.order for family in families]
            for family in self.random.choices(families, weights, k=births):
                family.wanted += 1
        fathers = {family.husband for family in families if family.wanted}
        self.heirless = {}
        for family in families:
            if family.husband not in fathers and family.order == 1 and len(family.line) > 1:
                self.heirless.setdefault(family.line[1], []).append(family)

    def _children(self, family: SyntheticFamily, generation: int) -> Iterator[SyntheticPerson]:
        """Give a couple its children, as far as people are left to invent."""
        while family.wanted and self.left:
            family.wanted -= 1
            birth = family.last_birth + self.random.randrange(1, 4)
            family.last_birth = min(birth, _LATEST_BIRTH)
            sex = "m" if self.random.random() < _MALE_SHARE else "f"
            child = self._person(sex, SURNAME, generation, family.last_birth)
            if family.children and self.random.random() < _ADOPTED:
                child.adopted = family.number
                family.adopted.append(child.number)
                yield child
                continue
            child.family = family.number
            if family.children and sex == "m":
                self._give_heir(child, family)
            family.children.append(child.number)
            yield child

    def _give_heir(self, son: SyntheticPerson, family: SyntheticFamily) -> None:
        """Let a younger son carry on the line of a childless brother of the father."""
        waiting = self.heirless.get(family.line[1]) if len(family.line) > 1 else None
        if waiting and self.random.random() < _HEIRS:
            uncle = waiting.pop()
            uncle.adopted.append(son.number)
            son.adopted, son.is_heir = uncle.number, True

    def _wait(self, daughter: SyntheticPerson, line: tuple[int, ...]) -> Iterator[SyntheticPerson]:
        """Keep a daughter for a while; whoever waits too long marries out of the book."""
        self.unwed.append((daughter, line))
        if len(self.unwed) > _UNWED:
            yield self.unwed.pop(0)[0]

    def _daughters_left(self) -> Iterator[SyntheticPerson]:
        yield from (daughter for daughter, _line in self.unwed)
        self.unwed = []

    def _wife_of_clan(self, man: SyntheticPerson, line: tuple[int, ...]) -> SyntheticPerson | None:
        """Find a daughter of the man's age whose line has long been apart from his."""
        if self.random.random() >= _KIN_WIVES:
            return None
        for place, (daughter, other) in enumerate(self.unwed):
            years = daughter.birth_year - man.birth_year
            is_apart = not set(line[:_APART]) & set(other[:_APART])
            if is_apart and len(line) > _APART and -4 <= years <= 12:
                del self.unwed[place]
                return daughter
        return None

    def _marry(
        self, man: SyntheticPerson, line: tuple[int, ...]
    ) -> tuple[list[SyntheticPerson], list[SyntheticFamily]]:
        """Give a man his wives, as far as people are left; `line` is that of his father."""
        counts = [count for count, _share in _WIVES]
        shares = [share for _count, share in _WIVES]
        number = self.random.choices(counts, shares)[0]
        wives: list[SyntheticPerson] = []
        families: list[SyntheticFamily] = []
        while len(families) < number:
            wife = self._wife_of_clan(man, line)
            if wife is None:
                if not self.left:
                    break
                birth = min(man.birth_year + self.random.randrange(-3, 9), _LATEST_BIRTH)
                surname = self.random.choice(WIFE_SURNAMES)
                wife = self._person("f", surname, man.generation, birth)
            self.last_family += 1
            order = len(families) + 1
            man.families.append(self.last_family)
            wife.families.append(self.last_family)
            families.append(
                SyntheticFamily(
                    self.last_family,
                    man.number,
                    wife.number,
                    man.birth_year + 20,
                    order,
                    man.birth_year + _SPAN - 10 + 4 * order,
                    (self.last_family, *line[:_APART]),
                )
            )
            wives.append(wife)
        return wives, families

    def _person(self, sex: str, surname: str, generation: int, birth: int) -> SyntheticPerson:
        self.left -= 1
        self.last_number += 1
        chance = self.random
        middles, givens = (
            (MALE_MIDDLES, MALE_GIVEN) if sex == "m" else (FEMALE_MIDDLES, FEMALE_GIVEN)
        )
        person = SyntheticPerson(
            self.last_number,
            sex,
            surname,
            chance.choice(middles),
            chance.choice(givens),
            generation,
            birth,
            place=f"{chance.choice(VILLAGES)}, {chance.choice(DISTRICTS)}",
        )
        self._live(person)
        return person

    def _live(self, person: SyntheticPerson) -> None:
        """Invent the rest of a life."""
        chance = self.random
        if person.birth_year < _FIRST_LIVING_BIRTH:
            person.death_year = min(person.birth_year + chance.randrange(30, 88), 2020)
            person.memorial = (chance.randrange(1, 30), chance.randrange(1, 13))
            if chance.random() < 0.5:
                person.grave = f"Xứ {chance.choice(('Đồng', 'Gò', 'Cồn'))} {person.given}"
        if person.sex == "m" and person.birth_year < 1900 and chance.random() < 0.3:
            person.courtesy = f"{chance.choice(COURTESY)} {chance.choice(COURTESY)}"
        if chance.random() < 0.2:
            person.office = chance.choice(OFFICES)
        if chance.random() < 0.1:
            person.note = f"Chép theo bản cũ, tờ {chance.randrange(1, 200)}.\nCòn phải tra lại."


def _plan(people: int) -> tuple[list[int], int]:
    """Give the births of each generation and the founder's year of birth (Gregorian)."""
    generations = GENERATIONS
    births = people / _PER_BIRTH
    while generations > 2 and births < generations * 1.2:
        generations -= 1
    low, high = 1.0, max(2.0, births)
    for _step in range(60):
        growth = (low + high) / 2
        if sum(growth**power for power in range(generations)) < births:
            low = growth
        else:
            high = growth
    plan = [max(1, round(low**power)) for power in range(generations)]
    return plan, _LAST_BIRTH - _SPAN * (generations - 1)
