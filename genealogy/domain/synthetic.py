"""Invent a clan: as many people as asked for, the same for the same seed.

A patrilineal clan (dòng họ theo cha) over up to eighteen đời, with wives, Vietnamese names, lunar
days of death, graves and notes, for benchmarks and trials. Nobody in it ever lived. It is made
generation by generation and given out as it is made, so that memory holds one generation.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


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
#: People that come into the book with every birth: the child and, for sons, their wives.
_PER_BIRTH: Final = 1 + _MALE_SHARE * _MARRIED_SHARE * sum(n * share for n, share in _WIVES)

_WIFE_SURNAMES: Final = _words(
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Lý Đinh Mai Trịnh Lương Cao Tạ Hà"
)
_MALE_MIDDLES: Final = _words("Văn Đình Quang Công Hữu Đức Bá Trọng Duy Xuân Ngọc Thế Danh")
_FEMALE_MIDDLES: Final = ("Thị", "Thị", "Thị", "Thị Ngọc", "Thị Thu", "Thị Minh", "Ngọc")
_MALE_GIVEN: Final = _words(
    "An Bình Cường Dũng Đạt Giang Hải Hiếu Hoà Hùng Huy Khánh Khoa Kiên Lâm Lộc Long Lực Mạnh Nam "
    "Nghĩa Nhân Phong Phú Phúc Quân Quý Sơn Tài Tâm Thành Thắng Thiện Thịnh Thọ Tín Toàn Trí Trung "
    "Tuấn Tùng Vinh Vĩnh Vượng"
)
_FEMALE_GIVEN: Final = _words(
    "Ái Anh Bích Cúc Dung Đào Hà Hạnh Hằng Hiền Hoa Hồng Huệ Hương Lan Liên Loan Mai Mận Mơ Nga "
    "Ngà Nhàn Nhung Oanh Phượng Quyên Sen Tâm Thảo Thoa Thơm Thu Thuận Thuỷ Tình Tuyết Vân Xuân Yến"
)
_COURTESY: Final = _words("Minh Chính Trực Thuần Ôn Nhã Tĩnh Cẩn Hậu Khiêm Đôn Phác")
_VILLAGES: Final = tuple(
    f"Làng {first} {second}"
    for first in ("Yên", "Phú", "Đông", "Thượng", "Hạ", "Vĩnh")
    for second in ("Lộc", "Thịnh", "Mỹ", "Khê", "Lâm", "Xá", "Phong", "Định")
)
_DISTRICTS: Final = ("tổng Nội", "tổng Ngoại", "tổng Thượng", "tổng Trung")
_OFFICES: Final = ("Lý trưởng", "Thầy đồ", "Thợ mộc", "Làm ruộng", "Thầy thuốc", "Giáo viên")
_MONTHS: Final = _words("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")


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
        family: number of the parents' family, None for the founder and for wives.
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
        wanted: children still to be invented.
    """

    number: int
    husband: int
    wife: int
    marriage_year: int
    order: int
    last_birth: int
    children: list[int] = field(default_factory=list)
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

    def run(self) -> Iterator[SyntheticPerson | SyntheticFamily]:
        founder = self._person("m", SURNAME, 1, self.first_birth, None)
        wives, families = self._marry(founder, must=True)
        yield founder
        yield from wives
        generations = len(self.births)
        for generation, births in enumerate(self.births[1:], start=2):
            parents, families = families, []
            self._share_out(parents, births)
            for parent in parents:
                for child in self._children(parent, generation):
                    # One line must go on, however small the clan.
                    wives, own = self._marry(child, must=not families)
                    families += own
                    yield child
                    yield from wives
            yield from parents
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

    def _children(self, family: SyntheticFamily, generation: int) -> Iterator[SyntheticPerson]:
        """Give a couple its children, as far as people are left to invent."""
        while family.wanted and self.left:
            family.wanted -= 1
            birth = family.last_birth + self.random.randrange(1, 4)
            family.last_birth = min(birth, _LATEST_BIRTH)
            sex = "m" if self.random.random() < _MALE_SHARE else "f"
            child = self._person(sex, SURNAME, generation, family.last_birth, family.number)
            family.children.append(child.number)
            yield child

    def _marry(
        self, man: SyntheticPerson, *, must: bool
    ) -> tuple[list[SyntheticPerson], list[SyntheticFamily]]:
        """Give a man his wives, as far as people are left; a daughter marries out of the book."""
        if must:
            man.sex = "m"
        elif man.sex == "f" or self.random.random() > _MARRIED_SHARE:
            return [], []
        counts = [count for count, _share in _WIVES]
        shares = [share for _count, share in _WIVES]
        number = min(self.random.choices(counts, shares)[0], self.left)
        wives, families = [], []
        for order in range(1, number + 1):
            birth = min(man.birth_year + self.random.randrange(-3, 9), _LATEST_BIRTH)
            surname = self.random.choice(_WIFE_SURNAMES)
            wife = self._person("f", surname, man.generation, birth, None)
            self.last_family += 1
            man.families.append(self.last_family)
            wife.families.append(self.last_family)
            first_child = man.birth_year + _SPAN - 10 + 4 * order
            family = SyntheticFamily(
                self.last_family, man.number, wife.number, man.birth_year + 20, order, first_child
            )
            wives.append(wife)
            families.append(family)
        return wives, families

    def _person(
        self, sex: str, surname: str, generation: int, birth: int, family: int | None
    ) -> SyntheticPerson:
        self.left -= 1
        self.last_number += 1
        chance = self.random
        middles, givens = (
            (_MALE_MIDDLES, _MALE_GIVEN) if sex == "m" else (_FEMALE_MIDDLES, _FEMALE_GIVEN)
        )
        person = SyntheticPerson(
            self.last_number,
            sex,
            surname,
            chance.choice(middles),
            chance.choice(givens),
            generation,
            birth,
            family=family,
            place=f"{chance.choice(_VILLAGES)}, {chance.choice(_DISTRICTS)}",
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
            person.courtesy = f"{chance.choice(_COURTESY)} {chance.choice(_COURTESY)}"
        if chance.random() < 0.2:
            person.office = chance.choice(_OFFICES)
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


def synthetic_gedcom(people: int, seed: int) -> Iterator[str]:
    """Give the invented clan as lines of a GEDCOM 5.5.1 file in UTF-8, without line ends.

    >>> next(synthetic_gedcom(10, seed=1))
    '0 HEAD'
    """
    yield from (
        "0 HEAD",
        "1 SOUR TU-DUONG",
        "2 NAME Từ Đường",
        "1 GEDC",
        "2 VERS 5.5.1",
        "2 FORM LINEAGE-LINKED",
        "1 CHAR UTF-8",
        "1 SUBM @U1@",
        "0 @U1@ SUBM",
        "1 NAME Bộ sinh gia phả mẫu",
    )
    for thing in synthetic_clan(people, seed):
        if isinstance(thing, SyntheticPerson):
            yield from _person_lines(thing)
        else:
            yield from _family_lines(thing)
    yield "0 TRLR"


def _person_lines(person: SyntheticPerson) -> Iterator[str]:
    yield f"0 @I{person.number}@ INDI"
    yield f"1 NAME {person.middle} {person.given} /{person.surname}/"
    if person.courtesy:
        yield f"2 NICK {person.courtesy}"
    yield f"1 SEX {person.sex.upper()}"
    yield "1 BIRT"
    if person.birth_year < 1800:
        yield f"2 DATE ABT {person.birth_year}"
    else:
        number = person.number
        name = _MONTHS[number * 7 % 12]
        yield f"2 DATE {number * 11 % 28 + 1} {name} {person.birth_year}"
    yield f"2 PLAC {person.place}"
    if person.memorial:
        day, month = person.memorial
        yield "1 DEAT"
        if person.number % 3:
            yield f"2 DATE ({day}/{month} âm lịch)"
        else:
            yield f"2 DATE {person.death_year}"
    if person.grave:
        yield "1 BURI"
        yield f"2 PLAC {person.grave}, {person.place}"
    if person.office:
        yield f"1 OCCU {person.office}"
    for line, text in enumerate(person.note.split("\n") if person.note else ()):
        yield f"{'2 CONT' if line else '1 NOTE'} {text}"
    if person.family is not None:
        yield f"1 FAMC @F{person.family}@"
    for number in person.families:
        yield f"1 FAMS @F{number}@"


def _family_lines(family: SyntheticFamily) -> Iterator[str]:
    yield f"0 @F{family.number}@ FAM"
    yield f"1 HUSB @I{family.husband}@"
    yield f"1 WIFE @I{family.wife}@"
    for child in family.children:
        yield f"1 CHIL @I{child}@"
    yield "1 MARR"
    yield f"2 DATE ABT {family.marriage_year}"
