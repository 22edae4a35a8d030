"""The gia phả in rows. Submodules stand in the order of their dependence; import from here."""

from __future__ import annotations

from genealogy.models.clans import Branch, Clan
from genealogy.models.people import Person, PersonContact, PersonName, PersonRedirect
from genealogy.models.families import ParentLink, Union, UnionMember  # isort: skip
from genealogy.models.events import Event, Place
from genealogy.models.sources import Citation, MediaLink, Note, Source
from genealogy.models.imports import ImportIssue, ImportRow, ImportRun  # isort: skip
from genealogy.models.changes import Change, ChangeSet, ChangeSubject  # isort: skip
from genealogy.models.calendar import CalendarLink, ClanFeast, MemorialReminder  # isort: skip
from genealogy.models.graph import TreeStatistics, TreeTouch, TreeVersion  # isort: skip
from genealogy.models.members import BranchOffice, ClanMember, Invitation, PersonAccount
from genealogy.models.prints import PrintOrder  # isort: skip
from genealogy.models.proposals import Proposal, ProposalComment, ProposalItem
from genealogy.models.duties import Consent, DataRequest, Erasure
from genealogy.models.quality import (
    CheckDismissal,
    CheckFinding,
    DuplicateDismissal,
    DuplicatePair,
)

__all__ = [
    "Branch",
    "BranchOffice",
    "CalendarLink",
    "Change",
    "ChangeSet",
    "ChangeSubject",
    "CheckDismissal",
    "CheckFinding",
    "Citation",
    "Clan",
    "ClanFeast",
    "ClanMember",
    "Consent",
    "DataRequest",
    "DuplicateDismissal",
    "DuplicatePair",
    "Erasure",
    "Event",
    "ImportIssue",
    "ImportRow",
    "ImportRun",
    "Invitation",
    "MediaLink",
    "MemorialReminder",
    "Note",
    "ParentLink",
    "Person",
    "PersonAccount",
    "PersonContact",
    "PersonName",
    "PersonRedirect",
    "Place",
    "PrintOrder",
    "Proposal",
    "ProposalComment",
    "ProposalItem",
    "Source",
    "TreeStatistics",
    "TreeTouch",
    "TreeVersion",
    "Union",
    "UnionMember",
]
