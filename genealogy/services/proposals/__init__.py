"""Proposals (đề nghị): taken in, talked over, decided, taken back, forgotten.

Order of dependence: errors, pictures, telling, submitting, kin, applying, deciding, talking,
erasing.
"""

from __future__ import annotations

from genealogy.services.proposals.deciding import (
    TAKE_BACK,
    may_take_back,
    proposal_accept,
    proposal_reject,
    proposal_take_back,
    proposal_withdraw,
)
from genealogy.services.proposals.erasing import proposals_forget
from genealogy.services.proposals.errors import (
    ConflictsStand,
    ItemsRefused,
    NotYours,
    ProposalRefused,
    RefusedItem,
)
from genealogy.services.proposals.submitting import MOST_OPEN, proposal_submit
from genealogy.services.proposals.talking import proposal_comment

__all__ = [
    "MOST_OPEN",
    "TAKE_BACK",
    "ConflictsStand",
    "ItemsRefused",
    "NotYours",
    "ProposalRefused",
    "RefusedItem",
    "may_take_back",
    "proposal_accept",
    "proposal_comment",
    "proposal_reject",
    "proposal_submit",
    "proposal_take_back",
    "proposal_withdraw",
    "proposals_forget",
]
