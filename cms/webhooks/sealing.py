"""Secrets of endpoints: made here, sealed in the database, opened only to sign.

The seal is made of SECRET_KEY, as that of the second factors: a copy of the database alone signs
nothing. A key in SECRET_KEY_FALLBACKS still opens what it sealed.
"""

from __future__ import annotations

import base64
import secrets
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

#: How a secret begins, in the form other libraries of Standard Webhooks read.
PREFIX: Final = "whsec_"
_BYTES = 32


class SecretLost(Exception):
    """No key of ours opens the secret; a new one must be made."""


def secret_new() -> str:
    """Make a secret of 32 random bytes as `whsec_` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def secret_seal(secret: str) -> str:
    """Seal a secret before it is stored."""
    return _seal().encrypt(secret.encode()).decode()


def secret_open(sealed: str) -> str:
    """Open a stored secret.

    Raises:
        SecretLost: no key of ours sealed it.
    """
    try:
        return _seal().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SecretLost from error


def _seal() -> MultiFernet:
    """Give the seal: the first key closes and opens, the others only open."""
    return MultiFernet(
        [_fernet(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _fernet(key: str | bytes) -> Fernet:
    digest = salted_hmac("cms.webhooks", "seal", secret=key, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
