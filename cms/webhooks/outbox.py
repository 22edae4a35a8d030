"""Events written down for every endpoint that wants them, as the bytes that will be sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import timezone
from wagtail.models import Site

from cms.webhooks.models import Delivery, Endpoint, EventType, OutboxEvent
from cms.webhooks.strangers import api_root


@dataclass(frozen=True)
class News:
    """One thing to tell, before it is written down.

    Args:
        type: what happened.
        object_key: whose order it keeps, `page:12`.
        sequence: its number among the events of that object.
        object: type, endpoint, id and path of what it is about; nothing a stranger may not read.
        previous_path: where it stood before, when it moved.
        clan_id: primary key of the clan, of a tree.
        more: further keys of the body.
    """

    type: EventType
    object_key: str
    sequence: int
    object: Mapping[str, Any]
    previous_path: str = ""
    clan_id: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def events_write(news: Iterable[News], endpoints: Iterable[Endpoint] | None = None) -> int:
    """Write events and a delivery for each endpoint that wants them; give how many events.

    To be called in the transaction that notes what was told. An event nobody wants is not kept.
    """
    wanting = list(endpoints if endpoints is not None else listening())
    sections = {one.pk: section_path(one) for one in wanting}
    count = 0
    for one in news:
        wanted_by = [e for e in wanting if wants(e, one, section=sections[e.pk])]
        if not wanted_by:
            continue
        event = _event(one)
        event.save(force_insert=True)
        Delivery.objects.bulk_create(
            Delivery(event=event, endpoint=endpoint, object_key=one.object_key)
            for endpoint in wanted_by
        )
        count += 1
    return count


def listening() -> list[Endpoint]:
    """Give the endpoints that are on. One query."""
    return list(Endpoint.objects.filter(is_active=True).select_related("section"))


def wants(endpoint: Endpoint, news: News, *, section: str | None) -> bool:
    """Say whether an event passes the filters of an endpoint.

    Args:
        endpoint: whose filters.
        news: the event.
        section: path the pages must stand under; None for all pages.
    """
    if endpoint.event_types and news.type not in endpoint.event_types:
        return False
    if news.type == EventType.TREE_CHANGED:
        return endpoint.clan_id is None or endpoint.clan_id == news.clan_id
    if not news.type.startswith("page."):
        return True
    if endpoint.page_types and news.object["type"] not in endpoint.page_types:
        return False
    paths = (news.object["path"], news.previous_path)
    return section is None or any(path.startswith(section) for path in paths if path)


def section_path(endpoint: Endpoint) -> str | None:
    """Give the path below which an endpoint's pages stand, None when it has no section."""
    if endpoint.section is None:
        return None
    url_path = endpoint.section.url_path
    for root in Site.get_site_root_paths():
        if url_path.startswith(root.root_path):
            return "/" + url_path[len(root.root_path) :]
    return url_path


def ping_write(endpoint: Endpoint) -> Delivery:
    """Write a test message for one endpoint, whatever its filters."""
    site = {"type": "home.SiteSettings", "endpoint": "site", "id": "", "path": "/"}
    key = f"ping:{uuid4().hex[:12]}"
    event = _event(News(EventType.PING, key, 1, site))
    event.save(force_insert=True)
    return Delivery.objects.create(event=event, endpoint=endpoint, object_key=key)


def _event(news: News) -> OutboxEvent:
    event = OutboxEvent(
        type=news.type,
        object_key=news.object_key,
        sequence=news.sequence,
        path=news.object["path"],
        created_at=timezone.now(),
    )
    body: dict[str, Any] = {
        "id": str(event.uuid),
        "type": str(news.type),
        "created_at": event.created_at.isoformat(timespec="milliseconds"),
        "sequence": news.sequence,
        "object": {**news.object, "detail_url": _detail_url(news.object)},
    }
    if news.previous_path:
        body["previous_path"] = news.previous_path
    event.body = json.dumps({**body, **news.more}, ensure_ascii=True, separators=(",", ":"))
    return event


def _detail_url(told: Mapping[str, Any]) -> str:
    base = f"{settings.WAGTAILAPI_BASE_URL.rstrip('/')}{api_root()}{told['endpoint']}/"
    return f"{base}{told['id']}/" if told["id"] else base
