"""How many rows a whole list has, counted once while nothing on the site changes.

Counting 5,000 articles costs more than reading a page of them. Only a stranger's count of a list
without any filter is kept: values that a filter has read beforehand are no part of the question.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.core import versions
from cms.core.api.caching import is_for_anybody
from cms.core.version_reads import current_reading, reads_watched

#: Lists whose counts are kept, each with the hosts it is asked by.
_MOST = 200


@dataclass(frozen=True)
class _Count:
    number: int
    #: The last change of the site when it was counted, and what was read.
    seen_at: int
    tags: frozenset[str]


_counts: OrderedDict[Hashable, _Count] = OrderedDict()
_lock = threading.Lock()


def count_of(rows: Any, request: Any, *, is_whole: bool) -> int:
    """Return how many rows there are.

    Args:
        rows: the rows of a list, as the viewer may see them.
        request: who asks, under which address.
        is_whole: whether the address and the viewer alone say which rows there are.
    """
    may_keep = is_whole and isinstance(rows, QuerySet) and is_for_anybody(request)
    # Read before the rows are: a change in between makes the count look too old, never too new.
    seen_at = versions.latest() if may_keep else None
    if seen_at is None:
        return rows.count()
    # Who counts as living turns with the day in Vietnam.
    key = (request.path, request.get_host(), timezone.localdate())
    known = _counts.get(key)
    reading = current_reading()
    if known is not None and known.seen_at == seen_at:
        if reading is not None:
            reading.tags |= known.tags
        return known.number
    with reads_watched() as own:
        number = rows.count()
    if reading is not None:
        reading.tags |= own.tags
        reading.unknown |= own.unknown
    if not own.unknown and key[-1] == timezone.localdate():
        with _lock:
            _counts[key] = _Count(number, seen_at, frozenset(own.tags))
            _counts.move_to_end(key)
            while len(_counts) > _MOST:
                _counts.popitem(last=False)
    return number


def forget() -> None:
    """Forget all counts, for tests."""
    with _lock:
        _counts.clear()
