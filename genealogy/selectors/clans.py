"""Clans and branches as their pages show them; every number counts visible people only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from genealogy.domain.viewer import Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.selectors.cards import PersonCard, card_people, person_card
from genealogy.selectors.labels import generation_label
from genealogy.selectors.memorials import (
    MemorialCard,
    current_lunar_month,
    memorial_cards,
    people_of_month,
    upcoming_memorials,
)
from genealogy.selectors.mentions import Mention, mentions_of_branch, mentions_of_branches

#: More giỗ than this in one month are on the page of giỗ, not beside a branch.
_MONTH_LIMIT = 20
_NEWS_OF_CLAN = 6


@dataclass(frozen=True)
class GenerationCount:
    """How many visible people an đời has; `url` lists them."""

    generation: int
    label: str
    count: int
    url: str = ""


@dataclass(frozen=True)
class ClanSummary:
    """A clan as a line of the list."""

    name: str
    slug: str
    url: str
    motto: str
    seat: str
    person_count: int
    generation_count: int


@dataclass(frozen=True)
class BranchSummary:
    """A branch as a line of its clan's page."""

    label: str
    url: str
    founder: PersonCard | None
    generation: int | None
    person_count: int
    depth: int = 0


@dataclass(frozen=True)
class HallItem:
    """A hall (nhà thờ) and the branches that meet there."""

    text: str
    branches: str


@dataclass(frozen=True)
class ClanView:
    """The page of a clan."""

    clan: Clan
    founder: PersonCard | None
    head: PersonCard | None
    descendants_url: str
    branches: list[BranchSummary] = field(default_factory=list)
    generations: list[GenerationCount] = field(default_factory=list)
    person_count: int = 0
    upcoming: list[MemorialCard] = field(default_factory=list)
    halls: list[HallItem] = field(default_factory=list)
    news: list[Mention] = field(default_factory=list)

    @property
    def generation_most(self) -> int:
        """Return the size of the largest đời, for bars."""
        return max((row.count for row in self.generations), default=0)


@dataclass(frozen=True)
class BranchView:
    """The page of a branch, without its people, which the page cuts itself."""

    branch: Branch
    label: str
    founder: PersonCard | None
    head: PersonCard | None
    descendants_url: str
    below: list[BranchSummary] = field(default_factory=list)
    generations: list[GenerationCount] = field(default_factory=list)
    person_count: int = 0
    upcoming: list[MemorialCard] = field(default_factory=list)
    of_month: list[MemorialCard] = field(default_factory=list)
    lunar_month: int = 0
    news: list[Mention] = field(default_factory=list)


def clans_visible(viewer: Viewer) -> QuerySet[Clan]:
    """Give the clans the viewer may open, by name."""
    return Clan.objects.visible_to(viewer).order_by("name", "pk")


def clan_by_slug(slug: str, viewer: Viewer) -> Clan | None:
    """Give a clan; None when it is closed to the viewer just as when unknown."""
    return Clan.objects.visible_to(viewer).filter(slug=slug).first()


def clan_list(viewer: Viewer) -> list[ClanSummary]:
    """Give the clans with the number of visible people and of đời. Two queries."""
    return clan_summaries(clans_visible(viewer), viewer)


def clan_summaries(clans: Iterable[Clan], viewer: Viewer) -> list[ClanSummary]:
    """Give these clans, which came from `clans_visible`, with their numbers. One query."""
    clans = list(clans)
    counts: dict[int, list[int]] = {}
    rows = (
        Person.objects.visible_to(viewer)
        .filter(clan__in=clans)
        .order_by()
        .values_list("clan", "generation")
        .annotate(Count("pk"))
    )
    for clan_id, generation, count in rows:
        people, generations = counts.setdefault(clan_id, [0, 0])
        counts[clan_id] = [people + count, generations + (generation is not None)]
    return [
        ClanSummary(
            name=clan.name,
            slug=clan.slug,
            url=clan.get_absolute_url(),
            motto=clan.motto,
            seat=clan.origin,
            person_count=counts.get(clan.pk, [0, 0])[0],
            generation_count=counts.get(clan.pk, [0, 0])[1],
        )
        for clan in clans
    ]


def generation_counts(people: QuerySet[Person], *, base_url: str = "") -> list[GenerationCount]:
    """Count people by đời, those without one left out; `people` must come from `visible_to`.

    `base_url` ends where the number of an đời is to be added.
    """
    rows = (
        people.exclude(generation=None)
        .order_by("generation")
        .values_list("generation")
        .annotate(Count("pk"))
    )
    return [
        GenerationCount(
            generation=generation,
            label=generation_label(generation),
            count=count,
            url=f"{base_url}{generation}" if base_url else "",
        )
        for generation, count in rows
    ]


def branch_rows(clan: Clan) -> list[Branch]:
    """Give the branches of a clan as their tree stands: a branch, then those within it."""
    below: dict[int | None, list[Branch]] = {}
    in_order = (F("ordinal").asc(nulls_last=True), "name", "pk")
    for branch in clan.branches.select_related("hall").order_by(*in_order):
        branch.clan = clan
        below.setdefault(branch.parent_id, []).append(branch)
    rows: list[Branch] = []
    stack = [(branch, 0) for branch in reversed(below.get(None, []))]
    while stack:
        branch, depth = stack.pop()
        branch.depth = depth  # type: ignore[attr-defined] # for the indent of the list
        rows.append(branch)
        stack.extend((child, depth + 1) for child in reversed(below.get(branch.pk, [])))
    return rows


