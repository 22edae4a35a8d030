"""The one door of the gia phả for the rest of the site.

News, council, home and the site-wide API know people and branches only as cards, already cut to
the viewer. Nothing outside `genealogy/` imports its models.
"""

from __future__ import annotations

from genealogy.domain.search_question import Question
from genealogy.domain.viewer import Viewer
from genealogy.selectors.addresses import (
    TreeAddress,
    TreeKind,
    open_tree_keys,
    open_tree_rows,
    tree_address,
)
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
    with_hidden_links,
)
from genealogy.selectors.memorials import MemorialCard, upcoming_memorials
from genealogy.selectors.mentions import (
    Mention,
    MentionProvider,
    mentions_of_branch,
    mentions_of_person,
    register_mentions,
)
from genealogy.selectors.people_found import count_people, search_people
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
from genealogy.selectors.texts import (
    TextKind,
    editable_text_owner,
    stored_text,
    text_kind_of,
    text_labels,
    typed_text,
    typed_text_name,
)
from genealogy.selectors.told import (
    Told,
    people_of_change,
    told_clan_ids,
    told_clans,
    told_people,
)
from genealogy.selectors.viewers import viewer_for, viewer_of
from genealogy.services.erasing import PersonErased
from genealogy.services.tree_versions import TreeTouched

__all__ = [
    "BranchCard",
    "BranchHit",
    "BranchIndex",
    "MemorialCard",
    "Mention",
    "MentionProvider",
    "PeopleFound",
    "PersonCard",
    "PersonErased",
    "Question",
    "TextKind",
    "Told",
    "TreeAddress",
    "TreeKind",
    "TreeTouched",
    "Viewer",
    "branch_cards",
    "branch_cards_by_id",
    "branch_hits",
    "branch_ids_of",
    "branch_of_uuid",
    "cards_of_branch_links",
    "cards_of_person_links",
    "count_people",
    "editable_text_owner",
    "found_cards",
    "guesses",
    "known_words",
    "mentions_of_branch",
    "mentions_of_person",
    "open_tree_keys",
    "open_tree_rows",
    "other_names_of",
    "people_found",
    "people_of_change",
    "person_cards",
    "person_ids_of",
    "question_of",
    "register_mentions",
    "search_people",
    "stored_text",
    "text_kind_of",
    "text_labels",
    "told_clan_ids",
    "told_clans",
    "told_people",
    "tree_address",
    "typed_text",
    "typed_text_name",
    "understood",
    "upcoming_memorials",
    "viewer_for",
    "viewer_of",
    "with_filters",
    "with_hidden_links",
]
