"""The lists at the end of the book: names, giỗ, graves, sources, numbers by đời."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from genealogy.domain.book.arrangement import Arrangement, book_order
from genealogy.domain.book.facts import Belonging, Cited, Grave, PersonFacts
from genealogy.domain.text import ALPHABET, collation_key, nfc

_TONES = {"\u0300", "\u0309", "\u0303", "\u0301", "\u0323"}
#: Names in a list of the most common.
_MOST_NAMES = 10


class IndexGroup(NamedTuple):
    """The people whose given name begins with one letter of the Vietnamese alphabet."""

    letter: str
    people: tuple[PersonFacts, ...]


class MonthOfRemembrance(NamedTuple):
    """Those whose giỗ falls in one lunar month (1-12), by day."""

    month: int
    people: tuple[PersonFacts, ...]


class GraveRow(NamedTuple):
    """A grave and who lies there."""

    person: PersonFacts
    grave: Grave


class GravePlace(NamedTuple):
    """The graves of one place, in the order of the book; "" gathers those without a place."""

    place: str
    rows: tuple[GraveRow, ...]


class GenerationNumbers(NamedTuple):
    """How many people of one đời the book tells of; None for those whose đời is unknown."""

    generation: int | None
    men: int = 0
    women: int = 0
    married_in: int = 0
    others: int = 0

    @property
    def people(self) -> int:
        """Return how many in all."""
        return self.men + self.women + self.married_in + self.others


def index_letter(given_name: str) -> str:
    """Give the letter a name stands under: without its tone, "Ấn" under Â, "Đào" under Đ.

    >>> [index_letter(name) for name in ("Ánh", "Ấn", "đào", "Ở", "")]
    ['A', 'Â', 'Đ', 'Ơ', '#']
    """
    for char in nfc(given_name).strip().lower():
        plain = "".join(sign for sign in unicodedata.normalize("NFD", char) if sign not in _TONES)
        letter = nfc(plain)
        return letter.upper() if letter in ALPHABET else "#"
    return "#"


def name_index(people: Iterable[PersonFacts]) -> list[IndexGroup]:
    """Sort people by given name, then surname, in Vietnamese order, grouped by letter.

    Those without a name are left out. What begins with no letter of the alphabet comes last.
    """
    groups: dict[str, list[PersonFacts]] = defaultdict(list)
    for person in people:
        if person.name_key:
            groups[index_letter(person.given_name)].append(person)
    letters = sorted(groups, key=lambda letter: (letter == "#", collation_key(letter)))
    return [
        IndexGroup(
            letter,
            tuple(sorted(groups[letter], key=lambda one: (one.name_key, book_order(one)))),
        )
        for letter in letters
    ]


def remembrance_list(people: Iterable[PersonFacts]) -> list[MonthOfRemembrance]:
    """Sort those whose giỗ is known by lunar month and day; months without one are left out."""
    months: dict[int, list[PersonFacts]] = defaultdict(list)
    for person in people:
        if person.remembrance is not None:
            months[person.remembrance.month].append(person)
    return [
        MonthOfRemembrance(
            month,
            tuple(
                sorted(
                    months[month],
                    key=lambda one: (
                        one.remembrance.day if one.remembrance else 0,
                        book_order(one),
                    ),
                )
            ),
        )
        for month in sorted(months)
    ]


def grave_list(people: Iterable[PersonFacts]) -> list[GravePlace]:
    """Gather graves by place, in Vietnamese order of places; those without a place come last."""
    places: dict[str, list[GraveRow]] = defaultdict(list)
    for person in sorted(people, key=book_order):
        for grave in person.graves:
            places[grave.place].append(GraveRow(person, grave))
    in_order = sorted(places, key=lambda place: (not place, [*map(collation_key, place.split())]))
    return [GravePlace(place, tuple(places[place])) for place in in_order]


def source_list(people: Iterable[PersonFacts]) -> list[Cited]:
    """Give each source cited once, by title, without leaf and quotation."""
    found: dict[str, Cited] = {}
    for person in people:
        for cited in person.sources:
            found.setdefault(cited.title, Cited(cited.title, cited.author, "", cited.url))
    return sorted(found.values(), key=lambda one: [*map(collation_key, one.title.split())])


def generation_numbers(people: Iterable[PersonFacts]) -> list[GenerationNumbers]:
    """Count the people of the book by đời; those whose đời is unknown last."""
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for person in people:
        counts[person.generation][_column(person)] += 1
    in_order = sorted(counts, key=lambda generation: (generation is None, generation or 0))
    return [GenerationNumbers(generation, **counts[generation]) for generation in in_order]


def common_names(people: Iterable[PersonFacts], sex: str) -> list[tuple[str, int]]:
    """Give the most common given names of those of the lineage, most bearers first."""
    bearers = Counter(
        person.given_name
        for person in people
        if person.belonging is Belonging.LINEAGE and person.sex == sex and person.given_name
    )
    in_order = sorted(bearers.items(), key=lambda row: (-row[1], collation_key(row[0])))
    return [row for row in in_order if row[1] > 1][:_MOST_NAMES]


def people_of(arrangement: Arrangement) -> list[PersonFacts]:
    """Give everybody told of, in the order of the entries."""
    return [person for entry in arrangement.entries for person in entry.people]


def source_numbers(sources: Sequence[Cited]) -> Mapping[str, int]:
    """Number the sources of the list from 1, by title."""
    return {source.title: number for number, source in enumerate(sources, start=1)}


def _column(person: PersonFacts) -> str:
    if person.belonging is Belonging.MARRIED_IN:
        return "married_in"
    if person.belonging is Belonging.LINEAGE and person.sex in {"m", "f"}:
        return "men" if person.sex == "m" else "women"
    return "others"
