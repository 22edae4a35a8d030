"""What a key opens: reading needs a reading scope, writing the one the endpoint names."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from cms.accounts.tokens.rules import READ_SCOPES


class ScopeOpens(BasePermission):
    """Let a key do only what its scopes say; callers without a key are not asked here.

    An endpoint names its `write_scope`, and in `writer_actions` what is read only by writers.
    """

    message = _("Khoá này không có quyền làm việc đó.")

    def has_permission(self, request: Request, view: Any) -> bool:
        """Say whether the key of the request, if any, opens this endpoint."""
        token = getattr(request, "api_token", None)
        if token is None:
            return True
        scopes = set(token.scopes)
        is_of_writers = getattr(view, "action", None) in getattr(view, "writer_actions", ())
        if request.method in SAFE_METHODS and not is_of_writers:
            return bool(scopes & READ_SCOPES)
        needed = getattr(view, "write_scope", "")
        return bool(needed) and needed in scopes
