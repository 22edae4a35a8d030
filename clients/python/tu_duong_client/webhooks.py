"""Verification of webhooks in the Standard Webhooks form."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypedDict, cast

WebhookType = Literal[
    "page.published",
    "page.updated",
    "page.unpublished",
    "page.moved",
    "page.deleted",
    "image.changed",
    "tree.changed",
    "redirect.changed",
    "ping",
]


class WebhookObject(TypedDict):
    """What changed."""

    type: str | None
    endpoint: str | None
    id: int | str | None
    path: str | None
    detail_url: str | None


class WebhookEvent(TypedDict):
    """A delivery; `id` is the same for every attempt, `sequence` grows for each object."""

    id: str
    type: WebhookType
    created_at: str
    sequence: int
    object: WebhookObject
    previous_path: NotRequired[str]


class WebhookError(Exception):
    """A delivery that must not be acted on; `reason` says why, for the log."""

    def __init__(
        self, reason: Literal["missing-header", "too-old", "wrong-signature", "not-json"]
    ) -> None:
        self.reason = reason
        super().__init__(f"webhook refused: {reason}")


def _secret_bytes(secret: str) -> bytes:
    if secret.startswith("whsec_"):
        try:
            return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except binascii.Error:
            pass
    return secret.encode()


def verify_webhook(
    *,
    body: bytes,
    headers: Mapping[str, str],
    secret: str | Sequence[str],
    tolerance: float = 300.0,
    now: float | None = None,
) -> WebhookEvent:
    """Check signature and age of a delivery and give its event.

    Args:
        body: the bytes as they came, before any parsing.
        headers: of the request, in any case.
        secret: `whsec_...` as the admin shows it once; several while one is being changed.
        tolerance: seconds by which the clocks may differ.
        now: seconds since 1970, for tests.

    Raises:
        WebhookError: the delivery is not to be trusted.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        name, moment = given["webhook-id"], given["webhook-timestamp"]
        offered = given["webhook-signature"].split()
    except KeyError as error:
        raise WebhookError("missing-header") from error
    is_number = moment.isascii() and moment.isdigit()
    if not is_number or abs((time.time() if now is None else now) - int(moment)) > tolerance:
        raise WebhookError("too-old")
    signed = f"{name}.{moment}.".encode() + body
    for one in [secret] if isinstance(secret, str) else secret:
        digest = hmac.new(_secret_bytes(one), signed, hashlib.sha256).digest()
        wanted = b"v1," + base64.b64encode(digest)
        if any(hmac.compare_digest(wanted, signature.encode()) for signature in offered):
            try:
                return cast(WebhookEvent, json.loads(body))
            except ValueError as error:
                raise WebhookError("not-json") from error
    raise WebhookError("wrong-signature")
