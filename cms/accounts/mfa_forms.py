"""allauth's forms of the second factor in Vietnamese, each code good once."""

from __future__ import annotations

from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from cms.accounts.forms import TOO_MANY_ATTEMPTS, name_fields

_CODE_HINT = _("Sáu chữ số trong ứng dụng tạo mã, hoặc một mã dự phòng.")


class CodeInput(forms.TextInput):
    """An input that comes back empty: a code that was refused is of no use, nor to be seen."""

    def format_value(self, value: Any) -> None:
        """Show nothing."""


class CodeFormMixin:
    """A field for a code: a number keyboard on phones, and no code twice."""

    fields: dict[str, Any]
    user: Any
    cleaned_data: dict[str, Any]

    def _dress(self, hint: Any) -> None:
        name_fields(self, {"code": _("Mã xác minh")})
        field = self.fields["code"]
        field.help_text = hint
        field.widget = CodeInput({"inputmode": "numeric", "autocomplete": "one-time-code"})

    @property
    def is_locked(self) -> bool:
        """Whether the answer is no because of too many wrong codes."""
        return bool(
            self.has_error("code", TOO_MANY_ATTEMPTS)  # type: ignore[attr-defined] # a form's
            or self.has_error("code", "rate_limited")  # type: ignore[attr-defined] # a form's
        )

    def _spend(self, code: str) -> str:
        """Refuse a code that was used.

        allauth 65.21 forgets a used code after one period, but with a tolerance of one period a
        code holds for three.
        """
        key = f"accounts:code-used:{self.user.pk}:{code.strip()}"
        periods = 2 * app_settings.TOTP_TOLERANCE + 1
        if not cache.add(key, 1, periods * app_settings.TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(CodeFormMixin, base_forms.AuthenticateForm):
    """Ask for the code when signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dress(_CODE_HINT)

    def clean_code(self) -> str:
        """Check the code, and that it is used for the first time."""
        return self._spend(super().clean_code())


class ReauthenticateForm(CodeFormMixin, base_forms.ReauthenticateForm):
    """Ask for the code before a change of importance."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dress(_CODE_HINT)

    def clean_code(self) -> str:
        """Check the code, and that it is used for the first time."""
        return self._spend(super().clean_code())


class ActivateTOTPForm(CodeFormMixin, totp_forms.ActivateTOTPForm):
    """Ask for the first code of the app, which proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dress(_("Sáu chữ số mà ứng dụng vừa hiện."))


class AddWebAuthnForm(webauthn_forms.AddWebAuthnForm):
    """Name a new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(
            self,
            {
                "name": _("Tên khoá, để bạn nhận ra máy nào"),
                "passwordless": _("Dùng khoá này để vào thẳng, không cần gõ mật khẩu"),
            },
        )
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = ""


class EditWebAuthnForm(webauthn_forms.EditWebAuthnForm):
    """Rename a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, {"name": _("Tên khoá")})
