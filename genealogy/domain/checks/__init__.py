"""The checks of a gia phả: pure rules over plain facts.

Order of dependence: facts, registry, dates, record, life, kin, parents, siblings, clan_rules,
unions, marriages, branches, structure, run.
"""

from __future__ import annotations

from genealogy.domain.checks.dates import DateFlaw, date_flaws
from genealogy.domain.checks.facts import (
    BranchFacts,
    ClanFacts,
    ClanTree,
    EventFacts,
    MemberFacts,
    ParentFacts,
    PersonFacts,
    UnionFacts,
)
from genealogy.domain.checks.registry import (
    RULES,
    CheckLimits,
    Finding,
    Rule,
    Scope,
)
from genealogy.domain.checks.run import check_tree
from genealogy.domain.checks.structure import circles

__all__ = [
    "RULES",
    "BranchFacts",
    "CheckLimits",
    "ClanFacts",
    "ClanTree",
    "DateFlaw",
    "EventFacts",
    "Finding",
    "MemberFacts",
    "ParentFacts",
    "PersonFacts",
    "Rule",
    "Scope",
    "UnionFacts",
    "check_tree",
    "circles",
    "date_flaws",
]
