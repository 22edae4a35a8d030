"""How django-allauth's second factors behave here."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core.site_name import site_name


class SealingAdapter(DefaultMFAAdapter):
    """Speak Vietnamese, and keep the secrets of apps and codes sealed in the database.

    The seal is made of SECRET_KEY: a copy of the database alone opens no account. A key in
    SECRET_KEY_FALLBACKS still opens what it sealed.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("Không tắt được lớp bảo vệ thứ hai."),
        "cannot_generate_recovery_codes": _(
            "Bạn hãy bật ứng dụng tạo mã hoặc thêm khoá đăng nhập trước, rồi mới tạo mã dự phòng."
        ),
        "incorrect_code": _("Mã không đúng. Bạn xem lại mã mới nhất trong ứng dụng rồi gõ lại."),
    }

    def get_totp_issuer(self) -> str:
        """Give the name the app shows beside the code."""
        return site_name(context.request)

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret.

        What no key of ours sealed gives a random secret, so that no code fits it: the owner then
        comes in as after losing the phone.
        """
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Propose a name for a further passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Khoá số %(number)s") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return site_name(context.request)


def _seal() -> MultiFernet:
    """Give the seal: the first key closes and opens, the others only open."""
    return MultiFernet([_fernet(key) for key in _keys()])


def _keys() -> Iterable[str | bytes]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _fernet(key: str | bytes) -> Fernet:
    digest = salted_hmac("cms.accounts.mfa", "seal", secret=key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
