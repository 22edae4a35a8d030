"""Requests about data: whose they are, and how near their due dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genealogy.domain.working_days import working_days_between
from genealogy.enums import DutyState
from genealogy.models import DataRequest

OVER: Final = (DutyState.DONE, DutyState.REFUSED)
#: Working days before an answer, and before the deed, from which a request is pressing.
_SOON_TO_ANSWER: Final = 1
_SOON_TO_DO: Final = 3


class Urgency(StrEnum):
    """How a request stands in time; a colour goes with each, and always words."""

    OVER = "over"
    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Standing:
    """How a request stands: the level, what is due next, the day, and all of it in words."""

    level: Urgency
    due_on: date | None
    words: str


def requests_open() -> QuerySet[DataRequest]:
    """Give the requests that are not done and not refused."""
    return DataRequest.objects.exclude(state__in=OVER)


def requests_of(user: Any) -> QuerySet[DataRequest]:
    """Give what an account asked for, newest first."""
    return DataRequest.objects.filter(requester=user).order_by("-received_at", "-pk")


def last_day(request: DataRequest) -> date:
    """Give the last day for the deed, an extension counted in."""
    return request.extended_on or request.due_on


def urgency_of(request: DataRequest, today: date) -> Standing:
    """Say how a request stands on a day in Vietnam."""
    if request.state in OVER:
        return Standing(Urgency.OVER, None, str(DutyState(request.state).label))
    is_unanswered = request.answered_at is None
    due_on = request.answer_due_on if is_unanswered else last_day(request)
    left = working_days_between(today, due_on)
    day = f"{due_on:%d/%m/%Y}"
    if today > due_on:
        text = _("quá hạn trả lời từ %(day)s") if is_unanswered else _("quá hạn làm từ %(day)s")
        return Standing(Urgency.LATE, due_on, text % {"day": day})
    soon = _SOON_TO_ANSWER if is_unanswered else _SOON_TO_DO
    level = Urgency.SOON if left <= soon else Urgency.CALM
    return Standing(level, due_on, _left_words(is_unanswered, left, day))


def _left_words(is_unanswered: bool, left: int, day: str) -> str:
    if is_unanswered:
        words = ngettext(
            "trả lời trước hết %(day)s, còn %(left)s ngày làm việc",
            "trả lời trước hết %(day)s, còn %(left)s ngày làm việc",
            left,
        )
    else:
        words = ngettext(
            "làm xong trước hết %(day)s, còn %(left)s ngày làm việc",
            "làm xong trước hết %(day)s, còn %(left)s ngày làm việc",
            left,
        )
    return words % {"day": day, "left": left}
