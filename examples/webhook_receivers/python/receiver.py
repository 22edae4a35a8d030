"""A receiver of webhooks with the standard library alone: python3 receiver.py SECRET_FILE [PORT].

What every receiver has to do, in this order:
1. Keep the body as the bytes that came; check the signature over them before reading anything.
2. Refuse a moment more than five minutes away from the own clock.
3. Answer a message seen before with 200 and do nothing: messages come at least once.
4. Answer 2xx as soon as the message is safe, and work afterwards.
"""

from __future__ import annotations

import argparse
import base64
import hmac
import json
import sys
import time
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TOLERANCE_SECONDS = 300
LARGEST_BODY = 256 * 1024


class Refused(Exception):
    """The message is not to be believed."""


def verify(
    secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None
) -> str:
    """Check one message and give its id.

    Args:
        secret: as the admin showed it once, `whsec_...`.
        headers: with `Webhook-Id`, `Webhook-Timestamp`, `Webhook-Signature`, in any case.
        body: the bytes that came.
        now: seconds since 1970, for tests.

    Raises:
        Refused: a header is missing, the moment is too far away, or no signature fits.
    """
    given = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, moment = given["webhook-id"], int(given["webhook-timestamp"])
        signatures = given["webhook-signature"].split()
    except (KeyError, ValueError):
        raise Refused("header") from None
    if abs((time.time() if now is None else now) - moment) > TOLERANCE_SECONDS:
        raise Refused("timestamp")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([message_id.encode(), str(moment).encode(), body])
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, sha256).digest())
    # One signature for each active secret: any of them will do while secrets are exchanged.
    if not any(hmac.compare_digest(expected, one.encode()) for one in signatures):
        raise Refused("signature")
    return message_id


class Seen:
    """The ids of messages already taken. Keep them in a database where restarts matter."""

    def __init__(self, most: int = 10_000) -> None:
        self.most = most
        self.ids: OrderedDict[str, None] = OrderedDict()

    def is_repeat(self, message_id: str) -> bool:
        """Say whether the id was taken before, and take it."""
        if message_id in self.ids:
            return True
        self.ids[message_id] = None
        if len(self.ids) > self.most:
            self.ids.popitem(last=False)
        return False


def handler_for(secret: str, take) -> type[BaseHTTPRequestHandler]:
    """Give the handler that hands each new, believed message to `take(message)`."""
    seen = Seen()

    class Receiver(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if not length.isdigit() or int(length) > LARGEST_BODY:
                return self.answer(413)
            body = self.rfile.read(int(length))
            try:
                message_id = verify(secret, self.headers, body)
            except Refused as refused:
                return self.answer(400, str(refused))
            if not seen.is_repeat(message_id):
                take(json.loads(body))
            return self.answer(200, "ok")

        def answer(self, status: int, text: str = "") -> None:
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_args: object) -> None:
            pass

    return Receiver


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Prints every webhook it believes, one a line.")
    parser.add_argument("secret_file", type=Path, help="file with the secret the admin showed")
    parser.add_argument("port", type=int, nargs="?", default=8400)
    options = parser.parse_args()
    secret = options.secret_file.read_text().strip()

    def take(message: dict) -> None:
        print(json.dumps(message), flush=True)  # noqa: T201 this is what it is for

    server = ThreadingHTTPServer(("127.0.0.1", options.port), handler_for(secret, take))
    print(f"listening on 127.0.0.1:{server.server_port}", file=sys.stderr, flush=True)  # noqa: T201
    server.serve_forever()


if __name__ == "__main__":
    main()
