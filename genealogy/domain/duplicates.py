"""Two rows that may be one person (nghi trùng): which to compare, and how alike they are.

Everybody with everybody would be a million million pairs, so people are compared only inside
blocks that share a folded name and something else. Nobody is ever merged by a score: it only
orders what a compiler looks at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

from genealogy.domain.dates import PartialDate, Qualifier

#: Pairs below this score are not worth a compiler's time; 100 is as alike as can be.
THRESHOLD = 60
#: A block with more people than this is cut by a further trait.
LARGEST_BLOCK = 40
#: Words books write where a name is unknown; two unknown people are not alike for it.
NAMELESS = frozenset({"", "khuyet danh", "vo danh", "khong ro", "chua ro", "n n", "nn", "unknown"})

#: Lunar month and day of a giỗ.
LunarDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a person is compared. Names are folded (no marks, đ as d, lower case).

    Attributes:
        id: the person's key.
        name: the full name, "" when unknown.
        given: the given name (tên), the last word of the name.
        sex: m, f or u.
        generation: đời, or None.
        branch: key of the branch, or None.
        birth: Gregorian year, or None.
        death: Gregorian year, or None.
        memorial: lunar month and day of the giỗ, or None.
        child_order: number among the children of the father, or None.
        aliases: other names.
        parents: keys of the parents.
        fathers: names of the fathers.
        spouses: keys of husbands or wives.
        spouse_names: their names.
    """

    id: int
    name: str
    given: str = ""
    sex: str = "u"
    generation: int | None = None
    branch: int | None = None
    birth: int | None = None
    death: int | None = None
    memorial: LunarDay | None = None
    child_order: int | None = None
    aliases: frozenset[str] = frozenset()
    parents: frozenset[int] = frozenset()
    fathers: frozenset[str] = frozenset()
    spouses: frozenset[int] = frozenset()
    spouse_names: frozenset[str] = frozenset()


class Likeness(NamedTuple):
    """How alike two people are: a score from 0 to 100, and why (codes, the weightiest first)."""

    score: int
    reasons: tuple[str, ...]


class Pair(NamedTuple):
    """Two people who may be one, `first` having the smaller key."""

    first: int
    second: int
    likeness: Likeness


def is_named(name: str) -> bool:
    """Say whether a folded name tells anything; "Nguyễn Thị" tells only whose daughter she is."""
    return name not in NAMELESS and not name.endswith(" thi") and " " in name


def likeness(one: Sketch, other: Sketch) -> Likeness | None:
    """Compare two people; None when they cannot be one person.

    >>> likeness(Sketch(1, "duong van an", memorial=(3, 2)), Sketch(2, "duong van an"))
    Likeness(score=45, reasons=('same_name',))
    >>> likeness(Sketch(1, "duong van an", sex="m"), Sketch(2, "duong van an", sex="f")) is None
    True
    """
    if _cannot_be_one(one, other):
        return None
    weights: dict[str, int] = {}
    weights.update(_of_names(one, other))
    if not weights:
        return None
    weights.update(_of_places(one, other))
    weights.update(_of_kin(one, other))
    weights.update(_of_days(one, other))
    score = max(0, min(100, sum(weights.values())))
    reasons = sorted(
        (reason for reason, weight in weights.items() if weight > 0),
        key=lambda reason: -weights[reason],
    )
    return Likeness(score, tuple(reasons))


def holds(fuller: PartialDate, lesser: PartialDate) -> bool:
    """Say whether a date says all that another says, however the two are written.

    >>> from genealogy.domain.dates import parse_vietnamese as read
    >>> holds(read("18/11/1957 âm lịch"), read("18-11 al"))
    True
    >>> holds(read("18-11 al"), read("18/11/1957 âm lịch"))
    False
    """
    if replace(fuller, text="") == replace(lesser, text="") and fuller.first is not None:
        return True
    one, other = fuller.first, lesser.first
    is_plain = fuller.qualifier is lesser.qualifier is Qualifier.EXACT
    if one is None or other is None or not is_plain:
        return fuller == lesser
    if (one.calendar, one.leap_month) != (other.calendar, other.leap_month):
        return False
    parts = ("year", "month", "day")
    return all(getattr(other, name) in (None, getattr(one, name)) for name in parts)


def _cannot_be_one(one: Sketch, other: Sketch) -> bool:
    sexes = {one.sex, other.sex} - {"u"}
    if len(sexes) > 1:
        return True
    if other.id in one.parents | one.spouses or one.id in other.parents | other.spouses:
        return True
    # Two wives of one husband, or two children of one father with different numbers, are two.
    orders = (one.child_order, other.child_order)
    return bool(one.parents & other.parents) and None not in orders and orders[0] != orders[1]


