"""My data (dữ liệu của tôi): what the law lets anybody ask, and the copy of what is held."""

from __future__ import annotations

from typing import Any, Final

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from genealogy.enums import DutyKind
from genealogy.models import Clan, Person
from genealogy.selectors.duties import requests_of, urgency_of
from genealogy.selectors.nearness import own_person
from genealogy.selectors.viewers import viewer_of
from genealogy.services.duties import (
    CONSENT_TEXT_VERSION,
    consent_text_template,
    holdings_archive,
    request_from_account,
    request_from_stranger,
)
from genealogy.views.answers import trail
from genealogy.views.duties_forms import OwnRequestForm, RequestForm, StrangerForm

_READ_WRITE: Final = ["GET", "HEAD", "POST"]
_TOO_MANY: Final = 429
_APP: Final = "genealogy.duties"
_ASK, _FETCH = "data_request", "data_copy"
_RATES: Final = {_ASK: "5/30m/ip", _FETCH: "10/d/user"}


def _may(request: HttpRequest, door: str) -> bool:
    """Count one time at this door; say whether it was one of those allowed."""
    usage = ratelimit.consume(request, app=_APP, action=door, config=_RATES, user=request.user)
    return usage is not None


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"trail": trail((_("Dữ liệu của tôi"), "")), **context}
    response = render(request, f"genealogy/duties/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_http_methods(_READ_WRITE)
def my_data(request: HttpRequest) -> HttpResponse:
    """Show what can be asked; an account sees its requests, a stranger gets a form."""
    if request.user.is_authenticated:
        return _for_account(request)
    return _for_stranger(request)


@require_safe
def my_data_sent(request: HttpRequest) -> HttpResponse:
    """Say to a stranger what comes next; the same to everybody."""
    return _page(request, "sent.html", {})


@require_safe
def consent_text(request: HttpRequest) -> HttpResponse:
    """Show the text people agree to, in the version in force."""
    context = {"text": consent_text_template(), "version": CONSENT_TEXT_VERSION}
    return _page(request, "consent_text.html", context)


@login_required
@require_POST
def my_data_copy(request: HttpRequest) -> HttpResponse:
    """Give the copy of what is held to the account that is confirmed to be the person."""
    person = own_person(request.user)
    if person is None:
        raise Http404
    if not _may(request, _FETCH):
        return _account_page(request, _form_for(request, person), person, status=_TOO_MANY)
    answer = HttpResponse(holdings_archive(person, by=request.user), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _for_account(request: HttpRequest) -> HttpResponse:
    person = own_person(request.user)
    form = _form_for(request, person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            request_from_account(
                user=request.user,
                kind=data["kind"],
                clan=data.get("clan"),
                message=data["message"],
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _sent_words(data["kind"], person))
            return redirect("genealogy:my_data")
    return _account_page(request, form, person)


def _account_page(
    request: HttpRequest, form: Any, person: Person | None, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    rows = [
        {"request": one, "standing": urgency_of(one, today)} for one in requests_of(request.user)
    ]
    context = {
        "form": form,
        "person": person,
        "rows": rows,
        "is_slowed": status == _TOO_MANY,
        "consent_version": CONSENT_TEXT_VERSION,
    }
    return _page(request, "my_data.html", context, status=status)


def _form_for(request: HttpRequest, person: Person | None) -> Any:
    data = request.POST if request.method == "POST" and "kind" in request.POST else None
    if person is not None:
        return OwnRequestForm(data)
    return RequestForm(data, clans=_clans(request))


def _for_stranger(request: HttpRequest) -> HttpResponse:
    form = StrangerForm(request.POST or None, clans=_clans(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, "ask.html", {"form": form})
    if not _may(request, _ASK):
        return _page(request, "ask.html", {"form": form, "is_slowed": True}, status=_TOO_MANY)
    data = form.cleaned_data
    request_from_stranger(
        clan=data["clan"],
        kind=data["kind"],
        name=data["name"],
        contact=data["contact"],
        message=data["message"],
    )
    return redirect("genealogy:my_data_sent")


def _clans(request: HttpRequest) -> Any:
    return Clan.objects.visible_to(viewer_of(request)).order_by("name")


def _sent_words(kind: str, person: Person | None) -> str:
    is_hidden = person is not None and kind in (DutyKind.HIDE, DutyKind.WITHDRAW, DutyKind.ERASE)
    if is_hidden:
        return _("Đã nhận. Từ lúc này bạn không còn hiện trong gia phả; sẽ có người trả lời bạn.")
    return _("Đã nhận. Sẽ có người trả lời bạn trong hai ngày làm việc.")
