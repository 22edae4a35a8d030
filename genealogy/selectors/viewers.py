"""Who is looking: from an account or a request to the viewer the visibility rule asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.accounts.models.tokens import ApiToken, TokenScope
from genealogy.domain.viewer import Role, Viewer
from genealogy.models import Branch
from genealogy.selectors.nearness import branches_below, near_people, offices_of, own_branches
from genealogy.selectors.viewing_as import ACCOUNT, BRANCH, MEMBER, Mask, mask_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

EDIT_PEOPLE = "genealogy.change_person"
REVIEW_PROPOSALS = "genealogy.review_proposals"
EDIT_BRANCH = "genealogy.edit_branch"
BROWSE_LIVING = "genealogy.browse_living"

_CACHED_ON_REQUEST = "_genealogy_viewer"


def viewer_for(user: AbstractBaseUser | AnonymousUser) -> Viewer:
    """Give the viewer behind an account, deny first; a disabled account is a stranger.

    The day is today in Vietnam (the project's time zone). Up to five queries for a member, none
    for editors and strangers.
    """
    role = _role_of(user)
    today = timezone.localdate()
    if role is not Role.MEMBER:
        return Viewer(role=role, today=today)
    branches = own_branches(user)
    if _has_office(user):
        branches |= branches_below(offices_of(user))
    return Viewer(
        role=role,
        today=today,
        close_person_ids=near_people(user),
        full_branch_ids=branches,
    )


def viewer_of(request: HttpRequest) -> Viewer:
    """Give the viewer of a request; asked for many times, found out once.

    A program with a key of its own (`cms.accounts.tokens`) is never taken for its owner; an
    administrator may look as somebody else (`viewing_as`).
    """
    user = getattr(request, "user", None)
    known = getattr(request, _CACHED_ON_REQUEST, None)
    if known is not None and known[0] is user:
        return known[1]
    token = getattr(request, "api_token", None)
    mask = None if token is not None else mask_of(request)
    if token is not None:
        viewer = viewer_of_token(token)
    elif mask is not None:
        viewer = masked_viewer(mask)
    elif user is None:
        viewer = Viewer(Role.ANONYMOUS, timezone.localdate())
    else:
        viewer = viewer_for(user)
    setattr(request, _CACHED_ON_REQUEST, (user, viewer))
    return viewer


def viewer_of_token(token: ApiToken) -> Viewer:
    """Give the viewer behind a key of a program: a stranger, but to one branch and all below it.

    The branch opens only while the owner of the key may know living people himself.
    """
    stranger = Viewer(Role.ANONYMOUS, timezone.localdate())
    if TokenScope.READ_BRANCH not in token.scopes or token.branch is None:
        return stranger
    if _role_of(token.owner) < Role.MEMBER:
        return stranger
    branches = branches_below([(token.branch.clan_id, token.branch_id)])
    return replace(stranger, member_branch_ids=branches)


def masked_viewer(mask: Mask) -> Viewer:
    """Give the viewer an administrator has chosen to look as; a stranger when that one is gone."""
    today = timezone.localdate()
    if mask.kind == MEMBER:
        return Viewer(Role.MEMBER, today)
    if mask.kind == BRANCH:
        branch = Branch.objects.filter(pk=mask.key or 0).values_list("clan_id", "pk")
        if branch:
            return Viewer(Role.MEMBER, today, full_branch_ids=branches_below(branch))
    if mask.kind == ACCOUNT:
        account = get_user_model().objects.filter(pk=mask.key or 0).first()
        if account is not None:
            return viewer_for(account)
    return Viewer(Role.ANONYMOUS, today)


def _has_office(user: Any) -> bool:
    return user.has_perm(EDIT_BRANCH)


def _role_of(user: Any) -> Role:
    if not user.is_authenticated or not user.is_active:
        return Role.ANONYMOUS
    if user.is_superuser:
        return Role.ADMIN
    if user.has_perm(EDIT_PEOPLE) or user.has_perm(REVIEW_PROPOSALS):
        return Role.EDITOR
    if user.has_perm(BROWSE_LIVING) or user.has_perm(EDIT_BRANCH):
        return Role.MEMBER
    return Role.ANONYMOUS
