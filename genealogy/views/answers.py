"""What all pages of the gia phả have in common: canonical address, caching, the way back."""

from __future__ import annotations

from typing import Any, TypedDict

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from genealogy.domain.viewer import Viewer

#: A stranger's page may be a minute old; a member's never leaves the member's browser.
_PUBLIC_SECONDS = 60


class TrailStep(TypedDict):
    """One step of the way back to the front page."""

    title: str
    url: str


def trail(*steps: tuple[str, str]) -> list[TrailStep]:
    """Give the way from the list of clans to a page; the last step is the page itself."""
    door = (_("Gia phả"), reverse("genealogy:clan_list"))
    return [TrailStep(title=title, url=url) for title, url in (door, *steps)]


def page_answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    viewer: Viewer,
    canonical: str = "",
) -> HttpResponse:
    """Render a page; `canonical` is its address without filters, this request's path by default."""
    address = request.build_absolute_uri(canonical or request.path)
    response = render(request, template, {**context, "canonical_url": address})
    return cached_for_strangers(response, viewer)


def cached_for_strangers(response: HttpResponse, viewer: Viewer) -> HttpResponse:
    """Let shared caches keep a stranger's page for a minute."""
    if viewer.is_anonymous:
        patch_cache_control(response, public=True, max_age=_PUBLIC_SECONDS)
    return response


def cut(rows: QuerySet[Any] | list[Any], request: HttpRequest, size: int) -> Page[Any]:
    """Give the page of rows asked for by `?page=`; the nearest one for a number out of range."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def whole_number(request: HttpRequest, name: str) -> int | None:
    """Read a small whole number of the query string; None when absent or no number."""
    text = request.GET.get(name, "").strip()
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 4:
        return None
    return int(text)
