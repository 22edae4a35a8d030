"""Receivers that misbehave, each on a port of loopback, with what they were told."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

#: So many seconds a slow receiver takes to say all it has to say.
SLOW_SECONDS = 10
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Message:
    headers: dict[str, str]
    body: bytes

    @property
    def facts(self) -> dict:
        return json.loads(self.body)


@dataclass
class Peer:
    """A receiver; `behave(connection, number)` answers the message of this number, from 0.

    What it returns says whether the message counts as taken; None means yes.
    """

    behave: Callable[[socket.socket, int], bool | None]
    messages: list[Message] = field(default_factory=list)
    asked: int = 0
    #: How many messages were answered to the end of what `behave` had to say.
    ended: int = 0
    server: socket.socket = field(default_factory=socket.socket)

    def __post_init__(self):
        self.lock = threading.Lock()
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.server.bind(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/in"

    def start(self) -> Peer:
        """Listen from now on; until then connections are refused."""
        self.server.listen(64)
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _place = self.server.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection:
            connection.settimeout(10)
            message = _read(connection)
            with self.lock:
                number, self.asked = self.asked, self.asked + 1
            if message is None:
                return
            with self.lock:
                self.messages.append(message)
            self.behave(connection, number)
            with self.lock:
                self.ended += 1


def _read(connection: socket.socket) -> Message | None:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
    head, _blank, body = data.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")[1:]
    headers = {name.lower(): value for name, _sign, value in (one.partition(": ") for one in lines)}
    while len(body) < int(headers["content-length"]):
        body += connection.recv(65536)
    return Message(headers, body)


# Ways to behave ---------------------------------------------------------------------------------


def good(connection: socket.socket, number: int) -> None:
    connection.sendall(OK)


def at_first(misbehave: Callable[[socket.socket, int], None], times: int) -> Callable:
    """Misbehave so many times, and be good from then on."""

    def behave(connection: socket.socket, number: int) -> None:
        (misbehave if number < times else good)(connection, number)

    return behave


def failing(connection: socket.socket, number: int) -> None:
    connection.sendall(b"HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops")


def slow(connection: socket.socket, number: int) -> None:
    time.sleep(SLOW_SECONDS)
    connection.sendall(OK)


def dripping(connection: socket.socket, number: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(10 * SLOW_SECONDS):
        connection.sendall(b".")
        time.sleep(0.1)


def dripping_head(connection: socket.socket, number: int) -> None:
    for sign in b"HTTP/1.1 200 OK\r\nX-Much: " + b"x" * 20 * SLOW_SECONDS:
        connection.sendall(bytes([sign]))
        time.sleep(0.05)


def garbage_after_ok(connection: socket.socket, number: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n\x00\xff\xfe{not json" * 20)


def no_http(connection: socket.socket, number: int) -> None:
    connection.sendall(b"\x16\x03\x01 SSH-2.0-liar\r\n\r\n")


def endless(connection: socket.socket, number: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n")


def closing(connection: socket.socket, number: int) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")


def closing_at_once(connection: socket.socket, number: int) -> None:
    return


def redirecting(place: str) -> Callable[[socket.socket, int], None]:
    def behave(connection: socket.socket, number: int) -> None:
        answer = f"HTTP/1.1 307 Go\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n"
        connection.sendall(answer.encode())

    return behave
