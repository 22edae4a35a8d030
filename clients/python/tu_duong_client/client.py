"""The client: a method for every endpoint, lists to walk through, errors as exceptions."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from tu_duong_client.answers import AnswerStore, KeptAnswer, MemoryStore
from tu_duong_client.endpoints import Endpoints
from tu_duong_client.problems import problem_of, retry_after_seconds

#: Items a page, the most a list gives.
PAGE = 100
#: Lists that answer in one piece and know no `limit`.
WHOLE_LISTS = ("/ancestors/", "/descendants/", "/timeline/")
BUSY = (429, 503)


@dataclass(frozen=True)
class Answer:
    """Status, headers and bytes of an answer, whatever its status."""

    status: int
    body: bytes
    headers: Message = field(default_factory=Message)


class Client(Endpoints):
    """Reads, and with a key writes, one site; raises `ProblemError` for 400 and above.

    Args:
        base_url: scheme and host of the site, `https://hoduong.example`.
        key: `td_...`; reading needs none. Answers to a key are never kept.
        store: where answers are kept with their ETag; None keeps nothing.
        timeout: seconds for one answer.
        retries: how often a GET is sent again after a 429, a 503 or a broken connection.
        longest_wait: seconds; a longer wait is left to the caller (`ProblemError.retry_after`).
    """

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None = None,
        store: AnswerStore | bool | None = True,
        timeout: float = 20.0,
        retries: int = 2,
        longest_wait: float = 30.0,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        if urlsplit(self.base_url).scheme not in ("http", "https"):
            raise ValueError(f"not an address of a site: {base_url}")
        self._key = key
        self._store = MemoryStore() if store is True else (store or None)
        self._timeout = timeout
        self._retries = retries
        self._longest_wait = longest_wait

    # Reading

    def read(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        """Give one JSON answer of the site's API, by path or by an address a record names."""
        return json.loads(self.bytes_of(path, query))

    def bytes_of(self, path: str, query: Mapping[str, Any] | None = None) -> bytes:
        """Give the bytes of an answer: a drawing, a calendar."""
        url = self._address(path, query)
        headers = {"Accept": "application/json, */*;q=0.5"}
        kept = self._store.get(url) if self._store is not None and self._key is None else None
        if kept is not None:
            headers["If-None-Match"] = kept.etag
        answer = self._patiently("GET", url, headers)
        if answer.status == 304 and kept is not None:
            return kept.body
        self._keep(url, answer)
        return answer.body

    def walk(self, path: str, query: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """Give every item of a list; follows cursors where the list has them, else offsets."""
        asked = dict(query or {})
        if not path.endswith(WHOLE_LISTS):
            asked.setdefault("limit", PAGE)
        seen = 0
        while True:
            page = self.read(path, asked)
            items, meta = page["items"], page["meta"]
            yield from items
            seen += len(items)
            following = meta.get("next_cursor", "")
            if not items or following is None or path.endswith(WHOLE_LISTS):
                return
            total = meta.get("total_count")
            if following:
                asked["cursor"] = following
            elif len(items) < asked["limit"] if total is None else seen >= total:
                return
            else:
                asked["offset"] = seen

    def resolve(self, path: str) -> Any:
        """Say what stands at an address for readers; 404 and 410 are raised."""
        return self.read("/api/v2/resolve/", {"path": path})

    def paths(self, since: str | None = None) -> tuple[list[dict[str, Any]], str]:
        """Give every address a copy fetches, or what changed since a cursor; and the new cursor."""
        items: list[dict[str, Any]] = []
        place = since
        while True:
            page = self.read("/api/v2/paths/", {"since": place} if place else None)
            items += page["items"]
            if page["meta"]["next"] is None:
                return items, page["meta"]["cursor"]
            place = page["meta"]["next"]

    def preview(self, token: str) -> Any:
        """Give the draft that a preview's token opens."""
        return self.read(f"/api/v2/preview/{quote(token, safe='')}/")

    # Writing

    def post(self, path: str, body: Mapping[str, Any], *, idempotency_key: str = "") -> Any:
        """Hand something in; with an idempotency key the same call may be sent again safely."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        url = self._address(path, None)
        answer = self._once("POST", url, headers, json.dumps(body).encode())
        if answer.status >= 400:
            raise problem_of(answer.status, url, answer.body, answer.headers.get("Retry-After"))
        return json.loads(answer.body) if answer.body else None

    # Inside

    def _address(self, path: str, query: Mapping[str, Any] | None) -> str:
        url = urljoin(f"{self.base_url}/", path)
        # A key must never travel to another host because a record happened to name one.
        if urlsplit(url)[:2] != urlsplit(self.base_url)[:2]:
            raise ValueError(f"not an address of {self.base_url}: {url}")
        # `from` and other words of Python are given as `from_`.
        given = {name.rstrip("_"): _written(value) for name, value in (query or {}).items()}
        return f"{url}?{urlencode(given)}" if given else url

    def _keep(self, url: str, answer: Answer) -> None:
        etag = answer.headers.get("ETag")
        control = (answer.headers.get("Cache-Control") or "").lower()
        is_private = self._key is not None or "private" in control or "no-store" in control
        if self._store is not None and etag and answer.status == 200 and not is_private:
            self._store[url] = KeptAnswer(etag, answer.body)

    def _patiently(self, method: str, url: str, headers: dict[str, str]) -> Answer:
        for tries in range(self._retries + 1):
            is_last = tries == self._retries
            try:
                answer = self._once(method, url, headers)
            except (OSError, HTTPException):
                if is_last:
                    raise
                time.sleep(0.1 * 2**tries)
                continue
            wait = retry_after_seconds(answer.headers.get("Retry-After"))
            wait = 2.0**tries if wait is None else wait
            if answer.status in BUSY and not is_last and wait <= self._longest_wait:
                time.sleep(wait)
                continue
            if answer.status >= 400:
                raise problem_of(answer.status, url, answer.body, answer.headers.get("Retry-After"))
            return answer
        raise AssertionError("every round returns or raises")

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Answer:
        """Send one request; an error status is an answer like any other."""
        sent = dict(headers)
        if self._key is not None:
            sent["Authorization"] = f"Bearer {self._key}"
        # The scheme was looked at when the client was made; redirects stay with the host.
        request = urllib.request.Request(url, data=body, headers=sent, method=method)  # noqa: S310
        try:
            with _opener.open(request, timeout=self._timeout) as answer:
                return Answer(answer.status, answer.read(), answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read(), error.headers)


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirects of merged people, never to another host: a key may be in the headers."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl)[:2] != urlsplit(req.full_url)[:2]:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_opener = urllib.request.build_opener(_SameHost)


def _written(value: Any) -> str:
    """Write a value as the API reads it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join(str(one) for one in value)
    return str(value)
