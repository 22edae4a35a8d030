"""allauth's forms in Vietnamese: allauth 65 has no Vietnamese words of its own.

The day it has, every class here can go.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.accounts.phones import PHONE, user_name_normalise
from cms.accounts.recovery import account_named

TOO_MANY_ATTEMPTS = "too_many_login_attempts"


def name_fields(form: Any, labels: dict[str, Any]) -> None:
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
        name_fields(
            self,
            {
                "login": _("Số điện thoại, tên đăng nhập hoặc thư điện tử"),
                "password": _("Mật khẩu"),
            },
        )
        # "webauthn" lets a phone propose its passkey while the field is filled in.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["password"].help_text = ""

    def clean_login(self) -> str:
        """Give the name that was meant; "+84 987 654 321" is 0987654321."""
        return user_name_normalise(super().clean_login())

    @property
    def is_locked(self) -> bool:
        """Whether the answer is no because of too many attempts."""
        return bool(self.has_error(NON_FIELD_ERRORS, TOO_MANY_ATTEMPTS))


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """Ask for the password again before a change of importance."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, {"password": _("Mật khẩu")})
        self.fields["password"].help_text = ""

    @property
    def is_locked(self) -> bool:
        """Whether the answer is no because of too many attempts."""
        return bool(self.has_error("password", TOO_MANY_ATTEMPTS))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """Change one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(
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
        name_fields(self, {"email": _("Thư điện tử")})


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    """Set the new password after the link was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_fields(self, {"password1": _("Mật khẩu mới"), "password2": _("Gõ lại mật khẩu mới")})


class AccountForm(forms.Form):
    """What an account says of itself."""

    display_name = forms.CharField(
        label=_("Tên hiển thị"),
        max_length=150,
        help_text=_("Tên bà con thấy khi bạn gửi đề nghị hay lời góp ý."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        help_text=_("Để nhận thông báo và đặt lại mật khẩu khi quên."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        required=False,
        max_length=20,
        help_text=_("Chỉ Ban quản trị xem được."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        names = ("display_name", "email", "phone")
        kwargs.setdefault("initial", {name: getattr(user, name) for name in names})
        super().__init__(*args, **kwargs)

    def clean_phone(self) -> str:
        """Give the number in its one form."""
        phone = user_name_normalise(self.cleaned_data["phone"])
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("Số này chưa đúng. Bạn gõ cả số 0 ở đầu, ví dụ 0912 345 678.")
            )
        return phone


class HelpInForm(forms.Form):
    """Whose second factor to take away."""

    account = forms.CharField(
        label=_("Tên đăng nhập, số điện thoại hoặc thư điện tử của người ấy"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_sure = forms.BooleanField(label=_("Tôi đã nói chuyện với người ấy và chắc là đúng người"))

    def clean_account(self) -> User:
        """Find the account."""
        user = account_named(self.cleaned_data["account"])
        if user is None:
            raise forms.ValidationError(
                _("Không có tài khoản nào như vậy, hoặc có nhiều hơn một. Bạn gõ tên đăng nhập.")
            )
        return user
