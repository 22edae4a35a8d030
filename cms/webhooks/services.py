"""Making and keeping endpoints, testing them, sending again what was given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.webhooks.addresses import AddressRefused, address_read
from cms.webhooks.marks import is_listened, told_forget_unheard
from cms.webhooks.models import Comparing, Delivery, DeliveryState, Endpoint, OutboxEvent
from cms.webhooks.outbox import ping_write
from cms.webhooks.sealing import secret_new, secret_seal
from cms.webhooks.sending import deliver_now

#: Hours in which the former secret still signs beside the new one.
ROTATION_HOURS = 24
#: Days what was delivered, and what was given up, is kept.
KEPT_DAYS = 30
_ACTIVE_MOST = 20


@transaction.atomic
def endpoint_create(*, by: Any = None, **fields: Any) -> tuple[Endpoint, str]:
    """Make an endpoint; give it with its secret, which is shown this once and never again.

    The next turn of a sender notes what strangers can read, when nobody listened until now (seconds
    with 20,000 people); what changes after that is told.

    Raises:
        ValidationError: a field does not hold.
    """
    secret = secret_new()
    endpoint = Endpoint(**fields, secret=secret_seal(secret), created_by=by)
    _check(endpoint)
    _start_listening(endpoint)
    endpoint.save()
    return endpoint, secret


@transaction.atomic
def endpoint_update(endpoint: Endpoint, **fields: Any) -> Endpoint:
    """Change an endpoint.

    Raises:
        ValidationError: a field does not hold.
    """
    was_active = Endpoint.objects.values_list("is_active", flat=True).get(pk=endpoint.pk)
    for name, value in fields.items():
        setattr(endpoint, name, value)
    _check(endpoint)
    if endpoint.is_active and not was_active:
        _start_listening(endpoint)
        endpoint.switched_off_at = endpoint.failing_since = None
    endpoint.save()
    told_forget_unheard()
    return endpoint


def endpoint_delete(endpoint: Endpoint) -> None:
    """Forget an endpoint with its deliveries; events nobody else waits for go with them."""
    with transaction.atomic():
        endpoint.delete()
        OutboxEvent.objects.filter(deliveries__isnull=True).delete()
        told_forget_unheard()


@transaction.atomic
def secret_rotate(endpoint: Endpoint) -> str:
    """Give an endpoint a new secret; the former one signs beside it for a day."""
    secret = secret_new()
    endpoint.former_secret = endpoint.secret
    endpoint.former_secret_until = timezone.now() + timedelta(hours=ROTATION_HOURS)
    endpoint.secret = secret_seal(secret)
    endpoint.save(update_fields=["secret", "former_secret", "former_secret_until"])
    return secret


def endpoint_ping(endpoint: Endpoint) -> Delivery:
    """Send a test message at once, waiting for its answer; give the delivery with its try."""
    with transaction.atomic():
        delivery = ping_write(endpoint)
    deliver_now(delivery)
    delivery.refresh_from_db()
    return delivery


def deliveries_replay(deliveries: Any) -> int:
    """Let deliveries be sent again, with the same ids; give how many.

    Args:
        deliveries: a queryset of deliveries that are over.
    """
    now = timezone.now()
    over = deliveries.filter(
        state__in=(DeliveryState.DEAD, DeliveryState.DELIVERED), endpoint__is_active=True
    )
    return Delivery.objects.filter(pk__in=list(over.values_list("pk", flat=True))).update(
        state=DeliveryState.PENDING,
        attempts=0,
        began_at=now,
        next_at=now,
        finished_at=None,
        leased_by="",
        leased_until=None,
    )


def old_deliveries_delete(*, days: int = KEPT_DAYS) -> int:
    """Delete what was delivered or given up more than so many days ago; give how many events."""
    before = timezone.now() - timedelta(days=days)
    over = Delivery.objects.filter(finished_at__lt=before)
    over.exclude(state=DeliveryState.PENDING).delete()
    events = OutboxEvent.objects.filter(deliveries__isnull=True, created_at__lt=before)
    count = events.count()
    events.delete()
    told_forget_unheard()
    return count


def _start_listening(endpoint: Endpoint) -> None:
    """Ask the sender to note what strangers can read, when nobody was told of changes till now."""
    if endpoint.is_active and not is_listened():
        Comparing.objects.update_or_create(pk=1, defaults={"baseline_at": None})


def _check(endpoint: Endpoint) -> None:
    try:
        address_read(endpoint.url)
    except AddressRefused as refused:
        raise ValidationError({"url": str(refused)}) from refused
    endpoint.full_clean(exclude=["secret"])
    others = Endpoint.objects.filter(is_active=True).exclude(pk=endpoint.pk)
    if endpoint.is_active and others.count() >= _ACTIVE_MOST:
        raise ValidationError(
            _("Nhiều nhất %(count)s nơi nhận được bật cùng lúc.") % {"count": _ACTIVE_MOST}
        )
