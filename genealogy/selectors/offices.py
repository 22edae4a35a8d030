"""Who answers for which branch: who decides on what members ask for, and who edits where.

Deny first: an office (BranchOffice) opens nothing to an account whose group does not hold
`edit_branch`, and that right opens nothing without an office.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from genealogy.enums import BranchOfficeKind
from genealogy.models import Branch, BranchOffice
from genealogy.selectors.nearness import branches_below

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from cms.accounts.models import User

EDIT_PEOPLE = "genealogy.change_person"
REVIEW_PROPOSALS = "genealogy.review_proposals"
EDIT_BRANCH = "genealogy.edit_branch"

# Rights come from groups; other back ends (keys, passkeys) only say who somebody is.
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True)
class Scope:
    """The part of the books an account answers for.

    Args:
        everything: all clans.
        clan_ids: clans as a whole.
        branch_ids: branches, with all below them already among them.
    """

    everything: bool = False
    clan_ids: frozenset[int] = field(default_factory=frozenset)
    branch_ids: frozenset[int] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        """Say whether there is anything in it."""
        return self.everything or bool(self.clan_ids or self.branch_ids)

    def holds(self, clan_id: int | None, branch_id: int | None) -> bool:
        """Say whether a row of this clan and branch lies inside; None for no branch."""
        return (
            self.everything
            or clan_id in self.clan_ids
            or (branch_id is not None and branch_id in self.branch_ids)
        )

    def clans(self) -> frozenset[int]:
        """Give the clans of which any part is inside; one query. For part of the books only."""
        above = Branch.objects.filter(pk__in=self.branch_ids).order_by()
        return self.clan_ids | frozenset(above.values_list("clan_id", flat=True))

    def rows(self, *, clan: str = "clan", branch: str = "branch") -> Q:
        """Match the rows inside, reached by these paths."""
        if self.everything:
            return Q()
        return Q(**{f"{clan}__in": self.clan_ids}) | Q(**{f"{branch}__in": self.branch_ids})


def edit_scope(user: Any) -> Scope:
    """Give where an account may edit people: all for compilers, its branches for branch editors."""
    if user.has_perm(EDIT_PEOPLE):
        return Scope(everything=True)
    return _scope_of_offices(user, {BranchOfficeKind.EDITOR})


def decision_scope(user: Any) -> Scope:
    """Give where an account may decide on proposals, members and claims."""
    if user.has_perm(EDIT_PEOPLE) or user.has_perm(REVIEW_PROPOSALS):
        return Scope(everything=True)
    return _scope_of_offices(user, set(BranchOfficeKind))


def may_decide(user: Any, *, clan_id: int, branch_id: int | None) -> bool:
    """Say whether an account decides on what is asked in this branch.

    Without a branch only an office of the whole clan, a reviewer or a compiler decides.
    """
    return decision_scope(user).holds(clan_id, branch_id)


def may_edit(user: Any, *, clan_id: int, branch_id: int | None) -> bool:
    """Say whether an account edits people of this branch."""
    return edit_scope(user).holds(clan_id, branch_id)


def decidable_branches(user: Any, clan_id: int) -> frozenset[int] | None:
    """Give the branches of a clan an account decides in; None for everything of the clan."""
    scope = decision_scope(user)
    if scope.holds(clan_id, None):
        return None
    own = Branch.objects.filter(clan_id=clan_id, pk__in=scope.branch_ids)
    return frozenset(own.values_list("pk", flat=True)) if scope.branch_ids else frozenset()


def deciders_of(clan_id: int, branch_id: int | None) -> QuerySet[User]:
    """Give whom to tell of something to decide: those nearest to the branch, above it if need be.

    Without any office on the way up it is reviewers and compilers, and without them
    administrators. Disabled accounts are never among them.
    """
    holders = _with_right(EDIT_BRANCH, superusers=True)
    for place in _way_up(clan_id, branch_id):
        found = holders.filter(pk__in=place.values("user"))
        if found.exists():
            return found
    deciding = _with_right(REVIEW_PROPOSALS) | _with_right(EDIT_PEOPLE)
    if deciding.exists():
        return deciding.distinct()
    return get_user_model().objects.filter(is_superuser=True, is_active=True)


def _scope_of_offices(user: Any, kinds: Collection[str]) -> Scope:
    """Give what the offices of an account open; two queries, none for who holds no right."""
    if not user.has_perm(EDIT_BRANCH):
        return Scope()
    offices = BranchOffice.objects.filter(user=user, kind__in=kinds)
    held = list(offices.values_list("clan_id", "branch_id"))
    return Scope(
        clan_ids=frozenset(clan for clan, branch in held if branch is None),
        branch_ids=branches_below(held),
    )


def _with_right(right: str, *, superusers: bool = False) -> QuerySet[User]:
    return get_user_model().objects.with_perm(
        right, is_active=True, include_superusers=superusers, backend=_BACKEND
    )


def _way_up(clan_id: int, branch_id: int | None) -> list[QuerySet[BranchOffice]]:
    """Give the offices of the branch, of each above it, and of the whole clan."""
    offices = BranchOffice.objects.filter(clan_id=clan_id)
    above = dict(Branch.objects.filter(clan_id=clan_id).values_list("pk", "parent_id"))
    way: list[QuerySet[BranchOffice]] = []
    seen: set[int] = set()
    while branch_id in above and branch_id not in seen:
        seen.add(branch_id)
        way.append(offices.filter(branch=branch_id))
        branch_id = above[branch_id]
    return [*way, offices.filter(branch__isnull=True)]
