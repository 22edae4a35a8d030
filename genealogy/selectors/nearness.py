"""Which people and branches are near to an account: own family, own branch, branches in its care.

What the rule of visibility opens to members beyond the common (design: "own close family in full;
wider by clan setting").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from genealogy.enums import MemberScope, ParentKind, RequestState
from genealogy.models import (
    Branch,
    BranchOffice,
    ClanMember,
    ParentLink,
    Person,
    PersonAccount,
    UnionMember,
)

#: People near to one account, at most; steps widen quickly, and the set goes into every question.
MOST_NEAR = 500


def own_person(user: Any) -> Person | None:
    """Give who the account is in the book, once a reviewer has confirmed it."""
    claim = (
        PersonAccount.objects.filter(user=user, state=RequestState.ACCEPTED)
        .select_related("person__clan")
        .first()
    )
    return claim.person if claim else None


def near_people(user: Any) -> frozenset[int]:
    """Give the keys of an account's own family: parents, spouses, brothers, sisters, children.

    A clan that opens N steps counts every link to a parent, child or spouse as one; the nearest
    `MOST_NEAR` are given.
    """
    person = own_person(user)
    if person is None:
        return frozenset()
    if person.clan.member_scope == MemberScope.STEPS:
        return _within_steps(person.pk, person.clan.member_steps)
    parents = _parents([person.pk])
    near = {person.pk} | parents | _spouses([person.pk]) | _children([person.pk])
    near |= _children(parents)
    return frozenset(near)


def own_branches(user: Any) -> frozenset[int]:
    """Give the branches, and those below, where the clan opens the whole branch to its members."""
    members = ClanMember.objects.filter(
        user=user,
        state=RequestState.ACCEPTED,
        branch__isnull=False,
        clan__member_scope=MemberScope.BRANCH,
    )
    return branches_below(members.values_list("clan_id", "branch_id"))


def offices_of(user: Any) -> list[tuple[int, int | None]]:
    """Give clan and branch of each office of the account; None for the branch is the whole clan."""
    return list(BranchOffice.objects.filter(user=user).values_list("clan_id", "branch_id"))


def branches_below(roots: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    """Give the branches with all below them.

    Args:
        roots: clan and branch; with None all branches of the clan.
    """
    wanted = list(roots)
    clans = {clan for clan, _ in wanted}
    if not clans:
        return frozenset()
    parent_of = dict(Branch.objects.filter(clan_id__in=clans).values_list("pk", "parent_id"))
    clan_of = dict(Branch.objects.filter(clan_id__in=clans).values_list("pk", "clan_id"))
    whole = {clan for clan, branch in wanted if branch is None}
    found = {pk for pk, clan in clan_of.items() if clan in whole}
    found |= {branch for _, branch in wanted if branch is not None}
    children: dict[int, list[int]] = {}
    for pk, parent in parent_of.items():
        if parent is not None:
            children.setdefault(parent, []).append(pk)
    waiting = list(found)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def _within_steps(start: int, steps: int) -> frozenset[int]:
    found = {start}
    edge = {start}
    for _ in range(steps):
        edge = (_parents(edge) | _children(edge) | _spouses(edge)) - found
        found |= set(sorted(edge)[: MOST_NEAR - len(found)])
        if not edge or len(found) >= MOST_NEAR:
            break
    return frozenset(found)


def _parents(keys: Iterable[int]) -> set[int]:
    links = _told_links().filter(child__in=list(keys))
    return set(links.values_list("parent_id", flat=True))


def _children(keys: Iterable[int]) -> set[int]:
    links = _told_links().filter(parent__in=list(keys))
    return set(links.values_list("child_id", flat=True))


def _told_links() -> QuerySet[ParentLink]:
    """Give the links members are told; one marked sensitive opens nobody's life."""
    told = ParentLink.objects.filter(Q(is_lineage=True) | Q(is_sensitive=False))
    return told.exclude(kind=ParentKind.UNKNOWN)


def _spouses(keys: Iterable[int]) -> set[int]:
    wanted = list(keys)
    unions = UnionMember.objects.filter(person__in=wanted).values("union")
    others = UnionMember.objects.filter(Q(union__in=unions)).exclude(person__in=wanted)
    return set(others.values_list("person_id", flat=True))
