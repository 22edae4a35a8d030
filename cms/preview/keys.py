"""The secret of a preview, and the digest that is kept instead of it."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.crypto import salted_hmac

_SALT = "cms.preview.keys"
_BYTES = 32
#: 256 random bits in the signs an address may hold.
_WHOLE = re.compile(r"[A-Za-z0-9_-]{43}")
#: A secret where it stands in an address of ours or of a front end.
_IN_TEXT = re.compile(r"(/api/v2/preview/|[?&;]token=)[A-Za-z0-9_%-]+")


@dataclass(frozen=True)
class NewKey:
    """A secret just made; `text` goes into one address and is kept nowhere."""

    text: str = field(repr=False)
    digest: str


def key_make() -> NewKey:
    """Give a new secret of 256 random bits."""
    text = secrets.token_urlsafe(_BYTES)
    return NewKey(text=text, digest=key_digests(text)[0])


def key_is_whole(text: str) -> bool:
    """Say whether a text may be a secret at all.

    >>> key_is_whole("abc")
    False
    """
    return _WHOLE.fullmatch(text) is not None


def key_digests(text: str) -> list[str]:
    """Give the HMAC-SHA-256 of a secret, 64 hex digits, under each secret of the site.

    The first is of `SECRET_KEY`, the others of `SECRET_KEY_FALLBACKS`: a stolen database alone
    opens nothing.
    """
    return [
        salted_hmac(_SALT, text, secret=secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def secrets_hidden(text: str) -> str:
    """Give a text of a log with the secrets of previews taken out.

    >>> secrets_hidden("GET /api/v2/preview/abc-DEF_1/ HTTP/1.1")
    'GET /api/v2/preview/***/ HTTP/1.1'
    """
    return _IN_TEXT.sub(r"\1***", text)