def branch_and_below(branch: Branch, rows: list[Branch] | None = None) -> list[Branch]:
    """Give a branch and all the branches within it, itself first."""
    rows = branch_rows(branch.clan) if rows is None else rows
    inside = {branch.pk}
    kept = [branch]
    for row in rows:
        if row.parent_id in inside:
            inside.add(row.pk)
            kept.append(row)
    return kept


def _branch_counts(clan: Clan, viewer: Viewer) -> dict[int, int]:
    rows = (
        Person.objects.visible_to(viewer)
        .filter(clan=clan, branch__isnull=False)
        .order_by()
        .values_list("branch")
        .annotate(Count("pk"))
    )
    return dict(rows)


def _cards(keys: list[int | None], viewer: Viewer) -> dict[int, PersonCard]:
    wanted = [key for key in keys if key is not None]
    people = card_people(viewer).filter(pk__in=wanted) if wanted else []
    return {person.pk: person_card(person, viewer) for person in people}


def _summaries(
    rows: list[Branch], counts: Mapping[int, int], cards: Mapping[int, PersonCard], clan: Clan
) -> list[BranchSummary]:
    return [
        BranchSummary(
            label=branch.title,
            url=reverse("genealogy:branch", args=[clan.slug, branch.slug]),
            founder=cards.get(branch.founder_id or 0),
            generation=branch.since_generation,
            person_count=sum(counts.get(one.pk, 0) for one in branch_and_below(branch, rows)),
            depth=getattr(branch, "depth", 0),
        )
        for branch in rows
    ]


def _descendants_url(card: PersonCard | None) -> str:
    if card is None or card.uuid is None:
        return ""
    return reverse("genealogy:descendants", args=[card.uuid])


def clan_view(clan: Clan, viewer: Viewer) -> ClanView:
    """Give the page of a clan that came from `clan_by_slug(slug, viewer)`."""
    rows = branch_rows(clan)
    heads = [clan.founder_id, clan.head_id, *(branch.founder_id for branch in rows)]
    cards = _cards(heads, viewer)
    founder = cards.get(clan.founder_id or 0)
    people = Person.objects.visible_to(viewer).filter(clan=clan)
    search = reverse("genealogy:search")
    generations = generation_counts(people, base_url=f"{search}?clan={clan.slug}&doi=")
    return ClanView(
        clan=clan,
        founder=founder,
        head=cards.get(clan.head_id or 0),
        descendants_url=_descendants_url(founder),
        branches=_summaries(rows, _branch_counts(clan, viewer), cards, clan),
        generations=generations,
        person_count=people.count(),
        upcoming=upcoming_memorials(viewer, clan=clan),
        halls=_halls(rows),
        news=mentions_of_branches([row.pk for row in rows], viewer, limit=_NEWS_OF_CLAN),
    )


def _halls(rows: Iterable[Branch]) -> list[HallItem]:
    """Give the halls of the branches in their order, each hall once."""
    found: dict[str, list[str]] = {}
    for branch in rows:
        if branch.hall is not None:
            found.setdefault(branch.hall.text, []).append(branch.title)
    return [HallItem(text, ", ".join(titles)) for text, titles in found.items()]


def branch_by_slug(clan_slug: str, slug: str, viewer: Viewer) -> Branch | None:
    """Give a branch with clan and hall; None when closed to the viewer just as when unknown."""
    return (
        Branch.objects.visible_to(viewer)
        .select_related("clan", "hall", "parent")
        .filter(clan__slug=clan_slug, slug=slug)
        .first()
    )


def branch_view(branch: Branch, viewer: Viewer) -> BranchView:
    """Give the page of a branch that came from `branch_by_slug`; it counts branches within."""
    clan = branch.clan
    rows = branch_rows(clan)
    inside = branch_and_below(branch, rows)
    below = [row for row in rows if row.parent_id == branch.pk]
    cards = _cards([branch.founder_id, branch.head_id, *(row.founder_id for row in below)], viewer)
    founder = cards.get(branch.founder_id or 0)
    people = Person.objects.visible_to(viewer).filter(branch__in=[one.pk for one in inside])
    generations = generation_counts(people, base_url=f"{branch.get_absolute_url()}?doi=")
    month = current_lunar_month(viewer)
    of_month = people_of_month(viewer, clan=clan, month=month, branches=inside)[:_MONTH_LIMIT]
    summaries = _summaries(rows, _branch_counts(clan, viewer), cards, clan) if below else []
    urls = {row.get_absolute_url() for row in below}
    return BranchView(
        branch=branch,
        label=branch.title,
        founder=founder,
        head=cards.get(branch.head_id or 0),
        descendants_url=_descendants_url(founder),
        below=[summary for summary in summaries if summary.url in urls],
        generations=generations,
        person_count=sum(row.count for row in generations),
        upcoming=upcoming_memorials(viewer, clan=clan, branches=inside),
        of_month=memorial_cards(list(of_month), viewer),
        lunar_month=month,
        news=mentions_of_branch(branch.pk, viewer),
    )
