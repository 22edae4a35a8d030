"""Cards: what a list, a chip or a link shows of a person or a branch, cut to the viewer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from genealogy.domain.viewer import (
    Detail,
    LivingPolicy,
    Mark,
    Role,
    Viewer,
    VisibilityFacts,
    detail_level,
)
from genealogy.enums import ParentKind, Sex
from genealogy.models import Branch, ParentLink, Person
from genealogy.querysets import visible_people
from genealogy.selectors.labels import generation_label, years_label

#: Columns a card needs; the long ones (biography, kept tags, search text) stay in the database.
CARD_FIELDS = (
    "uuid",
    "clan__name",
    "clan__slug",
    "clan__is_public",
    "clan__living_policy",
    "clan__short_month",
    "branch__name",
    "branch__slug",
    "branch__label",
    "branch__ordinal",
    "branch__ordinal_style",
    "sex",
    "child_order",
    "rank_override",
    "visibility",
    "full_name",
    "generation",
    "lineage_path",
    "membership",
    "birth_year",
    "death_year",
    "latest_birth",
    "memorial_month",
    "memorial_day",
    "presumed_living",
    "presumed_living_until",
)


@dataclass(frozen=True)
class PersonCard:
    """One person as a card; all text is ready to print and already cut to the viewer.

    An opaque card (`is_opaque`) holds a place in a tree and says nothing of who stands there:
    no uuid, no url, no đời.
    """

    uuid: UUID | None
    name: str
    url: str
    generation: int | None = None
    generation_label: str = ""
    branch_title: str = ""
    branch_url: str = ""
    years: str = ""
    sex: str = Sex.UNKNOWN.value
    father_name: str = ""
    note: str = ""
    is_opaque: bool = False
    is_adopted: bool = False


@dataclass(frozen=True)
class BranchCard:
    """One branch (chi phái) as a card."""

    uuid: UUID
    title: str
    url: str
    clan_name: str


def opaque_card() -> PersonCard:
    """Give the card of somebody the viewer may not know; all such cards are equal."""
    return PersonCard(uuid=None, name=_("Người không công khai"), url="", is_opaque=True)


def person_detail(person: Person, viewer: Viewer) -> Detail:
    """Say how much of this person the viewer sees; `person.clan` should be loaded."""
    born_by = person.latest_birth
    return detail_level(
        viewer,
        VisibilityFacts(
            person_id=person.pk,
            branch_id=person.branch_id,
            is_living=person.is_living_on(viewer.today),
            is_child=born_by is None or born_by > viewer.adults_born_by,
            mark=Mark(person.visibility),
            clan_policy=LivingPolicy(person.clan.living_policy),
            clan_is_public=person.clan.is_public,
        ),
    )


def card_people(viewer: Viewer) -> QuerySet[Person]:
    """Give the visible people with just what a card needs, in one query."""
    return Person.objects.visible_to(viewer).select_related("clan", "branch").only(*CARD_FIELDS)


def branch_url(person: Person) -> str:
    """Give the address of the branch of a person; empty without one."""
    if person.branch is None:
        return ""
    return reverse("genealogy:branch", args=[person.clan.slug, person.branch.slug])


def person_card(
    person: Person,
    viewer: Viewer,
    *,
    father_name: str = "",
    note: str = "",
    is_adopted: bool = False,
) -> PersonCard:
    """Make the card of a person that came from `visible_to(viewer)`.

    A name-only card drops years, sex, father and note; a member's card of the living keeps the
    year of birth alone, and that of a child not even this.
    """
    detail = person_detail(person, viewer)
    if detail is Detail.NOTHING:
        return opaque_card()
    more: dict[str, object] = {}
    if detail >= Detail.KIN:
        birth_year = person.birth_year if detail >= Detail.MEMBER else None
        death_year = person.death_year if detail >= Detail.FULL else None
        more = {
            "years": years_label(birth_year, death_year),
            "sex": person.sex,
            "father_name": father_name,
            "note": note,
            "is_adopted": is_adopted,
        }
    return PersonCard(
        uuid=person.uuid,
        name=str(person),
        url=person.get_absolute_url(),
        generation=person.generation,
        generation_label=generation_label(person.generation),
        branch_title=person.branch.title if person.branch else "",
        branch_url=branch_url(person),
        **more,  # type: ignore[arg-type] # the names above are fields of the card
    )


def father_names(person_ids: Iterable[int], viewer: Viewer) -> dict[int, str]:
    """Give the name of each person's father, where the viewer may see him.

    He in whose line the person stands, else the father by birth, unless that link is sensitive.
    One query. Keys are the primary keys of the children.
    """
    told = Q(is_lineage=True) | Q(kind=ParentKind.BIRTH)
    if viewer.role < Role.EDITOR:
        told &= Q(is_lineage=True) | Q(is_sensitive=False)
    links = (
        ParentLink.objects.filter(
            visible_people(viewer, "parent__"),
            told,
            child_id__in=list(person_ids),
            parent__sex=Sex.MALE,
        )
        .order_by("is_lineage", "-pk")
        .values_list("child_id", "parent__full_name")
    )
    return dict(links)


def cards_of(people: Sequence[Person], viewer: Viewer) -> list[PersonCard]:
    """Make cards with fathers' names of people already read from `visible_to(viewer)`."""
    fathers: Mapping[int, str] = father_names([person.pk for person in people], viewer)
    return [
        person_card(person, viewer, father_name=fathers.get(person.pk, "")) for person in people
    ]


