"""What a key of the API looks like, and the digest that is kept instead of it.

`td_` + 8 signs that tell keys apart + 32 secret signs + 6 signs of checksum, all letters and
digits: a double click selects the whole, scanners of published code know it by its beginning, and
a mistyped key is told from a wrong one without asking the database.
"""

from __future__ import annotations

import secrets
import string
import zlib
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

START = "td_"
_SIGNS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_PREFIX, _SECRET, _CHECK = 8, 32, 6
KEY_LENGTH = len(START) + _PREFIX + _SECRET + _CHECK
#: Length of `ApiToken.prefix`: the start and the signs that tell keys apart.
PREFIX_LENGTH = len(START) + _PREFIX
_SALT = "cms.accounts.tokens"


@dataclass(frozen=True)
class NewKey:
    """A key just made; `text` is shown to its owner once and kept nowhere."""

    text: str = field(repr=False)
    prefix: str
    digest: str


def key_make() -> NewKey:
    """Give a new random key; its secret part holds 190 bits."""
    prefix = START + _random(_PREFIX)
    body = prefix + _random(_SECRET)
    text = body + _checksum(body)
    return NewKey(text=text, prefix=prefix, digest=key_digests(text)[0])


def key_is_whole(text: str) -> bool:
    """Say whether a text may be a key at all: its start, its length and its checksum.

    >>> key_is_whole("td_abc")
    False
    """
    if len(text) != KEY_LENGTH or not text.isascii() or not text.startswith(START):
        return False
    body, check = text[:-_CHECK], text[-_CHECK:]
    return constant_time_compare(_checksum(body), check)


def key_digests(text: str) -> list[str]:
    """Give the HMAC-SHA-256 of a key, as 64 hex digits, under each secret of the site.

    The first one is of `SECRET_KEY`, the others of `SECRET_KEY_FALLBACKS` in order. A stolen
    database without the site's secret opens nothing.
    """
    return [
        salted_hmac(_SALT, text, secret=secret, algorithm="sha256").hexdigest()
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def _random(length: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(length))


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode("ascii"))
    signs = []
    for _ in range(_CHECK):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return "".join(reversed(signs))
