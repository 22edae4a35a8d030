"""The people of one drawing as figures: whom the viewer may know of, in the order of the book."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from genealogy.domain.charts.poster_model import Figure, Partner
from genealogy.domain.viewer import Detail, Role, Viewer
from genealogy.enums import ParentKind, UnionStatus
from genealogy.models import Branch, Person
from genealogy.selectors.cards import card_people, opaque_card, person_detail
from genealogy.selectors.edges import (
    Edge,
    edges_down,
    open_edges,
    parent_edges,
    told_edges,
    without_secrets,
)
from genealogy.selectors.families import (
    Membership,
    in_rank_order,
    is_guarded,
    memberships_around,
    told_kind,
    with_secret_mark,
)
from genealogy.selectors.labels import child_label, spouse_label, years_label

_KEYS_AT_ONCE: Final = 9_000
_OF_BLOOD = frozenset({ParentKind.BIRTH.value, ParentKind.UNKNOWN.value})


@dataclass(frozen=True)
class DrawnTree:
    """The figures of a drawing, parents before children; `is_internal`: more than strangers see."""

    figures: list[Figure]
    is_internal: bool
    generation: int | None


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    iterator = iter(keys)
    while some := list(islice(iterator, _KEYS_AT_ONCE)):
        yield some


class TreeReader:
    """Reads one tree and puts its figures together."""

    def __init__(self, root: Person, viewer: Viewer, *, with_links: bool) -> None:
        self.root = root
        self.viewer = viewer
        self.with_links = with_links
        self.stranger = Viewer(Role.ANONYMOUS, viewer.today)
        self.people: dict[int, Person] = {root.pk: root}
        self.home: dict[int, Edge] = {}
        self.below: dict[int, list[int]] = {}
        self.partners: dict[int, list[tuple[Membership, Person]]] = {}
        self.founded: dict[int, Branch] = {}
        self.is_internal = False

    def alone(self) -> DrawnTree:
        """Give the first person without family."""
        figure = self._figure(self.root.pk, None, None)
        return DrawnTree([figure], self._is_internal(), self.root.generation)

    def read(self, depth: int, *, split_branches: bool) -> DrawnTree:
        """Give the tree of so many generations below the first person."""
        levels = self._read_lines(depth)
        if split_branches:
            self._read_branches()
        order = self._order(levels, depth)
        shown = {key for key, _parent in order if key in self.people}
        self._read_partners(shown)
        mothers = self._mothers(shown)
        places: dict[int, int] = {}
        figures: list[Figure] = []
        for key, parent in order:
            places[key] = len(figures)
            above = None if parent is None else places[parent]
            figure = self._figure(key, above, mothers.get(key))
            figures.append(self._with_end(figure, key, levels, depth))
        return DrawnTree(figures, self._is_internal(), self.root.generation)

    def _read_lines(self, depth: int) -> dict[int, int]:
        """Read links and visible people down to one generation below the last one drawn."""
        edges = edges_down(self.root.pk, depth=depth + 1)
        if self.viewer.role < Role.EDITOR:
            edges = without_secrets(edges)
        keys = {edge.child for edge in edges} - {self.root.pk}
        for some in _chunks(sorted(keys)):
            rows = with_secret_mark(card_people(self.viewer).filter(pk__in=some))
            self.people.update((one.pk, one) for one in rows)
        guarded = {
            key for key, one in self.people.items() if key in keys and is_guarded(one, self.viewer)
        }
        told: set[tuple[int, int]] = set()
        for some in _chunks(sorted(guarded)):
            told |= {(edge.child, edge.parent) for edge in open_edges(parent_edges(some), guarded)}
        for edge in sorted(edges, key=lambda edge: not edge.is_lineage):
            is_told = edge.child not in guarded or (edge.child, edge.parent) in told
            if is_told and edge.child != self.root.pk:
                self.home.setdefault(edge.child, edge)
        for child, edge in self.home.items():
            self.below.setdefault(edge.parent, []).append(child)
        levels = {self.root.pk: 0}
        row = [self.root.pk]
        while row:
            row = [child for key in row for child in self.below.get(key, [])]
            level = levels[self.home[row[0]].parent] + 1 if row else 0
            levels.update(dict.fromkeys(row, level))
        return levels

    def _read_branches(self) -> None:
        rows = Branch.objects.visible_to(self.viewer).filter(
            clan_id=self.root.clan_id, founder_id__isnull=False
        )
        own = self.root.branch_id
        self.founded = {
            row.founder_id: row
            for row in rows.order_by("pk")
            if row.founder_id in self.people and row.founder_id != self.root.pk and row.pk != own
        }

    def _order(self, levels: Mapping[int, int], depth: int) -> list[tuple[int, int | None]]:
        """Give whom to draw in the order of the book, each with the parent it stands under."""
        children: dict[int, list[int]] = {}
        kept: set[int] = set()
        for key in sorted(levels, key=lambda one: -levels[one]):
            if levels[key] > depth:
                continue
            ends = levels[key] == depth or key in self.founded
            below = [] if ends else [one for one in self.below.get(key, []) if one in kept]
            if key in self.people or below:
                kept.add(key)
                children[key] = self._in_order(below, children)
        order: list[tuple[int, int | None]] = []
        stack: list[tuple[int, int | None]] = [(self.root.pk, None)]
        while stack:
            key, parent = stack.pop()
            order.append((key, parent))
            stack.extend((child, key) for child in reversed(children[key]))
        return order

    def _in_order(self, keys: Collection[int], children: Mapping[int, list[int]]) -> list[int]:
        """Put siblings by rank; opaque ones behind, in an order that tells nothing of them."""
        known = in_rank_order(self.people[key] for key in keys if key in self.people)
        hidden = [key for key in keys if key not in self.people]
        hidden.sort(key=lambda key: str([self._mark(child) for child in children[key]]))
        return [one.pk for one in known] + hidden

    def _mark(self, key: int) -> str:
        return str(self.people[key].uuid) if key in self.people else ""

    def _read_partners(self, shown: Collection[int]) -> None:
        members: dict[tuple[int, int], Membership] = {}
        for some in _chunks(sorted(shown)):
            found = memberships_around(some)
            members.update(((one.union, one.person), one) for one in found)
        sides: dict[int, list[Membership]] = {}
        for one in members.values():
            sides.setdefault(one.union, []).append(one)
        others = {one.person for one in members.values()} - self.people.keys()
        folk = dict(self.people)
        for some in _chunks(sorted(others)):
            folk.update((one.pk, one) for one in card_people(self.viewer).filter(pk__in=some))
        own = [one for one in members.values() if one.person in shown]
        own.sort(key=lambda one: (one.order, one.union))
        for mine in own:
            for other in sides[mine.union]:
                if other.person != mine.person and other.person in folk:
                    self.partners.setdefault(mine.person, []).append((other, folk[other.person]))

    def _mothers(self, shown: set[int]) -> dict[int, int]:
        """Say under which partner of the parent each child stands, where both may be told."""
        found: dict[int, int] = {}
        unsaid: list[int] = []
        for child in shown - {self.root.pk}:
            edge = self.home[child]
            if not self._may_tell(child) or not self._may_tell(edge.parent):
                continue
            unions = [member.union for member, _one in self.partners.get(edge.parent, [])]
            if edge.union in unions:
                found[child] = unions.index(edge.union)
            elif unions:
                unsaid.append(child)
        guarded = {key for key in unsaid if is_guarded(self.people[key], self.viewer)}
        for some in _chunks(sorted(unsaid)):
            for edge in told_edges(parent_edges(some), guarded, self.viewer):
                home = self.home[edge.child]
                if edge.parent == home.parent or edge.kind != home.kind or edge.child in found:
                    continue
                people = [one.pk for _member, one in self.partners[home.parent]]
                if edge.parent in people:
                    found[edge.child] = people.index(edge.parent)
        return found

    def _may_tell(self, key: int) -> bool:
        one = self.people.get(key)
        return one is not None and person_detail(one, self.viewer) >= Detail.KIN

    def _figure(self, key: int, parent: int | None, mother: int | None) -> Figure:
        one = self.people.get(key)
        if one is None:
            return Figure(opaque_card().name, parent=parent, is_opaque=True)
        detail = person_detail(one, self.viewer)
        facts: dict[str, object] = {}
        if detail >= Detail.KIN:
            birth = one.birth_year if detail >= Detail.MEMBER else None
            death = one.death_year if detail >= Detail.FULL else None
            edge = self.home.get(key)
            kind = told_kind(edge, one, self.viewer) if edge else ParentKind.BIRTH.value
            is_adopted = kind not in _OF_BLOOD
            facts = {
                "sex": one.sex,
                "years": years_label(birth, death),
                "birth": birth,
                "death": death,
                "is_living": one.is_living_on(self.viewer.today),
                "is_adopted": is_adopted,
                "note": child_label(sex=one.sex, order=None, kind=kind) if is_adopted else "",
            }
        return Figure(
            str(one),
            parent=parent,
            mother=mother,
            partners=tuple(self._partners(key)),
            generation=one.generation,
            branch=one.branch.title if one.branch else "",
            url=one.get_absolute_url() if self.with_links else "",
            **facts,  # type: ignore[arg-type] # the names above are fields of the figure
        )

    def _partners(self, key: int) -> Iterator[Partner]:
        found = self.partners.get(key, [])
        for position, (member, one) in enumerate(found, start=1):
            detail = person_detail(one, self.viewer)
            birth = one.birth_year if detail >= Detail.MEMBER else None
            death = one.death_year if detail >= Detail.FULL else None
            yield Partner(
                str(one),
                spouse_label(
                    role=member.role,
                    standing=member.standing,
                    sex=one.sex,
                    order=position,
                    is_only=len(found) == 1,
                    is_divorced=member.status == UnionStatus.DIVORCED,
                ),
                years=years_label(birth, death),
                sex=one.sex if detail >= Detail.KIN else "u",
                url=one.get_absolute_url() if self.with_links else "",
                is_of_clan=one.pk in self.people,
            )

    def _with_end(self, figure: Figure, key: int, levels: Mapping[int, int], depth: int) -> Figure:
        """Say where a line goes on when visible people below are not drawn."""
        known = [child for child in self.below.get(key, []) if child in self.people]
        text = ""
        if known and key in self.people:
            one = self.people[key]
            branch = self.founded.get(key)
            if branch is None and levels[key] == depth and one.branch_id != self.root.branch_id:
                branch = one.branch
            if branch is not None:
                text = _("tiếp ở %(branch)s") % {"branch": branch.title}
            elif levels[key] == depth:
                text = _("còn tiếp")
        if not text and not known:
            return figure
        return replace(figure, continues=text, is_leaf_of_book=not known)

    def _is_internal(self) -> bool:
        if self.viewer.role >= Role.EDITOR:
            return True
        if self.viewer.is_anonymous:
            return False
        folk = [*self.people.values()]
        folk += [one for found in self.partners.values() for _member, one in found]
        return any(
            person_detail(one, self.stranger) < person_detail(one, self.viewer) for one in folk
        )
