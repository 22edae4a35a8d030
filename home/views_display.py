"""The reader's own way of seeing the site (cách hiển thị), and the living style guide."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from home.display import COOKIE, COOKIE_SECONDS, display_from_form, display_of
from home.style_guide import style_guide_context


# A token in the form would set a cookie for every stranger and make each page one reader's own.
# Instead only a form of this house is heard, by the headers browsers send and pages cannot forge.
@csrf_exempt
def display_settings(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep what it asks for in a cookie and go back to where it was sent."""
    if request.method not in {"GET", "HEAD", "OPTIONS", "TRACE"} and not _is_from_here(request):
        raise PermissionDenied
    return _answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
def _answer(request: HttpRequest) -> HttpResponse:
    before = display_of(request)
    if request.method != "POST":
        return render(request, "pages/display_settings.html")
    display = display_from_form(request.POST, before=before)
    response = HttpResponseRedirect(_way_back(request))
    if display.is_plain:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        # Scripts change it too, so that a choice shows at once: not HttpOnly on purpose.
        response.set_cookie(
            COOKIE,
            display.to_cookie(),
            max_age=COOKIE_SECONDS,
            samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
        )
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every token and part of the design; robots are asked to stay away."""
    response = render(request, "pages/style_guide.html", style_guide_context())
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_from_here(request: HttpRequest) -> bool:
    """Say whether a page of this site sent the form: by `Origin`, or by `Referer` without it."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(sender)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc == request.get_host()


def _way_back(request: HttpRequest) -> str:
    """Give the path of the page the form stood on, "/" when it is not known or not ours."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/"
    if parts.netloc != request.get_host():
        return "/"
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    is_local = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_local else "/"
