"""One message: what counts as received, and how little a bad receiver can do."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from cms.webhooks import posting
from cms.webhooks.posting import KEPT_BYTES, post
from tests.webhooks import peers
from tests.webhooks.peers import Peer


@pytest.fixture
def peer(settings):
    settings.WEBHOOK_LOOPBACK_HOSTS = []
    settings.WEBHOOK_STEP_SECONDS = 0.5
    settings.WEBHOOK_WHOLE_SECONDS = 1.0
    started = []

    def start(behave):
        one = Peer(behave).start()
        started.append(one)
        settings.WEBHOOK_LOOPBACK_HOSTS.append(one.host)
        return one

    yield start
    for one in started:
        one.stop()


def test_the_message_arrives_as_it_was_signed(peer, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    one = peer(peers.good)
    answer = post(one.url, b'{"a":1}', {"Webhook-Id": "x"})
    assert (answer.status, answer.text, answer.error) == (200, "ok", "")
    (message,) = one.messages
    assert message.body == b'{"a":1}'
    assert message.headers["webhook-id"] == "x"
    assert message.headers["host"] == one.host
    assert "authorization" not in message.headers


@pytest.mark.parametrize("behave", [peers.garbage_after_ok, peers.endless])
def test_who_says_200_has_it_whatever_follows(peer, behave):
    answer = post(peer(behave).url, b"{}", {})
    assert answer.is_received
    assert len(answer.text.encode()) <= 3 * KEPT_BYTES
    assert "\0" not in answer.text


@pytest.mark.parametrize(
    "behave", [peers.failing, peers.no_http, peers.closing, peers.closing_at_once]
)
def test_anything_else_is_tried_again(peer, behave):
    assert not post(peer(behave).url, b"{}", {}).is_received


@pytest.mark.parametrize("behave", [peers.slow, peers.dripping, peers.dripping_head])
def test_a_slow_receiver_is_left_before_it_has_ended(peer, behave):
    one = peer(behave)
    assert not post(one.url, b"{}", {}).is_received
    assert (one.asked, one.ended) == (1, 0)


def test_an_endless_answer_is_not_read_to_its_end(peer):
    sent = 0

    def count(connection, number):
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
        while True:
            sent += connection.send(b"x" * 4096)

    assert post(peer(count).url, b"{}", {}).is_received
    time.sleep(0.2)
    # What is read, and what the system keeps on the way.
    assert sent < 16 * 1024 * 1024


def test_a_redirect_is_not_followed(peer):
    secret = peer(peers.good)
    answer = post(peer(peers.redirecting(secret.url)).url, b"{}", {})
    assert answer.status == 307
    assert not answer.is_received
    assert secret.asked == 0


def test_a_host_that_is_not_allowed_is_not_even_called(peer, settings):
    one = peer(peers.good)
    settings.WEBHOOK_LOOPBACK_HOSTS = []
    for url in (one.url, f"https://127.0.0.1:{one.port}/", "https://127.0.0.1/", "https://[::1]/"):
        assert not post(url, b"{}", {}).is_received
    assert one.asked == 0


def test_nobody_there_is_an_error_and_no_exception(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.WEBHOOK_LOOPBACK_HOSTS = [f"127.0.0.1:{port}"]
    assert "ConnectionRefusedError" in post(f"http://127.0.0.1:{port}/", b"{}", {}).error


def test_the_receiver_may_ask_for_patience(peer):
    def busy(connection, number):
        connection.sendall(b"HTTP/1.1 503 X\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n")

    assert post(peer(busy).url, b"{}", {}).retry_after == 120


# TLS --------------------------------------------------------------------------------------------


def certificate(name: str, folder):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.mark.parametrize(("name", "is_right"), [("hooks.test", True), ("other.test", False)])
def test_the_certificate_must_be_of_the_name_though_the_number_is_pinned(
    name, is_right, tmp_path, settings, monkeypatch
):
    path = certificate(name, tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    asked_for = []
    context.sni_callback = lambda _socket, server_name, _context: asked_for.append(server_name)
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _place = server.accept()
        with pytest.MonkeyPatch.context(), connection:
            try:
                with context.wrap_socket(connection, server_side=True) as safe:
                    peers._read(safe)
                    safe.sendall(peers.OK)
            except (OSError, AttributeError, TypeError, KeyError):
                return

    threading.Thread(target=serve, daemon=True).start()
    port = server.getsockname()[1]
    settings.WEBHOOK_LOOPBACK_HOSTS = [f"hooks.test:{port}"]
    trusted = ssl.create_default_context(cafile=str(path))
    monkeypatch.setattr(posting, "tls_context", lambda: trusted)
    monkeypatch.setattr(
        "cms.webhooks.addresses.socket.getaddrinfo",
        lambda host, port, type: [(socket.AF_INET, type, 6, "", ("127.0.0.1", port))],
    )
    answer = post(f"https://hooks.test:{port}/", b"{}", {})
    assert answer.is_received == is_right
    assert asked_for == ["hooks.test"]
    assert "Chứng chỉ" in answer.error or is_right
    server.close()


def test_certificates_are_those_of_the_system_and_names_are_checked():
    context = posting.tls_context()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
