"""Answers kept in the memory of this process: whole, with their codings, bounded in bytes."""

from __future__ import annotations

import hashlib
import threading
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field

from cms.core.api.codings import LEAST_BYTES, coding_for, encoded

#: What an entry costs beside its bodies: key, headers, tags (bytes, roughly).
_FRAME = 3_000
#: One answer may fill this part of the shelf.
_LARGEST_PART = 8
#: Names in lower case -> name and value, checked and turned already, as Django's answers hold them.
Headers = dict[str, tuple[str, str]]


def body_tag(body: bytes, coding: str = "") -> str:
    """Give a strong ETag: a digest of the bytes, and the coding they are sent in.

    Made of nothing else: two sites that differ only in what a reader may not see give him the
    same tag.
    """
    digest = urlsafe_b64encode(hashlib.sha256(body).digest()[:21]).decode()
    return f'"{digest}-{coding}"' if coding else f'"{digest}"'


@dataclass(slots=True)
class Kept:
    """One answer: its bytes, plain and encoded, and what it depends on."""

    body: bytes
    #: Names and values as the view and the inner floors wrote them, without those made anew.
    headers: dict[str, str]
    #: Tags of `cms.core.versions`.
    tags: frozenset[str] = frozenset()
    #: The number before the data were read.
    made_at: int = 0
    #: The highest number at which the answer was found unchanged.
    seen_at: int = 0
    #: What a call costs its caller, points.
    points: float = 1
    codings: dict[str, tuple[bytes, str, Headers]] = field(default_factory=dict)

    def in_coding(self, accepted: str) -> tuple[bytes, str, Headers]:
        """Give the bytes for an `Accept-Encoding`, their ETag and the whole set of headers."""
        coding = coding_for(accepted) if accepted and len(self.body) >= LEAST_BYTES else ""
        made = self.codings.get(coding)
        if made is None:
            made = self.codings[coding] = self._made(coding)
        return made

    def _made(self, coding: str) -> tuple[bytes, str, Headers]:
        data = encoded(self.body, coding)
        tag = body_tag(self.body, coding)
        headers = {**self.headers, "ETag": tag, "Content-Length": str(len(data))}
        if coding:
            headers["Content-Encoding"] = coding
        return data, tag, {name.lower(): (name, value) for name, value in headers.items()}

    @property
    def size(self) -> int:
        """Give what the entry takes in memory, in bytes."""
        others = sum(len(data) for coding, (data, _t, _h) in self.codings.items() if coding)
        return _FRAME + len(self.body) + others


class Shelf:
    """The answers used last; safe for threads."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """Give what is kept under a key, valid or not."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                return None
            self._entries.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep an answer, or weigh it anew, and drop those not used for longest."""
        size = kept.size
        with self._lock:
            self._drop(key)
            if size * _LARGEST_PART > self.most_bytes:
                return
            self._entries[key] = (kept, size)
            self.bytes += size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._entries)))

    def drop(self, key: Hashable) -> None:
        """Forget one answer."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._entries.clear()
            self.bytes = 0

    def entries(self) -> dict[Hashable, Kept]:
        """Give all that is kept."""
        with self._lock:
            return {key: kept for key, (kept, _size) in self._entries.items()}

    def _drop(self, key: Hashable) -> None:
        found = self._entries.pop(key, None)
        if found is not None:
            self.bytes -= found[1]
