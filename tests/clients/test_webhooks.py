"""Verification of webhooks: the specification's own example, and what must be refused."""

from __future__ import annotations

import pytest
from tu_duong_client import WebhookError, verify_webhook

# The example of the Standard Webhooks specification, signed by its reference library.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
BODY = b'{"test": 2432232314}'
NOW = 1614265330


def _verify(body=BODY, secret=SECRET, now=NOW, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return verify_webhook(body=body, headers={**HEADERS, **named}, secret=secret, now=now)


def test_example_of_the_specification_is_accepted():
    assert _verify() == {"test": 2432232314}


def test_one_signature_and_one_secret_of_several_are_enough():
    signatures = f"v1a,abc v1,AAAA {HEADERS['webhook-signature']}"
    assert _verify(webhook_signature=signatures, secret=["whsec_AAAA", SECRET])


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"body": b'{"test": 2432232315}'}, "wrong-signature"),
        ({"webhook_id": "msg_other"}, "wrong-signature"),
        ({"secret": "whsec_AAAA"}, "wrong-signature"),
        ({"webhook_signature": "v1,%%%"}, "wrong-signature"),
        ({"webhook_signature": "v1,ồ"}, "wrong-signature"),
        ({"now": NOW + 301}, "too-old"),
        ({"now": NOW - 301}, "too-old"),
        ({"webhook_timestamp": "soon"}, "too-old"),
        ({"webhook_timestamp": "٣"}, "too-old"),
    ],
)
def test_anything_changed_is_refused(given, reason):
    with pytest.raises(WebhookError) as raised:
        _verify(**given)
    assert raised.value.reason == reason


def test_delivery_without_its_headers_is_refused():
    with pytest.raises(WebhookError, match="missing-header"):
        verify_webhook(body=BODY, headers={}, secret=SECRET)


def test_signature_of_our_own_sender_is_accepted():
    from cms.webhooks.signing import signed_headers

    headers = signed_headers([SECRET], "msg_1", NOW, BODY)
    assert verify_webhook(body=BODY, headers=headers, secret=SECRET, now=NOW)
