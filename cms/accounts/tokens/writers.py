"""In whose name an endpoint of the API writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request

if TYPE_CHECKING:
    from cms.accounts.models import User


def writer_of(request: Request) -> User:
    """Give the account that answers for what is written: the key's owner, or who is signed in.

    The endpoint still asks what that account may do: a key never gives more than its owner has.

    Raises:
        NotAuthenticated: there is neither a key nor a session.
    """
    token = getattr(request, "api_token", None)
    if token is not None:
        return token.owner
    if not request.user.is_authenticated:
        raise NotAuthenticated
    return request.user  # type: ignore[return-value] # our own user model
