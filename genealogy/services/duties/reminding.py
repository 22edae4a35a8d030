"""Reminders before a day of the law passes; run once a day."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import ngettext

from cms.accounts.breaches import breaches_unreported, hours_left
from cms.accounts.notices import notify
from genealogy.selectors.duties import Urgency, requests_open, urgency_of
from genealogy.services.duties.telling import duty_officers, queue_path

#: A breach is called out when so many hours are left.
_HOURS = 48


def duties_remind(now: datetime | None = None) -> int:
    """Tell compilers and administrators what is due soon or late; give how many notices.

    Who has the same line unread is not told twice.
    """
    at = now or timezone.now()
    today = timezone.localdate(at)
    levels = [urgency_of(request, today).level for request in requests_open()]
    told = 0
    late, soon = levels.count(Urgency.LATE), levels.count(Urgency.SOON)
    if late:
        words = ngettext(
            "%(count)s yêu cầu về dữ liệu đã quá hạn.",
            "%(count)s yêu cầu về dữ liệu đã quá hạn.",
            late,
        )
        told += _tell("data_request_late", words % {"count": late})
    if soon:
        words = ngettext(
            "%(count)s yêu cầu về dữ liệu sắp đến hạn.",
            "%(count)s yêu cầu về dữ liệu sắp đến hạn.",
            soon,
        )
        told += _tell("data_request_soon", words % {"count": soon})
    waiting = sum(hours_left(breach, at) <= _HOURS for breach in breaches_unreported())
    if waiting:
        words = ngettext(
            "%(count)s sự cố dữ liệu chưa báo cơ quan, hạn 72 giờ sắp hết hoặc đã hết.",
            "%(count)s sự cố dữ liệu chưa báo cơ quan, hạn 72 giờ sắp hết hoặc đã hết.",
            waiting,
        )
        told += _tell("breach_due", words % {"count": waiting})
    return told


def _tell(kind: str, text: str) -> int:
    return notify(duty_officers(), kind=kind, text=text, path=queue_path())
