"""Requests about data: taken in with their due dates, answered, extended, done or refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genealogy.domain.working_days import add_days, add_working_days
from genealogy.enums import DutyKind, DutyState
from genealogy.models import Clan, DataRequest, Erasure, Person
from genealogy.selectors.duties import OVER, requests_open
from genealogy.selectors.nearness import own_person
from genealogy.services.duties.consents import consents_withdraw_all
from genealogy.services.duties.hiding import person_hide
from genealogy.services.duties.telling import tell_officers, tell_requester

#: Working days for an answer (Nghị định 356/2025/NĐ-CP).
ANSWER_DAYS: Final = 2
#: Days for the deed. Withdrawing, restricting and objecting 15, erasing 20; for the rest the
#: decree names 10 to 20 by kind of right, and the strictest is kept.
DEED_DAYS: Final = {
    DutyKind.HIDE: 15,
    DutyKind.WITHDRAW: 15,
    DutyKind.ERASE: 20,
    DutyKind.EXPORT: 10,
    DutyKind.CORRECT: 10,
}
#: One extension, by so many days at most.
EXTENSION_DAYS: Final = 15


def due_dates(kind: str, received_on: date) -> tuple[date, date]:
    """Give the last days, in Vietnam, for the answer and for the deed."""
    deed = add_days(received_on, DEED_DAYS[DutyKind(kind)])
    return add_working_days(received_on, ANSWER_DAYS), deed


@transaction.atomic
def request_from_account(
    *, user: Any, kind: str, clan: Clan | None = None, message: str = ""
) -> DataRequest:
    """Take in what a signed-in account asks for.

    Whoever is confirmed to be somebody in the book is hidden at once by "hide me", "withdraw" and
    "erase me"; a person confirms it later. The same request twice is one request.

    Args:
        user: the account.
        kind: a `DutyKind`.
        clan: whose book it is about; left out where the account is somebody in a book.
        message: in the requester's words.

    Raises:
        ValidationError: nothing tells which book it is about; code `clan_needed`.
    """
    person = own_person(user)
    known = requests_open().filter(requester=user, kind=kind, person=person).first()
    if known is not None:
        if message and message not in known.message:
            known.message = f"{known.message}\n{message}".strip()[:2000]
            known.save(update_fields=["message"])
        return known
    about = person.clan if person is not None else clan
    if about is None:
        raise ValidationError({"clan": ValidationError(_("Hãy chọn dòng họ."), code="clan_needed")})
    request = _receive(clan=about, kind=kind, person=person, requester=user, message=message)
    if person is not None:
        _hide_at_once(request, person, by=user)
    tell_officers(request)
    return request


@transaction.atomic
def request_from_stranger(
    *, clan: Clan, kind: str, name: str, contact: str, message: str
) -> DataRequest:
    """Take in what somebody without an account asks for; nothing changes before a person looked."""
    reach = f"{name.strip()} – {contact.strip()}"[:250]
    request = _receive(clan=clan, kind=kind, message=message, requester_contact=reach)
    tell_officers(request)
    return request


@transaction.atomic
def request_link(request: DataRequest, person: Person | None, *, by: Any = None) -> None:
    """Say whom of the book a request is about.

    Raises:
        ValidationError: the person is of another clan.
    """
    if person is not None and person.clan_id != request.clan_id:
        raise ValidationError({"person": _("Người này thuộc dòng họ khác.")})
    request.person = person
    request.person_uuid = person.uuid if person else None
    _save(request, by, "person", "person_uuid")


@transaction.atomic
def request_answer(request: DataRequest, *, outcome: str = "", by: Any = None) -> None:
    """Note that the requester has an answer; the deed may follow.

    Raises:
        ValidationError: the request is over.
    """
    _check_open(request)
    request.state = DutyState.ANSWERED
    request.answered_at = request.answered_at or timezone.now()
    request.outcome = outcome or request.outcome
    _save(request, by, "state", "answered_at", "outcome")
    tell_requester(request)


@transaction.atomic
def request_extend(request: DataRequest, *, until: date, reason: str, by: Any = None) -> None:
    """Put the deed off, once, by at most `EXTENSION_DAYS`; the requester is told why.

    Raises:
        ValidationError: the request is over, was extended before, or the day is too late or early.
    """
    _check_open(request)
    if request.extended_on is not None:
        raise ValidationError({"extended_on": _("Yêu cầu này đã gia hạn một lần rồi.")})
    latest = request.due_on + timedelta(days=EXTENSION_DAYS)
    if not request.due_on < until <= latest:
        words = {"first": f"{request.due_on:%d/%m/%Y}", "last": f"{latest:%d/%m/%Y}"}
        raise ValidationError(
            {"extended_on": _("Chỉ gia hạn sau %(first)s và đến hết %(last)s.") % words}
        )
    if not reason.strip():
        raise ValidationError({"outcome": _("Hãy ghi vì sao phải gia hạn.")})
    request.extended_on = until
    request.outcome = reason
    request.state = DutyState.ANSWERED
    request.answered_at = request.answered_at or timezone.now()
    _save(request, by, "extended_on", "outcome", "state", "answered_at")
    tell_requester(request)


@transaction.atomic
def request_finish(request: DataRequest, *, outcome: str, by: Any = None) -> None:
    """Close a request that was met; what it asked for must be so.

    Raises:
        ValidationError: the request is over, says nothing of what was done, names nobody to hide,
            or asks for an erasure that has not happened.
    """
    _check_open(request)
    _check_outcome(outcome)
    if request.kind in (DutyKind.HIDE, DutyKind.WITHDRAW):
        if request.person is None:
            raise ValidationError({"person": _("Hãy chọn người cần ẩn trong gia phả.")})
        _hide_at_once(request, request.person, by=by)
    if request.kind == DutyKind.ERASE and not _is_erased(request):
        raise ValidationError(
            _(
                "Người này chưa được xoá hẳn. Quản trị viên chạy lệnh:"
                " manage.py erase_person %(uuid)s; yêu cầu sẽ tự xong."
            ),
            code="not_erased",
            params={"uuid": request.person_uuid or "UUID"},
        )
    _close(request, DutyState.DONE, outcome, by)


@transaction.atomic
def request_refuse(request: DataRequest, *, outcome: str, by: Any = None) -> None:
    """Close a request that cannot be met; the reason is told.

    Raises:
        ValidationError: the request is over, or there is no reason.
    """
    _check_open(request)
    _check_outcome(outcome)
    _close(request, DutyState.REFUSED, outcome, by)


def _receive(*, clan: Clan, kind: str, person: Person | None = None, **fields: Any) -> DataRequest:
    now = timezone.now()
    answer_due_on, due_on = due_dates(kind, timezone.localdate(now))
    request = DataRequest(
        clan=clan,
        kind=kind,
        person=person,
        person_uuid=person.uuid if person else None,
        received_at=now,
        answer_due_on=answer_due_on,
        due_on=due_on,
        **fields,
    )
    request.full_clean()
    request.save()
    return request


def _hide_at_once(request: DataRequest, person: Person, *, by: Any) -> None:
    if request.kind == DutyKind.WITHDRAW:
        consents_withdraw_all(person, by=by)
    elif request.kind in (DutyKind.HIDE, DutyKind.ERASE):
        person_hide(person, by=by)


def _is_erased(request: DataRequest) -> bool:
    return (
        request.person_uuid is not None
        and Erasure.objects.filter(person_uuid=request.person_uuid).exists()
    )


def _close(request: DataRequest, state: str, outcome: str, by: Any) -> None:
    now = timezone.now()
    request.state = state
    request.outcome = outcome
    request.answered_at = request.answered_at or now
    request.done_at = now
    _save(request, by, "state", "outcome", "answered_at", "done_at")
    tell_requester(request)


def _check_open(request: DataRequest) -> None:
    if request.state in OVER:
        raise ValidationError(_("Yêu cầu này đã khép lại."), code="over")


def _check_outcome(outcome: str) -> None:
    if not outcome.strip():
        raise ValidationError(
            {"outcome": _("Hãy ghi đã làm gì, hoặc vì sao không làm được; người yêu cầu sẽ đọc.")}
        )


def _save(request: DataRequest, by: Any, *columns: str) -> None:
    request.handled_by = by
    request.save(update_fields=[*columns, "handled_by"])
