"""The one door of the gia phả for the rest of the site.

News, council, home and the site-wide API know people and branches only as cards, already cut to
the viewer. Nothing outside `genealogy/` imports its models.
"""

from __future__ import annotations

from genealogy.domain.search_question import Question
from genealogy.domain.viewer import Viewer
from genealogy.selectors.cards import (
    BranchCard,
    PersonCard,
    branch_cards,
    branch_cards_by_id,
    branch_ids_of,
    cards_of_branch_links,
    cards_of_person_links,
    person_cards,
    person_ids_of,
)
from genealogy.selectors.memorials import MemorialCard, upcoming_memorials
from genealogy.selectors.mentions import (
    Mention,
    MentionProvider,
    mentions_of_branch,
    mentions_of_person,
    register_mentions,
)
from genealogy.selectors.people import count_people, search_people
from genealogy.selectors.search import (
    BranchHit,
    BranchIndex,
    PeopleFound,
    branch_hits,
    branch_of_uuid,
    found_cards,
    other_names_of,
    people_found,
    question_of,
    with_filters,
)
from genealogy.selectors.search_words import guesses, known_words, understood
from genealogy.selectors.viewers import viewer_for, viewer_of

__all__ = [
    "BranchCard",
    "BranchHit",
    "BranchIndex",
    "MemorialCard",
    "Mention",
    "MentionProvider",
    "PeopleFound",
    "PersonCard",
    "Question",
    "Viewer",
    "branch_cards",
    "branch_cards_by_id",
    "branch_hits",
    "branch_ids_of",
    "branch_of_uuid",
    "cards_of_branch_links",
    "cards_of_person_links",
    "count_people",
    "found_cards",
    "guesses",
    "known_words",
    "mentions_of_branch",
    "mentions_of_person",
    "other_names_of",
    "people_found",
    "person_cards",
    "person_ids_of",
    "question_of",
    "register_mentions",
    "search_people",
    "understood",
    "upcoming_memorials",
    "viewer_for",
    "viewer_of",
    "with_filters",
]
