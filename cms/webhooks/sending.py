"""Delivering events: at least once, in order for each object, by any number of senders.

A delivery is lent to one sender at a time. It may be lent while no earlier delivery of the same
object to the same endpoint is open, so a later event waits until the earlier one is received or
given up. A sender killed between sending and noting lets the lease run out, and the message is
sent again under the same id.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.accounts.notices import notify
from cms.webhooks.marks import told_forget_unheard
from cms.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint
from cms.webhooks.posting import Answer, post
from cms.webhooks.sealing import SecretLost, secret_open
from cms.webhooks.signing import signed_headers

logger = logging.getLogger(__name__)

#: Messages on their way at once, in all and to one endpoint.
AT_ONCE = 8
AT_ONCE_EACH = 3
#: A delivery is lent for so many times the longest exchange: asking for the name comes on top.
_LEASE = 4
#: No pause between two tries is longer, hours.
LONGEST_PAUSE_HOURS = 6
USER_AGENT = "tu-duong-webhooks/1"


@dataclass(frozen=True)
class Parcel:
    """One message ready to go: everything a thread without a database needs."""

    delivery: Delivery
    url: str
    body: bytes
    headers: dict[str, str]


def send_turn(sender: str, *, stop: threading.Event | None = None, most: int = 500) -> int:
    """Deliver what is due, several at once, until nothing is due; give how many tries were made.

    Args:
        sender: name of this sender, for the leases.
        stop: when set, nothing new is begun.
        most: tries after which the turn ends, so that others get theirs.
    """
    made = 0
    going: dict[Future[Answer], Delivery] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as pool:
        while True:
            is_over = made + len(going) >= most or (stop is not None and stop.is_set())
            if not is_over:
                for delivery in deliveries_claim(sender, AT_ONCE - len(going), going.values()):
                    parcel = _parcel(delivery)
                    if parcel is None:
                        made += 1
                        continue
                    going[pool.submit(post, parcel.url, parcel.body, parcel.headers)] = delivery
            if not going:
                return made
            done, _rest = wait(going, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in done:
                delivery_finish(going.pop(future), future.result())
                made += 1


def deliver_now(delivery: Delivery, sender: str = "test") -> None:
    """Send one message whatever its turn and note what came of it."""
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=F("attempts") + 1,
        leased_by=sender,
        leased_until=now + lease(),
    )
    delivery = Delivery.objects.select_related("event", "endpoint").get(pk=delivery.pk)
    parcel = _parcel(delivery)
    if parcel is not None:
        delivery_finish(delivery, post(parcel.url, parcel.body, parcel.headers))


def deliveries_claim(sender: str, count: int, going: Any = ()) -> list[Delivery]:
    """Lend due deliveries to a sender, oldest first, each object's in order.

    Nothing is locked while nothing is due.
    """
    if count <= 0 or not due(timezone.now()).exists():
        return []
    return _claim(sender, count, going)


@transaction.atomic
def _claim(sender: str, count: int, going: Any) -> list[Delivery]:
    now = timezone.now()
    each: dict[int, int] = {}
    for one in going:
        each[one.endpoint_id] = each.get(one.endpoint_id, 0) + 1
    full = [pk for pk, held in each.items() if held >= AT_ONCE_EACH]
    rows = due(now).exclude(endpoint__in=full).order_by("pk").select_related("event", "endpoint")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    taken: list[Delivery] = []
    for delivery in rows[: count * 4]:
        if len(taken) >= count:
            break
        if each.get(delivery.endpoint_id, 0) >= AT_ONCE_EACH:
            continue
        each[delivery.endpoint_id] = each.get(delivery.endpoint_id, 0) + 1
        delivery.attempts += 1
        delivery.leased_by, delivery.leased_until = sender, now + lease()
        delivery.save(update_fields=["attempts", "leased_by", "leased_until"])
        taken.append(delivery)
    return taken


def due(now: datetime) -> QuerySet[Delivery]:
    """Give what may be sent now: due, not lent, no earlier delivery of the object open."""
    earlier = Delivery.objects.filter(
        endpoint=OuterRef("endpoint"),
        object_key=OuterRef("object_key"),
        state=DeliveryState.PENDING,
        pk__lt=OuterRef("pk"),
    )
    return Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        ~Exists(earlier),
        state=DeliveryState.PENDING,
        next_at__lte=now,
        endpoint__is_active=True,
    )


def _parcel(delivery: Delivery) -> Parcel | None:
    """Sign a message for this very try; None when its secret is lost, which is noted."""
    endpoint, event = delivery.endpoint, delivery.event
    try:
        secrets = secrets_of(endpoint)
    except SecretLost:
        lost = _("Khoá ký không mở được; hãy đổi khoá của nơi nhận.")
        delivery_finish(delivery, Answer(None, 0, error=lost))
        return None
    body = event.body.encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        **signed_headers(secrets, str(event.uuid), int(time.time()), body),
    }
    return Parcel(delivery, endpoint.url, body, headers)


def secrets_of(endpoint: Endpoint) -> list[str]:
    """Give the active secrets, the newest first; two while they are being exchanged.

    Raises:
        SecretLost: the present one cannot be opened.
    """
    secrets = [secret_open(endpoint.secret)]
    until = endpoint.former_secret_until
    if endpoint.former_secret and until is not None and until > timezone.now():
        secrets.append(secret_open(endpoint.former_secret))
    return secrets


@transaction.atomic
def delivery_finish(delivery: Delivery, answer: Answer) -> None:
    """Note a try and what follows: received, tried again later, or given up."""
    now = timezone.now()
    Attempt.objects.create(
        delivery=delivery,
        made_at=now,
        status=answer.status,
        milliseconds=answer.milliseconds,
        answer=answer.text,
        error=answer.error[:250],
    )
    # Whoever was too slow has lost the delivery to another sender, which will note its own try.
    held = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.PENDING, attempts=delivery.attempts
    )
    free = {"leased_by": "", "leased_until": None}
    if answer.is_received:
        Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.DELIVERED).update(
            state=DeliveryState.DELIVERED, finished_at=now, **free
        )
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(
            last_success_at=now, failing_since=None
        )
        return
    given_up = delivery.began_at + timedelta(hours=settings.WEBHOOK_GIVE_UP_HOURS)
    pause = pause_after(delivery.attempts, answer.retry_after)
    if now + pause > given_up:
        held.update(state=DeliveryState.DEAD, finished_at=now, **free)
    else:
        held.update(next_at=now + pause, **free)
    endpoint_failed(delivery.endpoint_id, now)


def pause_after(attempts: int, retry_after: int | None = None) -> timedelta:
    """Give the pause after a try: three times the last one, a fifth more or less, 6 hours at most.

    The receiver may ask for a longer one, within the same limit.
    """
    longest = LONGEST_PAUSE_HOURS * 3600
    seconds = min(settings.WEBHOOK_RETRY_SECONDS * 3.0 ** min(attempts - 1, 12), longest)
    seconds *= random.uniform(0.8, 1.2)  # noqa: S311 spreads load, protects nothing
    return timedelta(seconds=max(seconds, min(retry_after or 0, longest)))


def endpoint_failed(endpoint_id: int, now: datetime) -> None:
    """Note that an endpoint does not answer; switch it off when it has not for days."""
    Endpoint.objects.filter(pk=endpoint_id, failing_since=None).update(failing_since=now)
    since = now - timedelta(days=settings.WEBHOOK_OFF_AFTER_DAYS)
    off = Endpoint.objects.filter(pk=endpoint_id, is_active=True, failing_since__lte=since)
    if not off.update(is_active=False, switched_off_at=now):
        return
    Delivery.objects.filter(endpoint=endpoint_id, state=DeliveryState.PENDING).update(
        state=DeliveryState.DEAD, finished_at=now, leased_by="", leased_until=None
    )
    told_forget_unheard()
    endpoint = Endpoint.objects.get(pk=endpoint_id)
    logger.warning("Webhook endpoint switched off", extra={"event": "webhook_off"})
    notify(
        User.objects.filter(is_superuser=True, is_active=True),
        kind="webhook_off",
        text=_("Nơi nhận tin báo “%(name)s” không trả lời nhiều ngày nên đã tự tắt.")
        % {"name": endpoint.name},
        path=f"/admin/tin-bao/{endpoint_id}/",
    )


def lease() -> timedelta:
    """Give how long a sender may be silent about a delivery."""
    return timedelta(seconds=_LEASE * settings.WEBHOOK_WHOLE_SECONDS)


def waiting_counts() -> dict[str, int]:
    """Give how many deliveries wait and how many were given up, for health and commands."""
    rows = Delivery.objects.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows.values_list("state", "count"))
