"""The tree explorer (phả đồ): the boxes around one person, and those below one, for one viewer.

Who stands in the drawing comes from the graph and the numbers of whom the viewer may know
(`chart_folk`), who they are from the rows; the number of queries is the same for every window. A
link of the lineage is told as `selectors/edges` says: nobody but editors learns of a sensitive one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from genealogy.domain.charts.window import (
    Window,
    cut_line,
    draw,
    draw_below,
    in_book_order,
    line_down,
)
from genealogy.domain.viewer import Detail, Viewer
from genealogy.enums import Membership, ParentKind
from genealogy.models import Person
from genealogy.selectors.cards import PersonCard, card_people, person_card, person_detail
from genealogy.selectors.chart_folk import ChartFolk, chart_folk
from genealogy.selectors.chart_partners import ChartFamilies, ChartPartner
from genealogy.selectors.edges import Edge, parent_edges, told_edges
from genealogy.selectors.families import (
    child_card,
    in_rank_order,
    is_guarded,
    memberships_around,
    told_kind,
    with_secret_mark,
)

_IN_LAW = frozenset({Membership.WIFE, Membership.HUSBAND})


@dataclass(frozen=True)
class ChartBox:
    """One box of the drawing; without a card it only holds others together.

    Attributes:
        key: the public id, "x1" and so on for somebody hidden; stable within one answer.
        parent: the key of the box above; None on top.
        mother: the partner of the parent's box under whom the child stands.
        generation: đời; of somebody hidden it follows from the place.
        rank: the place among the children shown, 1 first.
        line: how the child came into the line, as it may be told (`ParentKind`).
        children: children the viewer may know.
        below: people below whom the viewer may know and who are not in this answer.
        is_open: all the children stand in this answer.
    """

    key: str
    parent: str | None
    mother: UUID | None
    generation: int | None
    rank: int
    line: str
    card: PersonCard | None
    is_living: bool | None
    partners: list[ChartPartner]
    children: int
    below: int
    is_open: bool

    @property
    def person(self) -> ChartBox | None:
        """Give the box itself where somebody stands in it, for those who print it."""
        return self if self.card is not None else None


@dataclass(frozen=True)
class Chart:
    """An answer: the person asked for, the founder if visible, đời from and to, the boxes."""

    focus: UUID
    clan_slug: str
    root: UUID | None = None
    generations: list[int] = field(default_factory=list)
    people: int = 0
    boxes: list[ChartBox] = field(default_factory=list)


def chart(
    person: Person,
    viewer: Viewer,
    *,
    up: int | None = None,
    down: int = 2,
    sons: bool = False,
    other: Person | None = None,
) -> Chart | None:
    """Give the window around a person, who came from `visible_to`.

    Args:
        person: in the middle; who married in stands in the box of the spouse.
        viewer: who looks.
        up: ancestors above; None for all.
        down: generations below.
        sons: leave daughters out who carry no line on.
        other: somebody to whom the lineage is drawn too.

    Returns:
        The boxes; None when the other is not of the same lineage as far as the viewer may know.
    """
    middle = _in_box(person, viewer)
    folk = chart_folk(person.clan, viewer, sons=sons)
    if person_detail(middle, viewer) < Detail.KIN:
        # Of the living known by name alone no kin is told.
        return None if other is not None else _Assembly(person, folk, viewer).alone()
    line = line_down(middle.pk, folk.line_up(middle.pk), folk)
    kept = cut_line(line, up, folk)
    to: list[int] = []
    if other is not None:
        end = _in_box(other, viewer)
        if person_detail(end, viewer) < Detail.KIN or end.clan_id != middle.clan_id:
            return None
        to = line_down(end.pk, folk.line_up(end.pk), folk)
        shared = sum(1 for one, two in zip(line, to, strict=False) if one == two)
        if not shared or line[:shared] != to[:shared]:
            return None
        start = min(len(line) - len(kept), shared - 1)
        while not folk.is_visible(line[start]):
            start -= 1
        kept, to = line[start:], to[shared - 1 :]
    window = draw(folk, kept, down=down, other=to)
    return _Assembly(person, folk, viewer).chart(window)


def branch_below(person: Person, viewer: Viewer, *, down: int = 2, sons: bool = False) -> Chart:
    """Give the boxes below a person who came from `visible_to`; that box itself is not given."""
    middle = _in_box(person, viewer)
    folk = chart_folk(person.clan, viewer, sons=sons)
    assembly = _Assembly(person, folk, viewer)
    if person_detail(middle, viewer) < Detail.KIN:
        return assembly.alone(without=True)
    return assembly.chart(draw_below(folk, middle.pk, down=down), without=middle.pk)


def _in_box(person: Person, viewer: Viewer) -> Person:
    """Give in whose box somebody stands: a wife in her husband's, if he may be seen."""
    if person.membership not in _IN_LAW or person_detail(person, viewer) < Detail.KIN:
        return person
    memberships = memberships_around([person.pk])
    order = {row.union: row.order for row in memberships if row.person == person.pk}
    others = sorted(
        (row for row in memberships if row.person != person.pk),
        key=lambda row: (order[row.union], row.union),
    )
    rows = card_people(viewer).filter(
        pk__in={row.person for row in others}, clan=person.clan_id, membership=Membership.LINEAGE
    )
    people = {one.pk: one for one in rows}
    found = (people[row.person] for row in others if row.person in people)
    known = (one for one in found if person_detail(one, viewer) >= Detail.KIN)
    return next(known, person)


