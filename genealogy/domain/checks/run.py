"""Applying the rules to a clan, or to some people of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from genealogy.domain.checks import (
    branches,
    clan_rules,
    life,
    marriages,
    parents,
    record,
    siblings,
    unions,
)
from genealogy.domain.checks.facts import ClanTree
from genealogy.domain.checks.registry import (
    DEFAULT_LIMITS,
    BranchCheck,
    CheckLimits,
    Finding,
    PersonCheck,
    UnionCheck,
)

PERSON_CHECKS: tuple[PersonCheck, ...] = (
    *record.CHECKS,
    *life.CHECKS,
    *parents.CHECKS,
    *clan_rules.CHECKS,
    *siblings.CHECKS,
)
UNION_CHECKS: tuple[UnionCheck, ...] = (*unions.CHECKS, *marriages.CHECKS)
BRANCH_CHECKS: tuple[BranchCheck, ...] = branches.CHECKS

#: Subjects judged between two calls of `progress`.
_STEP = 1_000


def check_tree(
    tree: ClanTree,
    *,
    limits: CheckLimits = DEFAULT_LIMITS,
    people: Iterable[int] | None = None,
    couples: Iterable[int] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Finding]:
    """Find everything that looks wrong, people first, then couples, branches and the clan.

    Args:
        tree: the facts. Derived columns and circles of parent links are checked elsewhere, because
            they need more than is at hand here.
        limits: where the rules begin to doubt.
        people: whom to judge; None = everybody at hand.
        couples: which couples to judge; None = all at hand.
        progress: called with (judged, all).
    """
    judged_people = [tree.people[key] for key in _wanted(tree.people, people)]
    judged_unions = [tree.unions[key] for key in _wanted(tree.unions, couples)]
    total = len(judged_people) + len(judged_unions)
    done = 0
    for person in judged_people:
        for check in PERSON_CHECKS:
            yield from check(person, tree, limits)
        done += 1
        if progress is not None and done % _STEP == 0:
            progress(done, total)
    for union in judged_unions:
        for check_union in UNION_CHECKS:
            yield from check_union(union, tree, limits)
        done += 1
        if progress is not None and done % _STEP == 0:
            progress(done, total)
    for branch in tree.branches.values():
        for check_branch in BRANCH_CHECKS:
            yield from check_branch(branch, tree, limits)
    yield from branches.check_clan(tree, limits)
    if progress is not None:
        progress(total, total)


def _wanted(known: Iterable[int], wanted: Iterable[int] | None) -> Iterable[int]:
    if wanted is None:
        return list(known)
    there = set(known)
    return sorted(key for key in set(wanted) if key in there)
