"""Doors to the accounts that are not django-allauth's own."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.views import LoginView, LogoutView
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from cms.accounts.forms import AccountForm, HelpInForm, LoginForm
from cms.accounts.notices import notices_of, unread_count
from cms.accounts.phones import user_name_normalise
from cms.accounts.profiles import account_change, signed_in
from cms.accounts.recovery import second_factor_reset
from cms.accounts.second_factor import has_second_factor

#: Who one is in the book: filled in by the gia phả, which stands on a higher floor.
PLACE_TEMPLATE = "genealogy/members/my_place.html"
DUTIES = "genealogy:my_data"
NEWEST = 3


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send editors to the one login with limits; Wagtail's own has none (8.0.1)."""
    return _to_login(request, otherwise=reverse("wagtailadmin_home"))


def frontend_login(request: HttpRequest) -> HttpResponse:
    """Send readers of login-only pages there too; Wagtail's door for them has no limits either."""
    return _to_login(request, otherwise="/")


def _to_login(request: HttpRequest, *, otherwise: str) -> HttpResponse:
    if request.method == "POST" and not _try_counted(request):
        return respond_429(request)
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = otherwise
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def _try_counted(request: HttpRequest) -> bool:
    """Count a password sent to a closed door like a wrong one; give whether more are let through.

    Nothing here looks at it, but whoever tries them all hears the same as at the open door.
    """
    name = user_name_normalise(request.POST.get("username", ""))
    try:
        get_adapter(request).pre_authenticate(request, username=name)
    except ValidationError:
        return False
    return True


class LimitedLoginView(LoginView):
    """allauth's login, which says 429 while it is locked.

    allauth 65 answers a locked login with 200, so a proxy or a script cannot tell it from a
    wrong password. This goes when allauth sends 429 itself.
    """

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """Show the form with its errors; the status tells whether the login is locked."""
        response = super().form_invalid(form)
        if form.is_locked:
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
        return response


@login_required
def account_home(request: HttpRequest) -> HttpResponse:
    """Show everything of one's account in one place."""
    user = signed_in(request)
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    context = {
        "account": user,
        "unread": unread_count(user),
        "newest": notices_of(user)[:NEWEST],
        "has_second_factor": has_second_factor(user),
        "key_count": keys.count(),
        # One's own is missing when the session was not opened by the login page.
        "session_count": max(1, len(UserSession.objects.purge_and_list(user))),
        "place_template": _template_or_none(PLACE_TEMPLATE),
        "duties_url": _address_or_nothing(DUTIES),
    }
    return render(request, "account/home.html", context)


def _template_or_none(name: str) -> Any:
    # The gia phả stands on a higher floor and may leave this place empty.
    try:
        return get_template(name).template  # type: ignore[attr-defined] # Django's own engine
    except TemplateDoesNotExist:
        return None


def _address_or_nothing(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@reauthentication_required
def account_edit(request: HttpRequest) -> HttpResponse:
    """Change one's name, mail address and phone.

    The password is asked again: who may change the address may set the password anew.
    """
    user = signed_in(request)
    form = AccountForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            account_change(user=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("account_home")
    return render(request, "account/edit.html", {"form": form})


@reauthentication_required(app="allauth.mfa")
def help_in(request: HttpRequest) -> HttpResponse:
    """Let an administrator take away the second factor of somebody who lost the phone."""
    if not signed_in(request).is_superuser:
        raise Http404
    form = HelpInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        second_factor_reset(user=form.cleaned_data["account"], by=signed_in(request))
        messages.success(request, _("Đã gỡ. Người ấy đăng nhập bằng mật khẩu rồi bật lại."))
        return redirect("account_home")
    return render(request, "account/help_in.html", {"form": form})


class LeavingView(LogoutView):
    """Sign out, and have the browser drop what its cache kept: a phone may be shared."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session."""
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response
