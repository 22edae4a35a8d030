"""allauth's pages of the second factor, where they must do more than allauth 65 does.

It answers a locked door with 200; ours says 429. It does not count setting up a factor as having
shown it, so staff would be asked for a code twice in a row.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as base_views
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from django.http import HttpResponse
from django.urls import reverse

from cms.accounts.second_factor import second_factor_proven


def _locked(response: HttpResponse, form: Any) -> HttpResponse:
    if getattr(form, "is_locked", False):
        response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    return response


class AuthenticateView(base_views.AuthenticateView):
    """Second step of signing in: the code or the passkey."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; the status tells whether the door is locked."""
        return _locked(super().form_invalid(form), form)


class ReauthenticateView(account_views.ReauthenticateView):
    """The password again, before a change of importance."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; the status tells whether the door is locked."""
        return _locked(super().form_invalid(form), form)


class CodeReauthenticateView(base_views.ReauthenticateView):
    """A code again, before a change of importance."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; the status tells whether the door is locked."""
        return _locked(super().form_invalid(form), form)


class PasskeyReauthenticateView(webauthn_views.ReauthenticateWebAuthnView):
    """A passkey again, before a change of importance."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again with what is wrong, instead of sending away to sign in."""
        return self.render_to_response(self.get_context_data(form=form))


class ActivateTOTPView(totp_views.ActivateTOTPView):
    """Set up an app that makes codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app, which the code has just shown to work."""
        response = super().form_valid(form)
        second_factor_proven(self.request, _newest(self.request.user, Authenticator.Type.TOTP))
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show what is wrong; the status tells whether the door is locked."""
        return _locked(super().form_invalid(form), form)


class AddPasskeyView(webauthn_views.AddWebAuthnView):
    """Add a passkey of this machine."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey, which the machine has just shown."""
        response = super().form_valid(form)
        second_factor_proven(self.request, _newest(self.request.user, Authenticator.Type.WEBAUTHN))
        return response

    def get_success_url(self) -> str:
        """Go to the recovery codes when they were made just now, else to the passkeys."""
        if self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return reverse("mfa_list_webauthn")


def _newest(user: Any, kind: Authenticator.Type) -> Authenticator:
    return Authenticator.objects.filter(user=user, type=kind).latest("pk")
