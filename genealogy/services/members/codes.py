"""Codes of invitations: drawn, read as people type them, and kept as a keyed digest only."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import Final

from django.conf import settings

# No signs that look alike in print, and no vowels, W, D or Z: a Vietnamese keyboard (Telex) turns
# those into Â, Ư, Đ and the like while one types.
SIGNS: Final = "CFHJKMNPRTVX23456789"
#: Groups as in a phone number, which everybody here can read out.
GROUPS: Final = (4, 3, 3)
LENGTH: Final = sum(GROUPS)
_PURPOSE = b"genealogy.invitation:"


def code_generate() -> str:
    """Draw a code: ten signs of twenty, 43 bits; made to be guessed by nobody who is counted."""
    return _grouped("".join(secrets.choice(SIGNS) for _ in range(LENGTH)))


def code_normalise(text: str) -> str | None:
    """Give the code in a text as it is printed; None when it can be none.

    >>> code_normalise(" hk7m3tx 9pr ")
    'HK7M-3TX-9PR'
    >>> code_normalise("HK7M-3TX") is None
    True
    """
    signs = "".join(sign for sign in text[:60].upper() if sign.isalnum())
    if len(signs) != LENGTH or not set(signs) <= set(SIGNS):
        return None
    return _grouped(signs)


def code_digest(code: str) -> str:
    """Give what the database keeps of a code: SHA-256 keyed by the site's secret.

    Ten signs are few enough to be tried one by one against a stolen copy of the database; without
    the key that tells nothing.
    """
    return _keyed(settings.SECRET_KEY, code)


def code_digests(code: str) -> list[str]:
    """Give the digests under which a code may stand: of the key in use and of those before it."""
    return [_keyed(key, code) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _keyed(key: str | bytes, code: str) -> str:
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, _PURPOSE + code.encode(), sha256).hexdigest()


def _grouped(signs: str) -> str:
    parts, start = [], 0
    for size in GROUPS:
        parts.append(signs[start : start + size])
        start += size
    return "-".join(parts)
