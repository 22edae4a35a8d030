"""One message over HTTP, with every limit a stranger's machine makes necessary.

`http.client` is used because it connects where it is told: no proxy of the environment, no
redirect followed, no name asked for a second time.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from cms.webhooks.addresses import Address, AddressRefused, address_read, address_resolve

#: Bytes of an answer that are read at the most, and of those kept.
READ_BYTES = 64 * 1024
KEPT_BYTES = 2 * 1024


@dataclass(frozen=True)
class Answer:
    """What came of one try.

    Args:
        status: of HTTP; None when there was no answer.
        milliseconds: how long it took.
        text: the beginning of the answer.
        error: why it does not count, in Vietnamese; empty when it was received.
        retry_after: seconds the receiver asked us to wait, if it did.
    """

    status: int | None
    milliseconds: int
    text: str = ""
    error: str = ""
    retry_after: int | None = None

    @property
    def is_received(self) -> bool:
        """Whether the receiver has the message."""
        return not self.error


class _PinnedConnection(http.client.HTTPConnection):
    """A connection to a number that was judged, with the name for certificate and Host."""

    def __init__(self, address: Address, number: tuple[int, str]) -> None:
        super().__init__(address.host, address.port, timeout=settings.WEBHOOK_STEP_SECONDS)
        self.address, self.number = address, number
        #: Kept beside `sock`, which is let go as soon as the answer says it is the last one.
        self.raw: socket.socket | None = None
        #: Set when the exchange went on for too long and was ended.
        self.is_cut = False

    def connect(self) -> None:
        family, number = self.number
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(self.timeout)
            plain.connect((number, self.address.port))
            self.sock = (
                tls_context().wrap_socket(plain, server_hostname=self.address.host)
                if self.address.is_secure
                else plain
            )
            self.raw = self.sock
        except BaseException:
            plain.close()
            raise


def tls_context() -> ssl.SSLContext:
    """Give the rules of TLS: certificates of the system, names checked."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send one message and tell what came of it; never raises for what the other side does."""
    started = time.monotonic()

    def after(status: int | None = None, **facts: object) -> Answer:
        return Answer(status, round((time.monotonic() - started) * 1000), **facts)  # type: ignore[arg-type] # fields of the answer

    try:
        address = address_read(url)
        numbers = address_resolve(address)
        return _exchange(address, numbers, body, headers, after)
    except AddressRefused as refused:
        return after(error=str(refused))
    except ssl.SSLCertVerificationError:
        return after(error=_("Chứng chỉ của nơi nhận không đúng."))
    except ssl.SSLError:
        return after(error=_("Không nối được an toàn (TLS)."))
    except TimeoutError:
        return after(error=_("Nơi nhận không trả lời kịp."))
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() - started >= settings.WEBHOOK_WHOLE_SECONDS:
            return after(error=_("Nơi nhận không trả lời kịp."))
        return after(error=_("Không gửi được (%(error)s).") % {"error": type(error).__name__})


def _exchange(
    address: Address,
    numbers: list[tuple[int, str]],
    body: bytes,
    headers: Mapping[str, str],
    after: object,
) -> Answer:
    connection = _connected(address, numbers)
    watch = threading.Timer(settings.WEBHOOK_WHOLE_SECONDS, _cut, [connection])
    watch.daemon = True
    watch.start()
    try:
        connection.putrequest("POST", address.target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", address.host_header)
        connection.putheader("Content-Length", str(len(body)))
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        text = response.read(READ_BYTES)
        if connection.is_cut:
            raise TimeoutError
        is_broken = bool(response.length) and len(text) < READ_BYTES
        return after(  # type: ignore[operator] # a function, see above
            response.status,
            text=text[:KEPT_BYTES].decode("utf-8", "replace").replace("\0", "�"),
            error=_fault(response.status, is_broken=is_broken),
            retry_after=_seconds(response.headers.get("Retry-After")),
        )
    finally:
        watch.cancel()
        connection.close()


def _connected(address: Address, numbers: list[tuple[int, str]]) -> _PinnedConnection:
    """Connect to the first number that answers, two at the most."""
    last: OSError | None = None
    for number in numbers[:2]:
        connection = _PinnedConnection(address, number)
        try:
            connection.connect()
        except OSError as error:
            last = error
            continue
        return connection
    raise last or OSError


def _cut(connection: _PinnedConnection) -> None:
    """End an exchange that goes on for too long, from another thread."""
    connection.is_cut = True
    try:
        if connection.raw is not None:
            connection.raw.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _fault(status: int, *, is_broken: bool) -> str:
    if 300 <= status < 400:
        return _("Nơi nhận chuyển hướng (%(status)s); tin báo không đi theo.") % {"status": status}
    if not 200 <= status < 300:
        return _("Nơi nhận trả lời %(status)s.") % {"status": status}
    # Whoever breaks off may have broken down; the message is sent again with the same id.
    return _("Nơi nhận ngắt giữa câu trả lời.") if is_broken else ""


def _seconds(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None
