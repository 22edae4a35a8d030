"""What a question finds: the people it means, the best hits first."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from genealogy.domain.search_question import Question
from genealogy.domain.viewer import Viewer
from genealogy.models import Clan, Person
from genealogy.selectors.cards import PersonCard, card_people, cards_of
from genealogy.selectors.people import MOST_WORDS
from genealogy.selectors.search import BranchIndex, asked_people, question_of


def _rank(question: Question) -> Case:
    """Rank hits: every word with its marks first, then whole words, then beginnings of words."""
    exact = Q()
    for word in question.written[:MOST_WORDS]:
        exact &= Q(full_name__contains=word) | Q(full_name__contains=word.title())
    whole = Q()
    for word in question.words[:MOST_WORDS]:
        whole &= Q(padded_fold__contains=f" {word} ")
    return Case(
        When(exact & whole, then=Value(0)),
        When(exact, then=Value(1)),
        When(whole, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def found_people(query: str, viewer: Viewer, *, clan: Clan | None = None) -> QuerySet[Person]:
    """Give the visible people a question means, best first, for a page to cut.

    "duong van tung" finds Dương Văn Tùng, in any word order; hits with the very marks typed come
    first, then older đời. Facts are understood as `selectors.search` does ("đời 7 chi 2", "con cụ
    Nghệ", "giỗ 15/3"). Nobody for less than two letters and no fact.
    """
    index = BranchIndex(viewer, clan=clan)
    question = question_of(query, index)
    people = asked_people(question, viewer, index, clan=clan, among=card_people(viewer))
    ranks: list[Any] = [F("generation").asc(nulls_last=True), "lineage_path", "sort_key", "pk"]
    if not question.words:
        return people.order_by(*ranks)
    return people.annotate(
        padded_fold=Concat("search_fold", Value(" "), output_field=TextField()),
        rank=_rank(question),
    ).order_by("rank", *ranks)


def search_people(
    query: str, viewer: Viewer, *, clan: Clan | None = None, limit: int = 10
) -> list[PersonCard]:
    """Give the cards of the best hits with their fathers' names, in two queries."""
    return cards_of(list(found_people(query, viewer, clan=clan)[:limit]), viewer)


def count_people(query: str, viewer: Viewer, *, clan: Clan | None = None) -> int:
    """Count the visible people a search finds."""
    return found_people(query, viewer, clan=clan).order_by().count()
