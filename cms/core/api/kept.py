"""The middleware before sessions and views: what anybody may read is answered from memory.

Who comes here is nobody: no session cookie, no `Authorization`. One number is read from the
database (`versions.latest`); if it is still the one at which the answer was last found true, or
if nothing the answer depends on changed since, the bytes kept are sent. Else the view answers, and
`version_watch` notes what it reads; an answer that read an unwatched table is not kept.

Stands before all other floors, whose headers are kept with the answer. Every call is counted: an
answer from memory here (`is_paid`), another one by `FairUse` further in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from cms.core import versions
from cms.core.api.callers import caller_of
from cms.core.api.costs import NOT_MODIFIED_PART, points_of
from cms.core.api.ledger import ledger
from cms.core.api.shelf import Kept, Shelf
from cms.core.version_reads import reads_watched

Handler = Callable[[HttpRequest], HttpResponse]
START = "/api/v2/"
READS = frozenset({"GET", "HEAD"})
#: Written anew on each answer, or by floors further out.
_MADE_ANEW = frozenset({"content-length", "date", "etag", "content-encoding"})

#: What is left to the caller: of this call alone.
_OF_THE_CALL = ("ratelimit", "x-ratelimit", "retry-after")

shelf = Shelf(settings.API_KEPT_BYTES)


#: Addresses that Django's cache holds for a while, without a look at the database, and what moves
#: them. An answer made with an old one would be kept as a true one.
_ADDRESS_CACHES = ("news_index_url", "wagtail_site_root_paths")
_ADDRESS_TAGS = ("page:*", "site", "news-index", "restrictions")


class KeptAnswers:
    """Answer from memory, or keep what the view answers; ETag, 304 and codings for both."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self._cookie = f"{settings.SESSION_COOKIE_NAME}="
        self._addresses_at: int | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if not request.path.startswith(START) or request.method not in READS:
            return self.get_response(request)
        key = self._key(request)
        number = versions.latest() if key is not None else None
        if key is None or number is None:
            return _finished(request, self.get_response(request))
        kept = shelf.get(key)
        if kept is not None and is_true(kept, number):
            codings = len(kept.codings)
            found = _sent(request, kept)
            if len(kept.codings) > codings:
                # It has grown by the bytes of another coding.
                shelf.put(key, kept)
            # Refusals are written by the floors further in, with all their headers.
            return found if is_paid(request, kept, found) else self.get_response(request)
        return self._made(request, key, number)

    def _key(self, request: HttpRequest) -> Any:
        """Give what an answer for nobody depends on besides content; None for somebody."""
        meta = request.META
        if (
            "HTTP_AUTHORIZATION" in meta
            or self._cookie in meta.get("HTTP_COOKIE", "")
            or shelf.most_bytes <= 0
            # What stands in an open transaction is not true for anybody else yet.
            or in_transaction()
            or not _takes_json(meta.get("HTTP_ACCEPT", "*/*"))
        ):
            return None
        return (
            request.scheme,
            meta.get("HTTP_HOST") or (meta.get("SERVER_NAME"), meta.get("SERVER_PORT")),
            meta.get("HTTP_X_FORWARDED_HOST") if settings.USE_X_FORWARDED_HOST else None,
            # Only then does the answer say that other sites' pages may read it.
            "HTTP_ORIGIN" in meta,
            request.path,
            _sorted(meta.get("QUERY_STRING", "")),
            # Who counts as living, and which giỗ comes next, turns with the day in Vietnam.
            timezone.localdate(),
        )

    def _forget_moved_addresses(self, number: int) -> None:
        known, self._addresses_at = self._addresses_at, number
        if known is None or (
            known != number and not versions.is_unchanged(_ADDRESS_TAGS, since=known)
        ):
            cache.delete_many(_ADDRESS_CACHES)

    def _made(self, request: HttpRequest, key: Any, number: int) -> HttpResponse:
        versions.look_anew(number)
        self._forget_moved_addresses(number)
        with reads_watched() as reading:
            response = self.get_response(request)
        if not is_public(response):
            return response
        tags = frozenset(reading.tags)
        is_lasting = not reading.unknown and key[-1] == timezone.localdate()
        kept = _kept_of(response, tags, number)
        kept.points = points_of(request)
        answer = _sent(request, kept, response)
        if is_lasting and versions.is_unchanged(tags, since=number):
            shelf.put(key, kept)
        else:
            shelf.drop(key)
        return answer


