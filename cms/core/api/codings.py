"""Answers in fewer bytes: which coding a caller takes, and the bytes in it."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli

#: Best first, where the caller likes them alike.
CODINGS = ("br", "gzip")
#: Shorter bodies would hardly shrink, bytes.
LEAST_BYTES = 600
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6


@lru_cache(maxsize=512)
def coding_for(accepted: str) -> str:
    """Choose among br, gzip and plain bytes (empty) by an `Accept-Encoding` header.

    A weight of 0 forbids a coding, `*` speaks for those not named; plain bytes are always there.

    >>> coding_for("gzip, deflate, br;q=0.5"), coding_for("br;q=0, *"), coding_for("identity")
    ('gzip', 'gzip', '')
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    best, most = "", weights.get("identity", 0.0)
    for coding in reversed(CODINGS):
        weight = weights.get(coding, others)
        if weight > 0 and weight >= most:
            best, most = coding, weight
    return best


def _weight(parameter: str) -> float:
    name, _, text = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def encoded(body: bytes, coding: str) -> bytes:
    """Give the bytes in a coding; the same bytes always give the same."""
    if coding == "br":
        return brotli.compress(body, quality=_BROTLI_QUALITY)
    if coding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return body
