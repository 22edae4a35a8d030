"""Reading what of people is compared, a whole clan or a few, in a fixed number of passes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from genealogy.domain.duplicates import Sketch
from genealogy.domain.text import fold
from genealogy.enums import NameKind, Sex
from genealogy.models import Clan, ParentLink, Person, PersonName, UnionMember
from genealogy.services.derived.columns import chunked

_BATCH = 5_000
#: Titles and eras are borne by many, and written Hán Nôm does not fold.
_TELLING_NAMES = (
    NameKind.HUY,
    NameKind.TU,
    NameKind.HIEU,
    NameKind.THUY,
    NameKind.PHAP_DANH,
    NameKind.SAINT,
    NameKind.EVERYDAY,
    NameKind.FORMER,
    NameKind.MARRIED,
    NameKind.OTHER,
)
_COLUMNS = (
    *("id", "full_name", "surname", "given_name", "sex", "generation", "branch_id"),
    *("birth_year", "death_year", "memorial_month", "memorial_day", "child_order"),
)
#: Most sets are empty, and Python makes each of them anew.
_NOBODY: frozenset[Any] = frozenset()

#: What belongs to people, by primary key. Tuples, because most hold one thing or two.
_Many = dict[int, tuple[Any, ...]]


class _Kin:
    """Parents, spouses and other names by person; names of people by key."""

    def __init__(self) -> None:
        self.parents: _Many = {}
        self.fathers: _Many = {}
        self.spouses: _Many = {}
        self.aliases: _Many = {}
        self.names: dict[int, str] = {}


def read_sketches(clan: Clan, only: Collection[int] | None = None) -> Iterator[Sketch]:
    """Give the published people of a clan, or those of them with these keys."""
    kin = _read_kin(clan, only)
    people = Person.objects.filter(clan=clan, is_staged=False)
    for row in _rows(people, only, "id", _COLUMNS):
        yield _sketch(row, kin)


def _sketch(row: tuple[Any, ...], kin: _Kin) -> Sketch:
    """Make one sketch; what was read of the person is let go of."""
    (pk, full_name, surname, given, sex, generation, branch) = row[:7]
    (birth, death, month, day, child_order) = row[7:]
    spouses = kin.spouses.pop(pk, ())
    # A given name alone is kept in the aliases' form, so that "Tùng" is found as "Dương ... Tùng".
    aliases = (
        alias if " " in alias else fold(f"{surname} {alias}") for alias in kin.aliases.pop(pk, ())
    )
    return Sketch(
        id=pk,
        name=kin.names.get(pk) or fold(full_name),
        given=fold(given).rsplit(" ", 1)[-1],
        sex=sex,
        generation=generation,
        branch=branch,
        birth=birth,
        death=death,
        memorial=None if month is None or day is None else (month, day),
        child_order=child_order,
        aliases=_set(aliases),
        parents=_set(kin.parents.pop(pk, ())),
        fathers=_named(kin.fathers.pop(pk, ()), kin),
        spouses=_set(spouses),
        spouse_names=_named(spouses, kin),
    )


def _set(items: Iterable[Any]) -> frozenset[Any]:
    return frozenset(items) or _NOBODY


def _named(people: Iterable[int], kin: _Kin) -> frozenset[str]:
    return _set(name for name in (kin.names.get(pk, "") for pk in people) if name)


def _read_kin(clan: Clan, only: Collection[int] | None) -> _Kin:
    kin = _Kin()
    links = ParentLink.objects.filter(child__clan=clan, child__is_staged=False)
    columns = ("child_id", "parent_id", "parent__sex")
    for child, parent, sex in _rows(links, only, "child_id", columns):
        _add(kin.parents, child, parent)
        if sex != Sex.FEMALE:
            _add(kin.fathers, child, parent)
    _read_spouses(kin, clan, only)
    names = PersonName.objects.filter(person__clan=clan, kind__in=_TELLING_NAMES)
    for person, value in _rows(names, only, "person_id", ("person_id", "value")):
        _add(kin.aliases, person, fold(value))
    needed = None
    if only is not None:
        relatives = (*kin.fathers.values(), *kin.spouses.values())
        needed = {pk for group in relatives for pk in group}
    people = Person.objects.filter(clan=clan)
    for pk, name in _rows(people, needed, "id", ("id", "full_name")):
        kin.names[pk] = fold(name)
    return kin


def _read_spouses(kin: _Kin, clan: Clan, only: Collection[int] | None) -> None:
    members = UnionMember.objects.filter(person__clan=clan, union__is_staged=False)
    columns = ("union_id", "person_id")
    unions: _Many = {}
    if only is None:
        for union, person in _rows(members, None, "person_id", columns):
            _add(unions, union, person)
    for part in chunked(sorted(only or ())):
        own = members.filter(person__in=part).values("union_id")
        for union, person in UnionMember.objects.filter(union__in=own).values_list(*columns):
            if person not in unions.get(union, ()):
                _add(unions, union, person)
    for couple in unions.values():
        for person in couple:
            for other in couple:
                if other != person:
                    _add(kin.spouses, person, other)


def _add(groups: _Many, key: int, item: Any) -> None:
    groups[key] = (*groups.get(key, ()), item)


def _rows(
    rows: QuerySet[Model], only: Collection[int] | None, key: str, columns: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    """Stream columns of all rows, or of those whose key is among a few."""
    if only is None:
        yield from rows.order_by().values_list(*columns).iterator(chunk_size=_BATCH)
        return
    for part in chunked(sorted(only)):
        yield from rows.filter(**{f"{key}__in": part}).values_list(*columns)
