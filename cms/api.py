"""The public API, `/api/v2/`: which endpoints there are. What they do stands in each app."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, URLPattern, URLResolver, include, path, re_path, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from wagtail.api.v2.router import WagtailAPIRouter

from cms.core.api.problems import CONTENT_TYPE, problem
from cms.council.api import EventViewSet
from cms.media.api_write import DocumentsDoor, ImagesDoor, MediaDoor
from cms.news.api import AuthorViewSet, NewsViewSet, TopicViewSet
from cms.preview.api import PreviewUserbar, PreviewView
from cms.programmes.api import ProgrammeViewSet
from cms.programmes.api_write import EpisodeDoor
from genealogy.api.clans import BranchViewSet, ClanViewSet
from genealogy.api.people import PersonViewSet
from genealogy.api.places import PlaceViewSet, SourceViewSet
from genealogy.api.proposals import ProposalViewSet
from home.api import PublicPages, PublicRedirects, SearchViewSet, SiteViewSet
from home.api_paths import PathsViewSet
from home.api_resolve import ResolveViewSet

# Wagtail's purge of front-end caches asks for this very name.
router = WagtailAPIRouter("wagtailapi_v2")
router.register_endpoint("pages", PublicPages)
router.register_endpoint("images", ImagesDoor)
router.register_endpoint("documents", DocumentsDoor)
router.register_endpoint("media", MediaDoor)
router.register_endpoint("redirects", PublicRedirects)
router.register_endpoint("news", NewsViewSet)
router.register_endpoint("topics", TopicViewSet)
router.register_endpoint("authors", AuthorViewSet)
router.register_endpoint("programmes", ProgrammeViewSet)
router.register_endpoint("episodes", EpisodeDoor)
router.register_endpoint("events", EventViewSet)
router.register_endpoint("clans", ClanViewSet)
router.register_endpoint("branches", BranchViewSet)
router.register_endpoint("people", PersonViewSet)
router.register_endpoint("places", PlaceViewSet)
router.register_endpoint("sources", SourceViewSet)
router.register_endpoint("proposals", ProposalViewSet)
router.register_endpoint("search", SearchViewSet)
router.register_endpoint("site", SiteViewSet)
router.register_endpoint("resolve", ResolveViewSet)
router.register_endpoint("paths", PathsViewSet)


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def root(request: HttpRequest) -> JsonResponse:
    """List the endpoints."""
    base = request.build_absolute_uri(request.path)
    endpoints = {name: f"{base}{name}/" for name in router._endpoints}
    return JsonResponse(
        {"endpoints": endpoints, "openapi": f"{base}openapi.json", "docs": f"{base}docs/"}
    )


def unknown(request: HttpRequest) -> HttpResponseBase:
    """Answer an address the API does not have, in the shape of all its errors.

    One that only lacks its last slash leads on, as everywhere on the site.
    """
    if request.method in {"GET", "HEAD"} and is_without_slash(request.path_info):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    detail = _("Không có địa chỉ này trong API. Xem danh sách ở /api/v2/.")
    body = problem(404, detail)
    words = {"ensure_ascii": False}
    return JsonResponse(body, status=404, content_type=CONTENT_TYPE, json_dumps_params=words)


def is_without_slash(path: str) -> bool:
    """Say whether a slash at the end makes it an address of the API, whatever stands there.

    Previews stay out: their addresses are secrets, which no answer says again.
    """
    if path.endswith("/"):
        return False
    try:
        found = resolve(f"{path}/")
    except Resolver404:
        return False
    return not (found.url_name or "").startswith(("api_unknown", "api_preview"))


# Swagger UI writes style attributes; its scripts are files of our own host.
docs = csp_replace({"style-src": ["'self'", "'unsafe-inline'"]})(
    SpectacularSwaggerSplitView.as_view(url_name="openapi")
)

api_urls: list[URLPattern | URLResolver] = [
    path("", root, name="api_root"),
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("docs/", docs, name="api_docs"),
    path("preview/<str:token>/", PreviewView.as_view(), name="api_preview"),
    path("preview/<str:token>/userbar/", PreviewUserbar.as_view(), name="api_preview_userbar"),
    path("", include((router.get_urlpatterns(), "wagtailapi_v2"), namespace="wagtailapi_v2")),
    re_path(r"^.*$", unknown, name="api_unknown"),
]
