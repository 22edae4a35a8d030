"""Headers that must hold for every answer, whatever view made it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]
API_START = "/api/"


class PrivateAnswers:
    """Keep what a signed-in reader saw out of every shared cache.

    Members see living people, so an answer made for a session or a token must never be given to
    anybody else: `Cache-Control: private, no-store`, whatever the view asked for. The same holds
    for what a view marked by `keep_private`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark what was made for one reader."""
        response = self.get_response(request)
        user = getattr(request, "user", None)
        has_key = "Authorization" in request.headers
        if has_key or request.path.startswith(API_START):
            patch_vary_headers(response, ("Authorization",))
        if has_key or is_kept_private(request) or (user is not None and user.is_authenticated):
            response["Cache-Control"] = "private, no-store"
        return response


def keep_private(request: HttpRequest) -> None:
    """Let no cache keep the answer to this request, although anybody may have it today.

    For what may be closed tomorrow by a mark in the gia phả, such as the picture of a person.
    """
    request.is_answer_private = True  # type: ignore[attr-defined] # read above


def is_kept_private(request: HttpRequest) -> bool:
    """Say whether `keep_private` was called for this request."""
    return getattr(request, "is_answer_private", False)


class AdminContentPolicy:
    """Loosen the content policy for the editors' pages only.

    Wagtail 8.0 has inline scripts and styles in five admin templates. This goes when Wagtail's
    admin runs under a strict policy of its own.
    """

    LOOSER = {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
    }

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and loosen the policy of the editors' pages."""
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = self.LOOSER  # type: ignore[attr-defined] # django-csp 4's door
        return response