def _asked_for(ids: Sequence[int | UUID | str]) -> tuple[str, list[Any]]:
    """Give the column the ids are of and each id once, in order."""
    if isinstance(ids[0], int):
        return "pk", list(dict.fromkeys(ids))
    return "uuid", list(dict.fromkeys(UUID(str(key)) for key in ids))


def person_cards(ids: Sequence[int | UUID | str], viewer: Viewer) -> list[PersonCard]:
    """Give the cards of these people in the order asked, hidden and unknown ones dropped.

    Args:
        ids: primary keys, or public uuids; one kind for the whole list.
        viewer: who looks.

    Two queries whatever the number.
    """
    if not ids:
        return []
    column, keys = _asked_for(ids)
    people = list(card_people(viewer).filter(**{f"{column}__in": keys}))
    cards = zip(people, cards_of(people, viewer), strict=True)
    found = {getattr(person, column): card for person, card in cards}
    return [found[key] for key in keys if key in found]


def branch_card(branch: Branch) -> BranchCard:
    """Make the card of a branch whose clan is loaded."""
    return BranchCard(
        uuid=branch.uuid,
        title=branch.title,
        url=branch.get_absolute_url(),
        clan_name=branch.clan.name,
    )


def branch_cards(ids: Sequence[int | UUID | str], viewer: Viewer) -> list[BranchCard]:
    """Give the cards of these branches in the order asked, those of closed clans dropped.

    `ids` are primary keys or uuids as in `person_cards`. One query.
    """
    if not ids:
        return []
    column, keys = _asked_for(ids)
    branches = Branch.objects.visible_to(viewer).select_related("clan")
    found = {
        getattr(branch, column): branch for branch in branches.filter(**{f"{column}__in": keys})
    }
    return [branch_card(found[key]) for key in keys if key in found]


def branch_cards_by_id(keys: Iterable[int], viewer: Viewer) -> dict[int, BranchCard]:
    """Give the cards of these branches by primary key, those of closed clans dropped."""
    rows = Branch.objects.visible_to(viewer).select_related("clan").filter(pk__in=list(keys))
    return {branch.pk: branch_card(branch) for branch in rows}


def cards_of_person_links(links: QuerySet, viewer: Viewer) -> dict[int, list[PersonCard]]:
    """Give the cards of the people that pages link to, by page, hidden people dropped.

    Args:
        links: rows with `page_id` and a foreign key `person`, in order.
        viewer: who looks.

    One query, whatever the number.
    """
    cards: dict[int, list[PersonCard]] = {}
    rows = links.filter(visible_people(viewer, "person__")).select_related(
        "person__clan", "person__branch"
    )
    for link in rows.only("page_id", "person_id", *(f"person__{name}" for name in CARD_FIELDS)):
        cards.setdefault(link.page_id, []).append(person_card(link.person, viewer))
    return cards


def cards_of_branch_links(links: QuerySet, viewer: Viewer) -> dict[int, list[BranchCard]]:
    """Give the cards of the branches that pages link to, by page; one query.

    `links` are rows with `page_id` and a foreign key `branch`, in order.
    """
    cards: dict[int, list[BranchCard]] = {}
    visible = Branch.objects.visible_to(viewer)
    for link in links.filter(branch__in=visible).select_related("branch__clan"):
        cards.setdefault(link.page_id, []).append(branch_card(link.branch))
    return cards


def person_ids_of(uuids: Iterable[UUID], viewer: Viewer) -> list[int]:
    """Give the primary keys of the people behind public ids, of those the viewer may know.

    The old id of somebody who was merged stands for the person who stayed.
    """
    wanted = set(uuids)
    people = Person.objects.visible_to(viewer)
    found = dict(people.filter(uuid__in=wanted).values_list("uuid", "pk"))
    missing = wanted - found.keys()
    keys = set(found.values())
    if missing:
        merged = people.filter(redirects__old_uuid__in=missing)
        keys.update(merged.values_list("pk", flat=True))
    return sorted(keys)


def branch_ids_of(uuids: Iterable[UUID], viewer: Viewer) -> list[int]:
    """Give the primary keys of the branches behind public ids, of those the viewer may know."""
    branches = Branch.objects.visible_to(viewer).filter(uuid__in=list(uuids))
    return list(branches.values_list("pk", flat=True))


def with_hidden_links(page: Any, facts: dict[str, Any], viewer: Viewer) -> dict[str, Any]:
    """Add to new links of a page those it has to people and branches the viewer may not know of.

    Who rewrites a list cannot name them, and does not take them away.

    Args:
        page: an article or episode, with its links as they are (`cms.core.links`).
        facts: what is written; `person_ids` and `branch_ids`, where given, are the whole new list.
        viewer: who writes.
    """
    people = [row.person_id for row in page.person_links.all()]
    branches = [row.branch_id for row in page.branch_links.all()]
    standing: dict[str, tuple[list[int], QuerySet[Any]]] = {
        "person_ids": (people, Person.objects.visible_to(viewer).filter(pk__in=people)),
        "branch_ids": (branches, Branch.objects.visible_to(viewer).filter(pk__in=branches)),
    }
    given = {}
    for name, (linked, known) in standing.items():
        if facts.get(name) is not None:
            left = set(linked) - set(known.values_list("pk", flat=True)) - set(facts[name])
            given[name] = [*facts[name], *(key for key in linked if key in left)]
    return {**facts, **given}
