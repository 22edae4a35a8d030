"""An invented clan as a GEDCOM file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from genealogy.domain.synthetic import SyntheticFamily, SyntheticPerson, synthetic_clan

_MONTHS: Final = (
    *("JAN", "FEB", "MAR", "APR", "MAY", "JUN"),
    *("JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
)


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
    yield from _bond_lines(person)


def _bond_lines(person: SyntheticPerson) -> Iterator[str]:
    if person.family is not None:
        yield f"1 FAMC @F{person.family}@"
    if person.adopted is not None:
        yield f"1 FAMC @F{person.adopted}@"
        yield f"2 PEDI {'heir' if person.is_heir else 'adopted'}"
    for number in person.families:
        yield f"1 FAMS @F{number}@"


def _family_lines(family: SyntheticFamily) -> Iterator[str]:
    yield f"0 @F{family.number}@ FAM"
    yield f"1 HUSB @I{family.husband}@"
    yield f"1 WIFE @I{family.wife}@"
    for child in (*family.children, *family.adopted):
        yield f"1 CHIL @I{child}@"
    yield "1 MARR"
    yield f"2 DATE ABT {family.marriage_year}"
