"""The people of a book with their links and couples, read at once instead of one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q, QuerySet

from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import Branch, Clan, ParentLink, Person, UnionMember
from genealogy.selectors.cards import person_detail
from genealogy.selectors.edges import Edge, parent_edges
from genealogy.selectors.families import Membership

#: Fewer parameters than any supported database refuses in one statement.
_AT_ONCE = 900
_COLUMNS = (
    "uuid", "clan_id", "branch_id", "sex", "surname", "middle_name", "given_name", "child_order",
    "rank_override", "visibility", "full_name", "sort_key", "generation", "lineage_path",
    "membership", "birth_year", "death_year", "latest_birth", "memorial_month", "memorial_day",
    "presumed_living", "presumed_living_until",
)  # fmt: skip


@dataclass
class BookRows:
    """The rows of a book. Keys are primary keys.

    `people` are those of the book in no order, `known` they and their relatives outside it;
    everybody in both is visible to the viewer. Links and couples may lead to hidden people.
    """

    clan: Clan
    people: list[Person]
    known: dict[int, Person]
    details: dict[int, Detail]
    edges_of_child: dict[int, list[Edge]] = field(default_factory=dict)
    children_of: dict[int, list[int]] = field(default_factory=dict)
    memberships: list[Membership] = field(default_factory=list)
    places_in_unions: dict[int, list[int]] = field(default_factory=dict)
    unions_of: dict[int, list[int]] = field(default_factory=dict)

    def edges_around(self, key: int) -> list[Edge]:
        """Give every link of a person and of the person's children to all their parents."""
        near = dict.fromkeys([key, *self.children_of.get(key, ())])
        return [edge for child in near for edge in self.edges_of_child.get(child, ())]

    def memberships_around(self, key: int) -> list[Membership]:
        """Give both sides of each couple the person stands in, as `memberships_around` does."""
        unions = self.unions_of.get(key, ())
        places = {place for union in unions for place in self.places_in_unions[union]}
        return [self.memberships[place] for place in sorted(places)]


def chunks(keys: Iterable[int], size: int = _AT_ONCE) -> Iterator[list[int]]:
    """Cut keys into pieces a database takes in one statement."""
    left = iter(keys)
    while piece := list(islice(left, size)):
        yield piece


def scope(clan: Clan, branches: Sequence[Branch] | None, prefix: str = "") -> Q:
    """Match the people of a clan, or of these branches; `prefix` reaches them from elsewhere."""
    if branches is None:
        return Q(**{f"{prefix}clan": clan})
    return Q(**{f"{prefix}branch__in": [branch.pk for branch in branches]})


def scope_size(clan: Clan, branches: Sequence[Branch] | None, viewer: Viewer) -> int:
    """Count the visible people of a book."""
    return Person.objects.visible_to(viewer).filter(scope(clan, branches)).count()


def read_rows(clan: Clan, branches: Sequence[Branch] | None, viewer: Viewer) -> BookRows:
    """Read people, links and couples of a clan or of branches. Four queries for a clan."""
    branch_of = {branch.pk: branch for branch in clan.branches.defer("introduction")}
    visible = Person.objects.visible_to(viewer)
    people = _attached(
        visible.filter(scope(clan, branches)).only(*_COLUMNS, "biography"), clan, branch_of
    )
    known = {person.pk: person for person in people}
    edges = _edges(clan, branches, known)
    memberships = _memberships(clan, branches)
    if branches is not None:
        named = {key for edge in edges for key in (edge.child, edge.parent)}
        named |= {member.person for member in memberships}
        for piece in chunks(sorted(named - known.keys())):
            rows = visible.filter(pk__in=piece).only(*_COLUMNS)
            known |= {person.pk: person for person in _attached(rows, clan, branch_of)}
    details = {key: person_detail(person, viewer) for key, person in known.items()}
    found = BookRows(clan, people, known, details)
    _sort_out(found, edges, memberships)
    return found


def _attached(rows: QuerySet[Person], clan: Clan, branch_of: dict[int, Branch]) -> list[Person]:
    """Let all people share one clan and one row of each branch instead of a copy each."""
    people = list(rows.order_by())
    for person in people:
        person.clan = clan
        if person.branch_id is not None:
            person.branch = branch_of[person.branch_id]
    return people


def _edges(clan: Clan, branches: Sequence[Branch] | None, known: dict[int, Person]) -> list[Edge]:
    links = ParentLink.objects.filter(scope(clan, branches, "child__"))
    if branches is not None:
        below = ParentLink.objects.filter(scope(clan, branches, "parent__"))
        links = ParentLink.objects.filter(
            Q(pk__in=links.values("pk")) | Q(pk__in=below.values("pk"))
        )
    columns = ("child_id", "parent_id", "kind", "is_lineage", "union_id", "parent__sex",
               "is_sensitive")  # fmt: skip
    edges = [Edge(*row) for row in links.order_by("id").values_list(*columns)]
    if branches is not None:
        # All parents of a child are needed to say who its mother is.
        outside = {edge.child for edge in edges} - known.keys()
        partial = [edge for edge in edges if edge.child not in outside]
        edges = partial + [one for piece in chunks(sorted(outside)) for one in parent_edges(piece)]
    return edges


def _memberships(clan: Clan, branches: Sequence[Branch] | None) -> list[Membership]:
    members = UnionMember.objects.filter(union__clan=clan, union__is_staged=False)
    if branches is not None:
        own = UnionMember.objects.filter(scope(clan, branches, "person__"))
        members = members.filter(union__in=own.values("union"))
    columns = ("union_id", "union__status", "person_id", "role", "order_for_person", "standing")
    rows = members.order_by("order_for_person", "id").values_list(*columns)
    return [Membership(*row) for row in rows]


def _sort_out(rows: BookRows, edges: list[Edge], memberships: list[Membership]) -> None:
    by_child: dict[int, list[Edge]] = defaultdict(list)
    children: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        by_child[edge.child].append(edge)
        children[edge.parent].append(edge.child)
    places: dict[int, list[int]] = defaultdict(list)
    unions: dict[int, list[int]] = defaultdict(list)
    for place, member in enumerate(memberships):
        places[member.union].append(place)
        unions[member.person].append(member.union)
    rows.edges_of_child, rows.children_of = by_child, children
    rows.memberships, rows.places_in_unions, rows.unions_of = memberships, places, unions
