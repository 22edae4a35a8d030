"""Doors to the accounts that are not django-allauth's own."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cms.accounts.forms import LoginForm


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send editors to the one login with limits; Wagtail's own has none (8.0.1)."""
    return _to_login(request, otherwise=reverse("wagtailadmin_home"))


def frontend_login(request: HttpRequest) -> HttpResponse:
    """Send readers of login-only pages there too; Wagtail's door for them has no limits either."""
    return _to_login(request, otherwise="/")


def _to_login(request: HttpRequest, *, otherwise: str) -> HttpResponse:
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = otherwise
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


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
