"""Addresses of people who were found to be somebody else: they lead to the one who stayed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control

from genealogy.selectors.people import redirected_person
from genealogy.selectors.viewers import viewer_of
from genealogy.views.answers import cached_for_strangers

View = Callable[..., HttpResponse]


def follows_merges(view: View) -> View:
    """Let a view of `<uuid:uuid>` that finds nobody answer with the person's present address.

    Only where the viewer may know of that person; else it stays the 404 of somebody unknown. A
    browser does not keep the answer for good, because a merge may be taken back.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, uuid=uuid, **kwargs)
        except Http404:
            viewer = viewer_of(request)
            person = redirected_person(uuid, viewer)
            if person is None:
                raise
            path = request.get_full_path().replace(str(uuid), str(person.uuid), 1)
            response = HttpResponsePermanentRedirect(path)
            if not viewer.is_anonymous:
                patch_cache_control(response, private=True, no_store=True)
            return cached_for_strangers(response, viewer)

    return wrapped
