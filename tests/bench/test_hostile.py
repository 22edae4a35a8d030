"""Files made to harm: eight times the file may not cost much more than eight times the time."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median

import pytest

from tests.domain.gedcom.long_files import LONG_FILES, consume

pytestmark = pytest.mark.bench

SMALL, TIMES = 5_000, 8


def seconds(data: bytes) -> float:
    """Seconds of the processor; the garbage collector waits, whose share is the whole process's."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    consume(data)
    taken = time.process_time() - started
    gc.enable()
    return taken


@pytest.mark.parametrize("make", LONG_FILES)
def test_time_is_linear(make: Callable[[int], bytes]):
    small, large = make(SMALL), make(SMALL * TIMES)
    consume(small)
    rounds = [(seconds(small), seconds(large)) for _ in range(7)]
    ratio = median(much / little for little, much in rounds)
    print(f"\n{make.__name__}: {ratio:.1f} times the time for {TIMES} times the lines")  # noqa: T201 the figure this is for
    assert ratio < 2 * TIMES
