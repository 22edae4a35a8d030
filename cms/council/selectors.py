"""Reading the clan's calendar: public events only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cms.core.page_contexts import page_context
from cms.core.restrictions import is_restricted
from cms.council.models import EventIndexPage, EventPage
from genealogy.public import Mention, branch_cards, viewer_of

if TYPE_CHECKING:
    from genealogy.domain.viewer import Viewer

PER_PAGE = 20
MENTIONS_LIMIT = 50


def published_events() -> QuerySet[EventPage]:
    """Return public events in the order of their days, with pictures, without bodies."""
    events = EventPage.objects.live().exclude(is_restricted()).select_related("cover_image")
    return events.prefetch_related("cover_image__renditions").defer("body").order_by("starts_at")


def _not_over(now: datetime) -> Q:
    """Match what starts today or later in Vietnam, and what still goes on."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(starts_at__gte=midnight) | Q(ends_at__gte=now)


def upcoming_events(*, now: datetime) -> QuerySet[EventPage]:
    """Return the events of today and later, and those still going on, soonest first."""
    return published_events().filter(_not_over(now))


def past_events(*, now: datetime) -> QuerySet[EventPage]:
    """Return the events that are over, latest first."""
    return published_events().exclude(_not_over(now)).order_by("-starts_at")


@page_context(EventIndexPage)
def index_context(page: EventIndexPage, request: HttpRequest, **_others: Any) -> dict[str, Any]:
    """Return what the calendar shows: `upcoming` (soonest first), one page of `past`."""
    now = timezone.now()
    past = Paginator(past_events(now=now), PER_PAGE).get_page(request.GET.get("page"))
    return {"upcoming": upcoming_events(now=now), "past": past}


@page_context(EventPage)
def event_context(page: EventPage, request: HttpRequest, **_others: Any) -> dict[str, Any]:
    """Return what stands beside an event."""
    if page.branch_id is None:
        return {"branch_cards": []}
    return {"branch_cards": branch_cards([page.branch_id], viewer_of(request))}


def event_mentions(
    *, person_ids: Iterable[int] = (), branch_ids: Iterable[int] = (), viewer: Viewer
) -> list[Mention]:
    """Return public events of these branches, latest first; events name no people."""
    branches = list(branch_ids)
    if not branches:
        return []
    events = published_events().filter(branch__in=branches).order_by("-starts_at")
    return [
        Mention(
            kind="event",
            title=item.title,
            url=item.get_url() or "",
            date=item.starts_at,
            page_id=item.pk,
        )
        for item in events[:MENTIONS_LIMIT]
    ]
