"""Signatures in the form of Standard Webhooks: HMAC-SHA-256 over id, second and body."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from hashlib import sha256

from cms.webhooks.sealing import PREFIX


def signature(secret: str, message_id: str, seconds: int, body: bytes) -> str:
    """Sign one message with one secret (`whsec_` and base64); gives `v1,` and base64.

    `seconds` is the moment of this try, counted from 1970.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join([message_id.encode(), str(seconds).encode(), body])
    return "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()


def signed_headers(
    secrets: Sequence[str], message_id: str, seconds: int, body: bytes
) -> dict[str, str]:
    """Give the headers of a message, one signature for each active secret, the newest first."""
    return {
        "Webhook-Id": message_id,
        "Webhook-Timestamp": str(seconds),
        "Webhook-Signature": " ".join(
            signature(secret, message_id, seconds, body) for secret in secrets
        ),
    }
