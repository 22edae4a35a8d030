"""The stranger: asks the site within this process, never with a session, a key or a cookie."""

from __future__ import annotations

import io
import itertools
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import got_request_exception, request_finished
from django.db import OperationalError, close_old_connections, connection, transaction
from django.http.response import HttpResponseBase

from home.export.errors import PageBroken
from home.models import SiteSettings

#: How often a page is asked for in one moment when another process was writing, and the seconds in
#: between, once more after each try.
_TRIES = 6
_PAUSE = 0.05


#: What a request keeps of the site while it is answered, the same for all pages: the menu is read
#: once in each process. A menu that changes meanwhile changes the mark "site", and the next round
#: (`home.export.exporting`) makes all pages again.
_OF_ALL_PAGES = ("_wagtail_site", "_site_sections", SiteSettings.get_cache_attr_name())


class _Busy(Exception):
    """The database was busy; the API says so itself, a page breaks over it."""


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
        self._known: dict[str, object] = {}

    def ask(self, url: str, *, method: str = "GET") -> Answer:
        """Ask for an address that begins at the root of the site.

        Raises:
            PageBroken: the site answered with an error of the server, or refused to answer.
        """
        for attempt in itertools.count(1):
            try:
                return self._ask_once(url, method, _one_moment)
            except _Busy as error:
                if attempt == _TRIES:
                    raise PageBroken(f"{url}: {error}") from error
                if not connection.in_atomic_block:
                    close_old_connections()
                time.sleep((attempt - 1) * _PAUSE)
                self._draw(url, method)
        raise AssertionError

    def request(self, url: str, method: str = "GET") -> WSGIRequest:
        """Make a request of a stranger."""
        path, _mark, query = url.partition("?")
        # A caller of its own each time: what is fair to one visitor is not asked of the export.
        caller = next(self._calls)
        request = WSGIRequest(
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
        vars(request).update(self._known)
        return request

    def _draw(self, url: str, method: str) -> None:
        """Let a page draw its pictures, each in a moment of its own, so that it waits its turn.

        What it says is thrown away: it was not read in one moment.
        """
        with suppress(_Busy):
            self._ask_once(url, method, _many_moments)

    def _ask_once(
        self, url: str, method: str, moment: Callable[[], AbstractContextManager[None]]
    ) -> Answer:
        request = self.request(url, method)
        with _broken() as reasons, moment(), _quiet():
            response = self._handler.get_response(request)
            # Files stream; both kinds of answer give their bytes piece by piece.
            body = b"".join(response)  # type: ignore[arg-type, call-overload] # not a stub of its own
            _let_go(response)
        said = vars(request)
        self._known |= {name: said[name] for name in _OF_ALL_PAGES if name in said}
        is_busy = any(isinstance(reason, OperationalError) for reason in reasons)
        if is_busy or response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            raise _Busy(reasons or response.status_code)
        if response.status_code >= 500 or response.status_code == 429:
            raise PageBroken(f"{url}: {response.status_code} {reasons or ''}")
        if response.status_code == 400 and b"host" in body[:300].lower():
            raise PageBroken(f"{url}: {self._host} is not in ALLOWED_HOSTS")
        return Answer(
            status=response.status_code,
            body=body,
            content_type=response.get("Content-Type", ""),
            location=response.get("Location", ""),
            etag=response.get("ETag", ""),
        )


def _let_go(response: HttpResponseBase) -> None:
    """End an answer without ending the moment it was read in.

    The end of an answer closes the connection to the database, and what it drew would be undone;
    besides, each page would wait for a new connection.
    """
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def _address_of(caller: int) -> str:
    """Give an address in an IPv6 network of its own; a network of 64 bits counts as one caller."""
    return f"fd00:{caller >> 16 & 0xFFFF:x}:{caller & 0xFFFF:x}:{os.getpid() & 0xFFFF:x}::1"


@contextmanager
def _broken() -> Iterator[list[BaseException]]:
    """Gather the errors a page breaks over; the site makes an answer of each (500).

    Raises:
        _Busy: the moment itself could not begin or end.
    """
    reasons: list[BaseException] = []

    def note(**_others: object) -> None:
        reason = sys.exc_info()[1]
        if reason is not None:
            reasons.append(reason)

    got_request_exception.connect(note)
    try:
        yield reasons
    except OperationalError as error:
        raise _Busy(str(error)) from error
    finally:
        got_request_exception.disconnect(note)


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let an answer be read from one state of the database.

    Drawing a picture for the first time writes a row. SQLite refuses that at once, without waiting,
    when another process has written since the moment began; two processes that draw would refuse
    each other for ever.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


@contextmanager
def _many_moments() -> Iterator[None]:
    """Let each statement see the database as it is then."""
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
