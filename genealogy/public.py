"""The one door of the gia phả for the rest of the site.

News, council, home and the site-wide API know people and branches only as cards, already cut to
the viewer. Nothing outside `genealogy/` imports its models.
"""

from __future__ import annotations

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
from genealogy.selectors.viewers import viewer_for, viewer_of

__all__ = [
    "BranchCard",
    "MemorialCard",
    "Mention",
    "MentionProvider",
    "PersonCard",
    "Viewer",
    "branch_cards",
    "branch_cards_by_id",
    "branch_ids_of",
    "cards_of_branch_links",
    "cards_of_person_links",
    "count_people",
    "mentions_of_branch",
    "mentions_of_person",
    "person_cards",
    "person_ids_of",
    "register_mentions",
    "search_people",
    "upcoming_memorials",
    "viewer_for",
    "viewer_of",
]
