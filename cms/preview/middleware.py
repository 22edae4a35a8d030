"""What must hold for every answer at an address of a preview, whatever made it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.preview.keys import secrets_hidden
from cms.preview.selectors import front_end_origins, open_origins

Handler = Callable[[HttpRequest], HttpResponse]
START = "/api/v2/preview/"
#: Fields of the server's own record of a request that its access log may print.
_LOGGED = ("RAW_URI", "REQUEST_URI", "PATH_INFO", "QUERY_STRING", "HTTP_REFERER")
#: What the rest of the API says to every page.
_CORS = "access-control-"
_NOT_FOR_CACHES = ("ETag", "Last-Modified", "Surrogate-Key", "Cache-Tag", "Age", "Expires")
#: Forms whose drafts are shown in a frame, or opened from a form: those of pages and of texts.
_FORMS = frozenset(
    {
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:add",
        "genealogy_person:edit",
        "genealogy_branch:edit",
        "genealogy_clan:edit",
    }
)


class PreviewAnswers:
    """Keep drafts out of caches, search engines, referrers and logs, and to their front ends.

    Stands outside everything else, so that nothing adds to its headers.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; then take secrets out of what the server will log."""
        try:
            response = self.get_response(request)
            if request.path.startswith(START):
                _mark(request, response)
            return response
        finally:
            for name in _LOGGED:
                text = request.META.get(name)
                if isinstance(text, str) and ("preview/" in text or "token=" in text):
                    request.META[name] = secrets_hidden(text)
            if request.path.startswith(START):
                # Django prints it beside the status of an error.
                request.path = secrets_hidden(request.path)


def _mark(request: HttpRequest, response: HttpResponse) -> None:
    of_others = [name for name in response.headers if name.lower().startswith(_CORS)]
    for name in (*_NOT_FOR_CACHES, *of_others):
        response.headers.pop(name, None)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ("Accept", "Origin"))
    origin = request.headers.get("Origin")
    if origin is not None and origin in open_origins(request):
        response["Access-Control-Allow-Origin"] = origin
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "accept, content-type"


class FrontEndPolicy:
    """Let the forms that preview show the front end in a frame, and no other page of ours."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and open the policy just as far as the front ends that are on."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.view_name in _FORMS:
            origins = front_end_origins(request)
            if origins:
                response._csp_update = {  # type: ignore[attr-defined] # django-csp 4's door
                    "frame-src": origins,
                    "form-action": origins,
                }
        return response
