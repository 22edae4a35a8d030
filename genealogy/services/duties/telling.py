"""Telling those who answer for data of a request, and the requester of its way."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.notices import notify
from genealogy.enums import DutyState
from genealogy.models import DataRequest

_RIGHT: Final = "genealogy.change_person"
_BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
_QUEUE: Final = "genealogy_request:index"


def duty_officers() -> QuerySet[Any]:
    """Give the accounts that answer for data: compilers and administrators."""
    accounts: Any = get_user_model().objects
    return accounts.with_perm(_RIGHT, is_active=True, include_superusers=True, backend=_BACKEND)


def queue_path() -> str:
    """Give the address of the queue in the admin."""
    return reverse(_QUEUE)


def tell_officers(request: DataRequest) -> None:
    """Tell of a new request; by its kind and day, without a name."""
    words = {"kind": request.get_kind_display(), "day": f"{request.answer_due_on:%d/%m/%Y}"}
    text = _("Có yêu cầu về dữ liệu: %(kind)s. Trả lời chậm nhất %(day)s.") % words
    notify(duty_officers(), kind="data_request_new", text=text, path=queue_path())


def tell_requester(request: DataRequest) -> None:
    """Tell the requester's account that something was decided; others are told by hand."""
    if request.requester is None:
        return
    texts = {
        DutyState.ANSWERED: _("Yêu cầu về dữ liệu của bạn đã có trả lời."),
        DutyState.DONE: _("Yêu cầu về dữ liệu của bạn đã làm xong."),
        DutyState.REFUSED: _("Yêu cầu về dữ liệu của bạn không làm được. Xem lý do."),
    }
    text = texts.get(DutyState(request.state))
    if text:
        path = reverse("genealogy:my_data")
        notify([request.requester], kind="data_request_decided", text=text, path=path)
