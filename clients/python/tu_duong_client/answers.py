"""Answers kept with their ETag: asking again costs a 304 without a body."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class KeptAnswer:
    """The bytes of an answer and the mark under which the server knows them."""

    etag: str
    body: bytes


class AnswerStore(Protocol):
    """Where answers are kept: a dict will do, or something that writes files."""

    def get(self, key: str, /) -> KeptAnswer | None:
        """Give what is kept."""

    def __setitem__(self, key: str, answer: KeptAnswer, /) -> None:
        """Keep an answer."""


class MemoryStore:
    """The most recent answers, at most `most` of them."""

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._kept: OrderedDict[str, KeptAnswer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str, /) -> KeptAnswer | None:
        """Give what is kept, and keep it longer."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def __setitem__(self, key: str, answer: KeptAnswer, /) -> None:
        self._kept[key] = answer
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
