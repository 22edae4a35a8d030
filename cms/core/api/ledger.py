"""What callers have spent of their budgets, in one small file all workers of a machine share.

A call must cost next to nothing to count: no row, no cache entry, no file made or renamed. So the
counts stand in a table of fixed size, mapped into memory by every worker, and a change holds the
lock of its own bucket only. A caller's slot is found by a keyed hash, so the file holds no address.
When a bucket is full, the one in it whose count is the first to run out is forgotten.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import math
import mmap
import os
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

#: A slot: whose it is (0 for nobody), until when it counts (seconds since 1970), a number.
_SLOT = struct.Struct("<Qdd")
_WAYS = 4
_BUCKETS = 16_384
_BUCKET_BYTES = _WAYS * _SLOT.size
SIZE = _BUCKETS * _BUCKET_BYTES

Change = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Balance:
    """What is left to a caller.

    Args:
        policy: "address" or "key".
        limit: points of a full budget.
        window: how long a full budget lasts, seconds.
        remaining: points left.
        reset: when the budget is full again, seconds since 1970.
        wait: seconds until the call may be tried again; 0 when it was let through.
    """

    policy: str
    limit: int
    window: int
    remaining: int
    reset: float
    wait: int

    @property
    def is_over(self) -> bool:
        """Say whether the call is refused."""
        return self.wait > 0

    def headers(self, now: float) -> dict[str, str]:
        """Return the headers of the answer; `RateLimit` and its policy are the IETF's draft."""
        until = max(0, math.ceil(self.reset - now))
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(math.ceil(self.reset)),
            "RateLimit-Policy": f'"{self.policy}";q={self.limit};w={self.window}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={until}',
        }


class Ledger:
    """The table, in a file, or in this process alone when there is none.

    Args:
        path: the file; made when it is absent.
        secret: keys the hash, so that nobody can choose whose slot he falls into.
    """

    def __init__(self, path: Path | None, secret: bytes = b"") -> None:
        self._lock = threading.Lock()
        self._secret = secret[:64]
        self._file = -1
        self._table = self._open(path)

    def _open(self, path: Path | None) -> mmap.mmap:
        if path is not None:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                if os.fstat(self._file).st_size != SIZE:
                    os.ftruncate(self._file, SIZE)
                return mmap.mmap(self._file, SIZE)
            except OSError:
                self._file = -1
                logger.warning("No file to count calls in: each worker counts its own.")
        return mmap.mmap(-1, SIZE)

    def change(self, name: str, change: Change) -> None:
        """Replace (until, number) of a name by what `change` gives for it; (0, 0) when unknown."""
        digest = hashlib.blake2b(name.encode(), digest_size=8, key=self._secret).digest()
        who = int.from_bytes(digest, "little") or 1
        start = (who % _BUCKETS) * _BUCKET_BYTES
        with self._lock:
            if self._file >= 0:
                fcntl.lockf(self._file, fcntl.LOCK_EX, _BUCKET_BYTES, start)
            try:
                place, until, number = self._find(who, start)
                _SLOT.pack_into(self._table, place, who, *change(until, number))
            finally:
                if self._file >= 0:
                    fcntl.lockf(self._file, fcntl.LOCK_UN, _BUCKET_BYTES, start)

    def _find(self, who: int, start: int) -> tuple[int, float, float]:
        oldest, worst = start, math.inf
        for place in range(start, start + _BUCKET_BYTES, _SLOT.size):
            owner, until, number = _SLOT.unpack_from(self._table, place)
            if owner == who:
                return place, until, number
            rank = until if owner else -1.0
            if not rank >= worst:
                oldest, worst = place, rank
        return oldest, 0.0, 0.0

    def clear(self) -> None:
        """Forget everybody."""
        self._table[:] = bytes(SIZE)

    def spend(
        self, name: str, points: float, *, limit: int, per_minute: int, now: float
    ) -> Balance:
        """Take points from a budget that fills up evenly.

        Args:
            name: whose budget.
            points: what the call costs; negative gives back.
            limit: points of a full budget.
            per_minute: points that come back each minute.
            now: seconds since 1970.
        """
        rate = per_minute / 60
        told: list[float] = []

        def change(until: float, number: float) -> tuple[float, float]:
            # Whatever a damaged file says, nobody owes more than a whole budget.
            until = min(max(until, now), now + limit / rate) if until == until else now
            owed = (until - now) * rate
            short = owed + min(points, limit) - limit
            if short <= 1e-9:
                until = max(now, until + points / rate)
                short = 0.0
            told[:] = [until, short]
            return until, 0.0

        self.change(name, change)
        until, short = told
        return Balance(
            policy="address",
            limit=limit,
            window=math.ceil(limit / rate),
            remaining=max(0, math.floor(limit - (until - now) * rate + 1e-6)),
            reset=until,
            wait=max(1, math.ceil(short / rate)) if short else 0,
        )

    def spend_in_window(
        self, name: str, points: float, *, limit: int, window: int, now: float
    ) -> Balance:
        """Take points from a budget that is full again at the beginning of each window.

        The first call of a window is let through, whatever it costs.
        """
        end = (math.floor(now / window) + 1) * window
        told: list[float] = []

        def change(until: float, used: float) -> tuple[float, float]:
            if until != end or used != used:
                used = 0.0
            is_over = used > 0 and used + points > limit
            used = used if is_over else max(0.0, used + points)
            told[:] = [used, is_over]
            return end, used

        self.change(name, change)
        used, is_over = told
        return Balance(
            policy="key",
            limit=limit,
            window=window,
            remaining=max(0, math.floor(limit - used + 1e-6)),
            reset=end,
            wait=max(1, math.ceil(end - now)) if is_over else 0,
        )


@lru_cache(maxsize=1)
def ledger() -> Ledger:
    """Give the ledger of this site."""
    return Ledger(settings.VAR_DIR / "fair-use.ledger", settings.SECRET_KEY.encode())
