"""What the window of the tree explorer asks of a clan, for one viewer: from memory, else by SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat

from genealogy.domain.charts.sight import sight_rule
from genealogy.domain.graph import ClanGraph
from genealogy.domain.graph_index import IndexGraph
from genealogy.domain.graph_places import StoredPerson
from genealogy.domain.viewer import Detail, Mark, Role, Viewer
from genealogy.enums import Sex
from genealogy.models import Clan, Person
from genealogy.selectors.cards import card_people, person_detail
from genealogy.selectors.chart_sight import ViewCounts, lives_store
from genealogy.selectors.graph import clan_graph

#: Above every segment of a lineage path; letters and digits only, so that every collation agrees.
_AFTER_ALL = "zzzz"


class ChartFolk:
    """The clan as the window asks for it; nobody hidden leaves this but as a key.

    Args:
        graph: who stands below whom.
        sons: whether daughters count only where somebody who counts stands below them.
    """

    def __init__(self, graph: ClanGraph, *, sons: bool) -> None:
        self.graph = graph
        self.sons = sons

    def look(self, people: Collection[int]) -> None:
        """Make ready what will be asked of these people."""

    def is_visible(self, person: int) -> bool:
        """Say whether the viewer may know of this person."""
        raise NotImplementedError

    def is_counted(self, person: int) -> bool:
        """Say whether this person is in the numbers and the families."""
        raise NotImplementedError

    def below(self, person: int) -> int:
        """Count those below by the lineage who are in the numbers."""
        raise NotImplementedError

    def line_up(self, person: int) -> dict[int, int]:
        """Give the lineage parent of a person and of every ancestor in that line."""
        if person not in self.graph:
            return {}
        above = self.graph.parents_above(person, lineage_only=True)
        return {child: bonds[0].relative for child, bonds in above.items() if bonds}

    def offspring(self, people: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Give the children by lineage who count, and the hidden who hold somebody together."""
        families = self._lineage_children(people)
        self.look({child for children in families.values() for child in children})
        return {
            person: [child for child in children if self._has_place(child)]
            for person, children in families.items()
        }

    def _has_place(self, person: int) -> bool:
        if self.is_visible(person):
            return self.is_counted(person)
        return self.below(person) > 0

    def _lineage_children(self, people: Collection[int]) -> dict[int, list[int]]:
        """Give the children by lineage in the order of the book."""
        self.graph.families(people)
        found: dict[int, list[int]] = {}
        for person in people:
            if person not in self.graph:
                found[person] = []
                continue
            known = self.graph.known(person)
            children = [bond.relative for bond, follows in known.children if follows]
            if not isinstance(known, StoredPerson) and len(children) > 1:
                of_line = set(children)
                ordered = (bond.relative for bond in self.graph.children(person))
                children = [child for child in ordered if child in of_line]
            found[person] = list(dict.fromkeys(children))
        return found


class CountedFolk(ChartFolk):
    """The clan from memory: no query."""

    def __init__(self, graph: IndexGraph, view: ViewCounts, *, sons: bool) -> None:
        super().__init__(graph, sons=sons)
        self._everybody = view.everybody
        self._counted = view.sons if sons else view.everybody

    def is_visible(self, person: int) -> bool:
        """Say whether the viewer may know of this person."""
        return self._everybody.counts(person)

    def is_counted(self, person: int) -> bool:
        """Say whether this person is in the numbers and the families."""
        return self._counted.counts(person)

    def below(self, person: int) -> int:
        """Count those below by the lineage who are in the numbers."""
        return self._counted.below(person)


class AskedFolk(ChartFolk):
    """The clan by the database: two queries for each generation looked at."""

    def __init__(self, graph: ClanGraph, viewer: Viewer, *, sons: bool) -> None:
        super().__init__(graph, sons=sons)
        self._viewer = viewer
        self._visible: dict[int, bool] = {}
        self._counts: dict[int, bool] = {}
        self._below: dict[int, int] = {}

    def look(self, people: Collection[int]) -> None:
        """Read whom of these people the viewer may know, and the numbers below them."""
        new = [person for person in people if person not in self._visible]
        if not new:
            return
        self._below.update(dict.fromkeys(new, 0))
        rows = Person.objects.published().filter(pk__in=new)  # house: allow, numbers of visible
        rows = rows.exclude(lineage_path="").annotate(
            below=Coalesce(Subquery(self._counted_below()), 0), goes_on=Exists(self._people_below())
        )
        goes_on = set()
        for person, below, has_more in rows.order_by().values_list("pk", "below", "goes_on"):
            self._below[person] = below
            if has_more:
                goes_on.add(person)
        seen = {one.pk: one for one in card_people(self._viewer).filter(pk__in=new)}
        for person in new:
            one = seen.get(person)
            self._visible[person] = one is not None
            is_last = (
                self.sons
                and one is not None
                and one.sex == Sex.FEMALE
                and person not in goes_on
                and person_detail(one, self._viewer) >= Detail.KIN
            )
            self._counts[person] = one is not None and not is_last

    def _people_below(self) -> QuerySet:
        """Give the visible people below the row around this query."""
        return Person.objects.visible_to(self._viewer).filter(
            clan=OuterRef("clan"),
            lineage_path__gt=OuterRef("lineage_path"),
            lineage_path__lt=Concat(
                OuterRef("lineage_path"), Value(_AFTER_ALL), output_field=TextField()
            ),
        )

    def _counted_below(self) -> QuerySet:
        people = self._people_below()
        if self.sons:
            is_daughter = Q(sex=Sex.FEMALE) & self._kin_is_known()
            people = people.exclude(is_daughter & ~Exists(self._people_below()))
        counted = people.order_by().values("clan").annotate(number=Count("pk"))
        return counted.values("number")[:1]

    def _kin_is_known(self) -> Q:
        """Match those among the visible whose sex the viewer may know."""
        viewer = self._viewer
        if viewer.role >= Role.MEMBER:
            return ~Q(pk__in=[])
        is_dead = Q(presumed_living=False) | Q(presumed_living_until__lt=viewer.today)
        in_branch = Q(branch__in=viewer.member_branch_ids)
        return is_dead | Q(visibility=Mark.PUBLIC) | in_branch

    def is_visible(self, person: int) -> bool:
        """Say whether the viewer may know of this person."""
        self.look([person])
        return self._visible[person]

    def is_counted(self, person: int) -> bool:
        """Say whether this person is in the numbers and the families."""
        self.look([person])
        return self._counts[person]

    def below(self, person: int) -> int:
        """Count those below by the lineage who are in the numbers."""
        self.look([person])
        return self._below[person]


def chart_folk(clan: Clan, viewer: Viewer, *, sons: bool) -> ChartFolk:
    """Give the clan as one viewer may know it; one short query when warm."""
    graph = clan_graph(clan)
    view = _view(clan, viewer, graph)
    if view is not None and isinstance(graph, IndexGraph):
        return CountedFolk(graph, view, sons=sons)
    return AskedFolk(graph, viewer, sons=sons)


def chart_view(clan: Clan, viewer: Viewer) -> ViewCounts | None:
    """Give the numbers one viewer may be told; None while they are not in memory."""
    return _view(clan, viewer, clan_graph(clan))


def _view(clan: Clan, viewer: Viewer, graph: ClanGraph) -> ViewCounts | None:
    if not isinstance(graph, IndexGraph):
        return None
    rule = sight_rule(viewer, is_public=clan.is_public, living_policy=clan.living_policy)
    return lives_store().view(clan, graph, rule)
