"""Reads of things printed in the background: whose they are, how far, whether they may be given."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.jobs.models import JobState
from genealogy.models import PrintOrder
from genealogy.selectors.viewers import viewer_for

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

#: Days for which a file is kept.
KEPT_DAYS = 7


class PrintStanding(StrEnum):
    """Where an order stands for its owner."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    #: The owner may see other people than when it was made.
    STALE = "stale"
    EXPIRED = "expired"


@dataclass(frozen=True)
class PrintItem:
    """One order as its owner's page shows it.

    `percent` is 0 to 100; `can_retry` says that asking for the same again makes sense.
    """

    order: PrintOrder
    standing: PrintStanding
    percent: int = 0
    step: str = ""
    trouble: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether something will still happen to it."""
        return self.standing in {PrintStanding.WAITING, PrintStanding.RUNNING}

    @property
    def is_ready(self) -> bool:
        """Return whether the file can be fetched."""
        return self.standing is PrintStanding.READY

    @property
    def can_retry(self) -> bool:
        """Return whether the owner is offered to have it made again."""
        return self.standing in {
            PrintStanding.FAILED, PrintStanding.STALE, PrintStanding.EXPIRED,
        }  # fmt: skip


def viewer_key(user: AbstractBaseUser | AnonymousUser) -> str:
    """Give a digest of whom this account may see: role, offices, memberships, own family.

    When it changes, a file made before shows what its owner may not see any more. The day is left
    out: what it changes, it changes towards more.
    """
    viewer = viewer_for(user)
    facts = [
        int(viewer.role),
        sorted(viewer.close_person_ids),
        sorted(viewer.full_branch_ids),
        sorted(viewer.member_branch_ids),
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def open_orders(user: Any) -> QuerySet[PrintOrder]:
    """Give the orders of an account that wait or are being made."""
    return PrintOrder.objects.filter(
        Q(job__state__in=(JobState.QUEUED, JobState.RUNNING)), user=user, finished_at__isnull=True
    )


def prints_of(user: Any) -> list[PrintItem]:
    """Give the orders of an account, newest first. One query and those of `viewer_key`."""
    rows = PrintOrder.objects.filter(user=user).select_related("clan", "branch", "person", "job")
    key, now = viewer_key(user), timezone.now()
    return [_item(row, key, now) for row in rows]


def print_by_uuid(uuid: UUID, user: Any) -> PrintItem | None:
    """Give an order of this account; None for an unknown one and for another's alike."""
    rows = PrintOrder.objects.filter(user=user, uuid=uuid)
    row = rows.select_related("clan", "branch", "person", "job").first()
    return None if row is None else _item(row, viewer_key(user), timezone.now())


def is_expired(order: PrintOrder, now: datetime) -> bool:
    """Say whether the file is kept no more."""
    return order.expires_at is not None and order.expires_at <= now


def _item(order: PrintOrder, key: str, now: datetime) -> PrintItem:
    job = order.job
    if order.file_name:
        if order.viewer_key != key:
            return PrintItem(order, PrintStanding.STALE, 100)
        if is_expired(order, now):
            return PrintItem(order, PrintStanding.EXPIRED, 100)
        return PrintItem(order, PrintStanding.READY, 100)
    if order.expires_at is not None:
        # Its file was cleared away.
        return PrintItem(order, PrintStanding.EXPIRED, 100)
    if order.error or job is None or job.is_over:
        return PrintItem(order, PrintStanding.FAILED, 0, trouble=order.error)
    if job.state == JobState.QUEUED:
        return PrintItem(order, PrintStanding.WAITING)
    percent = min(99, 100 * job.done // job.total) if job.total else 0
    return PrintItem(order, PrintStanding.RUNNING, percent, step=job.message)
