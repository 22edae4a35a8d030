"""The people of a drawing, already cut to its reader, and what of them is to be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Form(StrEnum):
    """How a poster is laid out; the value stands in addresses."""

    COLUMNS = "cot"
    CARDS = "the"
    ROWS = "doc"


class Letters(StrEnum):
    """How large the letters are; the value stands in addresses."""

    SMALL = "nho"
    MIDDLE = "vua"
    LARGE = "to"

    @property
    def scale(self) -> float:
        """Return how much larger than the smallest all measures are."""
        return {Letters.SMALL: 1.0, Letters.MIDDLE: 1.45, Letters.LARGE: 2.0}[self]


@dataclass(frozen=True)
class Partner:
    """A wife or husband beside somebody: `label` is her standing, "Chính thất" or "Vợ hai"."""

    name: str
    label: str = ""
    years: str = ""
    sex: str = "f"
    url: str = ""
    is_of_clan: bool = False


@dataclass(frozen=True)
class Figure:
    """One person of a drawing.

    Args:
        parent: place of the parent in the list, which stands before; None for the first.
        mother: which partner of the parent the child stands under, None when not known.
        sex: "m", "f" or "u".
        note: a short word such as "con nuôi".
        continues: what to write where the line goes on elsewhere, such as "tiếp ở Chi Giáp".
        is_leaf_of_book: nobody below is known to the reader, in this drawing or elsewhere.
        birth, death: Gregorian years, as far as the reader may know them.
    """

    name: str
    parent: int | None = None
    mother: int | None = None
    sex: str = "u"
    years: str = ""
    note: str = ""
    partners: tuple[Partner, ...] = ()
    continues: str = ""
    is_leaf_of_book: bool = True
    is_opaque: bool = False
    is_adopted: bool = False
    generation: int | None = None
    branch: str = ""
    url: str = ""
    birth: int | None = None
    death: int | None = None
    is_living: bool = False


@dataclass(frozen=True)
class Limits:
    """What of the people is drawn."""

    generations: int = 25
    sons_only: bool = False
    drop_childless: bool = False


@dataclass(frozen=True)
class Heading:
    """The words around a drawing, in the language of its reader.

    `seal` is one letter; `mark` is "nội bộ" when it shows more than strangers see; `legend` are
    pairs of a sign and what it means; `generation` is that of the first row, to number the bands.
    """

    title: str
    subtitle: str = ""
    seal: str = ""
    mark: str = ""
    printed: str = ""
    count: str = ""
    legend: Sequence[tuple[str, str]] = field(default_factory=tuple)
    generation: int | None = None
    generation_word: str = "Đời"
    continued: str = "tiếp"
    page_words: str = "Trang %(page)s / %(pages)s"


def limited(figures: Sequence[Figure], limits: Limits, *, continued: str = "") -> list[Figure]:
    """Give the figures that are drawn, in the same order, with their new places.

    Whoever has people below that were left out for the number of generations continues.
    Sons only leaves out daughters and all below them; the one the drawing starts from stays.
    """
    depths: list[int] = []
    places: list[int | None] = []
    kept: list[Figure] = []
    for figure in figures:
        parent = figure.parent
        depth = 0 if parent is None else depths[parent] + 1
        depths.append(depth)
        above = None if parent is None else places[parent]
        is_out = parent is not None and (
            above is None
            or depth >= limits.generations
            or (limits.sons_only and figure.sex == "f")
            or (limits.drop_childless and figure.is_leaf_of_book)
        )
        if is_out:
            places.append(None)
            if above is not None and depth >= limits.generations and not kept[above].continues:
                kept[above] = replace(kept[above], continues=continued)
            continue
        places.append(len(kept))
        kept.append(replace(figure, parent=above))
    return _without_dangling(kept)


def _without_dangling(figures: Sequence[Figure]) -> list[Figure]:
    """Drop opaque figures that hold nobody together any more."""
    needed = [not figure.is_opaque for figure in figures]
    for place in range(len(figures) - 1, 0, -1):
        parent = figures[place].parent
        if needed[place] and parent is not None:
            needed[parent] = True
    if all(needed):
        return list(figures)
    places: dict[int, int] = {}
    kept: list[Figure] = []
    for place, figure in enumerate(figures):
        if needed[place]:
            places[place] = len(kept)
            parent = figure.parent
            kept.append(replace(figure, parent=None if parent is None else places[parent]))
    return kept


def children_of(figures: Sequence[Figure]) -> list[list[int]]:
    """Give the places of the children of each figure, grouped by mother in the wives' order.

    Children whose mother is not known stand first, under the father himself. Within a group the
    order of the list stays.
    """
    below: list[list[int]] = [[] for _ in figures]
    for place, figure in enumerate(figures):
        if figure.parent is not None:
            below[figure.parent].append(place)
    for children in below:
        children.sort(key=lambda place: _group(figures[place]))
    return below


def _group(figure: Figure) -> int:
    return -1 if figure.mother is None else figure.mother


def by_mother(
    figures: Sequence[Figure], children: Iterable[int]
) -> list[tuple[int | None, list[int]]]:
    """Put children that `children_of` gave into one group for each mother."""
    groups: list[tuple[int | None, list[int]]] = []
    for place in children:
        mother = figures[place].mother
        if not groups or groups[-1][0] != mother:
            groups.append((mother, []))
        groups[-1][1].append(place)
    return groups


def rows_of(figures: Sequence[Figure]) -> list[int]:
    """Give how many generations below the first each figure stands."""
    rows: list[int] = []
    for figure in figures:
        rows.append(0 if figure.parent is None else rows[figure.parent] + 1)
    return rows


def people_in(figures: Iterable[Figure]) -> int:
    """Count the people a drawing names: opaque ones are nobody, wives are counted.

    Partners who stand in the drawing in their own right are counted once.
    """
    return sum(
        (not figure.is_opaque) + sum(not partner.is_of_clan for partner in figure.partners)
        for figure in figures
    )