def in_transaction() -> bool:
    """Say whether this thread reads in a transaction that somebody left open."""
    return connections["default"].in_atomic_block


def is_true(kept: Kept, number: int) -> bool:
    """Say whether an answer still is what the view would give, `number` being the last change."""
    if kept.seen_at == number:
        return True
    if not versions.is_unchanged(kept.tags, since=kept.made_at):
        return False
    kept.seen_at = number
    return True


def is_paid(request: HttpRequest, kept: Kept, answer: HttpResponse) -> bool:
    """Count an answer from memory as `FairUse` counts one that a view made, and say what is left.

    False, and nothing counted, for a caller who has nothing left.
    """
    limit, per_minute = settings.API_BUDGET_POINTS, settings.API_POINTS_PER_MINUTE
    if limit <= 0:
        return True
    part = NOT_MODIFIED_PART if answer.status_code == 304 else 1
    now = time.time()
    balance = ledger().spend(
        caller_of(request), kept.points * part, limit=limit, per_minute=per_minute, now=now
    )
    if balance.is_over:
        return False
    store = answer.headers._store  # type: ignore[attr-defined] # numbers need no check of their signs
    for name, value in balance.headers(now).items():
        store[name.lower()] = (name, value)
    return True


def is_public(response: HttpResponse) -> bool:
    """Say whether a whole answer was declared to be for anybody."""
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Cache-Control", "").startswith("public")
        and not response.cookies
        and "Content-Encoding" not in response.headers
    )


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give an answer that is not kept its ETag and its coding; leave those for somebody alone.

    What an account reads is never compressed: beside words of the address it holds what others
    must not guess from its length.
    """
    if not is_public(response):
        return response
    return _sent(request, _kept_of(response, frozenset(), 0), response)


def _kept_of(response: HttpResponse, tags: frozenset[str], number: int) -> Kept:
    patch_vary_headers(response, ("Accept-Encoding",))
    headers = {
        name: value
        for name, value in response.items()
        if name.lower() not in _MADE_ANEW and not name.lower().startswith(_OF_THE_CALL)
    }
    return Kept(response.content, headers, tags, made_at=number, seen_at=number)


def _sent(request: HttpRequest, kept: Kept, response: HttpResponse | None = None) -> HttpResponse:
    meta = request.META
    data, tag, headers = kept.in_coding(meta.get("HTTP_ACCEPT_ENCODING", ""))
    known = meta.get("HTTP_IF_NONE_MATCH")
    is_known = known is not None and _is_among(tag, known)
    # With a type it looks for none; the headers are those of the view, checked when it set them.
    if is_known:
        answer = HttpResponse(status=304, content_type=_ANY)
        store = {name: pair for name, pair in headers.items() if name not in _NOT_IN_304}
    else:
        answer = HttpResponse(b"" if request.method == "HEAD" else data, content_type=_ANY)
        store = headers.copy()
    answer.headers._store = store  # type: ignore[attr-defined] # set one by one they cost the most
    if response is not None:
        for name, value in response.items():
            if name.lower().startswith(_OF_THE_CALL):
                answer.headers[name] = value
        # What the view left to be closed at the end of the request; `close()` now would end it.
        answer._resource_closers = response._resource_closers  # type: ignore[attr-defined]
    return answer


_NOT_IN_304 = frozenset({"content-length", "content-type", "content-encoding"})
_ANY = "application/json"


def _is_among(tag: str, known: str) -> bool:
    """Say whether a tag is in an `If-None-Match`, compared weakly as RFC 9110 13.1.2 asks.

    >>> _is_among('"a"', 'W/"a", "b"'), _is_among('"a"', '*'), _is_among('"a"', '"aa"')
    (True, True, False)
    """
    if known.strip() == "*":
        return True
    return any(part.strip().removeprefix("W/") == tag for part in known.split(","))


@lru_cache(maxsize=256)
def _takes_json(accepted: str) -> bool:
    """Say whether a caller takes JSON without any further question; others ask the view."""
    names = {part.partition(";")[0].strip() for part in accepted.split(",")}
    return not names.isdisjoint(("*/*", "application/json", "application/*", ""))


def _sorted(query: str) -> str:
    """Write parameters in one order; those of one name stay as they stood."""
    if "&" not in query:
        return query
    return "&".join(sorted(query.split("&"), key=lambda part: part.partition("=")[0]))
