"""The register of breaches (sự cố dữ liệu): the authority hears of one within 72 hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.accounts.models import Breach

#: Hours from the discovery to the notice to the authority (Luật 91/2025/QH15).
NOTICE_HOURS: Final = 72


def breach_save(breach: Breach, *, by: Any = None) -> Breach:
    """Store a breach with the hour by which the authority must know.

    Raises:
        ValidationError: a field does not hold, or an hour lies before the discovery or ahead.
    """
    breach_check(
        discovered_at=breach.discovered_at,
        notified_at=breach.notified_at,
        subjects_told_at=breach.subjects_told_at,
        closed_at=breach.closed_at,
    )
    breach.notify_by = breach.discovered_at + timedelta(hours=NOTICE_HOURS)
    if breach.pk is None:
        breach.recorded_by = by
    breach.full_clean()
    breach.save()
    return breach


def breach_check(*, discovered_at: datetime | None, **later: datetime | None) -> None:
    """Hold the hours of a breach to each other.

    Raises:
        ValidationError: the discovery lies ahead, or an hour lies before it.
    """
    if discovered_at is None:
        return
    if discovered_at > timezone.now():
        raise ValidationError({"discovered_at": _("Lúc phát hiện không thể ở trong tương lai.")})
    for name, value in later.items():
        if value is not None and value < discovered_at:
            raise ValidationError({name: _("Không thể trước lúc phát hiện.")})


def hours_left(breach: Breach, now: datetime) -> int:
    """Give the whole hours until the authority must know; below zero when they are over."""
    return int((breach.notify_by - now).total_seconds() // 3600)


def breaches_unreported() -> QuerySet[Breach]:
    """Give the breaches the authority was not told of yet."""
    return Breach.objects.filter(notified_at__isnull=True)


def clock_words(breach: Breach, now: datetime) -> str:
    """Say how the 72 hours of a breach stand."""
    if breach.notified_at is not None:
        if breach.notified_at <= breach.notify_by:
            return _("đã báo đúng hạn")
        return _("đã báo, quá hạn 72 giờ")
    left = hours_left(breach, now)
    if left < 0:
        words = ngettext("quá hạn %(hours)s giờ", "quá hạn %(hours)s giờ", -left)
        return words % {"hours": -left}
    words = ngettext("còn %(hours)s giờ để báo", "còn %(hours)s giờ để báo", left)
    return words % {"hours": left}
