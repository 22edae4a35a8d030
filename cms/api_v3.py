"""Wagtail's own v3 API, for those who want to try it: reading only, and only what a stranger sees.

Off unless `CMS_API_V3=1`, then under `/api/v3-preview/`. Wagtail calls it a preview and may change
it. Of its routers pages, images, documents and redirects are mounted; snippets, sites, locales,
the schema and every write are not. `wagtail.api.v3` is not installed as an app and its tokens open
nothing here: they know neither scope nor expiry and act as their owner, which keys of
`cms.accounts.tokens` never do. So a call is answered as a stranger's, whatever it carries.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from cms.core.api.problems import CONTENT_TYPE, problem
from cms.media.guards import visible_files

START = "api/v3-preview/"
ROUTERS = ("pages/", "images/", "documents/", "redirects/")
#: What Wagtail 8.0's routers ask for their files, and its models' modules.
_FILES = {
    "wagtail.images.api.v3.router": "get_images_queryset",
    "wagtail.documents.api.v3.router": "get_documents_queryset",
}
_PERSONAL = ("HTTP_AUTHORIZATION", "HTTP_COOKIE")
#: No page of a preview of an API needs more.
_MOST_ITEMS_SECONDS = 60


def v3_urls() -> list[URLPattern | URLResolver]:
    """Give the addresses of v3; none while it is off."""
    return [path(START, include(v3_patterns()))] if settings.CMS_API_V3 else []


def v3_patterns() -> list[URLPattern | URLResolver]:
    """Give the addresses of v3 below its start, each closed to everything but reading.

    Raises:
        ImproperlyConfigured: a newer Wagtail asks for its files otherwise, so that hidden
            pictures would show.
    """
    # Only who switches it on pays for its hundred schemas.
    from wagtail.api.v3.urls import api

    _hide_files()
    urls, app_name, namespace = api.urls
    kept = [_as_stranger(one) for one in urls if str(one.pattern).startswith(ROUTERS)]
    return [
        path("", include((kept, app_name), namespace=namespace)),
        re_path(r"^.*$", _unknown),
    ]


def _unknown(request: HttpRequest) -> HttpResponse:
    body = problem(404, _("Không tìm thấy."))
    return JsonResponse(body, status=404, content_type=CONTENT_TYPE)


def _hide_files() -> None:
    """Let v3's lists of files start from those a stranger may see."""
    from importlib import import_module

    for module_name, name in _FILES.items():
        module = import_module(module_name)
        whole = getattr(module, name, None)
        if whole is None:
            raise ImproperlyConfigured(f"CMS_API_V3: {module_name} has no {name} in this Wagtail.")
        if not getattr(whole, "is_guarded", False):
            setattr(module, name, _guarded(whole))


def _guarded(whole: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    def visible(request: HttpRequest) -> Any:
        return visible_files(whole(request), request)

    visible.is_guarded = True  # type: ignore[attr-defined] # so that it is wrapped once
    return visible


def _as_stranger(pattern: URLPattern) -> URLPattern:
    """Give the pattern with a view that sees neither session nor token, and only reads."""
    view = pattern.callback

    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response: HttpResponse = view(stranger(request), *args, **kwargs)
        patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization", "Cookie"))
        response["Cache-Control"] = (
            f"public, max-age={_MOST_ITEMS_SECONDS}"
            if response.status_code == 200
            else "private, no-store"
        )
        return response

    return URLPattern(pattern.pattern, csrf_exempt(read), pattern.default_args, pattern.name)


def stranger(request: HttpRequest) -> HttpRequest:
    """Give the same request as made by nobody."""
    plain = copy.copy(request)
    plain.META = {name: value for name, value in request.META.items() if name not in _PERSONAL}
    plain.COOKIES = {}
    plain.__dict__.pop("headers", None)
    plain.user = AnonymousUser()
    plain.session = SessionBase()  # type: ignore[assignment] # an empty one, kept nowhere
    plain.method = "GET"
    return plain