def _of_names(one: Sketch, other: Sketch) -> Mapping[str, int]:
    if is_named(one.name) and one.name == other.name:
        return {"same_name": 45}
    known = {name for name in one.aliases | {one.name} if is_named(name)}
    if known & (other.aliases | {other.name}):
        return {"same_other_name": 35}
    surname = one.name.split(" ", 1)[0]
    if one.given and one.given == other.given and other.name.split(" ", 1)[0] == surname:
        return {"same_given_name": 20}
    return {}


def _of_places(one: Sketch, other: Sketch) -> Iterator[tuple[str, int]]:
    if one.generation is not None and other.generation is not None:
        apart = abs(one.generation - other.generation)
        yield ("same_generation", 10) if apart == 0 else ("other_generation", -15 * apart)
    if one.branch is not None and one.branch == other.branch:
        yield "same_branch", 5


def _of_kin(one: Sketch, other: Sketch) -> Iterator[tuple[str, int]]:
    if one.parents & other.parents:
        yield "same_parents", 15
    elif one.fathers & other.fathers:
        yield "same_father_name", 20
    elif one.fathers and other.fathers:
        yield "other_father", -30
    if one.spouses & other.spouses:
        yield "same_spouse", 20
    elif {name for name in one.spouse_names & other.spouse_names if is_named(name)}:
        yield "same_spouse_name", 20


def _of_days(one: Sketch, other: Sketch) -> Iterator[tuple[str, int]]:
    if one.memorial is not None and other.memorial is not None:
        yield ("same_memorial", 25) if one.memorial == other.memorial else ("other_memorial", -25)
    for name, mine, its in (
        ("birth", one.birth, other.birth),
        ("death", one.death, other.death),
    ):
        if mine is None or its is None:
            continue
        apart = abs(mine - its)
        if apart <= 1:
            yield f"same_{name}", 15
        elif apart > 3:
            yield f"other_{name}", -10 - min(apart, 40)


def likely_pairs(sketches: Iterable[Sketch], *, threshold: int = THRESHOLD) -> list[Pair]:
    """Find the pairs that score at least `threshold`, the most alike first."""
    seen: set[tuple[int, int]] = set()
    found: list[Pair] = []
    for block in _blocks(sketches):
        for one, other in combinations(block, 2):
            key = (min(one.id, other.id), max(one.id, other.id))
            if key in seen or one.id == other.id:
                continue
            seen.add(key)
            like = likeness(one, other)
            if like is not None and like.score >= threshold:
                found.append(Pair(*key, like))
    found.sort(key=lambda pair: (-pair.likeness.score, pair.first, pair.second))
    return found


def _blocks(sketches: Iterable[Sketch]) -> Iterator[list[Sketch]]:
    """Give groups whose members are compared with each other."""
    groups: dict[Hashable, list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        for key in _keys(sketch):
            groups[key].append(sketch)
    for group in groups.values():
        if len(group) > 1:
            yield from _small(group)


def _keys(sketch: Sketch) -> set[Hashable]:
    """Give the keys of the blocks somebody stands in."""
    names = {name for name in sketch.aliases | {sketch.name} if is_named(name)}
    keys: set[Hashable] = {(name, sketch.generation) for name in names}
    if sketch.memorial is not None:
        keys.update((name, "giỗ", sketch.memorial) for name in names)
    if sketch.given:
        surname = sketch.name.split(" ", 1)[0]
        keys.update((surname, sketch.given, "cha", father) for father in sketch.fathers)
        keys.update(
            (surname, sketch.given, "vợ chồng", spouse)
            for spouse in sketch.spouse_names
            if is_named(spouse)
        )
    return keys


def _small(group: list[Sketch]) -> Iterator[list[Sketch]]:
    """Cut a block that is too large by father's name, then by giỗ; the rest is left out.

    A name that hundreds of one generation bear says nothing without one of the two.
    """
    if len(group) <= LARGEST_BLOCK:
        yield group
        return
    parts: dict[Hashable, list[Sketch]] = defaultdict(list)
    for sketch in group:
        for father in sketch.fathers:
            parts["cha", father].append(sketch)
        if sketch.memorial is not None:
            parts["giỗ", sketch.memorial].append(sketch)
    for part in parts.values():
        if 1 < len(part) <= LARGEST_BLOCK:
            yield part
