"""Choosers of people, branches, unions, places, sources and clans, for every admin form.

Registered once in `wagtail_hooks`; after that each foreign key to one of these models uses its
chooser by itself, in the pages of other apps too. Order of dependence: rows, then the rest.
"""

from __future__ import annotations

from genealogy.choosers.branches import BranchChooserViewSet, ClanChooserViewSet
from genealogy.choosers.people import PersonChooserViewSet, person_title
from genealogy.choosers.records import (
    PlaceChooserViewSet,
    SourceChooserViewSet,
    UnionChooserViewSet,
    union_with_words,
)
from genealogy.choosers.rows import with_words

PERSON_CHOOSER = PersonChooserViewSet("person_chooser", url_prefix="gia-pha/chon-nguoi")
BRANCH_CHOOSER = BranchChooserViewSet("branch_chooser", url_prefix="gia-pha/chon-chi")
CLAN_CHOOSER = ClanChooserViewSet("clan_chooser", url_prefix="gia-pha/chon-dong-ho")
UNION_CHOOSER = UnionChooserViewSet("union_chooser", url_prefix="gia-pha/chon-cap")
PLACE_CHOOSER = PlaceChooserViewSet("place_chooser", url_prefix="gia-pha/chon-dia-danh")
SOURCE_CHOOSER = SourceChooserViewSet("source_chooser", url_prefix="gia-pha/chon-nguon")

CHOOSERS = [
    PERSON_CHOOSER,
    BRANCH_CHOOSER,
    CLAN_CHOOSER,
    UNION_CHOOSER,
    PLACE_CHOOSER,
    SOURCE_CHOOSER,
]

__all__ = [
    "BRANCH_CHOOSER",
    "CHOOSERS",
    "CLAN_CHOOSER",
    "PERSON_CHOOSER",
    "PLACE_CHOOSER",
    "SOURCE_CHOOSER",
    "UNION_CHOOSER",
    "person_title",
    "union_with_words",
    "with_words",
]
