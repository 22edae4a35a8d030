"""What the admin shows of endpoints and deliveries, in few queries."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from cms.webhooks.models import Delivery, DeliveryState, Endpoint, EventType


def endpoints_with_health() -> QuerySet[Endpoint]:
    """Give the endpoints, each with how many deliveries wait and how many were given up."""
    return Endpoint.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.PENDING)),
        dead=Count("deliveries", filter=Q(deliveries__state=DeliveryState.DEAD)),
    )


def health_of(endpoint: Any) -> str:
    """Say in words how an endpoint of `endpoints_with_health` is."""
    if endpoint.switched_off_at is not None and not endpoint.is_active:
        return _("tự tắt vì hỏng nhiều ngày")
    if not endpoint.is_active:
        return _("đang tắt")
    if endpoint.failing_since is not None:
        return _("đang hỏng")
    return _("tốt") if endpoint.last_success_at is not None else _("chưa gửi lần nào")


def is_sick(endpoint: Any) -> bool:
    """Say whether somebody should look after it."""
    return endpoint.failing_since is not None or endpoint.switched_off_at is not None


def filters_in_words(endpoint: Endpoint) -> list[str]:
    """Say what an endpoint hears of, one line a filter."""
    labels = dict(EventType.choices)
    lines = [", ".join(str(labels.get(one, one)) for one in endpoint.event_types) or _("mọi việc")]
    if endpoint.page_types:
        lines.append(_("chỉ loại trang: %(types)s") % {"types": ", ".join(endpoint.page_types)})
    if endpoint.section is not None:
        lines.append(_("chỉ trong mục: %(title)s") % {"title": endpoint.section.title})
    if endpoint.clan is not None:
        lines.append(_("chỉ gia phả: %(clan)s") % {"clan": endpoint.clan})
    return lines


def deliveries_listed() -> QuerySet[Delivery]:
    """Give the deliveries, newest first, with event, endpoint and the last answer's status."""
    return (
        Delivery.objects.select_related("event", "endpoint")
        .annotate(last_try_at=Max("tries__made_at"))
        .order_by("-pk")
    )
