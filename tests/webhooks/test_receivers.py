"""The example receivers believe what we sign and nothing else; both languages alike."""

from __future__ import annotations

import http.client
import importlib.util
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms.webhooks.sealing import SecretLost, secret_new, secret_open, secret_seal
from cms.webhooks.signing import signature, signed_headers

FOLDER = Path(__file__).parents[2] / "examples" / "webhook_receivers"
SECRET = secret_new()
BODY = json.dumps({"id": "x", "type": "ping"}).encode()

PROGRAMS = {"python": [sys.executable, str(FOLDER / "python" / "receiver.py")]}
if shutil.which("node"):
    PROGRAMS["javascript"] = ["node", str(FOLDER / "javascript" / "receiver.mjs")]


def test_the_signature_is_that_of_the_published_example():
    # Known answer of the specification's own libraries (standardwebhooks, Python and JavaScript).
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    assert (
        signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@pytest.fixture(scope="module", params=sorted(PROGRAMS))
def receiver(request, tmp_path_factory):
    secret = tmp_path_factory.mktemp("receiver") / "secret"
    secret.write_text(f"{SECRET}\n")
    process = subprocess.Popen(
        [*PROGRAMS[request.param], str(secret), "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        process.port = int(process.stderr.readline().rpartition(":")[2])
        yield process
    finally:
        process.kill()
        process.wait()


def send(receiver, body=BODY, **headers) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", receiver.port, timeout=10)
    try:
        connection.request("POST", "/", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def headers(message_id="m", seconds=None, secrets=(SECRET,), body=BODY):
    return signed_headers(
        secrets, message_id, int(time.time()) if seconds is None else seconds, body
    )


def test_what_we_sign_is_believed_and_a_repeat_is_taken_once(receiver):
    first, again = headers("one"), headers("one")
    assert (send(receiver, **first), send(receiver, **again)) == (200, 200)
    other = json.dumps({"type": "other"}).encode()
    assert send(receiver, other, **headers("two", body=other)) == 200
    taken = [json.loads(receiver.stdout.readline())["type"] for _ in range(2)]
    assert taken == ["ping", "other"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda: {**headers(), "Webhook-Signature": "v1,AAAA"},
        lambda: {**headers(), "Webhook-Id": "another"},
        lambda: headers(seconds=int(time.time()) - 301),
        lambda: headers(seconds=int(time.time()) + 301),
        lambda: {**headers(), "Webhook-Timestamp": "soon"},
        lambda: headers(body=b"other bytes"),
        lambda: headers(secrets=[secret_new()]),
        dict,
    ],
)
def test_anything_else_is_refused(receiver, spoil):
    assert send(receiver, **spoil()) == 400


def test_either_of_two_active_secrets_will_do(receiver):
    assert send(receiver, **headers("rotating", secrets=[secret_new(), SECRET])) == 200
    # Tests come in any order: what is printed here is not left to another.
    assert json.loads(receiver.stdout.readline())["type"] == "ping"


def test_python_receiver_forgets_the_oldest_id_first():
    spec = importlib.util.spec_from_file_location("receiver", FOLDER / "python" / "receiver.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    seen = module.Seen(most=2)
    assert [seen.is_repeat(one) for one in ("a", "b", "a", "c", "b", "a")] == [
        False, False, True, False, True, False,
    ]  # fmt: skip


def test_a_sealed_secret_opens_with_former_keys_and_with_no_other(settings):
    sealed = secret_seal(SECRET)
    assert SECRET not in sealed
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site"
    assert secret_open(sealed) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(SecretLost):
        secret_open(sealed)
