"""The stranger: asks the site within this process, never with a session, a key or a cookie."""

from __future__ import annotations

import io
import itertools
import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError, connection, transaction

from home.export.errors import PageBroken

#: How often a page is asked for when another process was writing, and the seconds in between,
#: once more after each try.
_TRIES = 6
_PAUSE = 0.05


class _Busy(Exception):
    """The API says that the database is busy; a page lets the database's own error through."""


@dataclass(frozen=True)
class Answer:
    """What the site told a stranger."""

    status: int
    body: bytes
    content_type: str
    location: str = ""
    etag: str = ""


class Stranger:
    """Asks the site as somebody nobody knows.

    Args:
        origin: scheme and host the site is asked under, without a slash at the end. It must be one
            of `ALLOWED_HOSTS`.
    """

    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        self.origin = origin
        self._scheme, self._host = parts.scheme, parts.netloc
        self._port = str(parts.port or (443 if parts.scheme == "https" else 80))
        self._calls = itertools.count(1)
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def ask(self, url: str, *, method: str = "GET") -> Answer:
        """Ask for an address that begins at the root of the site.

        Raises:
            PageBroken: the site answered with an error of the server, or refused to answer.
        """
        for attempt in itertools.count(1):
            try:
                return self._ask_once(url, method)
            except (OperationalError, _Busy) as error:
                if attempt == _TRIES:
                    raise PageBroken(f"{url}: {error}") from error
                time.sleep(attempt * _PAUSE)
        raise AssertionError

    def request(self, url: str, method: str = "GET") -> WSGIRequest:
        """Make a request of a stranger."""
        path, _mark, query = url.partition("?")
        # A caller of its own each time: what is fair to one visitor is not asked of the export.
        caller = next(self._calls)
        return WSGIRequest(
            {
                "REQUEST_METHOD": method,
                "PATH_INFO": path.encode().decode("latin-1"),
                "QUERY_STRING": quote(query, safe="=&%+"),
                "SERVER_NAME": urlsplit(self.origin).hostname or "localhost",
                "SERVER_PORT": self._port,
                "HTTP_HOST": self._host,
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": _address_of(caller),
                "SCRIPT_NAME": "",
                "HTTP_ACCEPT": "*/*",
                "wsgi.url_scheme": self._scheme,
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": sys.stderr,
                "wsgi.multithread": False,
                "wsgi.multiprocess": True,
            }
        )

    def _ask_once(self, url: str, method: str) -> Answer:
        with _one_moment(), _quiet():
            response = self._handler.get_response(self.request(url, method))
            # Files stream; both kinds of answer give their bytes piece by piece.
            body = b"".join(response)  # type: ignore[arg-type, call-overload] # not a stub of its own
            response.close()
        if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise _Busy(response.status_code)
        if response.status_code >= 500 or response.status_code == 429:
            raise PageBroken(f"{url}: {response.status_code}")
        if response.status_code == 400 and b"host" in body[:300].lower():
            raise PageBroken(f"{url}: {self._host} is not in ALLOWED_HOSTS")
        return Answer(
            status=response.status_code,
            body=body,
            content_type=response.get("Content-Type", ""),
            location=response.get("Location", ""),
            etag=response.get("ETag", ""),
        )


def _address_of(caller: int) -> str:
    """Give an address in an IPv6 network of its own; a network of 64 bits counts as one caller."""
    return f"fd00:{caller >> 16 & 0xFFFF:x}:{caller & 0xFFFF:x}:{os.getpid() & 0xFFFF:x}::1"


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let an answer be read from one state of the database.

    Drawing a picture for the first time writes a row; then the moment is over for SQLite, and the
    page is asked for again.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep "Not Found" of addresses that are tried out of the log."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def read_in_peace() -> None:
    """Let this process read while others write: SQLite begins no transaction as a writer.

    To be called before the process first asks the database.
    """
    if connection.vendor == "sqlite":
        connection.close()
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"


def living_origin() -> str:
    """Return scheme and host of the living site as it calls itself."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"
