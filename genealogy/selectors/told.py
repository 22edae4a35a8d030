"""What a viewer may know of a tree as one short digest for each person, branch and clan.

Two reads give the same digest exactly when the viewer could notice no difference in the record;
whoever tells other machines of changes compares digests instead of keeping facts. Everything goes
through `visible_to(viewer)` and the detail that comes with it, so that what is hidden leaves no
trace in a digest. Facts a record only shows of others (names of relatives, numbers of a list) are
left to the records of those others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from cms.media.models import ClanImage
from genealogy.domain.viewer import Detail, Viewer
from genealogy.models import (
    Branch,
    ChangeSubject,
    Citation,
    Clan,
    Event,
    MediaLink,
    Note,
    Person,
    PersonName,
    UnionMember,
)
from genealogy.selectors.cards import person_detail
from genealogy.selectors.edges import parent_edges, told_edges
from genealogy.selectors.families import is_guarded
from genealogy.selectors.portraits import hidden_image_keys, hidden_paper_keys

#: People read at once.
_AT_ONCE = 800
_COLUMNS = (
    "uuid", "clan_id", "branch_id", "sex", "full_name", "generation", "child_order",
    "rank_override", "visibility", "birth_year", "death_year", "latest_birth", "memorial_month",
    "memorial_day", "presumed_living", "presumed_living_until", "biography", "portrait_id",
)  # fmt: skip
_EVENT_FACTS = (
    "type", "date", "place__text", "place__current_name", "description", "grave_direction",
    "latitude", "longitude",
)  # fmt: skip

Kind = Literal["person", "branch", "clan"]


@dataclass(frozen=True)
class Told:
    """One record as the viewer may know it.

    Args:
        kind: what it is.
        pk: its primary key.
        public_id: its id in the API: a uuid, of a clan the slug.
        digest: 32 hexadecimal digits; another one when the record reads otherwise.
    """

    kind: Kind
    pk: int
    public_id: str
    digest: str


def told_clan_ids() -> list[int]:
    """Give the primary keys of all clans, closed ones too."""
    return list(Clan.objects.order_by("pk").values_list("pk", flat=True))


def told_clans(clan_id: int, viewer: Viewer) -> list[Told]:
    """Give the clan and its branches, nothing of a closed clan. Four queries."""
    clan = Clan.objects.visible_to(viewer).filter(pk=clan_id).first()
    if clan is None:
        return []
    branches = list(
        Branch.objects.visible_to(viewer).filter(clan=clan).select_related("parent", "hall")
    )
    rows: list[Clan | Branch] = [clan, *branches]
    named = {one for row in rows for one in (row.founder_id, row.head_id) if one}
    people = Person.objects.visible_to(viewer).filter(pk__in=named)
    known = dict(people.values_list("pk", "uuid"))
    facts = (clan.slug, clan.name, clan.motto, clan.origin, clan.introduction, clan.kinship_region)
    cover = _open_images({clan.cover_id} - {None}, viewer)
    found = [
        Told("clan", clan.pk, clan.slug, _digest(facts, sorted(cover), _heads(clan, known))),
    ]
    for branch in branches:
        own = (
            branch.title, branch.slug, branch.label, branch.ordinal, branch.since_generation,
            branch.introduction, branch.parent.uuid if branch.parent else None,
            branch.hall.text if branch.hall else "",
        )  # fmt: skip
        found.append(
            Told("branch", branch.pk, str(branch.uuid), _digest(own, _heads(branch, known)))
        )
    return found


def told_people(
    clan_id: int, viewer: Viewer, keys: Collection[int] | None = None
) -> Iterator[Told]:
    """Give the people of a clan the viewer may know of, all or those of these primary keys.

    About fifteen queries for each 800 people.
    """
    people = (
        Person.objects.visible_to(viewer)
        .filter(clan_id=clan_id)
        .select_related("clan", "branch")
        .only(*_COLUMNS, "clan__is_public", "clan__living_policy", "clan__slug", "branch__uuid")
    )
    for chunk in _chunks(people, keys):
        yield from _Reader(chunk, viewer).told()


def people_of_change(change_set_id: int) -> list[int]:
    """Give the primary keys of those still in the book whom a set of changes is about."""
    uuids = ChangeSubject.objects.filter(change_set=change_set_id).values("person_uuid")
    people = Person.objects.filter(uuid__in=uuids)  # house: allow, keys to be judged afterwards
    return list(people.values_list("pk", flat=True))


def _chunks(people: QuerySet[Person], keys: Collection[int] | None) -> Iterator[list[Person]]:
    if keys is not None:
        wanted = sorted(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            yield list(people.filter(pk__in=wanted[start : start + _AT_ONCE]).order_by("pk"))
        return
    last = 0
    while rows := list(people.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        last = rows[-1].pk
        yield rows


class _Reader:
    """Reads what belongs to some people at once."""

    def __init__(self, people: list[Person], viewer: Viewer) -> None:
        self.people, self.viewer = people, viewer
        self.details = {person.pk: person_detail(person, viewer) for person in people}
        self.opened = [key for key, detail in self.details.items() if detail >= Detail.FULL]
        self.facts: dict[int, list[Any]] = defaultdict(list)

    def told(self) -> Iterator[Told]:
        """Give each person's digest."""
        if self.opened:
            self._read_lives()
            self._read_papers()
            self._read_kin()
        portraits = _open_images(
            {p.portrait_id for p in self.people if p.pk in set(self.opened)} - {None}, self.viewer
        )
        for person in self.people:
            branch = person.branch.uuid if person.branch else None
            facts: list[Any] = [str(person), person.generation, branch]
            if self.details[person.pk] >= Detail.FULL:
                portrait = person.portrait_id if person.portrait_id in portraits else None
                facts += [
                    person.sex, person.child_order, person.rank_override, person.birth_year,
                    person.death_year, person.memorial_month, person.memorial_day,
                    person.is_living_on(self.viewer.today), person.biography, portrait,
                    sorted(map(repr, self.facts[person.pk])),
                ]  # fmt: skip
            yield Told("person", person.pk, str(person.uuid), _digest(facts))

    def _read_lives(self) -> None:
        names = PersonName.objects.filter(person__in=self.opened, is_sensitive=False)
        self._add("name", names.order_by().values_list("person_id", "kind", "value", "note"))
        own = Event.objects.filter(
            person__in=self.opened, is_sensitive=False, members_only=False
        ).order_by()
        self._add("event", own.values_list("person_id", *_EVENT_FACTS))

    def _read_papers(self) -> None:
        own_event = Q(
            event__person__in=self.opened, event__is_sensitive=False, event__members_only=False
        )
        for owner, among in (
            ("person_id", Q(person__in=self.opened)),
            ("event__person_id", own_event),
        ):
            notes = Note.objects.filter(among, is_sensitive=False).order_by()
            self._add("note", notes.values_list(owner, "text"))
            cited = Citation.objects.filter(among).order_by()
            columns = ("source__title", "source__author", "source__url", "page", "text")
            self._add("source", cited.values_list(owner, *columns))
            shown = MediaLink.objects.filter(among, is_sensitive=False).order_by()
            for hidden in hidden_image_keys(self.viewer):
                shown = shown.exclude(image__isnull=False, image__in=hidden)
            for hidden in hidden_paper_keys(self.viewer):
                shown = shown.exclude(document__isnull=False, document__in=hidden)
            self._add("media", shown.values_list(owner, "image_id", "document_id", "caption"))

    def _read_kin(self) -> None:
        """Read links to parents and couples, where the other side may be known as well."""
        children = {person.pk: person for person in self.people if person.pk in set(self.opened)}
        edges = parent_edges(list(children))
        members = _couples(self.opened)
        others = {edge.parent for edge in edges} | {row[1] for row in members}
        known = self._known(others)
        guarded = {key for key, child in children.items() if is_guarded(child, self.viewer)}
        for edge in told_edges(edges, guarded, self.viewer):
            if edge.parent in known:
                self.facts[edge.child].append(
                    ("parent", known[edge.parent][0], edge.kind, edge.is_lineage)
                )
        by_union: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for row in members:
            by_union[row[0]].append(row)
        events = self._couples_events(by_union, known)
        for union, sides in by_union.items():
            for _key, person, *place in sides:
                if person not in children:
                    continue
                told = sorted(str(known[side[1]][0]) for side in sides if side[1] in known)
                # A couple whose other side is hidden is no couple to the viewer.
                if len(told) > 1:
                    self.facts[person].append(("couple", told, place, events.get(union, ())))

    def _couples_events(
        self, by_union: dict[int, list[tuple[Any, ...]]], known: dict[int, tuple[UUID, bool]]
    ) -> dict[int, list[str]]:
        """Give the events of couples both of whom may be known in full."""
        open_unions = [
            union
            for union, sides in by_union.items()
            if all(side[1] in known and known[side[1]][1] for side in sides)
        ]
        rows = Event.objects.filter(
            union__in=open_unions, is_sensitive=False, members_only=False
        ).order_by()
        found: dict[int, list[str]] = defaultdict(list)
        for union, *facts in rows.values_list("union_id", *_EVENT_FACTS):
            found[union].append(repr(facts))
        return {union: sorted(texts) for union, texts in found.items()}

    def _known(self, keys: set[int]) -> dict[int, tuple[UUID, bool]]:
        """Give the public id of those the viewer may know of, and whether in full."""
        visible = Person.objects.visible_to(self.viewer)
        opened = Person.objects.detailed_to(self.viewer)
        found: dict[int, tuple[UUID, bool]] = {}
        wanted = sorted(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            full = set(opened.filter(pk__in=some).values_list("pk", flat=True))
            rows = visible.filter(pk__in=some).values_list("pk", "uuid")
            found |= {pk: (uuid, pk in full) for pk, uuid in rows}
        return found

    def _add(self, kind: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for owner, *facts in rows:
            self.facts[owner].append((kind, *facts))


def _couples(people: list[int]) -> list[tuple[Any, ...]]:
    """Give every side of every couple these people stand in."""
    own = UnionMember.objects.filter(person__in=people).values("union")
    rows = UnionMember.objects.filter(union__in=own, union__is_staged=False).order_by("pk")
    return list(
        rows.values_list("union_id", "person_id", "role", "order_for_person", "union__status")
    )


def _open_images(keys: set[Any], viewer: Viewer) -> set[int]:
    """Give those of these pictures that show nobody closed to the viewer."""
    if not keys:
        return set()
    images = ClanImage.objects.filter(pk__in=keys)
    for hidden in hidden_image_keys(viewer):
        images = images.exclude(pk__in=hidden)
    return set(images.values_list("pk", flat=True))


def _heads(row: Clan | Branch, known: dict[int, UUID]) -> tuple[UUID | None, UUID | None]:
    return known.get(row.founder_id or 0), known.get(row.head_id or 0)


def _digest(*facts: Any) -> str:
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()
