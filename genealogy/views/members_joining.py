"""Coming in: the landing page of an invitation, a code typed by hand, asking for an account."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login as session_begin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from genealogy.domain.viewer import Role
from genealogy.models import Invitation
from genealogy.selectors.cards import cards_of
from genealogy.selectors.members import decidable_places, open_places, place_name
from genealogy.selectors.viewers import viewer_of
from genealogy.services.members import (
    account_ask,
    account_join,
    account_sign_up,
    claim_by_invitation,
    invitation_open,
    invited_person,
    invited_person_denied,
    membership_ask,
)
from genealogy.views.answers import trail
from genealogy.views.members_forms import AskForm, CodeForm, NewAccountForm, RegisterForm
from genealogy.views.members_limits import SIGN_UPS, WRONG_CODES, count, is_shut

_READ_WRITE = ["GET", "HEAD", "POST"]
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_TOO_MANY, _NOT_FOUND = 429, 404


def private_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page that no cache keeps, no search engine lists, and whose address stays here."""
    response = render(request, f"genealogy/members/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    # The address may hold a code. Not "no-referrer": browsers then hide where a form comes from,
    # and the check against forged forms refuses it.
    response["Referrer-Policy"] = "same-origin"
    return response


@require_http_methods(_READ_WRITE)
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Take a code typed by hand to the page of its invitation."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not is_shut(request, WRONG_CODES) and invitation_open(form.cleaned_data["code"]):
            return redirect("genealogy:invitation", secret=form.cleaned_data["code"])
        return _unusable(request, form)
    return _code_page(request, form)


def _code_page(
    request: HttpRequest, form: CodeForm, *, refused: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "is_refused": refused,
        "decides": bool(request.user.is_authenticated and decidable_places(request.user)),
        "trail": trail((_("Thư mời"), "")),
    }
    return private_page(request, "code.html", context, status=status)


def _unusable(request: HttpRequest, form: CodeForm | None = None) -> HttpResponse:
    """Say that a code opens nothing: the same words whether wrong, used up, expired or revoked.

    Once the address has tried too often the right code meets them too, with another status.
    """
    status = _TOO_MANY if is_shut(request, WRONG_CODES) else _NOT_FOUND
    if status == _NOT_FOUND:
        count(request, WRONG_CODES)
    return _code_page(request, form or CodeForm(), refused=True, status=status)


@require_http_methods(_READ_WRITE)
def invitation_landing(request: HttpRequest, secret: str) -> HttpResponse:
    """Welcome the holder of an invitation: signing up, or joining with the account at hand."""
    invitation = None if is_shut(request, WRONG_CODES) else invitation_open(secret)
    if invitation is None:
        return _unusable(request)
    if request.user.is_authenticated:
        return _join(request, invitation)
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = account_sign_up(invitation=invitation, **form.account)
        except ValidationError as error:
            # An answer that tells a number is known counts like a wrong code.
            count(request, WRONG_CODES)
            form.add_error(None, error)
        else:
            session_begin(request, user, backend=_BACKEND)
            # So that setting up a passkey right now does not ask for the password again.
            record_authentication(request, user, method="password", username=user.username)
            return _welcome(request, invitation)
    return _landing_page(request, invitation, form)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return _landing_page(request, invitation, None)
    try:
        account_join(user=request.user, invitation=invitation)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("genealogy:invitation_code")
    return _welcome(request, invitation)


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    place = place_name(invitation.clan, invitation.branch)
    welcome = _("Chào mừng bạn đến với %(place)s.") % {"place": place}
    if invitation.person_id is not None:
        messages.success(request, welcome)
        return redirect("genealogy:invited_person")
    next_step = _("Việc tiếp theo: tìm tên mình trong gia phả rồi bấm “Đây là tôi”.")
    messages.success(request, f"{welcome} {next_step}")
    return redirect(invitation.branch or invitation.clan)


def _landing_page(
    request: HttpRequest, invitation: Invitation, form: NewAccountForm | None
) -> HttpResponse:
    context = {
        "form": form,
        "clan_name": invitation.clan.name,
        "motto": invitation.clan.motto,
        "branch_title": invitation.branch.title if invitation.branch else "",
        "invited_by": str(invitation.created_by),
        "login_url": f"{reverse('account_login')}?next={request.path}",
    }
    return private_page(request, "landing.html", context)


@login_required
@require_http_methods(_READ_WRITE)
def invited_person_page(request: HttpRequest) -> HttpResponse:
    """Ask a member who came by an invitation to one person: "Bạn có phải là ...?"."""
    person = invited_person(request.user)
    if person is None:
        return redirect("account_home")
    if request.method != "POST":
        card = cards_of([person], viewer_of(request))[0]
        return private_page(request, "invited_person.html", {"card": card})
    if request.POST.get("la-toi") != "1":
        invited_person_denied(request.user)
        messages.info(
            request, _("Cảm ơn bạn. Bạn có thể tìm mình trong gia phả rồi bấm “Đây là tôi”.")
        )
        return redirect("genealogy:clan", slug=person.clan.slug)
    try:
        claim_by_invitation(user=request.user, person=person)
    except (PermissionDenied, ValidationError):
        messages.error(request, _("Người này vừa có tài khoản khác nhận. Hãy báo trưởng chi."))
        return redirect("account_home")
    messages.success(request, _("Đã ghi nhận: đây là bạn trong gia phả."))
    return redirect(person)


@require_http_methods(_READ_WRITE)
def join(request: HttpRequest) -> HttpResponse:
    """Ask for a place in a clan without an invitation; whoever decides in the branch is told."""
    is_known = request.user.is_authenticated
    form_class = AskForm if is_known else RegisterForm
    form = form_class(request.POST or None, places=open_places(viewer_of(request)))
    status = 200
    if request.method == "POST" and form.is_valid():
        if is_shut(request, SIGN_UPS):
            form.add_error(
                None, _("Từ máy này đã gửi nhiều lần. Bạn vui lòng thử lại sau nửa giờ.")
            )
            status = _TOO_MANY
        elif _asked(request, form):
            return redirect("genealogy:join_sent")
    context = {
        "form": form,
        "is_known": is_known,
        "trail": trail((_("Xin gia nhập"), "")),
    }
    return private_page(request, "join.html", context, status=status)


def _asked(request: HttpRequest, form: Any) -> bool:
    count(request, SIGN_UPS)
    place = form.cleaned_data["place"]
    asked = {
        "clan": place.clan,
        "branch": place.branch,
        "message": form.cleaned_data["message"],
    }
    try:
        if request.user.is_authenticated:
            membership_ask(user=request.user, **asked)
        else:
            account_ask(**asked, **form.account)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
def join_sent(request: HttpRequest) -> HttpResponse:
    """Say that the request went out; the same page whether the account is new or was there."""
    viewer = viewer_of(request)
    context = {
        "is_member": viewer.role >= Role.MEMBER,
        "trail": trail((_("Xin gia nhập"), "")),
    }
    return private_page(request, "join_sent.html", context)