class _Assembly:
    """Reads who the people of a window are and makes the boxes."""

    def __init__(self, focus: Person, folk: ChartFolk, viewer: Viewer) -> None:
        self.focus = focus
        self.folk = folk
        self.viewer = viewer
        self.people: dict[int, Person] = {}
        self.edges: dict[int, Edge] = {}

    def alone(self, *, without: bool = False) -> Chart:
        """Give somebody of whom no kin is told."""
        boxes = []
        if not without:
            card = person_card(self.focus, self.viewer)
            boxes = [
                ChartBox(
                    key=str(self.focus.uuid), parent=None, mother=None,
                    generation=card.generation, rank=1, line=ParentKind.BIRTH.value, card=card,
                    is_living=None, partners=[], children=0, below=0, is_open=False,
                )
            ]  # fmt: skip
        self._read([])
        return self._answer(boxes)

    def chart(self, window: Window, *, without: int | None = None) -> Chart:
        """Give the boxes of a window in the order of the book."""
        self._read(window.parents)
        parents = _held(window.parents, self.people)
        shown = [key for key in parents if key in self.people]
        edges = parent_edges(shown)
        guarded = {key for key in shown if is_guarded(self.people[key], self.viewer)}
        told = told_edges(edges, guarded, self.viewer)
        self.edges = {edge.child: edge for edge in told if edge.is_lineage}
        families = ChartFamilies(
            self.viewer,
            people={key: self.people[key] for key in shown},
            told=told,
            memberships=memberships_around(shown),
        )
        counted = _counted_below(parents, self.folk, self.people)
        rows = in_book_order(parents, self._ranked, {key: self.people[key].uuid for key in shown})
        names = {key: str(self.people[key].uuid) for key in shown}
        generations: dict[int, int | None] = {}
        boxes = []
        for key, rank in rows:
            parent = parents[key]
            names.setdefault(key, f"x{len(names) - len(shown) + 1}")
            generations[key] = self._generation(key, parent, generations)
            if key == without:
                continue
            one = self.people.get(key)
            edge = self.edges.get(key)
            children = window.families.get(key, ())
            boxes.append(
                ChartBox(
                    key=names[key],
                    parent=None if parent is None else names[parent],
                    mother=families.mother(key, parent),
                    generation=generations[key],
                    rank=rank,
                    line=self._line(one, edge),
                    card=self._card(one, edge),
                    is_living=self._is_living(one),
                    partners=families.partners(key),
                    children=sum(1 for child in children if self.folk.is_visible(child)),
                    below=max(0, self.folk.below(key) - counted.get(key, 0)),
                    is_open=window.is_open(key),
                )
            )
        return self._answer(boxes)

    def _read(self, keys: Iterable[int]) -> None:
        founder = self.focus.clan.founder_id
        wanted = {*keys, *([founder] if founder else [])}
        rows = with_secret_mark(card_people(self.viewer).filter(pk__in=wanted))
        found = {one.pk: one for one in rows}
        self.root = found[founder].uuid if founder in found else None
        self.people = {key: found[key] for key in keys if key in found}

    def _answer(self, boxes: Sequence[ChartBox]) -> Chart:
        numbers = [box.generation for box in boxes if box.generation is not None]
        return Chart(
            focus=self.focus.uuid,
            clan_slug=self.focus.clan.slug,
            root=self.root,
            generations=[min(numbers), max(numbers)] if numbers else [],
            people=sum(1 for box in boxes if box.card is not None),
            boxes=list(boxes),
        )

    def _ranked(self, keys: Collection[int]) -> list[int]:
        return [one.pk for one in in_rank_order(self.people[key] for key in keys)]

    def _generation(
        self, key: int, parent: int | None, above: Mapping[int, int | None]
    ) -> int | None:
        if key in self.people:
            return self.people[key].generation
        # The number follows from the place in the line and tells nothing of the person.
        before = above.get(parent) if parent is not None else None
        return None if before is None else before + 1

    def _line(self, one: Person | None, edge: Edge | None) -> str:
        if one is None or edge is None or person_detail(one, self.viewer) < Detail.KIN:
            return ParentKind.BIRTH.value
        return told_kind(edge, one, self.viewer)

    def _card(self, one: Person | None, edge: Edge | None) -> PersonCard | None:
        if one is None:
            return None
        if edge is None:
            return person_card(one, self.viewer)
        return child_card(edge, one, self.viewer)

    def _is_living(self, one: Person | None) -> bool | None:
        if one is None or person_detail(one, self.viewer) < Detail.KIN:
            return None
        return one.is_living_on(self.viewer.today)


def _held(parents: Mapping[int, int | None], people: Collection[int]) -> dict[int, int | None]:
    """Leave out whoever is hidden and holds nobody together, as the rows say.

    The numbers in memory and the rows are of one state of the tree; were they not, nothing of
    somebody hidden may be left.
    """
    useful: set[int] = set()
    for person in people:
        one: int | None = person
        while one is not None and one in parents and one not in useful:
            useful.add(one)
            one = parents[one]
    kept = {key: parent for key, parent in parents.items() if key in useful}
    while True:
        tops = [key for key, parent in kept.items() if parent is None and key not in people]
        if not tops:
            return kept
        for key in tops:
            del kept[key]
        kept = {key: parent if parent in kept else None for key, parent in kept.items()}


def _counted_below(
    parents: Mapping[int, int | None], folk: ChartFolk, people: Collection[int]
) -> dict[int, int]:
    """Count for everybody those in the drawing who stand below and are in the numbers."""
    counted: dict[int, int] = {}
    for key in parents:
        if key not in people or not folk.is_counted(key):
            continue
        above = parents[key]
        while above is not None:
            counted[above] = counted.get(above, 0) + 1
            above = parents[above]
    return counted
