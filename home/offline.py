"""What makes the site installable: manifest, service worker, offline page, copies of articles.

A copy of a page is only ever made as a stranger sees it: the browser asks without cookies, and the
answer must say `Cache-Control: public`. Answers to an account never do (`PrivateAnswers`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.core.site_name import site_name
from cms.news.models import NewsPage

#: Asks for the copy of an article; see `news_copies`.
COPY_PARAMETER = "ban-luu"
#: Stores of the browser; `stores.js` names the second too.
_PREFIX = "tu-duong-"
SAVED_STORE = f"{_PREFIX}bai-da-luu"
#: Seconds a shared cache may keep what is the same for everybody.
_PUBLIC_SECONDS = 300
_WORKER = "home/js/offline/worker.js"
#: What the offline page is made of, beside itself.
_SHELL = (
    "home/css/tokens.css", "home/css/fonts.css", "home/css/base.css", "home/css/layout.css",
    "home/css/components.css", "home/css/forms.css", "home/css/offline.css",
    "home/js/offline/list.js", "home/js/offline/stores.js", "home/icon-192.png",
    "vendor/be-vietnam-pro-5.3.0/be-vietnam-pro-latin-400.woff2",
    "vendor/be-vietnam-pro-5.3.0/be-vietnam-pro-vietnamese-400.woff2",
)  # fmt: skip


@require_safe
def web_manifest(request: HttpRequest) -> HttpResponse:
    """Tell a phone how the site is put on its first screen."""
    name = site_name(request)
    sizes = (("home/icon-192.png", "192x192", "any"), ("home/icon-512.png", "512x512", "any"))
    masks = (("home/icon-maskable-512.png", "512x512", "maskable"),)
    body = {
        "id": "/",
        "name": name,
        "short_name": name[:24],
        "description": _("Tin tức, gia phả và ngày giỗ của dòng họ."),
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf7ef",
        "theme_color": "#6e1212",
        "icons": [
            {"src": static(path), "sizes": size, "type": "image/png", "purpose": purpose}
            for path, size, purpose in (*sizes, *masks)
        ],
        "shortcuts": [
            {"name": _("Gia phả"), "url": reverse("genealogy:clan_list")},
            {"name": _("Bài đã lưu"), "url": reverse("offline")},
        ],
    }
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/manifest+json"
    return _for_everybody(response)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer the worker with the addresses of this release; browsers ask for it at each visit."""
    shell = [reverse("offline"), *(static(path) for path in _SHELL)]
    source = Path(str(finders.find(_WORKER))).read_text(encoding="utf-8")
    # A change of the page or of any part of it is another release, whose store is filled anew.
    told = json.dumps([shell, source, render_to_string("pages/offline.html", _words())])
    release = hashlib.sha256(told.encode()).hexdigest()[:12]
    house = {
        "prefix": _PREFIX,
        "shellStore": f"{_PREFIX}{release}",
        "savedStore": SAVED_STORE,
        "offlinePage": reverse("offline"),
        "shell": shell,
    }
    response = HttpResponse(
        f"const HOUSE = {json.dumps(house)};\n{source}",
        content_type="text/javascript; charset=utf-8",
    )
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


def _words() -> dict[str, Any]:
    return {"site_title": ""}


@require_safe
def offline_page(request: HttpRequest) -> HttpResponse:
    """Show what is saved on this device; the same page for everybody, nobody's name on it."""
    return _for_everybody(render(request, "pages/offline.html", {"site_title": site_name(request)}))


def _for_everybody(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=_PUBLIC_SECONDS)
    return response


ServeChain = Callable[[Page, HttpRequest, Any, dict[str, Any]], HttpResponse]


def news_copies(serve: ServeChain) -> ServeChain:
    """Mark a copy of an article as public, where it is (Wagtail's hook `on_serve_page`).

    Only where it was asked for (`?ban-luu=1`), by a stranger without any cookie, and the article
    stands under no restriction.
    """

    def serve_marked(
        page: Page, request: HttpRequest, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if COPY_PARAMETER in request.GET and _is_for_everybody(page, request):
            patch_cache_control(response, public=True, max_age=_PUBLIC_SECONDS)
        return response

    return serve_marked


def _is_for_everybody(page: Page, request: HttpRequest) -> bool:
    if request.COOKIES or request.user.is_authenticated or not isinstance(page, NewsPage):
        return False
    return bool(page.live) and not page.get_view_restrictions().exists()
