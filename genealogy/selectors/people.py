"""Finding people: by public id, by name in any word order, by clan, branch and đời."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Left, Length, NullIf

from genealogy.domain.text import fold_tokens
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch, Clan, Person
from genealogy.querysets import detailed_people
from genealogy.selectors.cards import card_people

#: Fewer letters than this match half the book.
SHORTEST_QUERY = 2
#: Nobody has so many words in a name; the rest of a longer query is left out.
MOST_WORDS = 8

#: Wives and husbands have no path of their own and follow those born into the line.
_IN_LINE = NullIf("lineage_path", Value("")).asc(nulls_last=True)
ORDERS = {
    "tree": ("clan_id", "lineage_path", "pk"),
    "name": ("sort_key", "pk"),
    "generation": (F("generation").asc(nulls_last=True), _IN_LINE, "sort_key", "pk"),
}


def person_by_uuid(uuid: UUID | str, viewer: Viewer) -> Person | None:
    """Give the person with clan, branch and portrait; None when hidden just as when unknown."""
    try:
        key = uuid if isinstance(uuid, UUID) else UUID(str(uuid))
    except ValueError:
        return None
    return (
        Person.objects.visible_to(viewer)
        .select_related("clan", "branch", "portrait")
        .filter(uuid=key)
        .first()
    )


def redirected_person(uuid: UUID | str, viewer: Viewer) -> Person | None:
    """Give the person whom somebody with this public id was found to be (gộp hai bản ghi).

    To be asked when `person_by_uuid` gave nobody. None when the one who stayed is hidden, just as
    when nobody was ever merged.
    """
    try:
        key = uuid if isinstance(uuid, UUID) else UUID(str(uuid))
    except ValueError:
        return None
    return (
        Person.objects.visible_to(viewer)
        .select_related("clan", "branch", "portrait")
        .filter(redirects__old_uuid=key)
        .first()
    )


def people_list(
    viewer: Viewer,
    *,
    clan: Clan | None = None,
    branches: list[Branch] | None = None,
    generation: int | None = None,
    query: str = "",
    order: str = "tree",
) -> QuerySet[Person]:
    """Give the visible people, cut to what cards need, in a fixed order.

    Args:
        viewer: who looks.
        clan: of one clan only.
        branches: of these branches only; see `selectors.branches.branch_and_below`.
        generation: of one đời only.
        query: words of a name in any order, with or without marks.
        order: "tree" (as the book stands), "name" or "generation".

    Raises:
        KeyError: there is no such order.
    """
    people = card_people(viewer)
    if clan is not None:
        people = people.filter(clan=clan)
    if branches is not None:
        people = people.filter(branch__in=[branch.pk for branch in branches])
    if generation is not None:
        people = people.filter(generation=generation)
    if query:
        people = matching_people(people, query, viewer)
    return people.order_by(*ORDERS[order])


def _has_words(field: str, words: list[str]) -> Q:
    """Match texts in which some word begins with each of the words asked for."""
    matched = Q()
    for word in words:
        matched &= Q(**{f"{field}__contains": f" {word}"})
    return matched


def matching_people(people: QuerySet[Person], query: str, viewer: Viewer) -> QuerySet[Person]:
    """Keep the people one of whose names holds every word of the query.

    Of the living only the full name may be matched: their other names are not shown, so a hit by
    one would tell it. The search text begins with a space and the folded full name.
    """
    words = fold_tokens(query)[:MOST_WORDS]
    if not words:
        return people.none()
    found = people.filter(_has_words("search_fold", words))
    if viewer.role >= Role.EDITOR:
        return found
    return found.alias(own_name=Left("search_fold", Length("full_name") + 1)).filter(
        detailed_people(viewer) | _has_words("own_name", words)
    )
