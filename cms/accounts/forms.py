"""allauth's forms in Vietnamese: allauth 65 has no Vietnamese words of its own.

The day it has, every class here can go.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import Form
from django.utils.translation import gettext_lazy as _

TOO_MANY_ATTEMPTS = "too_many_login_attempts"


def _name_fields(form: Form, labels: dict[str, Any]) -> None:
    """Label the fields, without placeholders: those vanish as soon as one types."""
    for name, label in labels.items():
        field = form.fields.get(name)
        if field is not None:
            field.label = label
            field.widget.attrs.pop("placeholder", None)


class LoginForm(allauth_forms.LoginForm):
    """Ask for name or mail address, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(
            self,
            {"login": _("Tên đăng nhập hoặc thư điện tử"), "password": _("Mật khẩu")},
        )
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""

    @property
    def is_locked(self) -> bool:
        """Whether the answer is no because of too many attempts."""
        return bool(self.has_error(NON_FIELD_ERRORS, TOO_MANY_ATTEMPTS))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """Change one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(
            self,
            {
                "oldpassword": _("Mật khẩu đang dùng"),
                "password1": _("Mật khẩu mới"),
                "password2": _("Gõ lại mật khẩu mới"),
            },
        )
        self.fields["oldpassword"].help_text = ""


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """Ask for a link to set a forgotten password anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(self, {"email": _("Thư điện tử")})


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """Set the new password after the link was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_fields(self, {"password1": _("Mật khẩu mới"), "password2": _("Gõ lại mật khẩu mới")})
