"""Rules about branches (chi phái), their founders and heads, and about the clan itself."""

from __future__ import annotations

from collections.abc import Iterator

from genealogy.domain.checks.facts import LINEAGE, BranchFacts, ClanTree, PersonFacts
from genealogy.domain.checks.registry import CheckLimits, Finding


def _person(tree: ClanTree, key: int | None) -> PersonFacts | None:
    return tree.people.get(key) if key is not None else None


def _above(branch: BranchFacts, tree: ClanTree) -> list[BranchFacts]:
    """Give the branches above, nearest first; a circle ends the walk at the branch itself."""
    found: list[BranchFacts] = []
    current = tree.branches.get(branch.parent) if branch.parent is not None else None
    while current is not None and current not in found:
        found.append(current)
        if current.id == branch.id:
            break
        current = tree.branches.get(current.parent) if current.parent is not None else None
    return found


def check_founder(branch: BranchFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find branches without founder, or with one who cannot be theirs."""
    if branch.founder is None:
        yield Finding("branch_without_founder", branch=branch.id)
        return
    if branch.founder_is_outside:
        yield Finding("branch_founder_of_other_clan", branch.founder, branch=branch.id)
        return
    founder = _person(tree, branch.founder)
    if founder is None:
        return
    if founder.membership != LINEAGE:
        yield Finding("branch_founder_not_lineage", founder.id, branch=branch.id)
        return
    above = [_person(tree, other.founder) for other in _above(branch, tree)]
    upper = next((person for person in above if person is not None), None)
    if upper is not None and not founder.path.startswith(upper.path):
        people = (upper.id,)
        yield Finding("branch_founder_outside", founder.id, branch=branch.id, people=people)
    if branch.since is not None and founder.generation not in (None, branch.since):
        facts = {"stored": branch.since, "expected": founder.generation}
        yield Finding("since_generation_contradicts", founder.id, branch=branch.id, facts=facts)
    if any(
        other.id < branch.id and other.founder == branch.founder for other in tree.branches.values()
    ):
        yield Finding("branch_founder_repeated", founder.id, branch=branch.id)


def check_head(branch: BranchFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find heads who are dead or stand outside their branch."""
    if branch.head is None:
        return
    if branch.head_is_outside:
        yield Finding("branch_head_of_other_clan", branch.head, branch=branch.id)
        return
    head = _person(tree, branch.head)
    if head is None:
        return
    if head.is_dead:
        yield Finding("branch_head_dead", head.id, branch=branch.id)
    own = tree.branches.get(head.branch) if head.branch is not None else None
    inside = own is not None and branch.id in (own.id, *(other.id for other in _above(own, tree)))
    if head.membership != LINEAGE or not inside:
        yield Finding("branch_head_outside", head.id, branch=branch.id)


def check_place(branch: BranchFacts, tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find branches that stand under themselves, twice under one number, or hold nobody."""
    if branch.parent_is_outside:
        yield Finding("branch_of_other_clan", branch=branch.id)
    if any(other.id == branch.id for other in _above(branch, tree)):
        yield Finding("branch_cycle", branch=branch.id)
    if not branch.people:
        yield Finding("branch_empty", branch=branch.id)
    if branch.ordinal is not None and any(
        other.id < branch.id
        and (other.parent, other.label, other.ordinal)
        == (branch.parent, branch.label, branch.ordinal)
        for other in tree.branches.values()
    ):
        facts = {"number": branch.ordinal}
        yield Finding("branch_ordinal_repeated", branch=branch.id, facts=facts)


CHECKS = (check_founder, check_head, check_place)


def check_clan(tree: ClanTree, limits: CheckLimits) -> Iterator[Finding]:
    """Find what is wrong with the founder and the head of the clan."""
    clan = tree.clan
    founder, head = _person(tree, clan.founder), _person(tree, clan.head)
    if clan.founder_is_outside:
        yield Finding("founder_of_other_clan", clan.founder)
    elif founder is None:
        # A book without people is no fault yet.
        if tree.people:
            yield Finding("founder_missing")
    else:
        yield from _founder(founder, tree)
    if clan.head_is_outside:
        yield Finding("clan_head_of_other_clan", clan.head)
    elif head is not None:
        if head.is_dead:
            yield Finding("clan_head_dead", head.id)
        if head.membership != LINEAGE:
            yield Finding("clan_head_outside", head.id)


def _founder(founder: PersonFacts, tree: ClanTree) -> Iterator[Finding]:
    first = tree.clan.founder_generation
    above = founder.lineage_parent
    if above is not None and first == 1:
        yield Finding("founder_has_parents", founder.id, people=(above,))
    if founder.override is not None and founder.override != first:
        facts = {"stored": founder.override, "expected": first}
        yield Finding("founder_generation_contradicts", founder.id, facts=facts)
