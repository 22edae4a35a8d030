"""Who is looking: from an account or a request to the viewer the visibility rule asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from genealogy.domain.viewer import Role, Viewer

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

_CACHED_ON_REQUEST = "_genealogy_viewer"


def viewer_for(user: AbstractBaseUser | AnonymousUser) -> Viewer:
    """Give the viewer behind an account, deny first; a disabled account is a stranger.

    The day is today in Vietnam (the project's time zone).
    """
    return Viewer(role=_role_of(user), today=timezone.localdate())


def viewer_of(request: HttpRequest) -> Viewer:
    """Give the viewer of a request; asked for many times, found out once."""
    user = getattr(request, "user", None)
    known = getattr(request, _CACHED_ON_REQUEST, None)
    if known is not None and known[0] is user:
        return known[1]
    viewer = Viewer(Role.ANONYMOUS, timezone.localdate()) if user is None else viewer_for(user)
    setattr(request, _CACHED_ON_REQUEST, (user, viewer))
    return viewer


def _role_of(user: Any) -> Role:
    if not user.is_authenticated or not user.is_active:
        return Role.ANONYMOUS
    if user.is_superuser:
        return Role.ADMIN
    if user.has_perm("genealogy.change_person"):
        return Role.EDITOR
    if user.has_perm("genealogy.browse_living"):
        return Role.MEMBER
    return Role.ANONYMOUS
