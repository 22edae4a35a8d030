"""Two gates in front of every view: the second factor of staff, and passwords of pages."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.core.internal.ratelimit import respond_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.second_factor import has_second_factor, is_staff_account, second_factor_used
from cms.accounts.throttles import PAGE_PASSWORD, door_count_failure, door_is_locked
from cms.core.api.problems import CONTENT_TYPE, problem

Handler = Callable[[HttpRequest], HttpResponse]

_ALWAYS = frozenset({"account_login", "account_logout", "account_inactive"})
#: What a session may reach whose account has no second factor yet: ways to set one up.
SET_UP = _ALWAYS | {
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}
#: What a session may reach that has not shown its account's second factor. Not the password: with
#: it one would get at the recovery codes, and with those past this gate.
SHOW_IT = _ALWAYS | {
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


class SecondFactorRequired:
    """Keep staff out of everything until the second factor is set up and used in this session.

    It looks at the session, not at the way it was opened, so no other way to sign in goes round
    it. Calls with a key of the API carry no session and have their own rules.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Send a session that lacks the second factor to where it is set up or shown."""
        user = request.user
        if not settings.STAFF_MFA_REQUIRED or not is_staff_account(user):
            return None
        is_set_up = has_second_factor(user)
        if is_set_up and second_factor_used(request):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in (SHOW_IT if is_set_up else SET_UP):
            return None
        return _refusal(request, reverse("mfa_reauthenticate" if is_set_up else "mfa_index"))


def _refusal(request: HttpRequest, target: str) -> HttpResponse:
    if request.path.startswith("/api/") or "application/json" in request.headers.get("Accept", ""):
        detail = _("Bạn hãy xác minh lớp bảo vệ thứ hai của tài khoản rồi thử lại.")
        body = problem(HTTPStatus.FORBIDDEN, detail)
        return JsonResponse(body, status=HTTPStatus.FORBIDDEN, content_type=CONTENT_TYPE)
    if "HX-Request" in request.headers:
        # A redirect would be followed by the script and its page put into the middle of this one.
        response = HttpResponse(status=HTTPStatus.FORBIDDEN)
        response["HX-Redirect"] = target
        return response
    if request.method in {"GET", "HEAD"}:
        target = f"{target}?{urlencode({'next': request.get_full_path()})}"
    return redirect(target)


class PagePasswordLimits:
    """Limit wrong passwords of single pages and of collections of documents.

    Wagtail 8.0 lets anybody try for ever. This goes when Wagtail counts them.
    """

    DOORS = frozenset(
        {"wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password"}
    )

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse after five wrong ones; a right one takes its reader on and is not counted."""
        match = request.resolver_match
        if match is None or match.view_name not in self.DOORS or request.method != "POST":
            return None
        restriction = next(iter(kwargs.values()), "")
        key = f"{match.view_name}:{restriction}"
        if door_is_locked(request, PAGE_PASSWORD, key=key):
            return respond_429(request)
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.OK:
            door_count_failure(request, PAGE_PASSWORD, key=key)
        return response
